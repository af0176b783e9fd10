#!/usr/bin/env python3
"""Writes the sample trace of `make run`: one span full of personal data.

    .venv-integration/bin/python Samples/make-pii-trace.py

makes pii-trace.binpb, an OTLP export request in protobuf, and
pii-trace.planted, the values in it that must not come out, one a line.
All people, addresses and numbers are made up.
"""

import json
from pathlib import Path

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue

EMAILS = {
    "customer": "ruth.winter@mail.example.com",
    "agent": "sam+desk@support.example.org",
    "escaped": "kim.lee@example.net",
    "owner": "ops-on-call@example.com",
}
CARDS = {"typed": "4095-2609-9393-4932", "stored": "5500005555555559", "number": "378282246310005"}
PLANTED = [*EMAILS.values(), *CARDS.values()]

START = 1_767_225_600_000_000_000  # 2026-01-01T00:00:00Z


def text(key: str, value: str) -> KeyValue:
    return KeyValue(key=key, value=AnyValue(string_value=value))


def sample() -> bytes:
    message = ExportTraceServiceRequest()
    resource_spans = message.resource_spans.add()
    resource_spans.resource.attributes.extend(
        [text("service.name", "support-desk"), text("service.owner", EMAILS["owner"])]
    )
    scope_spans = resource_spans.scope_spans.add()
    scope_spans.scope.name = "traceveil.sample"
    span = scope_spans.spans.add(
        trace_id=bytes.fromhex("5ec0de5ec0de5ec0de5ec0de5ec0de01"),
        span_id=bytes.fromhex("5ec0de5ec0de5e01"),
        name=f"cancel the card of {EMAILS['customer']}",
        kind=2,
        start_time_unix_nano=START,
        end_time_unix_nano=START + 1_250_000_000,
    )
    request = f"Please cancel my card {CARDS['typed']}.\n{EMAILS['escaped']} may answer too."
    span.attributes.extend(
        [
            text("mlflow.spanType", "AGENT"),
            # The line break becomes "\n" in JSON, right before an address: a search over the raw text would
            # take the "n" along and leave a lone backslash.
            text("mlflow.spanInputs", json.dumps({"messages": [{"role": "user", "content": request}]})),
            text("mlflow.spanOutputs", json.dumps({"content": f"Done. Regards, {EMAILS['agent']}"})),
            text("card.on.file", CARDS["stored"]),
            KeyValue(key="card.as.number", value=AnyValue(int_value=int(CARDS["number"]))),
            text("order", "Order 1234-5678, 3 items, 99.50 EUR: nothing personal, stays as it is."),
        ]
    )
    event = span.events.add(name="exception", time_unix_nano=START + 1_000_000)
    event.attributes.append(text("exception.message", f"LookupError: no account for {EMAILS['customer']}"))
    span.status.code = 2
    span.status.message = f"card {CARDS['typed']} is unknown"
    return message.SerializeToString(deterministic=True)


if __name__ == "__main__":
    folder = Path(__file__).resolve().parent
    (folder / "pii-trace.binpb").write_bytes(sample())
    (folder / "pii-trace.planted").write_text("".join(f"{value}\n" for value in PLANTED))
