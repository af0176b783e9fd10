"""A trace of which MLflow has taken some spans only: through drop-in mode it shows all of them."""

from __future__ import annotations

import base64
import json
import os
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from messages import Sender, request, span
from mlflow_versions import CLIENTS, PINNED, SERVERS, run_client
from proxy import FORWARD, unavailable

HERE = Path(__file__).resolve().parent
MAIL = "lena.moss@post.example"
LOCATION = "mlflow.trace.spansLocation"


@pytest.fixture(params=SERVERS)
def server(request, server_of):
    return server_of(request.param)


@pytest.fixture
def to_experiment(server) -> str:
    return server.create_experiment(f"partial {os.urandom(4).hex()}")


@pytest.fixture
def front(start_gateway):
    def start(upstream: str):
        return start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=upstream, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")

    return start


class Trace:
    """A trace of three spans, as MLflow's client would send it."""

    def __init__(self, gateway, experiment: str) -> None:
        self.url = gateway.mlflow_url
        self.experiment = experiment
        self.id = os.urandom(16)
        self.spans = {name: os.urandom(8) for name in ("root", "step", "huge")}
        self.nested = lambda: nested(40, "lists")
        self.is_too_deep = False

    @property
    def name(self) -> str:
        return f"tr-{self.id.hex()}"

    def send(self, method: str, path: str, body: bytes | None, content_type: str = "application/json") -> tuple[int, bytes]:
        headers = {"Content-Type": content_type, "x-mlflow-experiment-id": self.experiment}
        question = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with urllib.request.urlopen(question, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read()

    def otlp(self, *names: str) -> int:
        spans = [
            span(
                f"{name} for {MAIL}",
                trace_id=self.id,
                span_id=self.spans[name],
                parent_span_id=b"" if name == "root" else self.spans["root"],
            )
            for name in names
        ]
        return self.send("POST", "/v1/traces", request(*spans).SerializeToString(), "application/x-protobuf")[0]

    def start(self, counted: bool = True) -> dict:
        info = {
            "trace_id": self.name,
            "trace_location": {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": self.experiment}},
            "request_time": "2026-01-01T00:00:00Z",
            "state": "OK",
            "trace_metadata": {"mlflow.trace.sizeStats": json.dumps({"num_spans": 3})} if counted else {},
        }
        status, answer = self.send("POST", "/api/3.0/mlflow/traces", json.dumps({"trace": {"trace_info": info}}).encode())
        assert status == 200
        return json.loads(answer)["trace"]["trace_info"]["tags"]

    def upload(self, tags: dict) -> int:
        path = tags["mlflow.artifactLocation"].removeprefix("mlflow-artifacts:")
        body = json.dumps({"spans": [self.span(name) for name in self.spans]}).encode()
        path = f"/api/2.0/mlflow-artifacts/artifacts{path}/traces.json"
        return self.send("PUT", path, body, "application/octet-stream")[0]

    def span(self, name: str) -> dict:
        def text(value: bytes) -> str:
            return base64.b64encode(value).decode()

        attributes = {
            "mlflow.traceRequestId": self.name,
            "mlflow.spanType": "TOOL",
            "mlflow.spanInputs": {"to": MAIL, "n": [1, 2.5, None, True], "deep": self.nested()},
            "plain": "a\0b",
            "whole": 2**60,
        }
        if name == "huge":
            attributes["mlflow.spanOutputs"] = {"crc": 2**64 - 1, "to": MAIL}
        linked = {"trace_id": f"tr-{'ab' * 16}", "span_id": "cd" * 8, "attributes": {"why": MAIL}}
        return {
            "trace_id": text(self.id),
            "span_id": text(self.spans[name]),
            "parent_span_id": None if name == "root" else text(self.spans["root"]),
            "name": f"{name} for {MAIL}",
            "kind": "SPAN_KIND_CLIENT",
            "start_time_unix_nano": 1750000000000000000,
            "end_time_unix_nano": 1750000000000000001,
            "events": [{"name": f"to {MAIL}", "time_unix_nano": 1750000000000000000, "attributes": {"n": 1, "to": MAIL}}],
            "status": {"code": "STATUS_CODE_ERROR", "message": f"not for {MAIL}"},
            "attributes": {key: json.dumps(value) for key, value in attributes.items()},
            "links": [linked],
        }


def nested(levels: int, kind: str) -> object:
    value: object = "end"
    for _ in range(levels):
        value = [value] if kind == "lists" else {"in": value}
    return value


def assert_whole(server, trace: Trace, uploaded: set[str]) -> None:
    """By the client, by a search, and as the page gets it."""
    found = [one for one in server.client.search_traces(locations=[trace.experiment]) if one.info.trace_id == trace.name]
    shown = server.client.get_trace(trace.name, display=False)
    names = {f"{name} for <EMAIL_ADDRESS>" for name in trace.spans}
    for one in (*found, shown):
        assert {part.name for part in one.data.spans} == names and len(one.data.spans) == 3
    assert len(found) == 1
    url = f"{server.url}/ajax-api/3.0/mlflow/get-trace-artifact?request_id={trace.name}"
    with urllib.request.urlopen(url, timeout=30) as answer:
        page = answer.read()
    assert {part["name"] for part in json.loads(page)["spans"]} == names
    assert MAIL.encode() not in page and b"lena.moss" not in page
    for part in shown.data.spans:
        name = part.name.split(" ")[0]
        assert (part.parent_id is None) == (name == "root")
        if name in uploaded:
            # What is too deep for MLflow's protobuf is stored as its JSON.
            inputs = json.loads(part.inputs) if trace.is_too_deep else part.inputs
            assert part.span_type == "TOOL" and inputs["to"] == "<EMAIL_ADDRESS>"
            assert inputs["n"] == [1, 2.5, None, True] and part.get_attribute("whole") == 2**60
            assert part.get_attribute("plain") == "a\0b"
            assert (part.status.status_code, part.status.description) == ("ERROR", "not for <EMAIL_ADDRESS>")
            assert part.start_time_ns == 1750000000000000000 and part.end_time_ns == 1750000000000000001
            (event,), (link,) = part.events, part.links
            assert (event.name, event.attributes) == ("to <EMAIL_ADDRESS>", {"n": 1, "to": "<EMAIL_ADDRESS>"})
            assert (link.trace_id, link.span_id) == (f"tr-{'ab' * 16}", "cd" * 8)
        if name == "huge":
            outputs = part.outputs if isinstance(part.outputs, dict) else json.loads(part.outputs)
            assert outputs == {"crc": 2**64 - 1, "to": "<EMAIL_ADDRESS>"}


def test_the_claim_of_a_part_is_taken_back_and_the_upload_completes_it(server, to_experiment, front):
    trace = Trace(front(server.url), to_experiment)
    assert trace.otlp("step") == 200
    tags = trace.start()
    assert LOCATION not in tags, "its client has to upload the spans"
    assert trace.upload(tags) == 200
    assert_whole(server, trace, {"root", "huge"})
    # Again, as a client does that has not seen the answer.
    assert trace.upload(tags) == 200
    assert_whole(server, trace, {"root", "huge"})


@pytest.mark.parametrize("levels", [20, 31, 32, 40, 64, 80])
@pytest.mark.parametrize("kind", ["maps", "lists"])
def test_deep_values_of_an_upload_cost_no_span(kind, levels, server_of, front):
    server = server_of(PINNED)
    trace = Trace(front(server.url), server.create_experiment(f"partial {os.urandom(4).hex()}"))
    trace.nested = lambda: nested(levels, kind)
    trace.is_too_deep = levels > (30 if kind == "maps" else 40)
    assert trace.otlp("step") == 200
    tags = trace.start()
    assert trace.upload(tags) == 200
    assert_whole(server, trace, {"root", "huge"})


def test_what_is_claimed_of_a_trace_whose_spans_nobody_has_counted(server, to_experiment, front):
    gateway = front(server.url)
    whole, part = Trace(gateway, to_experiment), Trace(gateway, to_experiment)
    assert whole.otlp("root", "step", "huge") == 200 and part.otlp("step") == 200
    assert whole.start(counted=False)[LOCATION] == "TRACKING_STORE"
    tags = part.start(counted=False)
    assert LOCATION not in tags, "its root is missing"
    assert part.upload(tags) == 200
    assert_whole(server, part, {"root", "huge"})


def test_a_gateway_that_was_started_anew_completes_it_too(server, to_experiment, front):
    trace = Trace(front(server.url), to_experiment)
    assert trace.otlp("step") == 200
    trace.url = front(server.url).mlflow_url
    tags = trace.start()
    assert LOCATION not in tags
    assert trace.upload(tags) == 200
    assert_whole(server, trace, {"root", "huge"})


def test_spans_that_come_after_the_upload_hide_no_others(server, to_experiment, front):
    trace = Trace(front(server.url), to_experiment)
    tags = trace.start()
    assert LOCATION not in tags and trace.upload(tags) == 200
    assert trace.otlp("step") == 200
    assert_whole(server, trace, {"root", "huge"})


def test_a_whole_trace_is_claimed_and_one_without_spans_stays_an_artifact(server, to_experiment, front):
    gateway = front(server.url)
    whole, bare = Trace(gateway, to_experiment), Trace(gateway, to_experiment)
    assert whole.otlp("step") == 200 and whole.otlp("root", "huge") == 200
    assert whole.start()[LOCATION] == "TRACKING_STORE"
    tags = bare.start()
    assert bare.upload(tags) == 200
    answer = bare.send("GET", f"/api/3.0/mlflow/traces/{bare.name}", None)[1]
    assert LOCATION not in json.loads(answer)["trace"]["trace_info"]["tags"]


def test_an_upload_that_could_not_be_completed_is_to_come_again(server_of, front, start_proxy):
    server = server_of(PINNED)
    back = start_proxy(server.url, [FORWARD, FORWARD, FORWARD, FORWARD, unavailable()])
    trace = Trace(front(back.url), server.create_experiment(f"partial {os.urandom(4).hex()}"))
    assert trace.otlp("step") == 200
    tags = trace.start()
    # The upload, what MLflow has, and the spans.
    assert trace.upload(tags) == 503
    assert trace.upload(tags) == 200
    assert_whole(server, trace, {"root", "huge"})


@pytest.mark.parametrize("client_version", CLIENTS)
def test_every_span_of_a_real_client_is_shown(client_version, server, to_experiment, front):
    printed = run_client(
        client_version,
        str(HERE / "partial_program.py"),
        to_experiment,
        MLFLOW_TRACKING_URI=front(server.url).mlflow_url,
        MLFLOW_ASYNC_TRACE_LOGGING_MAX_SPAN_BATCH_SIZE="1",
    )
    for trace_id in json.loads(printed):
        spans = server.client.get_trace(trace_id, display=False).data.spans
        assert sorted(one.name for one in spans) == ["early", "huge", "late", "run"], trace_id
        (huge,) = [one for one in spans if one.name == "huge"]
        outputs = huge.outputs if isinstance(huge.outputs, dict) else json.loads(huge.outputs)
        assert outputs["to"] == "<EMAIL_ADDRESS>" and outputs["crc"] > 2**63
