"""OTLP over gRPC on the way out, to servers that others wrote."""

from __future__ import annotations

import grpc
import pytest
from google.protobuf.any_pb2 import Any
from google.protobuf.duration_pb2 import Duration
from google.rpc.error_details_pb2 import RetryInfo
from google.rpc.status_pb2 import Status
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from grpc_server import SERVICES, Call, GRPCServer
from messages import Sender, attribute, request, span
from processes import free_port
from test_sdk_signals import run_program
from tls import certificate_files

QUICK = {"TRACEVEIL_RETRY_INITIAL": "20", "TRACEVEIL_RETRY_MAX": "200", "OTEL_BSP_SCHEDULE_DELAY": "50"}
#: What OTLP says to repeat.
RETRYABLE = {"CANCELLED", "DEADLINE_EXCEEDED", "ABORTED", "OUT_OF_RANGE", "UNAVAILABLE", "DATA_LOSS"}


def leaving(start_gateway, server: GRPCServer, **variables: str):
    defaults = {
        "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc",
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{server.port}",
    }
    return start_gateway(**(defaults | QUICK | variables))


def post(gateway, *spans) -> None:
    with Sender(gateway.port) as sender:
        assert sender.post(request(*spans)).status == 200


@pytest.mark.parametrize("compression", ["none", "gzip"])
@pytest.mark.parametrize("tls", ["plain", "tls", "mutual"])
def test_all_signals_leave_redacted(start_gateway, start_grpc_server, planter, tmp_path, tls, compression):
    files = certificate_files(tmp_path)
    credentials, variables = None, {"OTEL_EXPORTER_OTLP_COMPRESSION": compression}
    if tls != "plain":
        read = {name: open(path, "rb").read() for name, path in files.items()}
        credentials = grpc.ssl_server_credentials(
            [(read["serverKey"], read["serverCertificate"])],
            read["authority"] if tls == "mutual" else None,
            tls == "mutual",
        )
        variables["OTEL_EXPORTER_OTLP_CERTIFICATE"] = files["authority"]
    if tls == "mutual":
        variables |= {
            "OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE": files["clientCertificate"],
            "OTEL_EXPORTER_OTLP_CLIENT_KEY": files["clientKey"],
        }
    server = start_grpc_server(credentials=credentials)
    scheme = "http" if tls == "plain" else "https"
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_PROTOCOL="grpc",
        OTEL_EXPORTER_OTLP_ENDPOINT=f"{scheme}://localhost:{server.port}",
        TRACEVEIL_GRPC_LISTEN="127.0.0.1:0",
        **QUICK,
        **variables,
    )
    run_program(planter, "grpc", f"http://127.0.0.1:{gateway.grpc_port}", items=20)
    for signal in SERVICES:
        gateway.wait_until_delivered(20, signal_name=signal)
        assert gateway.counts(signal).exported == gateway.counts(signal).received
    assert server.names() == sorted(f"step {number}" for number in range(20))
    assert {call.service for call in server.taken} == set(SERVICES.values())
    everything = b"".join(call.body for call in server.calls) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []


@pytest.mark.parametrize("status", [code for code in grpc.StatusCode if code is not grpc.StatusCode.OK], ids=lambda code: code.name)
def test_every_status_is_what_otlp_says_of_it(start_gateway, start_grpc_server, status):
    """One that may pass is repeated, any other is counted, and the gateway goes on."""

    def decide(call: Call, number: int, context) -> bytes:
        if b"first" in call.body and (number < 3 or status.name not in RETRYABLE):
            context.abort(status, "as the test wants it")
        return b""

    server = start_grpc_server(decide)
    gateway = leaving(start_gateway, server)
    post(gateway, span("first"))
    counts = gateway.wait_until_delivered(1)
    assert (counts.exported, sum(counts.dropped.values())) == ((1, 0) if status.name in RETRYABLE else (0, 1))
    if status.name not in RETRYABLE:
        said = f"grpc_status={status.name}"
        gateway.program.wait_until(lambda: said in gateway.program.log(), "says why")
    post(gateway, span("second"))
    assert gateway.wait_until_delivered(2).exported == (2 if status.name in RETRYABLE else 1)
    assert "second" in server.names()


