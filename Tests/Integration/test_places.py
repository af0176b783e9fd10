"""Places that the Python SDK cannot fill: spans built by hand, compared on the wire to the server."""

from __future__ import annotations

import json
import os

import pytest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList

from entities import GENERATORS
from expectation import differences, expected, spans_of
from messages import Sender, attribute, request, span
from sdk_program import escaped


def any_text(text: str) -> AnyValue:
    return AnyValue(string_value=text)


def everywhere(planter):
    """A request with planted values in each place of the protocol that the SDK has no way to."""
    one = span(
        name=planter.sentence("span name"),
        trace_state=f"a=1,b={planter.value('trace state', 'EMAIL_ADDRESS')},c=3",
        attributes=[
            attribute("twice", planter.sentence("first of two attributes with one key")),
            attribute("twice", planter.sentence("second of two attributes with one key")),
            attribute("", planter.sentence("attribute without a key")),
            KeyValue(key=planter.value("key of an attribute without a value", "EMAIL_ADDRESS")),
            KeyValue(
                key="bytes",
                value=AnyValue(
                    bytes_value=b"\x00\xff\xfe " + planter.sentence("binary").encode() + b" \x80\x00"
                ),
            ),
            KeyValue(
                key="mixed",
                value=AnyValue(
                    array_value=ArrayValue(
                        values=[
                            any_text(planter.sentence("array")),
                            AnyValue(int_value=planter.number("number in an array")),
                            AnyValue(bytes_value=planter.sentence("bytes in an array").encode()),
                            AnyValue(),
                            AnyValue(bool_value=True),
                            AnyValue(
                                kvlist_value=KeyValueList(
                                    values=[
                                        attribute("same", planter.sentence("key-value list in an array")),
                                        attribute("same", planter.sentence("same key again")),
                                        attribute(planter.value("key in a list", "EMAIL_ADDRESS"), "kept"),
                                    ]
                                )
                            ),
                        ]
                    )
                ),
            ),
            attribute("large", "kept text. " * 50_000 + planter.sentence("far behind") + " kept" * 50_000),
        ],
        dropped_attributes_count=3,
        dropped_events_count=2,
        flags=0x101,
    )
    link = one.links.add(trace_id=os.urandom(16), span_id=os.urandom(8), flags=1, dropped_attributes_count=1)
    link.trace_state = f"v={planter.value('trace state of a link', 'EMAIL_ADDRESS')}"
    link.attributes.append(attribute("note", planter.sentence("attribute of a link")))
    event = one.events.add(name=planter.sentence("event"), time_unix_nano=one.start_time_unix_nano)
    event.attributes.append(
        KeyValue(key="number", value=AnyValue(int_value=planter.number("number of an event")))
    )

    message = request(one)
    resource_spans = message.resource_spans[0]
    resource_spans.schema_url = (
        f"https://schemas.example.org/{planter.value('resource schema', 'EMAIL_ADDRESS')}"
    )
    resource_spans.resource.attributes.append(attribute("owner", planter.sentence("resource")))
    resource_spans.resource.dropped_attributes_count = 4
    scope_spans = resource_spans.scope_spans[0]
    scope_spans.schema_url = f"https://schemas.example.org/{planter.value('scope schema', 'EMAIL_ADDRESS')}"
    scope_spans.scope.name = planter.sentence("scope name")
    scope_spans.scope.version = planter.sentence("scope version")
    scope_spans.scope.attributes.append(attribute("note", planter.sentence("scope")))
    return message


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_every_place_is_redacted_and_the_rest_stays(start_route, planter, packed):
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    message = everywhere(planter)
    body = message.SerializeToString()
    with Sender(route.gateway.port) as sender:
        answer = sender.post_gzip(body) if packed else sender.post(body)
    assert answer.status == 200
    route.gateway.wait_until_delivered(1)

    assert route.leaks(planter) == []
    after = spans_of(sent.body for sent in route.back.requests)
    assert differences(expected(spans_of([body]), planter), after) == []


