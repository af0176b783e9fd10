"""Who may send: credentials, pages in browsers, sockets with a path. Files that change while the gateway runs."""

from __future__ import annotations

import base64
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
from pathlib import Path

import grpc
import pytest

from gateway import binary
from messages import PROTOBUF, Sender, request, span
from processes import Program
from tls import certificate_files

EXPORT = "/opentelemetry.proto.collector.trace.v1.TraceService/Export"
#: Looks for changes often.
OFTEN = {"TRACEVEIL_RELOAD_INTERVAL": "20"}


def reloads(gateway, kind: str, outcome: str, count: int) -> None:
    line = f'traceveil_reloads_total{{kind="{kind}",outcome="{outcome}"}} {count}\n'
    gateway.program.wait_until(lambda: line in gateway.admin("/metrics")[1], line.strip())


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def test_credentials_of_every_kind_change_while_it_runs(start_gateway, tmp_path):
    files = {name: tmp_path / name for name in ("tokens", "users", "keys")}
    files["tokens"].write_text("first-token\nsecond-token\n")
    files["users"].write_text("alice:wonder:land\n")
    files["keys"].write_text("first-key\n")
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console",
        TRACEVEIL_GRPC_LISTEN="127.0.0.1:0",
        TRACEVEIL_AUTH_TOKENS_FILE=str(files["tokens"]),
        TRACEVEIL_AUTH_USERS_FILE=str(files["users"]),
        TRACEVEIL_AUTH_API_KEYS_FILE=str(files["keys"]),
        **OFTEN,
    )
    body = request(span()).SerializeToString()

    def over_http(**headers: str) -> int:
        with Sender(gateway.port) as sender:
            return sender.post(body, **headers).status

    def over_grpc(name: str, value: str) -> grpc.StatusCode:
        with grpc.insecure_channel(f"127.0.0.1:{gateway.grpc_port}") as channel:
            try:
                channel.unary_unary(EXPORT)(body, timeout=30, metadata=[(name, value)])
            except grpc.RpcError as error:
                return error.code()
            return grpc.StatusCode.OK

    def both(name: str, value: str) -> tuple[int, grpc.StatusCode]:
        return over_http(**{name.replace("-", "_"): value}), over_grpc(name, value)

    taken = (200, grpc.StatusCode.OK)
    refused = (401, grpc.StatusCode.UNAUTHENTICATED)
    assert both("authorization", "Bearer first-token") == taken
    assert both("authorization", basic("alice", "wonder:land")) == taken
    assert both("x-api-key", "first-key") == taken
    for name, value in [("authorization", basic("alice", "wonder")), ("x-api-key", "first-token"), ("x-other", "first-key")]:
        assert both(name, value) == refused

    # Replaced as a whole, as an editor or Kubernetes does it.
    (tmp_path / "new").write_text("second-token\n")
    os.replace(tmp_path / "new", files["tokens"])
    reloads(gateway, "credentials", "applied", 1)
    assert both("authorization", "Bearer first-token") == refused
    assert both("authorization", "Bearer second-token") == taken

    files["users"].write_text("no password here\n")
    reloads(gateway, "credentials", "refused", 1)
    assert both("authorization", basic("alice", "wonder:land")) == taken, "the old ones stay"
    files["users"].unlink()
    reloads(gateway, "credentials", "refused", 2)
    files["users"].write_text("bob:builder\n")
    reloads(gateway, "credentials", "applied", 2)
    assert both("authorization", basic("alice", "wonder:land")) == refused
    assert both("authorization", basic("bob", "builder")) == taken
    files["keys"].write_text("second-key\n")
    gateway.program.send_signal(signal.SIGHUP)
    gateway.program.wait_until(lambda: over_http(x_api_key="second-key") == 200, "takes the new key")
    assert both("x-api-key", "first-key") == refused

    shown = b"".join(gateway.outputs().values())
    for secret in (b"first-token", b"second-token", b"wonder", b"builder", b"first-key", b"second-key", b"alice"):
        assert secret not in shown


def test_new_certificates_are_for_new_connections(start_gateway, tmp_path):
    files = certificate_files(tmp_path)
    certificate, key = tmp_path / "current.pem", tmp_path / "current.key"
    shutil.copy(files["serverCertificate"], certificate)
    shutil.copy(files["serverKey"], key)
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console",
        TRACEVEIL_GRPC_LISTEN="127.0.0.1:0",
        TRACEVEIL_TLS_CERTIFICATE=str(certificate),
        TRACEVEIL_TLS_KEY=str(key),
        **OFTEN,
    )

    def shown(port: int) -> str:
        return ssl.get_server_certificate(("127.0.0.1", port)).strip()

    def text(name: str) -> str:
        return Path(files[name]).read_text().strip()

    ports = [gateway.port, gateway.grpc_port]
    assert [shown(port) for port in ports] == [text("serverCertificate")] * 2
    context = ssl.create_default_context(cafile=files["authority"])
    kept = http.client.HTTPSConnection("127.0.0.1", gateway.port, context=context, timeout=30)
    body = request(span()).SerializeToString()

    def status() -> int:
        kept.request("POST", "/v1/traces", body, {"content-type": PROTOBUF})
        answer = kept.getresponse()
        answer.read()
        return answer.status

    assert status() == 200
    # The key is still that of the other one.
    shutil.copy(files["clientCertificate"], certificate)
    reloads(gateway, "certificates", "refused", 1)
    assert [shown(port) for port in ports] == [text("serverCertificate")] * 2
    shutil.copy(files["clientKey"], key)
    reloads(gateway, "certificates", "applied", 1)
    assert [shown(port) for port in ports] == [text("clientCertificate")] * 2
    assert status() == 200, "a connection that exists goes on"
    kept.close()