def test_exhausted_with_a_time_to_come_again_is_repeated(start_gateway, start_grpc_server):
    def decide(call: Call, number: int, context) -> bytes:
        if number < 2:
            details = Any()
            details.Pack(RetryInfo(retry_delay=Duration(nanos=200_000_000)))
            status = Status(code=8, message="slowly", details=[details])
            context.set_trailing_metadata([("grpc-status-details-bin", status.SerializeToString())])
            context.abort(grpc.StatusCode.RESOURCE_EXHAUSTED, "slowly")
        return b""

    server = start_grpc_server(decide)
    gateway = leaving(start_gateway, server)
    post(gateway, span("one"))
    assert gateway.wait_until_delivered(1).exported == 1
    assert len(server.calls) == 3


def test_what_is_too_large_and_what_is_refused_is_cut(start_gateway, start_grpc_server):
    def decide(call: Call, number: int, context) -> bytes:
        if b"bad one" in call.body:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "one of them is wrong")
        return b""

    # The limit is grpcio's own, and so are its words.
    server = start_grpc_server(decide, **{"grpc.max_receive_message_length": 30_000})
    gateway = leaving(start_gateway, server, OTEL_EXPORTER_OTLP_COMPRESSION="none")
    post(gateway, *[span("bad one" if number == 5 else f"good {number:02}", attributes=[attribute("text", "x " * 1500)]) for number in range(30)])
    counts = gateway.wait_until_delivered(30)
    assert (counts.exported, sum(counts.dropped.values())) == (29, 1)
    assert server.names() == [f"good {number:02}" for number in range(30) if number != 5]


def test_what_is_rejected_of_a_request_is_counted(start_gateway, start_grpc_server):
    partial = ExportTraceServiceResponse()
    partial.partial_success.rejected_spans = 2
    partial.partial_success.error_message = "too old"
    server = start_grpc_server(lambda call, number, context: partial.SerializeToString())
    gateway = leaving(start_gateway, server)
    post(gateway, *(span() for _ in range(5)))
    counts = gateway.wait_until_delivered(5)
    assert (counts.exported, counts.rejected, len(server.calls)) == (3, 2, 1)


def test_headers_are_metadata_and_tenants_stay_apart(start_gateway, start_grpc_server):
    server = start_grpc_server()
    gateway = leaving(
        start_gateway, server, OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20of-the-gateway,X-Fixed=yes"
    )
    with Sender(gateway.port) as sender:
        for tenant in ("one", "two"):
            assert sender.post(request(span(tenant)), x_scope_orgid=tenant, x_fixed="no").status == 200
    gateway.wait_until_delivered(2)
    for call in server.taken:
        tenant = call.metadata["x-scope-orgid"]
        assert tenant.encode() in call.body
        assert call.metadata["authorization"] == "Bearer of-the-gateway"
        assert call.metadata["x-fixed"] == "yes"
        assert call.metadata["x-traceveil-hops"] == "1"
    assert {call.metadata["x-scope-orgid"] for call in server.taken} == {"one", "two"}
    assert "of-the-gateway" not in b"".join(gateway.outputs().values()).decode()


def test_a_server_that_is_restarted_loses_nothing(start_gateway, start_grpc_server):
    port = free_port()
    first = start_grpc_server(port=port)
    gateway = leaving(start_gateway, first)
    for number in range(20):
        post(gateway, span(f"before {number:02}"))
    gateway.wait_until_delivered(20)
    first.close(0)
    for number in range(10):
        post(gateway, span(f"while {number:02}"))
    second = start_grpc_server(port=port)
    counts = gateway.wait_until_delivered(30)
    assert counts.exported == 30
    assert sorted({*first.names(), *second.names()}) == sorted(
        [f"before {number:02}" for number in range(20)] + [f"while {number:02}" for number in range(10)]
    )


