"""An application as a user would write it: the OpenTelemetry SDK, and spans full of personal data.

The SDK is set up by the standard environment variables alone
(OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_COMPRESSION, ...). At the end it
prints, as JSON, which spans it sent and what it planted in them.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Sequence

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import Link, SpanContext, Status, StatusCode, TraceFlags, TraceState

from planting import Planter

#: Texts without personal data. Each has to arrive byte for byte.
KEPT = {
    "plain": "The invoice of order 1234-5678 was sent; 12 items, 99.50 EUR, naïve café ☃ 🦊.",
    "empty": "",
    "blank": " \t\r\n",
    "nearly an address": "user@localhost, @home, a@b, x @ y.example, mail@, 50%@discount",
    "nearly a card": "4111 1111 1111 1112",
    "JSON with its own spacing": (
        '{ "a" :\t[1,2 , 3.0e+1],\n "é\\u00e9\\/" : "\\u2603\\ud83e\\udd8a" , "b":null }'
    ),
    "nearly JSON": '{"a": [1, 2, "b"',
    "percent and escapes": "100%25 \\u0040 \\n \\\\ %40",
    "letters of two bytes and more": "ÄÖÜ 東京 😀 é",
}


class VendorState(Sampler):
    """Samples everything and puts a text into the trace state, as vendors' samplers do."""

    def __init__(self, state: TraceState) -> None:
        self._state = state

    def should_sample(self, parent_context, trace_id, name, kind=None, attributes=None, links=None):
        return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes, self._state)

    def get_description(self) -> str:
        return "VendorState"


