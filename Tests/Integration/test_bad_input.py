"""Bad bodies over real connections: a clear answer each, bounded memory, and a gateway that lives on."""

from __future__ import annotations

import gzip
import json
import os

import pytest

from hostile import (
    MALFORMED,
    MALFORMED_SPANS,
    MIB,
    REPAIRED,
    empty_spans,
    gzip_bomb,
    gzip_bomb_of_members,
    in_span,
    nested_key_values,
    nested_lists,
    very_deep,
    wordy_request,
)
from messages import Sender, request, sent_form, span
from read_back import assert_stored

#: A body at the default limit of 64 MiB, once more for what is made of it, and nothing that grows with the attack.
MEMORY_FOR_ONE_REQUEST = 128 * MIB


@pytest.mark.parametrize("name", MALFORMED)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_what_is_not_an_export_request_gets_400(gateway, sender, name, packed):
    answer = sender.post_gzip(MALFORMED[name]) if packed else sender.post(MALFORMED[name])
    assert answer.status == 400
    assert answer.error().message
    assert gateway.counts().received == 0


@pytest.mark.parametrize("name", MALFORMED_SPANS)
def test_a_malformed_span_is_rejected_alone(gateway, sender, name):
    # Requests one behind the other are one request.
    good = request(span("good")).SerializeToString()
    answer = sender.post(good + MALFORMED_SPANS[name] + good)
    assert answer.status == 200
    partial = answer.response().partial_success
    assert partial.rejected_spans == 1 and "(at byte " in partial.error_message
    assert gateway.wait_until_delivered(2).is_conserved()
    assert json.loads(gateway.admin("/status")[1])["signals"]["traces"]["rejected_on_arrival"] == 1


def test_nesting_up_to_the_limit_is_taken(gateway, sender):
    for body in (nested_lists(20), nested_key_values(15), nested_lists(64), nested_key_values(64)):
        assert sender.post(body).status == 200
    assert json.loads(gateway.admin("/status")[1])["signals"]["traces"]["deep_values"] == 0


@pytest.mark.parametrize("name", REPAIRED)
def test_a_part_that_cannot_go_on_costs_nothing_else(gateway, sender, name):
    body, counter = REPAIRED[name]
    assert sender.post(body).status == 200
    # MLflow's own protobuf reads no more than some 30 levels, and this destination is not known to be MLflow.
    assert gateway.wait_until_delivered(1).is_conserved()
    assert json.loads(gateway.admin("/status")[1])["signals"]["traces"][counter] == 1


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_request_cut_off_anywhere_gets_400(gateway, sender, packed):
    whole = wordy_request()
    body = gzip.compress(whole) if packed else whole
    headers = {"content_encoding": "gzip"} if packed else {}
    statuses = {length: sender.post(body[:length], **headers).status for length in range(1, len(body))}
    assert {length: status for length, status in statuses.items() if status != 400} == {}
    assert gateway.counts().received == 0
    assert sender.post(body, **headers).status == 200


def test_an_empty_request_is_fine(gateway, sender):
    for body in (b"", request().SerializeToString()):
        answer = sender.post(body)
        assert answer.status == 200
        assert not answer.response().HasField("partial_success")
    assert gateway.counts().received == 0


def test_a_span_with_a_bad_id_goes_alone(gateway, sender, mlflow_server, experiment, planter):
    good = [span("good"), span("good too")]
    bad = [
        span(trace_id=b""),
        span(trace_id=os.urandom(15)),
        span(trace_id=os.urandom(17)),
        span(span_id=b""),
        span(span_id=os.urandom(9)),
        span(parent_span_id=os.urandom(4)),
    ]
    answer = sender.post(request(good[0], *bad, good[1]))
    assert answer.status == 200
    assert answer.response().partial_success.rejected_spans == len(bad)
    assert answer.response().partial_success.error_message
    counts = gateway.wait_until_delivered(len(good))
    assert counts.exported == len(good)
    assert_stored(mlflow_server.client, experiment, [sent_form(one) for one in good], planter)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("not gzip", lambda packed: b"plain"),
        ("trailing garbage", lambda packed: packed + b"garbage"),
        ("wrong checksum", lambda packed: packed[:-8] + b"\0\0\0\0" + packed[-4:]),
        ("wrong length", lambda packed: packed[:-4] + b"\0\0\0\0"),
        ("damaged in the middle", lambda packed: packed[:20] + b"\xff\xff\xff" + packed[23:]),
    ],
)
def test_damaged_gzip_gets_400(sender, name, damage):
    answer = sender.post(damage(gzip.compress(wordy_request())), content_encoding="gzip")
    assert answer.status == 400
    assert answer.error().message


def test_gzip_of_several_members_is_one_body(gateway, sender):
    body = wordy_request()
    packed = gzip.compress(body[:40]) + gzip.compress(b"") + gzip.compress(body[40:])
    assert sender.post(packed, content_encoding="gzip").status == 200
    assert gateway.wait_until_delivered(1).received == 1