@pytest.mark.parametrize("compression", ["gzip", "zstd"])
def test_gateways_in_a_row_over_grpc(start_gateway, start_sink, planter, compression):
    sink = start_sink(lambda path, headers, body: 200)
    last = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_GRPC_LISTEN="127.0.0.1:0", **QUICK)
    first = start_gateway(
        OTEL_EXPORTER_OTLP_PROTOCOL="grpc",
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{last.grpc_port}",
        OTEL_EXPORTER_OTLP_COMPRESSION=compression,
        **QUICK,
    )
    for number in range(50):
        post(first, span(f"step {number:02} {planter.value(f'{number}', 'EMAIL_ADDRESS')}"))
    first.wait_until_delivered(50)
    assert last.wait_until_delivered(50).exported == 50
    assert {one.headers["x-traceveil-hops"] for one in sink.requests} == {"2"}
    assert planter.leaks(b"".join(one.body for one in sink.requests), "what came out") == []


def test_mistakes_of_the_address_are_explained(start_gateway, start_sink, tmp_path):
    """A server of HTTP/1, nobody, TLS where there is none, and none where there is TLS."""
    sink = start_sink(lambda path, headers, body: 200)
    files = certificate_files(tmp_path)
    pair = [(open(files["serverKey"], "rb").read(), open(files["serverCertificate"], "rb").read())]
    secure = GRPCServer(lambda call, number, context: b"", credentials=grpc.ssl_server_credentials(pair))
    cases = {
        sink.url: "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
        f"http://127.0.0.1:{free_port()}": "nobody listens there",
        f"https://127.0.0.1:{sink.port}": "http://",
        f"http://127.0.0.1:{secure.port}": "https://",
        f"https://127.0.0.1:{secure.port}": "OTEL_EXPORTER_OTLP_CERTIFICATE",
        f"127.0.0.1:{secure.port}": "OTEL_EXPORTER_OTLP_CERTIFICATE",
    }
    for endpoint, advice in cases.items():
        gateway = start_gateway(
            OTEL_EXPORTER_OTLP_PROTOCOL="grpc", OTEL_EXPORTER_OTLP_ENDPOINT=endpoint, TRACEVEIL_SHUTDOWN_TIMEOUT="100", **QUICK
        )
        post(gateway, span())
        assert advice in gateway.line("An export attempt failed"), endpoint
        gateway.stop()
    secure.close()


def test_http_at_a_port_of_grpc_is_explained(start_gateway, start_grpc_server):
    server = start_grpc_server()
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{server.port}", TRACEVEIL_SHUTDOWN_TIMEOUT="100", **QUICK
    )
    post(gateway, span())
    assert "advice=" in gateway.line("An export attempt failed")


def test_a_signal_may_go_another_way(start_gateway, start_grpc_server, start_sink):
    server = start_grpc_server()
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_TRACES_PROTOCOL="grpc",
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=f"127.0.0.1:{server.port}",
        OTEL_EXPORTER_OTLP_INSECURE="true",
        OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=f"{sink.url}/v1/logs",
        **QUICK,
    )
    post(gateway, span("over grpc"))
    with Sender(gateway.port) as sender:
        logs = ExportLogsServiceRequest()
        logs.resource_logs.add().scope_logs.add().log_records.add().body.string_value = "over http"
        answer = sender.send("POST", "/v1/logs", logs.SerializeToString(), {"content-type": "application/x-protobuf"})
        assert answer.status == 200
    gateway.wait_until_delivered(1)
    gateway.wait_until_delivered(1, signal_name="logs")
    assert server.names() == ["over grpc"]
    assert [one.path for one in sink.requests] == ["/v1/logs"]
