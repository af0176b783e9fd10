"""Real SDKs, the gateway, a real MLflow server: everything arrives, and nothing personal with it."""

from __future__ import annotations

import pytest

from application import Application, run_application
from expectation import differences, expected, spans_of
from planting import Planter
from read_back import assert_stored
from sdk_program import KEPT

#: Where the issue asks for planted values. A place that falls away here would go untested.
PLACES = {
    *(
        "string",
        "string array",
        "key-value list",
        "key in a key-value list",
        "integer",
        "integer array",
        "bytes",
    ),
    *("JSON in a string", "JSON in JSON", "JSON, at sign escaped", "JSON key"),
    *("JSON, right behind an escape", "JSON number", "JSON, all letters escaped", "attribute key"),
    *("event name", "event attribute", "exception", "status message", "link attribute", "span name"),
    *("resource attribute", "scope attribute", "scope name", "scope version", "trace state"),
    *("MLflow inputs", "MLflow outputs", "resource schema URL", "scope schema URL"),
}


@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_spans_arrive_redacted_and_otherwise_as_they_were(start_route, planter, compression):
    route = start_route(OTEL_EXPORTER_OTLP_COMPRESSION=compression)
    sent = run_application(
        planter, route.front.url, "--traces", "2", OTEL_EXPORTER_OTLP_COMPRESSION=compression
    )
    route.gateway.wait_until_delivered(len(sent))

    assert PLACES <= planter.places()
    assert_stored(route.server.client, route.experiment, sent, planter)
    assert route.leaks(planter) == []

    before = spans_of(request.body for request in route.front.requests)
    after = spans_of(request.body for request in route.back.requests)
    assert set(before) == set(after) == {span["span_id"] for span in sent}
    assert differences({span: expected(content, planter) for span, content in before.items()}, after) == []
    for request in route.front.requests + route.back.requests:
        assert request.headers.get("content-encoding", "none") == compression


def test_mlflow_shows_texts_without_personal_data_as_they_were(start_route, planter):
    route = start_route()
    sent = run_application(planter, route.front.url)
    route.gateway.wait_until_delivered(len(sent))

    trace = route.server.client.get_trace(f"tr-{sent[0]['trace_id']}")
    root = next(span for span in trace.data.spans if span.parent_id is None)
    shown = {name: root.attributes.get(f"kept.{name}") for name in KEPT if not KEPT[name].startswith("{ ")}
    assert shown == {name: KEPT[name] for name in shown}
    assert root.inputs == {
        "messages": [{"role": "user", "content": planter.redacted(planter.sentence("MLflow inputs"))}]
    }
    assert root.outputs["content"] == planter.redacted(planter.sentence("MLflow outputs"))
    assert "<EMAIL_ADDRESS>" in trace.info.request_preview
    assert "<CREDIT_CARD>" in trace.info.response_preview
    assert trace.info.tags["owner"] == planter.redacted(planter.sentence("resource attribute"))


def test_many_applications_at_once(start_route, planter):
    route = start_route()
    planters = [Planter(f"{planter.seed}-{number}") for number in range(4)]
    applications = [
        Application(
            route.front.url,
            *("--seed", one.seed, "--traces", "6", "--threads", "3", "--fillers", "10"),
            OTEL_EXPORTER_OTLP_COMPRESSION="gzip" if number % 2 else "none",
        )
        for number, one in enumerate(planters)
    ]
    sent = []
    for one, application in zip(planters, applications):
        sent += application.finish(one)
        planter.adopt(one.dump())
    counts = route.gateway.wait_until_delivered(len(sent))

    assert (counts.received, counts.exported) == (len(sent), len(sent))
    assert counts.is_conserved()
    assert_stored(route.server.client, route.experiment, sent, planter)
    assert route.leaks(planter) == []


def test_the_search_finds_what_goes_past_the_gateway(mlflow_server, experiment, planter):
    """The control: the same application, sending straight to the server."""
    sent = run_application(
        planter,
        mlflow_server.url,
        OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
    )
    assert len(sent) == 3
    leaked = {
        leak.plant.place for where, data in mlflow_server.stored() for leak in planter.leaks(data, where)
    }
    # MLflow keeps neither the scope nor the trace state nor the schemas.
    not_kept = {
        place for place in planter.places() if place.startswith(("scope", "trace state", "resource schema"))
    }
    assert leaked == planter.places() - not_kept