@pytest.mark.parametrize(
    "bomb", [gzip_bomb(128 * MIB), gzip_bomb_of_members(5 << 30)], ids=["128 MiB", "5 GiB"]
)
def test_a_gzip_bomb_gets_413_in_bounded_memory(gateway, sender, bomb):
    before = gateway.program.peak_memory()
    answer = sender.post(bomb, content_encoding="gzip")
    assert answer.status == 413
    assert answer.error().message
    assert gateway.program.peak_memory() - before < MEMORY_FOR_ONE_REQUEST


def test_a_small_bomb_under_a_small_limit(start_gateway):
    gateway = start_gateway(TRACEVEIL_MAX_REQUEST_BYTES="1000000")
    bomb = gzip_bomb(50 * MIB)
    assert len(bomb) < 60_000
    before = gateway.program.peak_memory()
    with Sender(gateway.port) as sender:
        assert sender.post(bomb, content_encoding="gzip").status == 413
    assert gateway.program.peak_memory() - before < 32 * MIB


def test_two_byte_spans_by_the_million_take_bounded_memory(gateway, sender):
    before = gateway.program.peak_memory()
    answer = sender.post(empty_spans(MIB // 2))
    assert answer.status in (200, 400, 413)
    if answer.status == 200:
        assert answer.response().partial_success.rejected_spans == MIB // 2
    answer = sender.post_gzip(empty_spans(16 * MIB))
    assert answer.status in (200, 400, 413)
    assert gateway.program.peak_memory() - before < MEMORY_FOR_ONE_REQUEST


def test_depth_is_no_way_to_the_stack(gateway, sender):
    for levels in (1_000, 30_000, 1_000_000):
        assert sender.post(very_deep(levels)).status == 200


@pytest.mark.parametrize(
    ("opening", "closing"),
    [('{"kvlistValue":{"values":[{"key":"k","value":', "}]}}"), ('{"arrayValue":{"values":[', "]}}")],
)
def test_nor_is_it_in_json_and_costs_that_value_alone(start_gateway, start_sink, opening, closing):
    sink = start_sink(lambda *_: 200)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_BSP_SCHEDULE_DELAY="50")
    depths = (64, 65, 20_000, 300_000)
    with Sender(gateway.port) as sender:
        for depth in depths:
            value = opening * depth + '{"stringValue":"end"}' + closing * depth
            attributes = f'[{{"key":"a","value":{value}}},{{"key":"b","value":{{"stringValue":"beside"}}}}]'
            body = '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%032x","spanId":"%016x","attributes":%s}]}]}]}'
            headers = {"content-type": "application/json"}
            assert sender.send("POST", "/v1/traces", (body % (depth, depth, attributes)).encode(), headers).status == 200
    gateway.program.wait_until(lambda: gateway.counts().exported == len(depths), "all are with the destination")
    bodies = b"".join(sink.taken())
    assert bodies.count(b"beside") == len(depths) and bodies.count(b"end") == 1
    assert json.loads(gateway.admin("/status")[1])["signals"]["traces"]["deep_values"] == 3


def test_a_text_with_a_nul_goes_on_with_all_its_bytes(gateway, sender, mlflow_server, experiment):
    one = span("before\0after")
    assert sender.post(request(one)).status == 200
    gateway.wait_until_delivered(1)
    stored = mlflow_server.client.get_trace(f"tr-{one.trace_id.hex()}").data.spans[0]
    assert stored.name == "before\N{REPLACEMENT CHARACTER}after"


def test_unknown_fields_do_not_go_on(start_route, planter):
    route = start_route(OTEL_BSP_SCHEDULE_DELAY="50")
    secret = planter.value("unknown field", "EMAIL_ADDRESS").encode()
    body = in_span(field_of_the_future(secret)) + field_of_the_future(secret)
    with Sender(route.gateway.port) as sender:
        assert sender.post(body).status == 200
    route.gateway.wait_until_delivered(1)
    assert route.leaks(planter) == []


def field_of_the_future(content: bytes) -> bytes:
    """Field 1000, which no version of OTLP has yet."""
    return b"\xc2\x3e" + bytes([len(content)]) + content


def test_refusals_say_nothing_of_the_content(gateway, sender, planter):
    secret = planter.sentence("bad request").encode()
    bodies = [secret, in_span(field_of_the_future(secret[:50])[:20]), secret + b"\xff", b"\x0a\x7f" + secret]
    answers = [sender.post(body).body for body in bodies]
    answers.append(sender.send("POST", f"/{planter.value('path', 'EMAIL_ADDRESS')}", b"", {}).body)
    answers.append(sender.post(b"x", content_type=planter.value("content type", "EMAIL_ADDRESS")).body)
    outputs = gateway.outputs() | {"answers": b"\n".join(answers)}
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
