"""Bad HTTP around bodies that may be good: a clear answer each, and a gateway that lives on."""

from __future__ import annotations

import gzip
import json
import socket

import pytest

from hostile import MIB, wordy_request
from messages import PROTOBUF, Sender, request, span

#: The begin of a request that is fine so far.
POST = f"POST /v1/traces HTTP/1.1\r\nhost: x\r\ncontent-type: {PROTOBUF}\r\n".encode()


@pytest.mark.parametrize(
    "content_type",
    [
        "text/plain",
        "application/octet-stream",
        "application/x-protobufs",
        "application/protobuf-x",
        "",
        "/",
        ";",
    ],
)
def test_an_unknown_content_type_gets_415(sender, content_type):
    answer = sender.post(wordy_request(), content_type=content_type)
    assert answer.status == 415


@pytest.mark.parametrize("content_type", ["Application/X-Protobuf", "application/x-protobuf; charset=utf-8"])
def test_spellings_of_the_content_type(sender, content_type):
    assert sender.post(wordy_request(), content_type=content_type).status == 200


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_json_is_taken_and_answered_in_json(sender, gateway, pack):
    ids = {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174"}
    note = {"key": "note", "value": {"stringValue": "bob@example.com"}}
    times = {"startTimeUnixNano": "1750000000000000000", "endTimeUnixNano": "1750000000000000001"}
    span = ids | times | {"name": "from JSON", "attributes": [note]}
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    headers = {"content_encoding": "gzip"} if pack is gzip.compress else {}
    answer = sender.post(pack(body), content_type="application/json", **headers)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert json.loads(answer.body) == {}
    assert gateway.wait_until_delivered(1).exported == 1


def test_bad_json_is_refused_in_json(sender):
    answer = sender.post(b'{"resourceSpans": [', content_type="application/json")
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.body)["message"]


def test_a_missing_content_type_gets_415(sender):
    assert sender.send("POST", "/v1/traces", wordy_request(), {}).status == 415


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflated", "gzip, gzip"])
def test_an_unknown_content_encoding_is_refused(sender, encoding):
    answer = sender.post(wordy_request(), content_encoding=encoding)
    assert answer.status in (400, 415)
    assert answer.error().message


def test_known_content_encodings(sender):
    assert sender.post(wordy_request(), content_encoding="identity").status == 200
    assert sender.post(gzip.compress(wordy_request()), content_encoding="GZIP").status == 200


@pytest.mark.parametrize(
    "path", ["/", "/v1", "/v1/trace", "/v1/traces/x", "/v2/traces", "/status", "/v1/%74races"]
)
def test_an_unknown_path_gets_404(sender, path):
    assert sender.send("POST", path, b"", {"content-type": PROTOBUF}).status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
def test_another_method_gets_405(sender, method):
    answer = sender.send(method, "/v1/traces", None, {})
    assert answer.status == 405
    assert "POST" in answer.headers["allow"]


def test_a_request_over_the_limit_gets_413_before_its_body(gateway):
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        connection.sendall(POST + f"content-length: {65 * MIB}\r\n\r\n".encode())
        # Not a byte of the body: the answer must not wait for it.
        assert connection.makefile("rb").readline().split()[1] == b"413"


def test_a_chunked_request_over_the_limit_gets_413(start_gateway):
    gateway = start_gateway(TRACEVEIL_MAX_REQUEST_BYTES="100000")
    before = gateway.program.peak_memory()
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        head = POST + b"transfer-encoding: chunked\r\n\r\n"
        connection.sendall(head + (b"1000\r\n" + bytes(0x1000) + b"\r\n") * 30)
        assert connection.makefile("rb").readline().split()[1] == b"413"
    assert gateway.program.peak_memory() - before < 64 * MIB
    with Sender(gateway.port) as sender:
        assert sender.post(bytes(100_001)).status == 413
        assert sender.post(gzip.compress(bytes(100_001)), content_encoding="gzip").status == 413
        assert sender.post(request(span("x" * 90_000))).status == 200


def test_a_chunked_request_is_taken(gateway, sender):
    body = wordy_request()
    pieces = iter([body[:10], body[10:11], body[11:]])
    headers = {"content-type": PROTOBUF, "transfer-encoding": "chunked"}
    answer = sender.send("POST", "/v1/traces", pieces, headers, encode_chunked=True)
    assert answer.status == 200
    assert gateway.wait_until_delivered(1).received == 1


NOT_HTTP = {
    "garbage": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20 + b"\r\n\r\n",
    "two lengths": POST + b"content-length: 1\r\ncontent-length: 2\r\n\r\nab",
    "length and chunks": POST + b"content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length below zero": POST + b"content-length: -1\r\n\r\n",
    "a length too large for a number": POST + b"content-length: " + b"9" * 30 + b"\r\n\r\n",
    "a chunk too large for a number": POST + b"transfer-encoding: chunked\r\n\r\n" + b"f" * 18 + b"\r\n",
    "a megabyte of headers": POST + b"a: b\r\n" * 200_000 + b"\r\n",
    "one header of a megabyte": POST + b"a: " + b"b" * MIB + b"\r\n\r\n",
    "a line that never ends": b"POST /" + b"a" * MIB,
    "half a request": POST + b"content-length: 100\r\n\r\nabc",
}


@pytest.mark.parametrize("name", NOT_HTTP)
def test_what_is_not_http_does_no_harm(gateway, name):
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=30) as connection:
        try:
            connection.sendall(NOT_HTTP[name])
            connection.shutdown(socket.SHUT_WR)
            answer = connection.makefile("rb").readline()
        except OSError:
            answer = b""  # The gateway hung up while we were still talking.
    assert answer == b"" or answer.split()[1].startswith(b"4")
    assert gateway.counts().received == 0


def test_status_counts_what_was_refused(gateway, sender):
    shown_before = json.loads(gateway.admin("/status")[1])
    sender.post(b"not protobuf")
    sender.post(b"", content_type="text/plain")
    assert json.loads(gateway.admin("/status")[1]) != shown_before
