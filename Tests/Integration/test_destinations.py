"""Several destinations a signal: each has its copy, and what happens to one moves no other."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter

import pytest
from chaos import PLANTED, SIGNALS, export_request, names_in

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceResponse

from gateway import REPOSITORY, binary
from messages import PROTOBUF, Sender, attribute
from processes import free_port

QUICK = {"OTEL_BSP_SCHEDULE_DELAY": "50", "TRACEVEIL_RETRY_INITIAL": "50", "TRACEVEIL_RETRY_MAX": "200"}


def two(first: str, second: str, **variables: str) -> dict[str, str]:
    return {
        "TRACEVEIL_DESTINATIONS": "first,second",
        "TRACEVEIL_DESTINATION_FIRST_ENDPOINT": first,
        "TRACEVEIL_DESTINATION_SECOND_ENDPOINT": second,
        **QUICK,
    } | variables


def send(gateway, signal: str, names: list[str], status: int = 200, **headers: str) -> None:
    body = export_request(signal, names).SerializeToString()
    with Sender(gateway.port) as sender:
        answer = sender.send("POST", f"/v1/{signal}", body, {"content-type": PROTOBUF} | headers)
        assert answer.status == status


def arrived(sink, signal: str) -> Counter[str]:
    return Counter(name for body in sink.taken(f"/v1/{signal}") for name in names_in(signal, body))


def copies(gateway, signal: str = "traces") -> dict[str, dict]:
    return json.loads(gateway.admin("/status")[1])["signals"][signal]["destinations"]


def is_conserved(items: dict) -> bool:
    waiting = items["queued"] + items["on_disk"] + items["in_flight"]
    ended = items["exported"] + items["rejected"] + sum(items["dropped"].values()) + items["dead_lettered"]
    return items["received"] == ended + waiting


def test_each_destination_has_its_copy_of_every_signal(start_gateway, start_sink):
    sinks = [start_sink(lambda *_: 200), start_sink(lambda *_: 200)]
    gateway = start_gateway(**two(*(sink.url for sink in sinks)))
    names = [f"item {number}" for number in range(200)]
    for signal in SIGNALS:
        for start in range(0, 200, 20):
            send(gateway, signal, names[start : start + 20])
    for sink in sinks:
        for signal in SIGNALS:
            gateway.program.wait_until(lambda: arrived(sink, signal) == Counter(names), f"all {signal} have arrived")
        bodies = b"".join(one.body for one in sink.requests)
        assert not [word for word in re.findall(r"[\w.@-]{8,}", PLANTED) if word.encode() in bodies]
    for signal in SIGNALS:
        gateway.wait_until_delivered(200, signal_name=signal)
        for copy in copies(gateway, signal).values():
            assert copy["items"]["exported"] == 200 and is_conserved(copy["items"])
    metrics = gateway.admin("/metrics")[1]
    for name in ("first", "second"):
        labels = f'{{signal="traces",destination="{name}"}}'
        assert f"traceveil_exported_items_total{labels} 200" in metrics
    log = gateway.program.log()
    for name, sink in zip(("first", "second"), sinks, strict=True):
        assert any(f"destination={name} " in line and sink.url in line for line in log.splitlines())
    assert gateway.terminate() == 0


def test_a_dead_destination_moves_no_other(start_gateway, start_sink):
    live = start_sink(lambda *_: 200)
    gateway = start_gateway(**two(f"http://127.0.0.1:{free_port()}", live.url), TRACEVEIL_SHUTDOWN_TIMEOUT="1500")
    names = [f"item {number}" for number in range(500)]
    for start in range(0, 500, 10):
        send(gateway, "traces", names[start : start + 10])
    gateway.program.wait_until(lambda: arrived(live, "traces") == Counter(names), "all have arrived at the live one")
    items = {name: copy["items"] for name, copy in copies(gateway).items()}
    assert all(is_conserved(one) for one in items.values())
    assert items["first"]["exported"] == 0 and items["first"]["queued"] + items["first"]["in_flight"] == 500
    # It has failed a few times in a row by then.
    gateway.program.wait_until(
        lambda: copies(gateway)["first"]["destination"]["unreachable"], "the dead one is known as such"
    )
    assert "first of traces" in gateway.admin("/readyz")[1] and gateway.is_ready()
    # By the rule `any`, all of it was delivered; what the dead one has not got is in the log.
    assert gateway.terminate() == 0
    assert "destination=first" in gateway.line("Not delivered") and "undelivered=500" in gateway.line("Not delivered")


def test_with_all_what_one_has_not_taken_is_undelivered(start_gateway, start_sink):
    live = start_sink(lambda *_: 200)
    dead = f"http://127.0.0.1:{free_port()}"
    gateway = start_gateway(**two(dead, live.url, TRACEVEIL_DELIVERED_BY="all"), TRACEVEIL_SHUTDOWN_TIMEOUT="1500")
    send(gateway, "traces", ["one", "two"])
    gateway.program.wait_until(lambda: arrived(live, "traces").total() == 2, "both have arrived at the live one")
    assert gateway.terminate() == 70


@pytest.mark.parametrize("rule", ["any", "all"])
def test_a_full_share(start_gateway, start_sink, rule):
    """With `any`, copies without room are counted as lost where another has room; with `all`, senders get 503 and nothing is lost."""
    answers = {"status": 503}
    slow, live = start_sink(lambda *_: answers["status"]), start_sink(lambda *_: 200)
    gateway = start_gateway(
        **two(slow.url, live.url),
        TRACEVEIL_DELIVERED_BY=rule,
        TRACEVEIL_QUEUE_BYTES=str(1 << 20),
        TRACEVEIL_MAX_REQUEST_BYTES=str(1 << 20),
        TRACEVEIL_ADMISSION_WAIT="0" if rule == "all" else "60000",
        TRACEVEIL_DESTINATION_FIRST_COMPRESSION="none",
        TRACEVEIL_DESTINATION_SECOND_COMPRESSION="none",
    )
    taken: list[str] = []
    refused = 0
    with Sender(gateway.port) as sender:
        for number in range(400):
            names = [f"{number} {place} " + "x" * 200 for place in range(40)]
            body = export_request("traces", names).SerializeToString()
            answer = sender.send("POST", "/v1/traces", body, {"content-type": PROTOBUF})
            if answer.status == 200:
                taken += names
            else:
                refused += 1
                break
    gateway.program.wait_until(lambda: arrived(live, "traces") == Counter(taken), "the live one has all")
    lost = copies(gateway)["first"]["items"]["dropped"].get("queue_full", 0)
    assert (lost > 0, refused > 0) == ((True, False) if rule == "any" else (False, True))
    answers["status"] = 200
    gateway.program.wait_until(
        lambda: arrived(slow, "traces").total() == len(taken) - lost, "the other one has all that was not lost"
    )
    assert max(arrived(slow, "traces").values()) == 1
    assert all(is_conserved(copy["items"]) for copy in copies(gateway).values())
    assert gateway.terminate() == 0
    if lost:
        assert f"dropped={lost}" in gateway.line("Not delivered") and "destination=first" in gateway.line("Not delivered")


def test_a_list_in_a_file(start_sink, tmp_path):
    file = tmp_path / "traceveil.yaml"
    file.write_text(
        "TRACEVEIL_DESTINATIONS:\n  - {name: one, endpoint: 'http://127.0.0.1:9'}\n"
        "  - {name: two, kind: console, signals: [logs]}\n"
    )
    done = subprocess.run(
        [str(binary()), "gateway", "--config", str(file), "--print-config"], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert 'TRACEVEIL_DESTINATIONS: "one,two"' in done.stdout
    assert 'TRACEVEIL_DESTINATION_TWO_SIGNALS: "logs"' in done.stdout


def test_tenants_go_to_their_destinations(start_gateway, start_sink):
    sinks = [start_sink(lambda *_: 200), start_sink(lambda *_: 200)]
    gateway = start_gateway(
        **two(*(sink.url for sink in sinks)),
        TRACEVEIL_ROUTE_BY="header:x-scope-orgid",
        TRACEVEIL_DESTINATION_FIRST_ROUTES="blue,both",
        TRACEVEIL_DESTINATION_SECOND_ROUTES="green,both",
        TRACEVEIL_DEFAULT_DESTINATIONS="second",
    )
    for tenant in ("blue", "green", "both", "nobody"):
        send(gateway, "traces", [tenant], **{"x-scope-orgid": tenant})
    send(gateway, "traces", ["none"])
    gateway.wait_until_delivered(5)
    assert set(arrived(sinks[0], "traces")) == {"blue", "both"}
    assert set(arrived(sinks[1], "traces")) == {"green", "both", "nobody", "none"}
    items = {name: copy["items"] for name, copy in copies(gateway).items()}
    assert [items[name]["received"] for name in ("first", "second")] == [2, 4]
    assert all(is_conserved(one) for one in items.values())


@pytest.mark.parametrize("signal", SIGNALS)
def test_resources_of_one_request_go_to_their_destinations(start_gateway, start_sink, signal):
    sinks = [start_sink(lambda *_: 200), start_sink(lambda *_: 200)]
    gateway = start_gateway(
        **two(*(sink.url for sink in sinks)),
        TRACEVEIL_ROUTE_BY="service",
        TRACEVEIL_DESTINATION_FIRST_ROUTES="shop",
        TRACEVEIL_DESTINATION_SECOND_ROUTES="mail",
        TRACEVEIL_DEFAULT_DESTINATIONS="first",
    )
    body = b""
    for service in ("shop", "mail", "other", "mail"):
        request = export_request(signal, [f"{service} {place}" for place in range(3)])
        (resource,) = getattr(request, f"resource_{'spans' if signal == 'traces' else signal}")
        resource.resource.attributes.append(attribute("service.name", service))
        body += request.SerializeToString()
    with Sender(gateway.port) as sender:
        assert sender.send("POST", f"/v1/{signal}", body, {"content-type": PROTOBUF}).status == 200
    gateway.wait_until_delivered(12, signal_name=signal)
    ways = [{name.split(" ")[0] for name in arrived(sink, signal)} for sink in sinks]
    assert ways == [{"shop", "other"}, {"mail"}]
    assert [arrived(sink, signal).total() for sink in sinks] == [6, 6]


def test_one_that_goes_away_and_comes_back_has_everything_once(start_gateway, start_sink):
    live, other = start_sink(lambda *_: 200), start_sink(lambda *_: 200)
    gateway = start_gateway(**two(other.url, live.url))
    names = [f"item {number}" for number in range(300)]
    for start in range(0, 100, 10):
        send(gateway, "traces", names[start : start + 10])
    gateway.program.wait_until(lambda: arrived(other, "traces").total() == 100, "the first ones have arrived")
    # Only what listens goes: a connection in use is answered, and a new one is refused.
    other.close()
    for start in range(100, 300, 10):
        send(gateway, "traces", names[start : start + 10])
    gateway.program.wait_until(lambda: arrived(live, "traces") == Counter(names), "all have arrived at the live one")
    again = start_sink(lambda *_: 200, other.port)
    gateway.program.wait_until(
        lambda: arrived(other, "traces") + arrived(again, "traces") == Counter(names), "all have arrived, once"
    )
    gateway.wait_until_delivered(300)
    assert all(copy["items"]["exported"] == 300 and is_conserved(copy["items"]) for copy in copies(gateway).values())


def test_the_list_in_the_documentation_is_valid(tmp_path):
    page = (REPOSITORY / "docs/TraceVeil.docc/Destinations.md").read_text()
    file = tmp_path / "traceveil.yaml"
    file.write_text(re.search(r"```yaml\n(.*?)```", page, re.DOTALL)[1])
    done = subprocess.run(
        [str(binary()), "gateway", "--config", str(file), "--check"], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_an_answer_that_is_none_of_otlp_and_a_warning_are_said(start_gateway, start_sink):
    """A login page answers 200: the data counts as delivered, and nobody would notice."""
    warning = ExportTraceServiceResponse()
    warning.partial_success.error_message = "deprecated, says bob@example.com"
    page = start_sink(lambda *_: (200, {"content-type": "text/html"}, b"<html>Log in, bob@example.com</html>"))
    warns = start_sink(lambda *_: (200, {"content-type": PROTOBUF}, warning.SerializeToString()))
    gateway = start_gateway(**two(page.url, warns.url))
    for number in range(5):
        send(gateway, "traces", [f"item {number}"])
        gateway.wait_until_delivered(number + 1)

    def count(metric: str, name: str) -> int:
        line = f'traceveil_{metric}_total{{signal="traces",destination="{name}"}} '
        return int(next(one for one in gateway.admin("/metrics")[1].splitlines() if one.startswith(line)).split()[-1])

    gateway.program.wait_until(lambda: arrived(warns, "traces").total() == 5, "all have arrived")
    gateway.program.wait_until(lambda: count("answer_warnings", "second") >= 1, "the warning is counted")
    gateway.program.wait_until(lambda: count("unreadable_answers", "first") >= 1, "the page is counted")
    assert (count("answer_warnings", "first"), count("unreadable_answers", "second")) == (0, 0)
    lines = [line for line in gateway.program.log().splitlines() if "is no answer of OTLP" in line or "and warns" in line]
    # One of each kind, however often.
    assert len(lines) == 2 and "Log in" not in "".join(lines) and "bob@" not in gateway.program.log()
    assert any("deprecated, says <EMAIL_ADDRESS>" in line for line in lines)
