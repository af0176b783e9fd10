"""What a destination refuses for good is kept, redacted, and can be looked at, sent again and dropped."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from gateway import binary
from messages import Sender, attribute, request, span
from processes import free_port
from test_disk_queue import QUICK_RETRY, ids, kill

POISON = b"poison"


def command(*arguments: str, expected: int = 0, **variables: str) -> str:
    done = subprocess.run(
        [str(binary()), *arguments],
        env={"PATH": os.environ["PATH"]} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == expected, (done.returncode, done.stdout, done.stderr)
    return done.stdout if expected == 0 else done.stdout + done.stderr


def letters(queue, **variables: str) -> list[dict]:
    return json.loads(command("deadletters", "list", "--json", "--directory", str(queue), **variables))


def poisoned(mood: dict):
    return lambda _path, _headers, body: 400 if POISON in body and mood["refuses"] else 200


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
def settings(request, tmp_path):
    settings = {"TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"), "OTEL_BSP_SCHEDULE_DELAY": "20"}
    if request.param:
        (tmp_path / "key").write_bytes(os.urandom(32))
        settings["TRACEVEIL_KEY_FILE"] = str(tmp_path / "key")
    return settings | QUICK_RETRY


def test_the_refused_item_alone_is_kept(start_gateway, start_sink, planter, tmp_path, settings):
    queue, mood = tmp_path / "queue", {"refuses": True}
    sink = start_sink(poisoned(mood))
    settings = settings | {"OTEL_EXPORTER_OTLP_ENDPOINT": sink.url}
    gateway = start_gateway(**settings)
    spans = [span(planter.sentence(f"span {n}"), attributes=[attribute("seen", "fine")]) for n in range(9)]
    bad = span(planter.sentence("the bad one"), attributes=[attribute("seen", POISON.decode())])
    with Sender(gateway.port) as sender:
        answer = sender.post(request(*spans[:5], bad, *spans[5:]), x_scope_orgid="tenant-7")
        assert answer.status == 200
    counts = gateway.wait_until_delivered(10)
    assert counts.is_conserved() and counts.dropped == {} and counts.dead_lettered == 1 and counts.exported == 9
    assert sorted(ids(sink.taken())) == sorted(one.span_id for one in spans)
    assert "traceveil_dead_lettered_items_total{signal=\"traces\"} 1" in gateway.admin("/metrics")[1]
    assert json.loads(gateway.admin("/status")[1])["disk"]["dead_letters"]["letters"] == 1
    assert "is in dead-letters" in gateway.program.log()

    # Nothing of it is unredacted, on disk or shown, nor the values of its headers; while the gateway runs.
    data = b"".join(path.read_bytes() for path in queue.rglob("*") if path.is_file())
    assert planter.leaks(data, "queue") == []
    (letter,) = letters(queue)
    assert (letter["items"], letter["status"], letter["reason"], letter["signal"]) == (1, 400, "refused", "traces")
    number = str(letter["number"])
    shown = command("deadletters", "show", number, "--json", **settings)
    document = json.loads(shown)
    (one,) = document["request"]["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert one["spanId"] == bad.span_id.hex() and "x-scope-orgid" in document["headers"]
    text = command("deadletters", "show", "--all", **settings)
    assert POISON.decode() in text and "status 400" in text
    for output in (shown, text, json.dumps(letter)):
        assert planter.leaks(output.encode(), "shown") == [] and "tenant-7" not in output
    for path in queue.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path

    # Refused once more, it stays; taken, it goes.
    said = command("deadletters", "resend", number, expected=70, **settings)
    assert "delivered 0 of 1 items, and stays: refused" in said and len(letters(queue)) == 1
    mood["refuses"] = False
    (outcome,) = json.loads(command("deadletters", "resend", "--all", "--json", **settings))
    assert outcome["delivered"] == 1 and outcome["removed"] and letters(queue) == []
    assert ids(sink.taken()).count(bad.span_id) == 1
    assert sink.requests[-1].headers["x-scope-orgid"] == "tenant-7"
    assert gateway.terminate() == 0


def test_a_key_is_needed_to_show_and_none_to_list_or_drop(start_gateway, start_sink, tmp_path):
    queue, key = tmp_path / "queue", tmp_path / "key"
    key.write_bytes(os.urandom(32))
    sink = start_sink(lambda *_: 422)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_QUEUE_DIRECTORY=str(queue),
        TRACEVEIL_KEY_FILE=str(key),
        OTEL_BSP_SCHEDULE_DELAY="20",
    )
    with Sender(gateway.port) as sender:
        assert sender.post(request(span(attributes=[attribute("text", "harmless words")]))).status == 200
    gateway.wait_until_delivered(1)
    assert gateway.terminate() == 0
    assert b"harmless" not in b"".join(path.read_bytes() for path in queue.rglob("*") if path.is_file())
    (letter,) = letters(queue)
    assert letter["encrypted"] and letter["status"] == 422
    number = str(letter["number"])
    there = ("--directory", str(queue))
    assert "TRACEVEIL_KEY_FILE" in command("deadletters", "show", number, *there, expected=64)
    assert "no such letter" in command("deadletters", "drop", "7", *there, expected=64)
    assert "by their numbers" in command("deadletters", "drop", *there, expected=64)
    assert command("deadletters", "drop", number, *there) == "dropped 1\n"
    assert letters(queue) == []
    assert "TRACEVEIL_QUEUE_DIRECTORY" in command("deadletters", "list", expected=78)
    assert "nowhere" in command("queue", "status", "--directory", str(tmp_path / "nowhere"), expected=78)


def test_the_status_of_a_queue(start_gateway, tmp_path):
    """Of a gateway that runs, and of one that was killed; nothing is changed."""
    queue = tmp_path / "queue"
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{free_port()}",
        TRACEVEIL_QUEUE_DIRECTORY=str(queue),
        **QUICK_RETRY,
    )
    with Sender(gateway.port) as sender:
        for _ in range(5):
            assert sender.post(request(span(), span())).status == 200

    def status() -> dict:
        return json.loads(command("queue", "status", "--json", TRACEVEIL_QUEUE_DIRECTORY=str(queue)))

    running = status()
    traces = running["signals"]["traces"]
    assert traces["requests"] == 5 and traces["items"] == 10 and traces["damaged_places"] == 0
    assert running["version"] == 1 and not running["encrypted"] and running["dead_letters"]["letters"] == 0
    kill(gateway)
    before = {path: path.read_bytes() for path in queue.rglob("*") if path.is_file()}
    assert status()["signals"]["traces"]["items"] == 10
    assert "traces" in command("queue", "status", "--directory", str(queue))
    assert {path: path.read_bytes() for path in queue.rglob("*") if path.is_file()} == before


def test_a_kill_at_any_time_loses_no_refused_item(start_gateway, start_sink, tmp_path):
    """Each item is delivered or a dead letter after it."""
    queue = tmp_path / "queue"
    sink = start_sink(poisoned({"refuses": True}))
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
        "OTEL_BSP_SCHEDULE_DELAY": "1",
    }
    sent: set[str] = set()
    for round_number in range(4):
        gateway = start_gateway(**settings)
        with Sender(gateway.port) as sender:
            for number in range(12):
                kind = POISON.decode() if number % 3 == 0 else "fine"
                one = span(attributes=[attribute("seen", kind)])
                assert sender.post(request(one)).status == 200
                sent.add(one.span_id.hex())
        assert gateway.counts().is_conserved()
        if round_number < 3:
            gateway.program.send_signal(signal.SIGKILL)
            gateway.program.wait()
    gateway.wait_until_delivered(0)
    assert gateway.counts().is_conserved() and gateway.counts().dropped == {}
    found = {one.hex() for one in ids(sink.taken())}
    for line in command("deadletters", "show", "--all", "--json", **settings).splitlines():
        for resource in json.loads(line)["request"]["resourceSpans"]:
            found |= {one["spanId"] for scope in resource["scopeSpans"] for one in scope["spans"]}
    assert sent - found == set()


def refused(start_gateway, start_sink, queue, **variables):
    """A gateway with a dead letter of one span, its destination, and what that answers."""
    mood = {"answer": 400}
    sink = start_sink(lambda *_: mood["answer"])
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
        "OTEL_BSP_SCHEDULE_DELAY": "20",
    } | variables
    gateway = start_gateway(**settings)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("words to be read"))).status == 200
    gateway.wait_until_delivered(1)
    assert gateway.counts().dead_lettered == 1
    return gateway, settings, mood


def test_a_letter_of_which_nothing_is_taken_stays(start_gateway, start_sink, tmp_path):
    gateway, settings, mood = refused(start_gateway, start_sink, tmp_path / "queue")
    nothing = ExportTraceServiceResponse()
    nothing.partial_success.rejected_spans = 1
    mood["answer"] = (200, {"content-type": "application/x-protobuf"}, nothing.SerializeToString())
    said = command("deadletters", "resend", "--all", expected=70, **settings)
    assert "delivered 0 of 1 items, rejected 1, and stays" in said
    (outcome,) = json.loads(command("deadletters", "resend", "--all", "--json", expected=70, **settings))
    assert (outcome["delivered"], outcome["rejected"], outcome["removed"]) == (0, 1, False)
    assert len(letters(tmp_path / "queue")) == 1
    assert gateway.terminate() == 0


def test_a_compressed_letter_is_printed(start_gateway, start_sink, tmp_path):
    queue = tmp_path / "queue"
    gateway, _, _ = refused(start_gateway, start_sink, queue, OTEL_EXPORTER_OTLP_COMPRESSION="gzip")
    said = command(
        "deadletters", "resend", "--all", TRACEVEIL_QUEUE_DIRECTORY=str(queue), OTEL_TRACES_EXPORTER="console"
    )
    assert "words to be read" in said and letters(queue) == []
    assert gateway.terminate() == 0


def test_a_number_that_nothing_can_follow(start_gateway, start_sink, tmp_path):
    queue = tmp_path / "queue"
    (queue / "dead-letters").mkdir(parents=True)
    (queue / "dead-letters" / "18446744073709551615.letter").write_bytes(b"")
    gateway, _, _ = refused(start_gateway, start_sink, queue)
    assert len(letters(queue)) == 1
    assert gateway.terminate() == 0


def test_a_disk_that_takes_no_letter_is_tried_again(start_gateway, start_sink, tmp_path):
    """Others go on, it is said, and nothing waits for a restart."""
    queue = tmp_path / "queue"
    sink = start_sink(poisoned({"refuses": True}))
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url,
        TRACEVEIL_QUEUE_DIRECTORY=str(queue),
        OTEL_BSP_SCHEDULE_DELAY="20",
    )
    # Where letters are written to, there is no file to be had.
    (queue / "dead-letters" / "letter.new").mkdir()
    with Sender(gateway.port) as sender:
        assert sender.post(request(span(attributes=[attribute("seen", POISON.decode())]))).status == 200
        gateway.program.wait_until(lambda: gateway.admin("/readyz")[0] == 503, "is not ready")
        assert "dead letters cannot be written" in str(gateway.admin("/readyz")[1])
        assert "it is tried again" in gateway.program.log()
        assert gateway.counts().is_conserved() and gateway.counts().dead_lettered == 0
        assert sender.post(request(span(attributes=[attribute("seen", "fine")]))).status == 200
        gateway.program.wait_until(lambda: gateway.counts().exported == 1, "goes on")
    (queue / "dead-letters" / "letter.new").rmdir()
    gateway.wait_until_delivered(2)
    counts = gateway.counts()
    assert counts.is_conserved() and counts.dead_lettered == 1 and counts.dropped == {}
    assert gateway.admin("/readyz")[0] == 200 and len(letters(queue)) == 1
    assert gateway.terminate() == 0


def test_commands_refuse_what_is_no_queue_and_do_not_wait_for_pipes(tmp_path):
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    for words in (["deadletters", "list"], ["deadletters", "drop", "--all"], ["queue", "status"]):
        said = command(*words, "--directory", str(nothing), expected=78)
        assert f"{nothing}: nothing of a queue is in this folder" in said
    assert list(nothing.iterdir()) == []

    letters = tmp_path / "queue" / "dead-letters"
    letters.mkdir(parents=True)
    os.mkfifo(letters / "7.letter")
    assert command("deadletters", "list", "--json", "--directory", str(letters.parent)).strip() == "[]"
    command("deadletters", "show", "7", "--directory", str(letters.parent), expected=64)
    command("queue", "status", "--directory", str(letters.parent))

    # Two that send at a time would send each letter twice.
    with (letters / "sending").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        said = command("deadletters", "resend", "--all", "--directory", str(letters.parent), expected=78)
        assert "another process sends its letters" in said
