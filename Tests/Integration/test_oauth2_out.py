"""Access tokens by OAuth 2 on the way out: fetched, kept, and fetched anew when a destination takes them no more."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs

import grpc
import pytest

from messages import Sender, request, span
from processes import free_port

QUICK = {
    "TRACEVEIL_RETRY_INITIAL": "20",
    "TRACEVEIL_RETRY_MAX": "100",
    "OTEL_BSP_SCHEDULE_DELAY": "20",
    "TRACEVEIL_RELOAD_INTERVAL": "50",
}
SECRET = "client-s3cret/+="


class TokenServer:
    """Takes one client, and numbers its tokens. One is good until the next, or as `accepted` says."""

    def __init__(self, start_sink) -> None:
        self.given = 0
        self.secret = SECRET
        self.sink = start_sink(self._answer)
        self.url = f"{self.sink.url}/oauth/token"

    def _answer(self, path: str, headers: dict, body: bytes):
        # With both encoded before, as the standard wants it.
        expected = "the%20client:" + self.secret.replace("/", "%2F").replace("+", "%2B").replace("=", "%3D")
        shown = base64.b64decode(headers["authorization"].removeprefix("Basic ")).decode()
        form = parse_qs(body.decode())
        if shown != expected or form.get("grant_type") != ["client_credentials"]:
            return 401, {}, json.dumps({"error": "invalid_client", "error_description": shown}).encode()
        self.given += 1
        return 200, {"content-type": "application/json"}, json.dumps(
            {"access_token": f"the-t0ken-{self.given}", "token_type": "Bearer", "expires_in": 3600}
        ).encode()  # fmt: skip

    @property
    def current(self) -> str:
        return f"Bearer the-t0ken-{self.given}"


@pytest.fixture
def tokens(start_sink):
    return TokenServer(start_sink)


def settings(tokens: TokenServer, tmp_path, prefix: str = "TRACEVEIL_EXPORTER_OTLP_") -> dict[str, str]:
    secret = tmp_path / "secret"
    secret.write_text(tokens.secret + "\n")
    return {
        f"{prefix}OAUTH2_TOKEN_URL": tokens.url,
        f"{prefix}OAUTH2_CLIENT_ID": "the client",
        f"{prefix}OAUTH2_CLIENT_SECRET_FILE": str(secret),
        f"{prefix}OAUTH2_SCOPES": "telemetry.write,other",
        f"{prefix}OAUTH2_PARAMS": "audience=https%3A%2F%2Fapi.example",
    }


def post(gateway, count: int = 1) -> None:
    with Sender(gateway.port) as sender:
        for _ in range(count):
            assert sender.post(request(span())).status == 200


def assert_secretless(gateway) -> None:
    everything = b"".join(gateway.outputs().values())
    assert b"s3cret" not in everything and b"t0ken" not in everything


@pytest.mark.parametrize("transport", ["http", "grpc"])
def test_a_token_is_kept_and_replaced_when_it_is_refused(
    start_gateway, start_sink, start_grpc_server, tokens, tmp_path, transport
):
    revoked: set[str] = set()
    if transport == "grpc":

        def decide(call, number, context):
            if call.metadata.get("authorization") in revoked:
                context.abort(grpc.StatusCode.UNAUTHENTICATED, f"{call.metadata.get('authorization')} is no good")
            return b""

        server = start_grpc_server(decide)
        shown = lambda: [call.metadata.get("authorization") for call in server.taken]  # noqa: E731
        address = {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{server.port}"}
    else:
        sink = start_sink(
            lambda path, headers, body: (401, {}, headers["authorization"].encode())
            if headers["authorization"] in revoked
            else 200
        )
        shown = lambda: [one.headers["authorization"] for one in sink.requests if one.status == 200]  # noqa: E731
        address = {"OTEL_EXPORTER_OTLP_ENDPOINT": sink.url}
    gateway = start_gateway(**address, **settings(tokens, tmp_path), **QUICK)
    for number in range(1, 4):
        post(gateway)
        gateway.wait_until_delivered(number)
    assert shown() == ["Bearer the-t0ken-1"] * 3 and tokens.given == 1
    form = parse_qs(tokens.sink.requests[0].body.decode())
    assert (form["scope"], form["audience"]) == (["telemetry.write other"], ["https://api.example"])
    revoked.add(tokens.current)
    post(gateway)
    assert gateway.wait_until_delivered(4).exported == 4
    assert shown()[3] == "Bearer the-t0ken-2" and tokens.given == 2
    # One that takes no token at all refuses for good.
    revoked.update(f"Bearer the-t0ken-{number}" for number in range(3, 9))
    revoked.add(tokens.current)
    post(gateway)
    said = "the server does not accept the credentials"
    gateway.program.wait_until(lambda: said in gateway.program.log(), "says that it is refused")
    assert tokens.given == 3 and gateway.counts().exported == 4
    assert_secretless(gateway)


def test_what_waits_for_a_token_is_delivered_when_the_secret_is_right(start_gateway, start_sink, tokens, tmp_path):
    sink = start_sink(lambda *_: 200)
    variables = settings(tokens, tmp_path)
    (tmp_path / "secret").write_text("a-wrong-s3cret")
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **variables, **QUICK)
    post(gateway, 3)
    line = gateway.line("An export attempt failed")
    assert "error=no_token" in line and "token_status=401" in line and "_CLIENT_ID" in line
    assert sink.requests == []
    (tmp_path / "secret").write_text(SECRET)
    assert gateway.wait_until_delivered(3).exported == 3
    assert {one.headers["authorization"] for one in sink.requests} == {tokens.current}
    assert_secretless(gateway)


def test_each_destination_has_tokens_of_its_own(start_gateway, start_sink, tokens, tmp_path):
    sinks = [start_sink(lambda *_: 200), start_sink(lambda *_: 200)]
    gateway = start_gateway(
        TRACEVEIL_DESTINATIONS="first,second",
        TRACEVEIL_DESTINATION_FIRST_ENDPOINT=sinks[0].url,
        TRACEVEIL_DESTINATION_SECOND_ENDPOINT=sinks[1].url,
        TRACEVEIL_DELIVERED_BY="all",
        **settings(tokens, tmp_path, "TRACEVEIL_DESTINATION_SECOND_"),
        **QUICK,
    )
    post(gateway)
    gateway.wait_until_delivered(1)
    assert "authorization" not in sinks[0].requests[0].headers
    assert sinks[1].requests[0].headers["authorization"] == tokens.current


def test_a_token_url_that_is_away_keeps_what_waits(start_gateway, start_sink, tokens, tmp_path):
    sink = start_sink(lambda *_: 200)
    variables = settings(tokens, tmp_path)
    variables["TRACEVEIL_EXPORTER_OTLP_OAUTH2_TOKEN_URL"] = f"http://127.0.0.1:{free_port()}/token"
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, **variables, **QUICK)
    post(gateway)
    line = gateway.line("An export attempt failed")
    assert "error=no_token" in line and "reason=refused" in line and "_TOKEN_URL" in line
    assert gateway.counts().exported == 0 and sink.requests == []
