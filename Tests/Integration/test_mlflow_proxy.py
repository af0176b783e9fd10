"""Drop-in mode: MLflow's own client with the gateway as its tracking URI, and nothing else."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from gateway import Gateway
from mlflow import MlflowClient
from mlflow.entities import Span
from mlflow_server import MLflowServer
from planting import Planter
from processes import Program, free_port
from read_back import search_all

HERE = Path(__file__).resolve().parent
ROUNDS = 4


@pytest.fixture
def proxy(start_gateway, mlflow_server: MLflowServer) -> Gateway:
    return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")


def run_client(url: str, planter: Planter, experiment: str, rounds: int = ROUNDS, **variables: str) -> list[str]:
    """Runs the application in a process of its own; answers the ids of its traces."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(HERE / "mlflow_program.py"), planter.seed, experiment, str(rounds)],
        env=inherited | {"MLFLOW_TRACKING_URI": url, "MLFLOW_DISABLE_TELEMETRY": "true"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    said = json.loads(done.stdout)
    planter.adopt(said["plants"])
    print(done.stderr[-2000:])
    return said["ids"]


def leaks(planter: Planter, gateway: Gateway, server: MLflowServer) -> list[str]:
    outputs = gateway.outputs() | dict(server.stored())
    return [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)]


def counts(gateway: Gateway) -> dict[str, dict[str, int]]:
    return json.loads(gateway.admin("/status")[1])["mlflow"]["requests"]


def ask(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, dict, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, body, named, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


def raw(gateway: Gateway, method: str, path: str, body: bytes = b"{}", **headers: str) -> tuple[int, bytes]:
    """A request whose path is sent as it is."""
    connection = http.client.HTTPConnection(gateway.mlflow_url.removeprefix("http://"), timeout=60)
    connection.request(method, path, body, {"Content-Type": "application/json"} | headers)
    answer = connection.getresponse()
    result = answer.status, answer.read()
    connection.close()
    return result


MODES = {
    "default": {},
    "synchronous": {"MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false"},
    "no batches": {"MLFLOW_USE_BATCH_SPAN_PROCESSOR": "false"},
}


@pytest.mark.parametrize("mode", MODES)
def test_nothing_leaks_and_every_trace_arrives(mode, proxy, mlflow_server, experiment, planter):
    ids = run_client(proxy.mlflow_url, planter, experiment, **MODES[mode])
    assert len(planter) > 50
    assert search_all(mlflow_server.client, experiment) == set(ids)
    groups = set()
    for trace_id in ids:
        trace = mlflow_server.client.get_trace(trace_id)
        names = sorted(span.name.split(" ")[0] for span in trace.data.spans)
        assert names == ["agent", "stream", "tool"]
        for span in trace.data.spans:
            assert span.start_time_ns < span.end_time_ns
            for value in span.to_dict()["attributes"].values():
                json.loads(value)
        types = {span.name.split(" ")[0]: span.span_type for span in trace.data.spans}
        assert types == {"agent": "AGENT", "stream": "LLM", "tool": "TOOL"}
        assert trace.info.tags["owner"] == planter.redacted(planter.sentence("tag"))
        groups.add(tuple(trace.info.trace_metadata[f"mlflow.trace.{name}"] for name in ("user", "session")))
        assert trace.info.client_request_id == "request of <EMAIL_ADDRESS>"
        assert trace.info.state in ("OK", "ERROR")
    # One user in one session, as before.
    ((user, session),) = groups
    assert re.fullmatch("<EMAIL_ADDRESS:[0-9a-f]{16}>", user)
    assert re.fullmatch("session of <EMAIL_ADDRESS:[0-9a-f]{16}>", session)
    first = mlflow_server.client.get_trace(ids[0])
    assert first.info.tags["plain"] == "stays as it is"
    assert first.info.tags["later"] == planter.redacted(planter.sentence("late tag"))
    assessments = {assessment.name: assessment for assessment in first.info.assessments}
    assert assessments["helpful"].rationale == planter.redacted(planter.sentence("new rationale"))
    assert assessments["helpful"].source.source_type == "HUMAN"
    assert assessments["wanted too"].value == {"deep": [planter.redacted(planter.sentence("expectation, nested"))]}
    assert leaks(planter, proxy, mlflow_server) == []
    assert "refused" not in str(counts(proxy))


def test_the_search_would_find_it(mlflow_server, proxy, experiment, planter):
    """Without the gateway the same program leaks from nearly everywhere."""
    run_client(mlflow_server.url, planter, experiment, rounds=1)
    found = leaks(planter, proxy, mlflow_server)
    assert len({leak.split("'")[1] for leak in found}) > 20


def test_the_web_page_is_the_servers_own(proxy, mlflow_server):
    status, headers, page = ask(f"{proxy.mlflow_url}/")
    assert status == 200
    assert page == ask(f"{mlflow_server.url}/")[2]
    files = re.findall(rb'(?:src|href)="\.?/?(static-files/[^"]+)"', page)
    assert files
    for name in files:
        path = name.decode()
        through, direct = ask(f"{proxy.mlflow_url}/{path}"), ask(f"{mlflow_server.url}/{path}")
        assert (through[0], through[2]) == (direct[0], direct[2])
    # What a browser sends with it: the page's own origin, which is the proxy.
    body = json.dumps({"name": "from the page"}).encode()
    answer = ask(
        f"{proxy.mlflow_url}/ajax-api/2.0/mlflow/experiments/create",
        "POST",
        body,
        Content_Type="application/json",
        Origin=proxy.mlflow_url,
        Referer=f"{proxy.mlflow_url}/",
    )
    assert answer[0] == 200
    foreign = ask(
        f"{proxy.mlflow_url}/ajax-api/2.0/mlflow/experiments/search",
        "POST",
        b'{"max_results": 1}',
        Content_Type="application/json",
        Origin="https://evil.example",
    )
    assert (foreign[0], foreign[2]) == (403, b"Cross-origin request blocked")


def test_another_hosts_name_is_refused(proxy, mlflow_server, start_gateway):
    assert ask(f"{proxy.mlflow_url}/version", Host="evil.example:5001")[0] == 403
    allowing = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ALLOWED_HOSTS="tracking.example",
    )
    # MLflow itself would refuse this name: it gets its own.
    assert ask(f"{allowing.mlflow_url}/api/2.0/mlflow/experiments/search?max_results=1", Host="tracking.example")[0] == 200


