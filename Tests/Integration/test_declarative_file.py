"""A gateway that OTEL_CONFIG_FILE sets up."""

from __future__ import annotations

import json

import pytest

from messages import Sender, request, span
from test_dead_letters import command

HEAD = 'file_format: "1.0"\ntracer_provider: {processors: [{batch: {schedule_delay: 10, exporter: '


def test_spans_go_where_the_file_says(start_gateway, start_sink, tmp_path):
    sink = start_sink(lambda *_: 200)
    file = tmp_path / "otel.yaml"
    file.write_text(
        """
file_format: "1.0"
log_level: ${LEVEL:-info}
tracer_provider:
  sampler: {always_on: }
  processors:
    - batch:
        schedule_delay: 10
        exporter:
          otlp_http:
            endpoint: ${BACKEND}/base/v1/traces
            compression: none
            headers:
              - {name: x-key, value: "${KEY}"}
"""
    )
    gateway = start_gateway(
        OTEL_CONFIG_FILE=str(file),
        BACKEND=sink.url,
        KEY="a=b, c",
        # Without effect beside a file, which the log says.
        OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9",
        OTEL_EXPORTER_OTLP_HEADERS="x-other=1",
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("a"))).status == 200
    gateway.wait_until_delivered(1)
    (one,) = sink.requests
    assert one.path == "/base/v1/traces"
    assert one.headers["x-key"] == "a=b, c" and "x-other" not in one.headers
    assert "content-encoding" not in one.headers
    log = gateway.program.log()
    assert "tracer_provider.sampler" in log and "OTEL_EXPORTER_OTLP_ENDPOINT" in log
    assert "a=b, c" not in log


@pytest.mark.parametrize(
    ("exporter", "key"),
    [
        ("{otlp_file/development: }", "exporter.otlp_file/development"),
        ("{otlp_http: {headers_list: 's3cret'}}", "otlp_http.headers_list"),
        ("{otlp_http: {max_request_size: -1}}", "otlp_http.max_request_size"),
    ],
)
def test_a_file_that_asks_for_what_is_not_there_ends_the_start(tmp_path, exporter, key):
    file = tmp_path / "otel.yaml"
    file.write_text(f"{HEAD}{exporter}}}}}]}}\n")
    said = command("gateway", expected=78, OTEL_CONFIG_FILE=str(file))
    assert key in said and f"{file}:2" in said and "s3cret" not in said


def test_dead_letters_are_sent_where_the_file_says(start_gateway, start_sink, tmp_path):
    mood = {"status": 400}
    sink = start_sink(lambda *_: mood["status"])
    file = tmp_path / "otel.yaml"
    file.write_text(f'{HEAD}{{otlp_http: {{endpoint: "{sink.url}/v1/traces"}}}}}}}}]}}\n')
    settings = {"OTEL_CONFIG_FILE": str(file), "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue")}
    gateway = start_gateway(**settings)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("a"))).status == 200
    assert gateway.wait_until_delivered(1).dead_lettered == 1
    mood["status"] = 200
    (outcome,) = json.loads(command("deadletters", "resend", "--all", "--json", **settings))
    assert outcome["delivered"] == 1 and outcome["removed"]
    assert sink.requests[-1].path == "/v1/traces"
