"""Requests are signed as AWS's own library signs them."""

from __future__ import annotations

import json
import re

import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from messages import Sender, request, span

QUICK = {"OTEL_BSP_SCHEDULE_DELAY": "20", "TRACEVEIL_RELOAD_INTERVAL": "50", "TRACEVEIL_RETRY_INITIAL": "20"}
SERVICE = {"TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE": "xray", "TRACEVEIL_EXPORTER_OTLP_SIGV4_REGION": "eu-central-1"}


def is_signed_by(credentials: Credentials, received, url: str) -> bool:
    """Signs what came once more, with the headers that the signature names, and compares."""
    authorization = received.headers["authorization"]
    scope = f"{credentials.access_key}/{received.headers['x-amz-date'][:8]}/eu-central-1/xray/aws4_request"
    assert authorization.startswith(f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders="), authorization
    names = re.search("SignedHeaders=([^,]*),", authorization)[1].split(";")
    assert {"host", "content-type", "x-amz-date", "x-amz-content-sha256"} <= set(names)
    assert received.headers.get("x-amz-security-token") == credentials.token
    again = AWSRequest(
        method="POST", url=url, data=received.raw, headers={name: received.headers[name] for name in names}
    )
    again.context["timestamp"] = received.headers["x-amz-date"]
    auth = SigV4Auth(credentials, "xray", "eu-central-1")
    assert received.headers["x-amz-content-sha256"] == auth.payload(again)
    signature = auth.signature(auth.string_to_sign(again, auth.canonical_request(again)), again)
    return authorization.endswith(f"Signature={signature}")


def post(gateway) -> None:
    with Sender(gateway.port) as sender:
        assert sender.post(request(span())).status == 200


@pytest.mark.parametrize("protocol", ["http/protobuf", "http/json"])
@pytest.mark.parametrize("path", ["", "/a%20b/./c//?x=2&a=%2F+&x=1"])
def test_botocore_signs_the_same(start_gateway, start_sink, protocol, path):
    sink = start_sink(lambda *_: 200)
    url = sink.url + (path or "/v1/traces")
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=url,
        OTEL_EXPORTER_OTLP_PROTOCOL=protocol,
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
        **SERVICE,
        **QUICK,
    )
    post(gateway)
    gateway.wait_until_delivered(1)
    (one,) = sink.requests
    # Where our form of a query and botocore's differ: it takes for encoded what AWS decodes first.
    signed = url.replace("%2F+", "%2F%2B")
    assert is_signed_by(Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), one, signed)
    assert not is_signed_by(Credentials("AKIDEXAMPLE", "another"), one, signed)
    assert b"wJalrXUtnFEMI" not in b"".join(gateway.outputs().values())


def test_temporary_keys_are_read_again_when_their_file_changes(start_gateway, start_sink, tmp_path):
    file = tmp_path / "credentials"

    def write(number: int) -> Credentials:
        keys = Credentials(f"AKID{number}", f"s3cret-{number}", f"s3ssion-{number}")
        file.write_text(
            "[default]\naws_access_key_id = other\naws_secret_access_key = other\n\n[gateway]\n"
            f"aws_access_key_id = {keys.access_key}\naws_secret_access_key = {keys.secret_key}\n"
            f"aws_session_token = {keys.token}\n"
        )
        return keys

    def reloads(result: str) -> int:
        pattern = rf'traceveil_reloads_total{{[^}}]*kind="destinations"[^}}]*"{result}"[^}}]*}} (\d+)'
        return int((re.search(pattern, gateway.admin("/metrics")[1]) or [0, 0])[1])

    sink = start_sink(lambda path, headers, body: (200, {}, b""))
    first = write(1)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        AWS_SHARED_CREDENTIALS_FILE=str(file),
        AWS_PROFILE="gateway",
        **SERVICE,
        **QUICK,
    )
    post(gateway)
    gateway.wait_until_delivered(1)
    assert is_signed_by(first, sink.requests[0], f"{sink.url}/v1/traces")
    file.write_text("[gateway]\n")
    gateway.program.wait_until(lambda: reloads("refused") == 1, "refuses a file without keys")
    post(gateway)
    gateway.wait_until_delivered(2)
    assert is_signed_by(first, sink.requests[1], f"{sink.url}/v1/traces")
    second = write(2)
    gateway.program.wait_until(lambda: reloads("applied") == 1, "reads the file")
    post(gateway)
    gateway.wait_until_delivered(3)
    assert is_signed_by(second, sink.requests[2], f"{sink.url}/v1/traces")
    everything = b"".join(gateway.outputs().values())
    assert b"s3cret" not in everything and b"s3ssion" not in everything


def test_what_a_server_repeats_of_the_signature_is_not_logged(start_gateway, start_sink):
    def repeat(path, headers, body):
        return 403, {"content-type": "application/json"}, json.dumps({"message": str(headers)}).encode()

    sink = start_sink(repeat)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        AWS_ACCESS_KEY_ID="AKIDEXAMPLE",
        AWS_SECRET_ACCESS_KEY="a-s3cret-key",
        AWS_SESSION_TOKEN="a-s3ssion-token",
        **SERVICE,
        **QUICK,
    )
    post(gateway)
    gateway.program.wait_until(lambda: "http_status=403" in gateway.program.log(), "says that it is refused")
    signature = re.search("Signature=([0-9a-f]{64})", sink.requests[0].headers["authorization"])[1]
    log = gateway.program.log()
    assert signature not in log and "s3cret" not in log and "s3ssion" not in log