def test_large_artifacts_pass_both_ways_in_bounded_memory(proxy, mlflow_server, experiment, tmp_path):
    content = os.urandom(1 << 20) * 30
    (tmp_path / "large.bin").write_bytes(content)
    client = MlflowClient(proxy.mlflow_url)
    run = client.create_run(experiment)
    client.log_artifact(run.info.run_id, str(tmp_path / "large.bin"), "models")
    path = client.download_artifacts(run.info.run_id, "models/large.bin", str(tmp_path / "back"))
    assert Path(path).read_bytes() == content
    assert proxy.program.peak_memory() < 150 << 20


def test_a_server_on_files_gets_its_spans_as_an_artifact(start_gateway, tmp_path, planter):
    folder = tmp_path / "files"
    port = free_port()
    server = Program(
        "mlflow-files",
        [
            *(sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
            *("--backend-store-uri", str(folder / "store"), "--artifacts-destination", str(folder / "artifacts")),
        ],
        {
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "MLFLOW_ALLOW_FILE_STORE": "true",
            "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        },
        folder,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        server.wait_until(lambda: _answers(f"{url}/health"), "answers /health", timeout=60)
        proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
        client = MlflowClient(proxy.mlflow_url)
        experiment = client.create_experiment("files")
        spans = bytes([0x0A, len(_scope()), *_scope()])
        headers = {"Content-Type": "application/x-protobuf", "x-mlflow-experiment-id": experiment}
        through, direct = (
            ask(f"{base}/v1/traces", "POST", spans, **headers) for base in (proxy.mlflow_url, url)
        )
        assert (through[0], through[2]) == (direct[0], direct[2])
        assert through[0] == 501
        assert b"REST OTLP span logging is not supported" in through[2]
        ids = run_client(proxy.mlflow_url, planter, experiment, rounds=1, SERVER_ON_FILES="yes")
        stored = {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        (data,) = (content for name, content in stored.items() if name.endswith(f"{ids[0]}/artifacts/traces.json"))
        spans = [Span.from_dict(span) for span in json.loads(data)["spans"]]
        assert sorted(span.name.split(" ")[0] for span in spans) == ["agent", "stream", "tool"]
        assert {span.trace_id for span in spans} == set(ids)
        outputs = stored | proxy.outputs()
        assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
    finally:
        server.stop()


def _answers(url: str) -> bool:
    try:
        return ask(url)[0] == 200
    except OSError:
        return False


def _scope() -> bytes:
    """A span in a ScopeSpans, ready to go into ResourceSpans."""
    ids = bytes([0x0A, 16]) + bytes(range(16)) + bytes([0x12, 8]) + bytes(range(8)) + bytes([0x2A, 1, 0x78])
    spans = bytes([0x12, len(ids)]) + ids
    return bytes([0x12, len(spans)]) + spans


@pytest.mark.parametrize("path", ["/v1/logs", "/v1/metrics", "/v1/spans", "/api/3.0/mlflow/traces/tr-1/feedback"])
def test_what_is_on_no_list_and_looks_like_traces_is_refused(path, proxy, mlflow_server, planter):
    status, answer = raw(proxy, "POST", path, json.dumps({"text": planter.sentence("trick")}).encode())
    # MLflow itself has no metrics and no logs.
    assert status == (404 if path in ("/v1/logs", "/v1/metrics") else 403)
    assert b"TraceVeil: " in answer
    assert leaks(planter, proxy, mlflow_server) == []


@pytest.mark.parametrize("path", ["/API/3.0/mlflow/Traces", "/api/3.0/mlflow/%74races", "/ajax-api/3.0/mlflow/traces/"])
def test_other_spellings_are_redacted_too(path, proxy, mlflow_server, planter, experiment):
    trace = {
        "trace_info": {
            "trace_id": "tr-0123456789abcdef0123456789abcdef",
            "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}},
            "request_time": "2026-01-01T00:00:00Z",
            "state": "OK",
            "requestPreview": planter.sentence("camel case"),
        }
    }
    status, answer = raw(proxy, "POST", path, json.dumps({"trace": trace}).encode())
    assert status in (200, 404, 405)
    assert leaks(planter, proxy, mlflow_server) == []
    assert planter.leaks(answer, "the answer") == []


def test_what_cannot_be_read_is_not_sent_on(proxy, mlflow_server, planter, experiment):
    path = "/api/3.0/mlflow/traces/tr-1/assessments"
    text = json.dumps({"assessment": {"rationale": planter.sentence("bad body")}})
    bodies = [text[:-1], text.encode("utf-16")[:-1], f"\0{text}", "[" * 100]
    for body in bodies:
        data = body if isinstance(body, bytes) else body.encode()
        assert raw(proxy, "POST", path, data)[0] in (400, 413)
    for content_type in ("text/plain", ""):
        assert raw(proxy, "POST", "/v1/traces", text.encode(), **{"Content-Type": content_type})[0] == 400
    spans = f'{{"resourceSpans": [{{"scopeSpans": [{{"spans": [{text}'
    assert raw(proxy, "POST", "/v1/traces", spans.encode(), **{"Content-Type": "application/json"})[0] == 400
    assert raw(proxy, "POST", "/v1/traces", b"\xff" * 40, **{"Content-Type": "application/x-protobuf"})[0] == 400
    assert raw(proxy, "POST", path, text.encode(), **{"Content-Encoding": "br"})[0] == 400
    assert leaks(planter, proxy, mlflow_server) == []


ENCODINGS = ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_in_any_encoding_is_redacted(proxy, mlflow_server, planter, experiment, encoding):
    """MLflow's own server takes all of them: wherever it reads JSON, Python's parser tells the encoding."""
    trace = os.urandom(16).hex()
    spans = otlp_json(trace, f"é {planter.sentence('span')}")
    headers = {"x-mlflow-experiment-id": experiment}
    assert raw(proxy, "POST", "/v1/traces", spans.encode(encoding), **headers)[0] == 200
    tag = json.dumps({"key": "note", "value": f"é {planter.sentence('tag')}"}, ensure_ascii=False)
    path = f"/api/3.0/mlflow/traces/tr-{trace}"
    assert raw(proxy, "PATCH", f"{path}/tags", tag.encode(encoding))[0] == 200
    location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
    preview = f"é {planter.sentence('preview')}"
    started = {"trace_id": f"tr-{os.urandom(16).hex()}", "trace_location": location, "request_preview": preview}
    body = json.dumps({"trace": {"trace_info": started | {"request_time": "2026-01-01T00:00:00Z"}}}, ensure_ascii=False)
    assert raw(proxy, "POST", "/api/3.0/mlflow/traces", body.encode(encoding))[0] == 200
    stored = mlflow_server.client.get_trace(f"tr-{trace}", display=False)
    assert stored.info.tags["note"] == planter.redacted(f"é {planter.sentence('tag')}")
    assert stored.data.spans[0].name == planter.redacted(f"é {planter.sentence('span')}")
    answer = json.loads(ask(f"{mlflow_server.url}/api/3.0/mlflow/traces/{started['trace_id']}")[2])
    assert answer["trace"]["trace_info"]["request_preview"] == planter.redacted(preview)
    assert leaks(planter, proxy, mlflow_server) == []


def otlp_json(trace_id: str, name: str) -> str:
    times = {"startTimeUnixNano": "1750000000000000000", "endTimeUnixNano": "1750000000000000001"}
    span = {"traceId": trace_id, "spanId": "eee19b7ec3c1b174", "name": name} | times
    return json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}, ensure_ascii=False)


@pytest.mark.parametrize("deletion", ["by its id", "by its time"])
def test_nothing_is_claimed_of_a_trace_that_was_deleted(proxy, mlflow_server, experiment, deletion):
    def tags_at_start(trace: str) -> dict:
        location = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": experiment}}
        info = {"trace_id": f"tr-{trace}", "trace_location": location, "request_time": "2026-01-01T00:00:00Z"}
        status, answer = raw(proxy, "POST", "/api/3.0/mlflow/traces", json.dumps({"trace": {"trace_info": info}}).encode())
        assert status == 200
        return json.loads(answer)["trace"]["trace_info"].get("tags", {})

    traces = [os.urandom(16).hex() for _ in range(2)]
    for trace in traces:
        headers = {"x-mlflow-experiment-id": experiment}
        assert raw(proxy, "POST", "/v1/traces", otlp_json(trace, "one").encode(), **headers)[0] == 200
    client = MlflowClient(proxy.mlflow_url)
    if deletion == "by its id":
        assert client.delete_traces(experiment, trace_ids=[f"tr-{traces[0]}"]) == 1
        # Of the others it still says where they are.
        assert tags_at_start(traces[1])["mlflow.trace.spansLocation"] == "TRACKING_STORE"
    else:
        assert client.delete_traces(experiment, max_timestamp_millis=2**50) == 2
    assert "mlflow.trace.spansLocation" not in tags_at_start(traces[0])


def test_spans_for_no_experiment_are_refused(proxy):
    for value in ("", "shop"):
        headers = {"Content-Type": "application/x-protobuf", "x-mlflow-experiment-id": value}
        assert raw(proxy, "POST", "/v1/traces", b"", **headers)[0] == 400


def test_an_upgrade_that_may_be_ignored_is(proxy):
    assert raw(proxy, "GET", "/version", b"", Connection="Upgrade", Upgrade="h2c")[0] == 200
    assert raw(proxy, "GET", "/version", b"", Connection="Upgrade", Upgrade="websocket")[0] == 501


def test_spans_in_json_are_redacted(proxy, mlflow_server, planter, experiment):
    trace_id = "5b8efff798038103d269b633813fc60c"
    note = {"key": "note", "value": {"stringValue": planter.sentence("attribute")}}
    span = {
        "traceId": trace_id,
        "spanId": "eee19b7ec3c1b174",
        "name": "from JSON",
        "startTimeUnixNano": "1750000000000000000",
        "endTimeUnixNano": "1750000000000000001",
        "attributes": [note],
    }
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    headers = {"Content-Type": "application/json", "x-mlflow-experiment-id": experiment}
    assert raw(proxy, "POST", "/v1/traces", body, **headers)[0] == 200
    stored = mlflow_server.client.get_trace(f"tr-{trace_id}")
    assert stored.data.spans[0].attributes["note"] == planter.redacted(note["value"]["stringValue"])
    assert leaks(planter, proxy, mlflow_server) == []


def test_a_server_that_is_away_is_named_as_the_reason(start_gateway):
    away = f"http://127.0.0.1:{free_port()}"
    proxy = start_gateway(ready=False, TRACEVEIL_MLFLOW_UPSTREAM=away, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    status, _, body = ask(f"{proxy.mlflow_url}/version")
    assert status == 502
    assert b"MLflow server" in body
    assert counts(proxy)["read"] == {"upstream_failed": 1}
    assert 'traceveil_mlflow_requests_total{route="read",outcome="upstream_failed"} 1' in proxy.admin("/metrics")[1]


PNG = bytes.fromhex("89504e470d0a1a0a") + b"\0" * 40


def test_attachments_are_kept_by_type_and_texts_redacted(start_gateway, mlflow_server, planter):
    proxy = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ATTACHMENTS="image/*,text/plain",
    )
    folder = "/api/2.0/mlflow-artifacts/artifacts/0/traces/tr-77/artifacts/attachments"
    text = planter.sentence("text attachment").encode()
    for name, content in (("picture", PNG), ("text", text), ("other", b"%PDF-1.7 \x00")):
        assert raw(proxy, "PUT", f"{folder}/{name}", content)[0] == 200
    stored = mlflow_server.folder / "artifacts/0/traces/tr-77/artifacts/attachments"
    assert (stored / "picture").read_bytes() == PNG
    assert (stored / "text").read_text() == planter.redacted(text.decode())
    assert (stored / "other").read_text() == "[attachment application/pdf, 10 bytes: dropped by TraceVeil]"
    assert leaks(planter, proxy, mlflow_server) == []


def test_sigterm_ends_it_with_connections_open(proxy):
    connection = http.client.HTTPConnection(proxy.mlflow_url.removeprefix("http://"), timeout=60)
    connection.request("GET", "/version")
    assert connection.getresponse().read()
    assert proxy.terminate() == 0