@pytest.mark.parametrize("entity", GENERATORS)
def test_every_entity_is_found(start_route, planter, entity):
    def text(place: str) -> str:
        return planter.sentence(place, [entity])

    in_json = json.dumps({"messages": [{"role": "user", "content": text("JSON")}]})
    one = span(
        name=text("span name"),
        attributes=[
            attribute("note", text("text")),
            attribute("alone", planter.value("alone", entity)),
            attribute("mlflow.spanInputs", in_json),
            attribute("nested", json.dumps({"body": json.dumps([text("JSON in JSON")])})),
            attribute("escaped", f'{{"a": "{escaped(planter.value("escaped", entity))}"}}'),
            attribute("lines", json.dumps({"a": f"hi\n{planter.value('new line', entity)}\n\tbye"})),
        ],
    )
    one.events.add(name="exception").attributes.append(attribute("exception.stacktrace", text("stack trace")))
    one.status.message = text("status message")
    message = request(one)
    message.resource_spans[0].resource.attributes.append(attribute("owner", text("resource")))

    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    with Sender(route.gateway.port) as sender:
        assert sender.post(message).status == 200
    route.gateway.wait_until_delivered(1)
    assert len(planter) == 10
    assert route.leaks(planter) == []
    after = spans_of(sent.body for sent in route.back.requests)
    assert differences(expected(spans_of([message.SerializeToString()]), planter), after) == []


def test_entity_references_are_redacted(start_route, planter):
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    message = request(span())
    message.resource_spans[0].resource.entity_refs.add(
        type=planter.sentence("entity type"),
        id_keys=["host.id", planter.value("entity key", "EMAIL_ADDRESS")],
        description_keys=[planter.value("entity description key", "EMAIL_ADDRESS")],
        schema_url=f"https://schemas.example.org/{planter.value('entity schema', 'EMAIL_ADDRESS')}",
    )
    with Sender(route.gateway.port) as sender:
        assert sender.post(message).status == 200
    route.gateway.wait_until_delivered(1)
    assert route.leaks(planter) == []
    after = spans_of(sent.body for sent in route.back.requests)
    assert differences(expected(spans_of([message.SerializeToString()]), planter), after) == []


def test_requests_of_many_resources_stay_apart(start_route, planter):
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    wanted = {}
    with Sender(route.gateway.port) as sender:
        for number in range(20):
            message = request(span(f"{number}.0"), span(f"{number}.1"))
            resource = message.resource_spans[0].resource
            resource.attributes.append(attribute("owner", planter.sentence(f"owner {number}")))
            wanted |= spans_of([message.SerializeToString()])
            assert sender.post(message).status == 200
    route.gateway.wait_until_delivered(40)
    after = spans_of(sent.body for sent in route.back.requests)
    assert differences(expected(wanted, planter), after) == []


def test_headers_stay_with_their_data(start_route, mlflow_server, planter):
    """Each request goes to the experiment that its caller names."""
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50", OTEL_EXPORTER_OTLP_HEADERS="x-of-the-operator=1")
    other = mlflow_server.create_experiment(f"{planter.seed} other")
    spans = {experiment: [span() for _ in range(5)] for experiment in (route.experiment, other)}
    with Sender(route.gateway.port) as sender:
        for pair in zip(*spans.values()):
            for experiment, one in zip(spans, pair):
                assert sender.post(request(one), x_mlflow_experiment_id=experiment).status == 200
    route.gateway.wait_until_delivered(10)

    for experiment, wanted in spans.items():
        found = mlflow_server.client.search_traces(locations=[experiment])
        assert {trace.info.trace_id for trace in found} == {f"tr-{one.trace_id.hex()}" for one in wanted}


def test_a_configured_experiment_wins_over_the_callers(start_route, mlflow_server, planter):
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    other = mlflow_server.create_experiment(f"{planter.seed} not chosen")
    one = span()
    with Sender(route.gateway.port) as sender:
        assert sender.post(request(one), x_mlflow_experiment_id=other).status == 200
    route.gateway.wait_until_delivered(1)
    found = mlflow_server.client.search_traces(locations=[route.experiment])
    assert [trace.info.trace_id for trace in found] == [f"tr-{one.trace_id.hex()}"]
    assert not mlflow_server.client.search_traces(locations=[other])
