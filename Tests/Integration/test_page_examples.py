"""MLflow's page on redaction: its examples through the gateway, by environment and policy file alone, and with the
library, in front of a real MLflow server."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from gateway import binary
from mlflow.entities import Trace
from mlflow_server import MLflowServer
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from page_examples import FOLDER, WITH_NAMES, places, policy, run_example, run_program, with_presidio
from read_back import search_all
from route import Route

ACCOUNT_NUMBER = "1234567890"
PERSONAL_DATA = ("4095-2609-9393-4932", "john.doe@example.com", "September 19th", "Amsterdam")
REQUEST = (
    "Please cancel my credit card effective <DATE_TIME>. My name is <PERSON> and my credit "
    "card number is <CREDIT_CARD>. My email is <EMAIL_ADDRESS> and I live in <LOCATION>."
)


@pytest.fixture
def run(start_route, tmp_path: Path):
    """Runs an example through a gateway with its policy; answers with the route and the trace."""

    def run(number: int, **variables: str) -> tuple[Route, Trace]:
        route = start_route(TRACEVEIL_POLICY=policy(number), **variables)
        run_example(number, tmp_path, route.front.url)
        route.gateway.wait_until_delivered(1)
        return route, only_trace(route.server, route.experiment)

    return run


def only_trace(server: MLflowServer, experiment: str) -> Trace:
    (found,) = search_all(server.client, experiment)
    return server.client.get_trace(found)


def leaks(route: Route, *values: str) -> list[str]:
    """Where any of the values is, in what the gateway showed or sent, or the server keeps."""
    outputs = route.gateway.outputs() | {"sent to the server": route.back.bytes_seen()}
    outputs |= dict(route.server.stored())
    found = ((where, value) for where, data in outputs.items() for value in values if value.encode() in data)
    return [f"{value} in {where}" for where, value in found]


def spans_sent(route: Route) -> list[Span]:
    requests = [ExportTraceServiceRequest.FromString(request.body) for request in route.front.requests]
    return [
        span
        for request in requests
        for resource in request.resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]


def test_example_1_email_addresses(run):
    route, trace = run(1)
    (span,) = trace.data.spans
    assert (span.inputs, span.outputs) == ({"text": "My e-mail address is [REDACTED]"}, "Answer")
    assert trace.info.state == "OK"
    assert b"test@example.com" in route.front.bytes_seen()
    assert leaks(route, "test@example.com") == []


def test_example_2_by_span_type(run):
    route, trace = run(2)
    assert ACCOUNT_NUMBER.encode() in route.front.bytes_seen()
    assert leaks(route, ACCOUNT_NUMBER) == []
    (tool,) = [span for span in trace.data.spans if span.span_type == "TOOL"]
    assert (tool.inputs, tool.outputs) == ({"user_name": "John Doe"}, "[REDACTED]")
    (root,) = [span for span in trace.data.spans if span.parent_id is None]
    told = [message["content"] for message in root.outputs["messages"]]
    assert told[0] == "What is the bank account number for John Doe?"
    assert told[2:] == ["[REDACTED]", "The bank account number for John Doe is [REDACTED]."]


def test_example_2_keeps_ids_and_times(run):
    """Ids and times are full of digits, and are not account numbers."""
    route, trace = run(2)
    sent = spans_sent(route)
    assert len(sent) == len(trace.data.spans) > 10
    stored = {span.span_id: span for span in trace.data.spans}
    for span in sent:
        kept = stored[span.span_id.hex()]
        assert kept.trace_id == f"tr-{span.trace_id.hex()}"
        assert kept.parent_id == (span.parent_span_id.hex() or None)
        assert (kept.start_time_ns, kept.end_time_ns) == (span.start_time_unix_nano, span.end_time_unix_nano)
        assert kept.name == span.name
        assert kept.get_attribute("mlflow.traceRequestId") == kept.trace_id


def test_example_2_leaks_with_a_filter_in_the_program(tmp_path, record_property, run):
    """What the page's own filter leaves, in a server of its own, next to what is left here."""
    server = MLflowServer(tmp_path / "unprotected")
    try:
        left = {}
        for name, program in {"planted": FOLDER / "example2.py", "filter": filter_program()}.items():
            experiment = server.create_experiment(name)
            headers = f"x-mlflow-experiment-id={experiment}"
            run_program(program, tmp_path, server.url, OTEL_EXPORTER_OTLP_TRACES_HEADERS=headers)
            left[name] = places(only_trace(server, experiment), ACCOUNT_NUMBER)
    finally:
        server.stop()
    left["gateway"] = places(run(2)[1], ACCOUNT_NUMBER)
    figure = {name: len(found) for name, found in left.items()}
    record_property("leaks", figure)
    print(f"attributes that hold the account number: {figure}; left by the filter: {left['filter']}")
    assert figure["gateway"] == 0
    assert 0 < figure["filter"] < figure["planted"]


def filter_program() -> Path:
    return Path(__file__).with_name("page_filter.py")


@pytest.mark.parametrize("finder", ["ner", "presidio"])
def test_example_3_with_names(run, finder, request):
    variables = WITH_NAMES if finder == "ner" else with_presidio(request.getfixturevalue("presidio").url)
    route, trace = run(3, **variables)
    (span,) = trace.data.spans
    assert span.inputs == {"request": REQUEST}
    assert leaks(route, *PERSONAL_DATA) == []
    # The second example is about John Doe, too, and keeps his name.
    assert b"John Doe" not in route.back.bytes_seen()


def test_the_agent_with_names(run):
    """The second example's agent asks about John Doe, in messages, in a tool's input and in its answer."""
    route, trace = run(2, **WITH_NAMES)
    assert len(trace.data.spans) > 1
    # Other tests leave him in the server.
    sent = route.back.bytes_seen()
    assert b"John Doe" in route.front.bytes_seen() and b"John Doe" not in sent
    assert ACCOUNT_NUMBER.encode() not in sent


def test_the_examples_in_swift(mlflow_server, experiment, presidio, tmp_path):
    destination = {
        "TRACEVEIL_PRESIDIO_URL": presidio.url,
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{mlflow_server.url}/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_HEADERS": f"x-mlflow-experiment-id={experiment}",
    }
    program = binary().with_name("PageExamples")
    done = subprocess.run(
        [str(program)], env=destination, cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    traces = [mlflow_server.client.get_trace(found) for found in search_all(mlflow_server.client, experiment)]
    inputs = [trace.data.spans[0].inputs for trace in traces if len(trace.data.spans) == 1]
    assert {"text": "My e-mail address is [REDACTED]"} in inputs
    assert {"request": REQUEST} in inputs
    (agent,) = [trace for trace in traces if len(trace.data.spans) > 1]
    assert places(agent, ACCOUNT_NUMBER) == []
    (tool,) = [span for span in agent.data.spans if span.span_type == "TOOL"]
    assert (tool.inputs, tool.outputs) == ({"user_name": "John Doe"}, "[REDACTED]")
    assert {trace.info.state for trace in traces} == {"OK"}
    stored = b"".join(data for _, data in mlflow_server.stored())
    for value in (ACCOUNT_NUMBER, "test@example.com", *PERSONAL_DATA):
        assert value.encode() not in stored
