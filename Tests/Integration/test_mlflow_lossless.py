"""Drop-in mode loses nothing that MLflow takes: what cannot go one way goes the other, and one bad part costs no other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from gateway import Gateway
from hostile import nested_key_values, nested_lists
from messages import Sender, request, span
from mlflow_server import MLflowServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from processes import wait_until

HERE = Path(__file__).resolve().parent
MIB = 1 << 20


@pytest.fixture
def proxy(start_gateway, mlflow_server: MLflowServer) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


@pytest.fixture(autouse=True)
def tracking_uri(mlflow_server: MLflowServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """For artifacts, which MLflow's client gets from there whatever it was given."""
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server.url)


@pytest.fixture
def sender(proxy):
    with Sender(int(proxy.mlflow_url.rsplit(":", 1)[1])) as sender:
        yield sender


def run_client(url: str, experiment: str, *arguments: str, **variables: str) -> dict[str, str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(HERE / "unusual_values_program.py"), experiment, *arguments],
        env=inherited | {"MLFLOW_TRACKING_URI": url, "MLFLOW_DISABLE_TELEMETRY": "true"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


def repairs(gateway: Gateway) -> dict[str, int]:
    return json.loads(gateway.admin("/status")[1])["mlflow"]["repairs"]


def stored_spans(server: MLflowServer, trace_id: str, what: str = "", timeout: float = 30) -> list[dict]:
    """The spans of a trace, as MLflow gives them back, by their names."""

    def readable():
        try:
            return server.client.get_trace(trace_id, display=False)
        except Exception:  # MLflow has an error of its own for each way in which there is none.
            return None

    trace = wait_until(readable, f"{what} {trace_id} can be read", timeout)
    spans = [one.to_dict() | {"inputs": one.inputs, "outputs": one.outputs} for one in trace.data.spans]
    return sorted(spans, key=lambda one: one["name"])


def test_every_value_that_a_client_can_send_is_stored(proxy, mlflow_server, experiment):
    ids = run_client(proxy.mlflow_url, experiment, "one by one")
    direct = run_client(mlflow_server.url, experiment, "one by one")
    for kind, trace_id in ids.items():
        wanted = stored_spans(mlflow_server, direct[kind], f"{kind}, directly,")
        spans = stored_spans(mlflow_server, trace_id, kind)
        assert [one["name"] for one in spans] == ["run", "step"], kind
        for ours, theirs in zip(spans, wanted):
            for name in ("inputs", "outputs"):
                redacted = repr(theirs[name]).replace("lena.moss@post.example", "<EMAIL_ADDRESS>")
                assert repr(ours[name]) == redacted, (kind, name)
    done = repairs(proxy)
    assert (done["left_to_artifact"], done.get("value_as_json")) == (4, None), "of 31 dicts and of 47 lists"


def test_what_is_too_deep_is_a_text_where_artifacts_go_around_the_proxy(proxy, mlflow_server, tmp_path):
    """As an artifact it would be stored as it is."""
    around = mlflow_server.client.create_experiment("around", artifact_location=str(tmp_path / "around"))
    # With more threads the client may send the start of a trace before its spans, and stores them as an artifact then.
    one_thread = {"MLFLOW_ASYNC_TRACE_LOGGING_MAX_WORKERS": "1"}
    ids = run_client(proxy.mlflow_url, around, "one by one", "47 lists", **one_thread)
    value = json.loads(stored_spans(mlflow_server, ids["47 lists"])[0]["inputs"])["value"]
    for _ in range(47):
        (value,) = value
    assert value == "write to <EMAIL_ADDRESS>"
    assert list((tmp_path / "around").rglob("traces.json")) == []
    assert repairs(proxy) == {"value_as_json": 1}


def test_traces_beside_one_that_cannot_be_sent_are_stored(proxy, mlflow_server, experiment):
    """At once, so that the client puts spans of several traces into a request."""
    ids = run_client(proxy.mlflow_url, experiment, "at once")
    spans = {kind: stored_spans(mlflow_server, trace_id, kind, timeout=10) for kind, trace_id in ids.items()}
    assert {kind: [one["name"] for one in found] for kind, found in spans.items()} == {
        kind: ["run", "step"] for kind in ids
    }


def post(sender: Sender, experiment: str, body: bytes | ExportTraceServiceRequest, **headers: str):
    return sender.post(body, x_mlflow_experiment_id=experiment, **headers)


def with_field(number: int, content: bytes) -> bytes:
    """A span with a field that the library would not write."""
    one = span("bad").SerializeToString()
    return one + bytes([number << 3 | 2, len(content)]) + content


def raw_request(*spans: bytes) -> bytes:
    def field(number: int, content: bytes) -> bytes:
        out, length = bytearray([number << 3 | 2]), len(content)
        while length > 0x7F:
            out.append(length & 0x7F | 0x80)
            length >>= 7
        return bytes(out) + bytes([length]) + content

    return field(1, field(2, b"".join(field(2, one) for one in spans)))


BAD_SPANS = {
    "a trace id of 17 bytes": (span("bad", trace_id=os.urandom(17)).SerializeToString(), 19, "dropped_span"),
    "no span id": (span("bad", span_id=b"").SerializeToString(), 19, "dropped_span"),
    "a trace id of 8 bytes": (span("bad", trace_id=os.urandom(8)).SerializeToString(), 20, "padded_identifier"),
    "no UTF-8": (with_field(3, b"\xff\xfe"), 20, "invalid_text"),
    "a time past 63 bits": (
        span("bad", start_time_unix_nano=2**64 - 1, end_time_unix_nano=2**64 - 1).SerializeToString(),
        20,
        "huge_time",
    ),
}


@pytest.mark.parametrize("kind", BAD_SPANS)
def test_one_bad_span_costs_no_other(kind, proxy, sender, mlflow_server, experiment):
    bad, kept, repair = BAD_SPANS[kind]
    good = [span("for lena.moss@post.example") for _ in range(19)]
    spans = [one.SerializeToString() for one in good]
    answer = post(sender, experiment, raw_request(*spans[:10], bad, *spans[10:]))
    assert answer.status == 200
    assert answer.response().partial_success.rejected_spans == 20 - kept
    for one in good:
        (stored,) = stored_spans(mlflow_server, f"tr-{one.trace_id.hex()}")
        assert stored["name"] == "for <EMAIL_ADDRESS>"
    assert len(mlflow_server.client.search_traces(locations=[experiment], max_results=50)) == kept
    assert repairs(proxy) == {repair: 1}


@pytest.mark.parametrize("kind", ["a trace id of 17 bytes", "no span id"])
def test_a_bad_span_alone_is_refused_as_mlflow_does_it(kind, sender, mlflow_server, experiment):
    with Sender(mlflow_server.port) as direct:
        body = raw_request(BAD_SPANS[kind][0])
        assert post(sender, experiment, body).status == post(direct, experiment, body).status == 422
        body = b'{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"xyz"}]}]}]}'
        answers = [post(one, experiment, body, content_type="application/json") for one in (sender, direct)]
        refused = (400, {"detail": "Invalid OpenTelemetry format"})
        assert [(one.status, json.loads(one.body)) for one in answers] == [refused, refused]


def test_of_a_field_that_stands_twice_the_last_is_stored(sender, mlflow_server, experiment):
    first, last = span("for lena.moss@post.example"), span("last")
    fields = first.SerializeToString() + b"\x2a\x04last"
    assert post(sender, experiment, raw_request(fields)).status == 200
    (stored,) = stored_spans(mlflow_server, f"tr-{first.trace_id.hex()}")
    assert stored["name"] == "last"
    text = json.dumps({"traceId": last.trace_id.hex(), "spanId": last.span_id.hex(), "endTimeUnixNano": "9"})
    members = text[:-1] + ', "name": "for lena.moss@post.example", "name": "last"}'
    body = f'{{"resourceSpans":[{{"scopeSpans":[{{"spans":[{members}]}}]}}]}}'.encode()
    assert post(sender, experiment, body, content_type="application/json").status == 200
    (stored,) = stored_spans(mlflow_server, f"tr-{last.trace_id.hex()}")
    assert stored["name"] == "last"


@pytest.mark.parametrize("make", [nested_lists, nested_key_values])
@pytest.mark.parametrize("levels", [20, 40, 64, 65, 300])
def test_values_of_64_levels_are_stored(make, levels, proxy, sender, mlflow_server, experiment):
    body = make(levels)
    assert post(sender, experiment, body).status == 200
    (trace,) = mlflow_server.client.search_traces(locations=[experiment])
    value = trace.data.spans[0].attributes["key"]
    # What is too deep for MLflow's own protobuf is its JSON.
    if isinstance(value, str):
        value = json.loads(value)
    depth = 0
    while not isinstance(value, str):
        (value,) = value.values() if isinstance(value, dict) else value
        depth += 1
    assert (depth, value) == ((levels, "end") if levels <= 64 else (64, "<TOO_DEEP>"))


def test_json_is_answered_in_json(sender, experiment):
    one = {
        "traceId": os.urandom(16).hex(),
        "spanId": os.urandom(8).hex(),
        "name": "n",
        "startTimeUnixNano": "1750000000000000000",
        "endTimeUnixNano": "1750000000000000001",
        "attributes": [{"key": "crc", "value": {"intValue": str(2**64 - 1)}}],
    }
    for spans, rejected in (([one], None), ([one, one | {"traceId": "xyz"}], "1")):
        body = json.dumps({"resourceSpans": [{"resource": {}, "scopeSpans": [{"spans": spans}]}]}).encode()
        answer = post(sender, experiment, body, content_type="application/json")
        assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
        assert json.loads(answer.body).get("partialSuccess", {}).get("rejectedSpans") == rejected
    answer = post(sender, experiment, request(span()))
    assert (answer.status, answer.headers["content-type"], answer.body) == (200, "application/x-protobuf", b"")


def packed(body: bytes, window: int) -> bytes:
    packer = zlib.compressobj(wbits=window)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize("window", [15, -15], ids=["zlib", "raw"])
def test_deflate_is_taken(window, proxy, sender, mlflow_server, experiment):
    one = span("for lena.moss@post.example")
    body = packed(request(one).SerializeToString(), window)
    assert post(sender, experiment, body, content_encoding="deflate").status == 200
    (stored,) = stored_spans(mlflow_server, f"tr-{one.trace_id.hex()}")
    assert stored["name"] == "for <EMAIL_ADDRESS>"
    before = proxy.program.peak_memory()
    bomb = packed(bytes(128 * MIB), window)
    assert post(sender, experiment, bomb, content_encoding="deflate").status == 413
    assert post(sender, experiment, b"plain", content_encoding="deflate").status == 400
    with Sender(proxy.port) as otlp:
        assert otlp.post(body, content_encoding="deflate").status == 200
        assert otlp.post(bomb, content_encoding="deflate").status == 413
    assert proxy.program.peak_memory() - before < 128 * MIB
