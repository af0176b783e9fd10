"""A real Presidio analyzer beside the gateway, and what becomes of spans while it is down: never do they pass."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from messages import Sender, attribute, request, span
from page_examples import with_presidio
from presidio import Presidio
from processes import free_port
from read_back import search_all
from route import Route

#: Small batches, so that the analyzer is asked often.
SMALL_BATCHES = {"OTEL_BSP_SCHEDULE_DELAY": "20", "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "8", "TRACEVEIL_WORKERS": "2"}
#: Of this test alone: others leave names in the server.
NAMES = ("Margaret Thornbury", "Rotterdam")
FAILED = "<REDACTION_FAILED>"


@pytest.fixture
def own_presidio(tmp_path):
    """One that the test may kill."""
    analyzer = Presidio(tmp_path / "presidio")
    yield analyzer
    analyzer.stop()


def post(route: Route, numbers: range, place: str = NAMES[1]) -> None:
    """A span each, with a text that the analyzer has not seen before."""
    with Sender(route.gateway.port) as sender:
        for first in range(numbers.start, numbers.stop, 8):
            chosen = range(first, min(first + 8, numbers.stop))
            spans = [span("work", attributes=[attribute("note", text(n, place))]) for n in chosen]
            assert sender.post(request(*spans)).status == 200


def text(number: int, place: str = NAMES[1]) -> str:
    return f"My name is Margaret Thornbury and I live in {place}. This is request {number}."


def notes_sent(route: Route) -> list[str]:
    """The texts in what went to MLflow."""
    requests = [ExportTraceServiceRequest.FromString(recorded.body) for recorded in route.back.requests]
    return [
        attribute.value.string_value
        for message in requests
        for resource in message.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
        for attribute in span.attributes
        if attribute.key == "note"
    ]


def leaks(route: Route) -> list[str]:
    outputs = route.gateway.outputs() | {"sent to the server": route.back.bytes_seen()}
    outputs |= dict(route.server.stored())
    return [f"{name} in {where}" for where, data in outputs.items() for name in NAMES if name.encode() in data]


def status(route: Route) -> dict:
    return json.loads(route.gateway.admin("/status")[1])["presidio"]


@pytest.mark.parametrize("action", ["hold", "redact", "drop"])
def test_an_analyzer_killed_in_the_middle(action, own_presidio, start_route):
    variables = with_presidio(own_presidio.url) | SMALL_BATCHES
    # It takes some of the numbers for dates.
    variables |= {"TRACEVEIL_PRESIDIO_ENTITIES": "PERSON,LOCATION", "TRACEVEIL_PRESIDIO_ON_FAILURE": action}
    route = start_route(**variables)
    post(route, range(400))
    route.gateway.program.wait_until(lambda: status(route)["texts"] >= 16, "some texts were analyzed")
    own_presidio.kill()
    assert status(route)["texts"] < 400, "killed too late"
    post(route, range(400, 416))
    if action == "hold":
        route.gateway.program.wait_until(lambda: status(route)["held_batches"] > 0, "a batch waits")
        before = len(notes_sent(route))
        assert before < 400 and FAILED not in "".join(notes_sent(route))
        assert not route.gateway.counts().is_idle() and route.gateway.counts().is_conserved()
        own_presidio.start()
    counts = route.gateway.wait_until_delivered(416, timeout=240)
    assert counts.received == 416 and counts.is_conserved()
    sent = notes_sent(route)
    assert leaks(route) == []
    assert len(search_all(route.server.client, route.experiment)) == counts.exported == len(sent)
    assert status(route)["failures"].get("unreachable", 0) > 0
    seen = Counter("failed" if note == FAILED else "analyzed" for note in sent)
    assert seen["analyzed"] >= 16
    wanted = {text(number).replace(NAMES[0], "<PERSON>").replace(NAMES[1], "<LOCATION>") for number in range(416)}
    assert {note for note in sent if note != FAILED} <= wanted
    if action == "drop":
        assert counts.dropped == {"processor_failed": 416 - seen["analyzed"]} and counts.exported < 400
    else:
        assert counts.exported == 416 and not counts.dropped
        assert (seen["failed"] > 16) == (action == "redact")
    if action == "hold":
        assert set(sent) == wanted


def test_text_in_any_script_and_at_any_depth(presidio, start_route):
    route = start_route(**with_presidio(presidio.url))
    body = "😀 e\u0301 My name is Margaret Thornbury."
    nested = {"messages": [{"content": json.dumps({"body": body}, ensure_ascii=True)}]}
    values = {
        "plain": "😀👩‍👩‍👧 My name is Margaret Thornbury and I live in Rotterdam.",
        "rtl": "שלום! My name is Margaret Thornbury. שלום",
        "json": json.dumps(nested),
    }
    with Sender(route.gateway.port) as sender:
        attributes = [attribute(key, value) for key, value in values.items()]
        assert sender.post(request(span(attributes=attributes))).status == 200
    route.gateway.wait_until_delivered(1)
    message = ExportTraceServiceRequest.FromString(route.back.requests[0].body)
    (sent,) = message.resource_spans[0].scope_spans[0].spans
    kept = {item.key: item.value.string_value for item in sent.attributes}
    assert kept["plain"] == "😀👩‍👩‍👧 My name is <PERSON> and I live in <LOCATION>."
    assert kept["rtl"] == "שלום! My name is <PERSON>. שלום"
    body = json.loads(json.loads(kept["json"])["messages"][0]["content"])["body"]
    assert body == "😀 e\u0301 My name is <PERSON>."


def test_its_names_of_entities_are_counted(presidio, start_route):
    route = start_route(**with_presidio(presidio.url), TRACEVEIL_PRESIDIO_ENTITIES="PERSON")
    post(route, range(8), "Lisbon")
    route.gateway.wait_until_delivered(8)
    assert all(note.startswith("My name is <PERSON> and I live in Lisbon.") for note in notes_sent(route))
    metrics = route.gateway.admin("/metrics")[1]
    assert re.search(r'^traceveil_redactions_total\{[^}]*entity="PERSON"[^}]*\} 8$', metrics, re.MULTILINE), metrics
    assert re.search(r"^traceveil_presidio_texts_total [1-9]", metrics, re.MULTILINE)
    assert 'traceveil_presidio_breaker{state="closed"} 1' in metrics


def test_a_gateway_that_holds_ends_when_it_is_told_to(start_route):
    route = start_route(**with_presidio(f"http://127.0.0.1:{free_port()}"), TRACEVEIL_SHUTDOWN_TIMEOUT="1000")
    post(route, range(8))
    route.gateway.program.wait_until(lambda: status(route)["held_batches"] > 0, "a batch waits")
    route.gateway.terminate()
    log = route.gateway.program.log()
    assert "undelivered=8" in log
    assert route.back.requests == []
    assert not any(name in log for name in NAMES)


@pytest.mark.parametrize("is_up", [True, False])
def test_drop_in_mode_asks_it_too(is_up, presidio, start_gateway, mlflow_server, experiment, tmp_path):
    gateway = start_gateway(
        **with_presidio(presidio.url if is_up else f"http://127.0.0.1:{free_port()}"),
        TRACEVEIL_PRESIDIO_ON_FAILURE="redact",
        TRACEVEIL_MLFLOW_UPSTREAM=mlflow_server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
    )
    program = tmp_path / "program.py"
    program.write_text(
        f"import mlflow\n\n@mlflow.trace\ndef ask(question):\n    return 'Yes'\n\nask({text(1000)!r})\n"
    )
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=tmp_path,
        env=inherited
        | {
            "MLFLOW_TRACKING_URI": gateway.mlflow_url,
            "MLFLOW_EXPERIMENT_ID": experiment,
            "MLFLOW_DISABLE_TELEMETRY": "true",
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    (found,) = search_all(mlflow_server.client, experiment)
    trace = mlflow_server.client.get_trace(found)
    (span,) = trace.data.spans
    if is_up:
        assert span.inputs["question"].startswith("My name is <PERSON> and I live in <LOCATION>.")
        assert "<PERSON>" in trace.info.request_preview
    else:
        assert span.inputs == {"question": FAILED} and FAILED in trace.info.request_preview
    outputs = gateway.outputs() | dict(mlflow_server.stored())
    assert [where for where, data in outputs.items() for name in NAMES if name.encode() in data] == []