def test_a_policy_is_read_when_it_changes(start_gateway, tmp_path):
    policy = tmp_path / "policy.yaml"
    policy.write_text("version: 1\n")
    gateway = start_gateway(OTEL_TRACES_EXPORTER="console", TRACEVEIL_POLICY=str(policy), **OFTEN)
    policy.write_text("version: 1\nentities: {EMAIL_ADDRESS: {operator: replace, replacement: CHANGED}}\n")
    reloads(gateway, "policy", "applied", 1)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("mail to bob@example.com"))).status == 200
    gateway.wait_until_delivered(1)
    assert "mail to CHANGED" in gateway.program.log()
    policy.write_text("version: 1\nentities: {NOBODY: mask}\n")
    reloads(gateway, "policy", "refused", 1)
    gateway.program.wait_until(lambda: "entities.NOBODY" in gateway.program.log(), "names the mistake")


def test_pages_of_configured_origins(start_gateway):
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console", TRACEVEIL_HTTP_CORS_ORIGINS="https://app.example.com,https://*.example.org"
    )
    ask = {"origin": "https://a.example.org", "access-control-request-method": "POST"}
    with Sender(gateway.port) as sender:
        asked = sender.send("OPTIONS", "/v1/traces", b"", ask)
        assert asked.status == 204
        assert asked.headers["access-control-allow-origin"] == "https://a.example.org"
        answer = sender.post(request(span()), origin="https://app.example.com")
        assert (answer.status, answer.headers["access-control-allow-origin"]) == (200, "https://app.example.com")
        assert sender.send("OPTIONS", "/v1/traces", b"", ask | {"origin": "https://example.net"}).status == 405
        assert "access-control-allow-origin" not in sender.post(request(span()), origin="https://example.net").headers


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


@pytest.fixture
def start_on_sockets(tmp_path):
    """Gateways whose ports are sockets with a path. They are not those of `start_gateway`, which ask a port."""
    started: list[Program] = []

    def start() -> Program:
        variables = {f"TRACEVEIL_{name.upper()}_LISTEN": f"unix:{tmp_path}/{name}.sock" for name in ("http", "grpc", "admin")}
        variables["OTEL_TRACES_EXPORTER"] = "console"
        program = Program(f"gateway-{len(started)}", [str(binary()), "gateway"], variables, tmp_path)
        started.append(program)
        return program

    yield start
    for program in started:
        program.stop()


def test_sockets_with_a_path(start_on_sockets, tmp_path):
    gateway = start_on_sockets()
    gateway.wait_until(lambda: "msg=Listening" in gateway.log(), "listens")
    assert f"http=unix:{tmp_path}/http.sock" in gateway.log()
    body = request(span()).SerializeToString()
    connection = UnixConnection(f"{tmp_path}/http.sock")
    for _ in range(2):
        connection.request("POST", "/v1/traces", body, {"content-type": PROTOBUF})
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"")
    with grpc.insecure_channel(f"unix:{tmp_path}/grpc.sock") as channel:
        assert channel.unary_unary(EXPORT)(body, timeout=30) == b""
    admin = UnixConnection(f"{tmp_path}/admin.sock")
    admin.request("GET", "/readyz")
    assert admin.getresponse().status == 200

    second = start_on_sockets()
    assert second.wait(60) == 78
    assert f"cannot listen on unix:{tmp_path}/http.sock: another program listens there" in second.log()
    gateway.send_signal(signal.SIGKILL)
    gateway.wait(60)
    assert (tmp_path / "http.sock").exists()
    third = start_on_sockets()
    third.wait_until(lambda: "msg=Listening" in third.log(), "takes the place of what was left behind")
    third.send_signal(signal.SIGTERM)
    assert third.wait(60) == 0
    assert not (tmp_path / "http.sock").exists()


def test_a_file_that_is_no_socket_is_left_alone(tmp_path):
    path = tmp_path / "file"
    path.write_text("mine")
    done = subprocess.run(
        [str(binary()), "gateway"],
        env={"TRACEVEIL_HTTP_LISTEN": f"unix:{path}", "TRACEVEIL_GRPC_LISTEN": "none", "TRACEVEIL_ADMIN_LISTEN": "none"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 78
    assert path.read_text() == "mine"
