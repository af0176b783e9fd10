"""Several destinations a signal with a queue on disk: each has its own, and whatever is acknowledged reaches each."""

from __future__ import annotations

import json
import os
import random
import shutil
import time

import pytest

from messages import Sender, attribute, request, span
from processes import free_port
from test_dead_letters import command
from test_destinations import copies, is_conserved, two
from test_disk_queue import Oracle, ids, kill, refused


def on_disk(queue, first: str, second: str, **variables: str) -> dict[str, str]:
    own = {"TRACEVEIL_QUEUE_DIRECTORY": str(queue), "TRACEVEIL_SHUTDOWN_TIMEOUT": "1500"}
    return two(first, second, TRACEVEIL_QUEUE_DISK_BYTES=str(64 << 20)) | own | variables


def large() -> object:
    return span(attributes=[attribute("text", os.urandom(20_000).hex())])


def all_conserved(gateway) -> bool:
    return all(is_conserved(copy["items"]) for copy in copies(gateway).values())


@pytest.mark.parametrize("rule", ["all", "any"])
def test_nothing_acknowledged_is_lost_by_kill_9(start_gateway, start_sink, tmp_path, rule):
    """One destination answers, the other is dead at first and then in trouble; the gateway is killed under load."""
    seed = int(os.environ.get("DISK_QUEUE_SEED", time.time_ns() % 1_000_000))
    print(f"DISK_QUEUE_SEED={seed}")
    chance = random.Random(seed)
    live, port, other = start_sink(lambda *_: 200), free_port(), None
    settings = on_disk(tmp_path / "queue", f"http://127.0.0.1:{port}", live.url, TRACEVEIL_DELIVERED_BY=rule)
    mood = {"trouble": 0.3}
    oracle = Oracle(tmp_path / "acknowledged")
    for number in range(int(os.environ.get("DISK_QUEUE_KILLS", 4))):
        gateway = start_gateway(**settings)
        before = oracle.count
        oracle.send_to(gateway.port)
        if number == 2:
            other = start_sink(lambda *_: 503 if chance.random() < mood["trouble"] else 200, port)
        wanted = before + chance.randint(50, 300)
        gateway.program.wait_until(lambda: oracle.count >= wanted, "acknowledges", 60)
        assert all_conserved(gateway) and gateway.counts().is_conserved()
        kill(gateway)
        oracle.send_to(None)
    acknowledged = oracle.stop()
    mood["trouble"] = 0.0
    gateway = start_gateway(**settings)
    gateway.wait_until_delivered(0)
    for sink in (live, other):
        delivered = ids(sink.taken())
        print(f"{len(acknowledged)} acknowledged, {len(delivered) - len(set(delivered))} more than once")
        assert acknowledged - set(delivered) == set()
    assert gateway.counts().dropped == {} and all_conserved(gateway)
    assert gateway.terminate() == 0
    # Nothing is left, and nothing but this user can look at it.
    assert list((tmp_path / "queue").rglob("0*.log")) == []
    for path in (tmp_path / "queue").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_dead_destination_moves_no_other_and_catches_up(start_gateway, start_sink, tmp_path):
    live, port = start_sink(lambda *_: 200), free_port()
    settings = on_disk(tmp_path / "queue", f"http://127.0.0.1:{port}", live.url)
    gateway = start_gateway(**settings)
    spans = [span() for _ in range(100)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    wanted = sorted(one.span_id for one in spans)
    gateway.program.wait_until(lambda: sorted(ids(live.taken())) == wanted, "all have arrived at the live one")
    gateway.program.wait_until(lambda: copies(gateway)["second"]["items"]["exported"] == 100, "counts them")
    assert all_conserved(gateway) and copies(gateway)["first"]["items"]["exported"] == 0
    gateway.program.wait_until(
        lambda: 'traceveil_on_disk_items{signal="traces",destination="first"} ' in gateway.admin("/metrics")[1],
        "shows what waits",
    )
    metrics = gateway.admin("/metrics")[1]
    for name in ("first", "second"):
        assert f'traceveil_disk_bytes{{destination="{name}"}} ' in metrics
        assert f'traceveil_dead_letters{{destination="{name}"}} 0' in metrics
    assert "\ntraceveil_disk_limit_bytes " in metrics
    # What is left is on disk, so the end is no failure.
    assert gateway.terminate() == 0
    status = json.loads(command("queue", "status", "--json", "--directory", str(tmp_path / "queue")))
    assert status["destinations"]["first"]["signals"]["traces"]["items"] == 100
    assert status["destinations"]["second"]["signals"]["traces"]["items"] == 0

    other = start_sink(lambda *_: 200, port)
    gateway = start_gateway(**settings)
    gateway.program.wait_until(lambda: sorted(ids(other.taken())) == wanted, "the dead one has all, once")
    assert sorted(ids(live.taken())) == wanted
    assert gateway.terminate() == 0


@pytest.mark.parametrize("rule", ["any", "all"])
def test_a_full_queue_of_one(start_gateway, start_sink, tmp_path, rule):
    """With `any` it loses what it has no room for, counted, and the other has all; with `all`, senders get 503."""
    live, port = start_sink(lambda *_: 200), free_port()
    gateway = start_gateway(
        **on_disk(
            tmp_path / "queue",
            f"http://127.0.0.1:{port}",
            live.url,
            TRACEVEIL_DELIVERED_BY=rule,
            TRACEVEIL_QUEUE_DISK_BYTES=str(1 << 20),
        ),
        TRACEVEIL_ADMISSION_WAIT="0",
    )
    taken: list[bytes] = []
    with Sender(gateway.port) as sender:
        for _ in range(60):
            one = large()
            # The live one is behind for moments, and has no room then either.
            if rule == "any":
                gateway.program.wait_until(lambda one=one: sender.post(request(one)).status == 200, "has room")
            elif sender.post(request(one)).status != 200:
                break
            taken.append(one.span_id)
    assert (len(taken) == 60) == (rule == "any")
    gateway.program.wait_until(lambda: set(ids(live.taken())) == set(taken), "the live one has all")
    lost = copies(gateway)["first"]["items"]["dropped"].get("queue_full", 0)
    assert (lost > 0) == (rule == "any")
    other = start_sink(lambda *_: 200, port)
    gateway.program.wait_until(lambda: len(ids(other.taken())) == len(taken) - lost, "the other has what was not lost")
    gateway.wait_until_delivered(0)
    assert set(ids(other.taken())) <= set(taken) and all_conserved(gateway)
    assert copies(gateway)["second"]["items"]["dropped"] == {}


def test_one_that_is_no_longer_named_keeps_its_folder(start_gateway, start_sink, tmp_path):
    live, port, queue = start_sink(lambda *_: 200), free_port(), tmp_path / "queue"
    settings = on_disk(queue, f"http://127.0.0.1:{port}", live.url)
    gateway = start_gateway(**settings)
    assert "another process" in refused(**settings)
    one = span()
    with Sender(gateway.port) as sender:
        assert sender.post(request(one)).status == 200
    gateway.program.wait_until(lambda: ids(live.taken()) == [one.span_id], "arrives at the live one")
    assert gateway.terminate() == 0

    single = {key: value for key, value in settings.items() if "FIRST" not in key}
    gateway = start_gateway(**single | {"TRACEVEIL_DESTINATIONS": "second"})
    assert str(queue / "destinations/first/traces") in gateway.line(
        "This folder of the queue on disk is of no destination of the settings, and stays as it is"
    )
    assert gateway.terminate() == 0

    other = start_sink(lambda *_: 200, port)
    gateway = start_gateway(**settings)
    gateway.program.wait_until(lambda: ids(other.taken()) == [one.span_id], "is delivered when it is named again")
    assert "of no destination" not in gateway.program.log()
    assert gateway.terminate() == 0


def test_each_has_its_dead_letters(start_gateway, start_sink, tmp_path):
    mood = {"status": 400}
    strict, live, queue = start_sink(lambda *_: mood["status"]), start_sink(lambda *_: 200), tmp_path / "queue"
    settings = on_disk(queue, strict.url, live.url)
    gateway = start_gateway(**settings)
    one = span()
    with Sender(gateway.port) as sender:
        assert sender.post(request(one)).status == 200
    gateway.wait_until_delivered(0)
    items = {name: copy["items"] for name, copy in copies(gateway).items()}
    assert (items["first"]["dead_lettered"], items["second"]["exported"]) == (1, 1) and all_conserved(gateway)
    # Whoever counts what came in counts it once.
    assert 'otelcol_receiver_accepted_spans_total{receiver="otlp"} 1\n' in gateway.admin("/metrics")[1]
    assert json.loads(gateway.admin("/status")[1])["disk"]["dead_letters"]["letters"] == 1
    (letter,) = json.loads(command("deadletters", "list", "--json", **settings))
    assert letter["destination"] == "first"
    assert "first" in command("deadletters", "list", **settings)
    number = str(letter["number"])
    assert "--destination" in command("deadletters", "show", number, expected=78, **settings)
    assert "first, second" in command("deadletters", "list", "--destination", "third", expected=78, **settings)
    assert one.span_id.hex() in command(
        "deadletters", "show", number, "--json", "--destination", "first", **settings
    )
    mood["status"] = 200
    outcome = json.loads(
        command("deadletters", "resend", "--all", "--json", "--destination", "first", **settings)
    )
    assert [one["removed"] for one in outcome] == [True]
    assert ids(strict.taken()).count(one.span_id) == 1 and ids(live.taken()) == [one.span_id]
    assert command("deadletters", "drop", "--all", "--destination", "second", **settings) == "dropped 0\n"
    assert gateway.terminate() == 0


def test_one_folder_that_cannot_be_used_is_no_start(start_gateway, start_sink, tmp_path):
    sink, queue = start_sink(lambda *_: 200), tmp_path / "queue"
    settings = on_disk(queue, sink.url, sink.url)
    assert start_gateway(**settings).terminate() == 0
    (queue / "destinations/first/format").write_text("traceveil queue\nversion 99\nkey none\n")
    assert "newer version" in refused(**settings)
    shutil.rmtree(queue / "destinations/first")
    assert start_gateway(**settings).terminate() == 0
