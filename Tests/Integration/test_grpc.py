"""OTLP over gRPC, as clients that others wrote send it."""

from __future__ import annotations

import os
import socket

import grpc
import pytest
from google.protobuf.any_pb2 import Any
from google.rpc.error_details_pb2 import BadRequest, RetryInfo
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2_grpc import TraceServiceStub

from gateway import binary
from messages import request, span
from processes import Program, free_port

EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"


def listening(start_gateway, **variables: str):
    return start_gateway(TRACEVEIL_GRPC_LISTEN="127.0.0.1:0", **variables)


def address(gateway) -> str:
    return f"127.0.0.1:{gateway.grpc_port}"


def call(gateway, body: bytes, method: str = EXPORT, **options):
    with grpc.insecure_channel(address(gateway)) as channel:
        return channel.unary_unary(method)(body, timeout=30, **options)


def refusal(gateway, body: bytes, method: str = EXPORT, **options) -> tuple[grpc.StatusCode, list[Any]]:
    with pytest.raises(grpc.RpcError) as raised:
        call(gateway, body, method, **options)
    error = raised.value
    assert error.details()
    details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    status = Status.FromString(details)
    assert not details or (status.code, status.message) == (error.code().value[0], error.details())
    return error.code(), list(status.details)


@pytest.fixture
def printing(start_gateway):
    """A gateway that takes traces alone."""
    return listening(
        start_gateway,
        OTEL_TRACES_EXPORTER="console",
        OTEL_LOGS_EXPORTER="none",
        TRACEVEIL_MAX_REQUEST_BYTES="1000000",
    )


def test_what_is_wrong_with_a_request_is_its_status(printing):
    good = request(span()).SerializeToString()
    assert call(printing, good) == b""
    code, details = refusal(printing, b"\xff" * 20)
    assert code == grpc.StatusCode.INVALID_ARGUMENT
    violations = BadRequest()
    assert details[0].Unpack(violations) and "(at byte 0)" in violations.field_violations[0].description
    assert refusal(printing, b"x" * 1_000_001) == (grpc.StatusCode.RESOURCE_EXHAUSTED, [])
    bomb = b"\0" * 5_000_000
    assert refusal(printing, bomb, compression=grpc.Compression.Gzip)[0] == grpc.StatusCode.RESOURCE_EXHAUSTED
    logs = "/opentelemetry.proto.collector.logs.v1.LogsService/Export"
    assert refusal(printing, b"", logs) == (grpc.StatusCode.UNIMPLEMENTED, [])
    reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
    assert refusal(printing, b"", reflection) == (grpc.StatusCode.UNIMPLEMENTED, [])
    hops = [("x-traceveil-hops", "8")]
    assert refusal(printing, good, metadata=hops) == (grpc.StatusCode.FAILED_PRECONDITION, [])
    with pytest.raises(grpc.RpcError) as raised:
        with grpc.insecure_channel(address(printing)) as channel:
            channel.unary_unary(EXPORT)(good, timeout=30, metadata=[("x-large", "v" * 70_000)])
    assert raised.value.code() in (grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.UNAVAILABLE)
    assert call(printing, good) == b"", "it lives on"


def test_an_item_that_is_wrong_is_rejected_alone(printing):
    answer = call(printing, request(span(), span(trace_id=b"short")).SerializeToString())
    partial = ExportTraceServiceResponse.FromString(answer).partial_success
    assert partial.rejected_spans == 1 and partial.error_message


def test_health(printing):
    check = "/grpc.health.v1.Health/Check"
    assert call(printing, b"", check) == b"\x08\x01"
    assert refusal(printing, b"\x0a\x01x", check) == (grpc.StatusCode.NOT_FOUND, [])


def test_tokens_and_tenants_are_metadata(start_gateway, start_sink, tmp_path):
    tokens = tmp_path / "tokens"
    tokens.write_text("a-token-of-mine\n")
    sink = start_sink(lambda path, headers, body: 200)
    gateway = listening(
        start_gateway, OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_AUTH_TOKENS_FILE=str(tokens)
    )
    good = request(span()).SerializeToString()
    assert refusal(gateway, good) == (grpc.StatusCode.UNAUTHENTICATED, [])
    call(gateway, good, metadata=[("authorization", "Bearer a-token-of-mine"), ("x-scope-orgid", "one")])
    gateway.wait_until_delivered(1)
    assert [one.headers["x-scope-orgid"] for one in sink.requests] == ["one"]
    assert "authorization" not in sink.requests[0].headers