class Journal(SpanProcessor):
    """Writes down what ends, so that the reader knows what to look for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.spans: list[dict] = []

    def on_end(self, span: ReadableSpan) -> None:
        entry = {
            "trace_id": f"{span.context.trace_id:032x}",
            "span_id": f"{span.context.span_id:016x}",
            "parent_id": f"{span.parent.span_id:016x}" if span.parent else None,
            "name": span.name,
            "start": span.start_time,
            "end": span.end_time,
            "status": span.status.status_code.name,
        }
        with self._lock:
            self.spans.append(entry)


def escaped(text: str) -> str:
    """`text` with every letter as a JSON escape."""
    return "".join(f"\\u{ord(letter):04x}" for letter in text)


def json_attributes(planter: Planter) -> dict[str, str]:
    """Texts that are JSON, with values where a search over the raw text goes wrong."""
    mail = planter.value("JSON, right behind an escape", "EMAIL_ADDRESS")
    tab = planter.value("JSON, right behind a tab", "EMAIL_ADDRESS")
    at_sign = planter.value("JSON, at sign escaped", "EMAIL_ADDRESS").replace("@", "\\u0040")
    letters = escaped(planter.value("JSON, all letters escaped", "EMAIL_ADDRESS"))
    card = escaped(planter.value("JSON, card escaped", "CREDIT_CARD"))
    inner = json.dumps({"to": [planter.sentence("JSON in JSON"), "kept ☃"]})
    innermost = json.dumps({"cc": planter.sentence("JSON in JSON in JSON")}, ensure_ascii=False)
    return {
        "json.flat": json.dumps({"note": planter.sentence("JSON in a string"), "n": 1.50}, indent=1),
        "json.unicode": json.dumps({"note": planter.sentence("JSON, not ASCII")}, ensure_ascii=False),
        "json.array": json.dumps([planter.sentence("JSON array"), [], {}, True]),
        "json.key": json.dumps({planter.value("JSON key", "EMAIL_ADDRESS"): 7}),
        "json.number": json.dumps({"card": planter.number("JSON number"), "n": -12.5e3}),
        "json.nan": f'{{"a": NaN, "note": "{planter.value("JSON with NaN", "EMAIL_ADDRESS")}"}}',
        "json.cut": f'{{"note": "{planter.sentence("JSON that is cut off")}", "b": [1, ',
        "json.escapes": f'{{"a":"hi\\n{mail}\\n","b":"\\t{tab}\\"","c":"\\\\"}}',
        "json.at": f'{{"a":"x {at_sign} y","b":"{letters}","c":"{card}"}}',
        "json.nested": json.dumps({"body": inner, "id": 5}),
        "json.twice": json.dumps({"body": json.dumps({"body": innermost})}),
    }


def root_attributes(planter: Planter) -> dict:
    question = {"messages": [{"role": "user", "content": planter.sentence("MLflow inputs")}]}
    answer = {"role": "assistant", "content": planter.sentence("MLflow outputs")}
    nested = {
        "contact": {
            "note": planter.sentence("key-value list"),
            "cards": [planter.number("number in a list")],
        },
        planter.value("key in a key-value list", "EMAIL_ADDRESS"): True,
        "kept": {"text": KEPT["plain"], "n": 3, "yes": False, "ratio": 0.25, "nothing": None},
    }
    return {
        "mlflow.spanType": "AGENT",
        "mlflow.spanInputs": json.dumps(question),
        "mlflow.spanOutputs": json.dumps(answer),
        "text": planter.sentence("string"),
        "texts": [planter.sentence("string array"), KEPT["plain"], planter.sentence("string array, end")],
        "number": planter.number("integer"),
        "numbers": [1, planter.number("integer array"), 3],
        "nested": nested,
        "deep": [[{"a": [{"b": planter.sentence("array of lists of arrays")}]}]],
        "bytes": planter.sentence("bytes").encode(),
        f"seen by {planter.value('attribute key', 'EMAIL_ADDRESS')}": 1,
        "kept.number": 4111,
        "kept.ratio": 0.1,
        "kept.flag": True,
        "kept.bytes": b"\x00\x01\xff",
        **json_attributes(planter),
        **{f"kept.{name}": text for name, text in KEPT.items()},
    }


def send_trace(planter: Planter, number: int, fillers: int) -> None:
    """One trace: a request, a look-up that fails in it, a tool in that, and small spans."""
    tracer = trace.get_tracer(
        f"agent {planter.value('scope name', 'EMAIL_ADDRESS')}",
        f"1.0 {planter.value('scope version', 'EMAIL_ADDRESS')}",
        schema_url=f"https://schemas.example.org/{planter.value('scope schema URL', 'EMAIL_ADDRESS')}",
        attributes={"note": planter.sentence("scope attribute")},
    )
    other = SpanContext(0xA1B2C3D4 << 64 | number + 1, 0xC0FFEE00 + number, True, TraceFlags(1))
    link = Link(other, {"note": planter.sentence("link attribute"), "kept": KEPT["plain"]})
    with tracer.start_as_current_span(
        f"request {number} of {planter.sentence('span name')}",
        kind=trace.SpanKind.SERVER,
        attributes=root_attributes(planter),
    ):
        try:
            with tracer.start_as_current_span(f"look-up {number}", links=[link]) as lookup:
                lookup.add_event(
                    f"asked {planter.sentence('event name')}",
                    {"note": planter.sentence("event attribute"), "notes": [planter.sentence("event array")]},
                )
                with tracer.start_as_current_span(f"tool {number}", kind=trace.SpanKind.CLIENT) as tool:
                    tool.set_status(Status(StatusCode.ERROR, planter.sentence("status message")))
                raise LookupError(planter.sentence("exception"))
        except LookupError:
            pass  # The SDK has recorded it, with its stack trace.
        for filler in range(fillers):
            with tracer.start_as_current_span(f"step {number}.{filler}") as step:
                step.set_attribute("note", planter.value("small span", "EMAIL_ADDRESS"))


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--traces", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--fillers", type=int, default=0, help="small spans in each trace")
    options = parser.parse_args(arguments)

    planter = Planter(options.seed)
    resource = Resource.create(
        {
            "service.name": "support-desk",
            "owner": planter.sentence("resource attribute"),
            "kept": KEPT["plain"],
        },
        schema_url=f"https://schemas.example.org/{planter.value('resource schema URL', 'EMAIL_ADDRESS')}",
    )
    state = TraceState([("vendor", planter.value("trace state", "EMAIL_ADDRESS"))])
    journal = Journal()
    provider = TracerProvider(resource=resource, sampler=VendorState(state))
    provider.add_span_processor(journal)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)

    def work(thread: int) -> None:
        for number in range(thread, options.traces, options.threads):
            send_trace(planter, number, options.fillers)

    threads = [threading.Thread(target=work, args=(thread,)) for thread in range(options.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    provider.shutdown()
    print(json.dumps({"spans": journal.spans, "planted": planter.dump()}))


if __name__ == "__main__":
    main(sys.argv[1:])
