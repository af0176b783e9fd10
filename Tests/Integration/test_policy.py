"""A policy file: rules for spans, and another file at SIGHUP, in front of a real MLflow server."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from gateway import Gateway
from messages import Sender, attribute, request, span
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from test_configuration import CONFIGURATION_ERROR, run

RULES = """\
version: 1
rules:
  - when: {span_type: TOOL}
    set_outputs: '[REDACTED]'
  - when: {attributes: {internal: 'true'}}
    drop_span: true
"""


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "policy.yaml"
    path.write_text(RULES)
    return path


def tool(**fields) -> Span:
    attributes = [
        attribute("mlflow.spanType", '"TOOL"'),
        attribute("mlflow.spanInputs", '{"city": "Rome"}'),
        attribute("mlflow.spanOutputs", '"the code is 0815"'),
    ]
    return span(attributes=attributes, **fields)


def test_rules_reach_mlflow(start_route, policy):
    route = start_route(TRACEVEIL_POLICY=str(policy))
    parent = tool()
    child = span(
        trace_id=parent.trace_id,
        parent_span_id=parent.span_id,
        attributes=[attribute("internal", "true")],
    )
    with Sender(route.gateway.port) as sender:
        assert sender.post(request(parent, child)).status == 200
    counts = route.gateway.wait_until_delivered(2)
    assert (counts.exported, counts.dropped["filtered"]) == (1, 1)
    assert counts.is_conserved()
    stored = route.server.client.get_trace(f"tr-{parent.trace_id.hex()}")
    assert [found.outputs for found in stored.data.spans] == ["[REDACTED]"]
    assert [found.inputs for found in stored.data.spans] == [{"city": "Rome"}]


def reload(gateway: Gateway, outcome: str, count: int) -> None:
    gateway.program.send_signal(signal.SIGHUP)
    line = f'traceveil_policy_reloads_total{{outcome="{outcome}"}} {count}\n'
    gateway.program.wait_until(lambda: line in gateway.admin("/metrics")[1], line.strip())


def test_a_hangup_reloads_the_policy(start_gateway, policy):
    policy.write_text("version: 1\n")
    gateway = start_gateway(TRACEVEIL_POLICY=str(policy), OTEL_TRACES_EXPORTER="console")

    def shown(text: str) -> str:
        delivered = gateway.counts().exported
        with Sender(gateway.port) as sender:
            assert sender.post(request(span(attributes=[attribute("note", text)]))).status == 200
        gateway.wait_until_delivered(delivered + 1)
        return gateway.program.log()

    assert "first: <EMAIL_ADDRESS>" in shown("first: bob@example.com")
    policy.write_text("version: 1\nentities: {EMAIL_ADDRESS: {operator: mask, keep_last: 4}}\n")
    reload(gateway, "applied", 1)
    assert "second: ***********.com" in shown("second: bob@example.com")
    policy.write_text("version: 1\nentities: {EMAIL: mask}\n")
    reload(gateway, "refused", 1)
    assert "key=entities.EMAIL" in gateway.program.log()
    assert "third: ***********.com" in shown("third: bob@example.com")
    assert gateway.terminate() == 0


def test_a_hangup_without_a_policy_ends_nothing(start_gateway):
    gateway = start_gateway(OTEL_TRACES_EXPORTER="console")
    gateway.program.send_signal(signal.SIGHUP)
    gateway.program.wait_until(lambda: "nothing to reload" in gateway.program.log(), "says so")
    assert gateway.terminate() == 0


def test_the_check_names_every_mistake(tmp_path):
    path = tmp_path / "policy.yaml"
    path.write_text("version: 1\nentities: {NO_SUCH: hash}\nrules:\n  - {when: {name: x}, set_output: y}\n")
    done = run("gateway", "--check", TRACEVEIL_POLICY=str(path))
    assert done.returncode == CONFIGURATION_ERROR
    assert f"{path}:2: entities.NO_SUCH: " in done.stderr
    assert f"{path}:4: rules[0].set_output: " in done.stderr
