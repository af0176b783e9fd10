"""Export requests built by hand, and posting them without an SDK."""

from __future__ import annotations

import gzip
import http.client
import os
import time
from dataclasses import dataclass

from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

PROTOBUF = "application/x-protobuf"


def attribute(key: str, value: str) -> KeyValue:
    return KeyValue(key=key, value=AnyValue(string_value=value))


def span(name: str = "work", **fields) -> Span:
    """A root span with new ids that has just ended."""
    now = time.time_ns()
    defaults = {
        "trace_id": os.urandom(16),
        "span_id": os.urandom(8),
        "name": name,
        "start_time_unix_nano": now - 1_000_000,
        "end_time_unix_nano": now,
    }
    return Span(**(defaults | fields))


def request(*spans: Span) -> ExportTraceServiceRequest:
    message = ExportTraceServiceRequest()
    message.resource_spans.add().scope_spans.add().spans.extend(spans)
    return message


def sent_form(message: Span) -> dict:
    """What `read_back.assert_stored` wants to know of a span."""
    return {
        "trace_id": message.trace_id.hex(),
        "span_id": message.span_id.hex(),
        "parent_id": message.parent_span_id.hex() or None,
        "name": message.name,
        "start": message.start_time_unix_nano,
        "end": message.end_time_unix_nano,
        "status": "UNSET",
    }


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def error(self) -> Status:
        """The body of a refusal."""
        assert self.headers["content-type"] == PROTOBUF
        return Status.FromString(self.body)

    def response(self) -> ExportTraceServiceResponse:
        assert self.headers["content-type"] == PROTOBUF
        return ExportTraceServiceResponse.FromString(self.body)


class Sender:
    """Posts to a gateway over a connection that it keeps while the gateway does."""

    def __init__(self, port: int, timeout: float = 60) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_) -> None:
        self._connection.close()

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str], **options) -> Answer:
        self._connection.request(method, path, body, headers, **options)
        answer = self._connection.getresponse()
        names = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, names, answer.read())

    def post(self, body: bytes | ExportTraceServiceRequest, **headers: str) -> Answer:
        """POST /v1/traces. `headers`: with underscores for dashes."""
        if isinstance(body, ExportTraceServiceRequest):
            body = body.SerializeToString()
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("POST", "/v1/traces", body, {"content-type": PROTOBUF} | given)

    def post_gzip(self, body: bytes) -> Answer:
        return self.post(gzip.compress(body), content_encoding="gzip")