def test_no_room_is_unavailable_with_a_time_to_come_again(start_gateway, start_sink):
    sink = start_sink(lambda path, headers, body: 503)
    gateway = listening(
        start_gateway,
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_QUEUE_BYTES="60000",
        TRACEVEIL_ADMISSION_WAIT="0",
    )
    large = request(span("x" * 14_000)).SerializeToString()
    with grpc.insecure_channel(address(gateway)) as channel:
        stub = TraceServiceStub(channel)
        with pytest.raises(grpc.RpcError) as raised:
            for _ in range(6):
                stub.Export(ExportTraceServiceRequest.FromString(large), timeout=30)
    assert raised.value.code() == grpc.StatusCode.UNAVAILABLE
    details = dict(raised.value.trailing_metadata())["grpc-status-details-bin"]
    retry = RetryInfo()
    assert Status.FromString(details).details[0].Unpack(retry) and retry.retry_delay.seconds >= 1


def test_a_full_queue_on_disk_is_told_with_a_time_to_come_again(start_gateway, tmp_path):
    gateway = listening(
        start_gateway,
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}",
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
        TRACEVEIL_QUEUE_DISK_BYTES=str(1 << 20),
        TRACEVEIL_ADMISSION_WAIT="0",
    )
    taken = 0
    with grpc.insecure_channel(address(gateway)) as channel:
        stub = TraceServiceStub(channel)
        with pytest.raises(grpc.RpcError) as raised:
            for _ in range(200):
                one = request(span(os.urandom(20_000).hex())).SerializeToString()
                stub.Export(ExportTraceServiceRequest.FromString(one), timeout=30)
                taken += 1
    assert taken > 20
    # RESOURCE_EXHAUSTED would do as well, but only with this detail; not every sender looks for it.
    assert raised.value.code() == grpc.StatusCode.UNAVAILABLE
    details = dict(raised.value.trailing_metadata())["grpc-status-details-bin"]
    retry = RetryInfo()
    assert Status.FromString(details).details[0].Unpack(retry) and retry.retry_delay.seconds >= 1


def test_a_drain_ends_calls_in_peace(start_gateway, start_sink):
    """Many calls on one connection, and SIGTERM in their midst: each is taken or may be sent again, none hangs."""
    sink = start_sink(lambda path, headers, body: 200)
    gateway = listening(start_gateway, OTEL_EXPORTER_OTLP_ENDPOINT=sink.url)
    body = request(span()).SerializeToString()
    taken = 0
    with grpc.insecure_channel(address(gateway)) as channel:
        export = channel.unary_unary(EXPORT)
        export(body, timeout=30)
        calls = [export.future(body, timeout=30) for _ in range(300)]
        calls[20].result()
        gateway.program.send_signal(15)
        for one in calls:
            if one.exception() is None:
                taken += 1
            else:
                assert one.code() == grpc.StatusCode.UNAVAILABLE, one.exception()
    assert gateway.program.wait(60) == 0
    arrived = sum(
        len(scope.spans)
        for one in sink.taken()
        for resource in ExportTraceServiceRequest.FromString(one).resource_spans
        for scope in resource.scope_spans
    )
    assert arrived >= taken + 1


def test_ports_that_are_taken(tmp_path):
    """One that was asked for ends the start. The default one is gone without, as beside a Collector."""
    free = {"TRACEVEIL_HTTP_LISTEN": "127.0.0.1:0", "TRACEVEIL_ADMIN_LISTEN": "127.0.0.1:0"}
    command = [str(binary()), "gateway"]
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = f"127.0.0.1:{other.getsockname()[1]}"
        asked = Program("asked", command, free | {"TRACEVEIL_GRPC_LISTEN": taken}, tmp_path)
        try:
            assert asked.wait(60) == 78
            assert taken in asked.log()
        finally:
            asked.stop()
    # Whether anything has it already or not: the second one finds it taken.
    programs = [Program(f"default-{number}", command, free, tmp_path) for number in (1, 2)]
    try:
        for program in programs:
            program.wait_until(lambda: "msg=Listening" in program.log(), "listens")
        assert any("gRPC is not served" in program.log() for program in programs)
        assert any(" grpc=none " in program.log() for program in programs)
    finally:
        for program in programs:
            program.stop()
