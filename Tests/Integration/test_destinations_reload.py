"""Destinations in the file of --config that change while the gateway runs."""

from __future__ import annotations

import json
import signal
from collections import Counter
from pathlib import Path

import pytest
from test_destinations import QUICK, arrived, copies, is_conserved, send

from processes import free_port


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "traceveil.yaml"


def write(path: Path, **destinations: str | dict) -> None:
    entries = [{"name": name} | (one if isinstance(one, dict) else {"endpoint": one}) for name, one in destinations.items()]
    path.write_text(json.dumps({"TRACEVEIL_DESTINATIONS": entries}))


def reload(gateway, outcome: str = "applied") -> None:
    def count() -> int:
        name = f'traceveil_reloads_total{{kind="destinations",outcome="{outcome}"}}'
        line = next(line for line in gateway.admin("/metrics")[1].splitlines() if line.startswith(name))
        return int(line.split()[-1])

    before = count()
    gateway.program.send_signal(signal.SIGHUP)
    gateway.program.wait_until(lambda: count() > before, f"the reload is {outcome}")


def start(start_gateway, path: Path, **variables: str):
    return start_gateway(arguments=("--config", str(path)), **QUICK, TRACEVEIL_RELOAD_INTERVAL="0", **variables)


def test_destinations_come_and_go_and_the_others_lose_nothing(start_gateway, start_sink, settings):
    stays, goes, comes = (start_sink(lambda *_: 200) for _ in range(3))
    write(settings, stays=stays.url, goes=goes.url)
    gateway = start(start_gateway, settings)
    names = [f"item {number}" for number in range(300)]
    for start_of in range(0, 100, 10):
        send(gateway, "traces", names[start_of : start_of + 10])
    write(settings, stays=stays.url, comes=comes.url)
    reload(gateway)
    for start_of in range(100, 200, 10):
        send(gateway, "traces", names[start_of : start_of + 10])
    # What is wrong changes nothing.
    write(settings, stays=stays.url, comes="no address")
    reload(gateway, "refused")
    assert "the old ones stay in force" in gateway.program.log() and "no address" not in gateway.program.log()
    for start_of in range(200, 300, 10):
        send(gateway, "traces", names[start_of : start_of + 10])
    gateway.program.wait_until(lambda: arrived(stays, "traces") == Counter(names), "one that stays has all, once")
    gateway.program.wait_until(lambda: arrived(comes, "traces") == Counter(names[100:]), "one that came has the rest")
    assert arrived(goes, "traces") == Counter(names[:100])
    gateway.program.wait_until(lambda: "A destination is removed" in gateway.program.log(), "its way is closed")
    assert set(copies(gateway)) == {"stays", "comes"}
    assert all(is_conserved(one["items"]) for one in copies(gateway).values())
    assert copies(gateway)["stays"]["items"]["exported"] == 300
    assert gateway.terminate() == 0


@pytest.mark.parametrize("on_disk", [False, True])
def test_what_waits_for_a_wrong_address_goes_to_the_right_one(start_gateway, start_sink, settings, tmp_path, on_disk):
    right, other = start_sink(lambda *_: 200), start_sink(lambda *_: 200)
    write(settings, one=f"http://127.0.0.1:{free_port()}", other=other.url)
    more = {"TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue")} if on_disk else {}
    gateway = start(start_gateway, settings, **more)
    names = [f"item {number}" for number in range(50)]
    for name in names:
        send(gateway, "traces", [name])
    gateway.program.wait_until(lambda: arrived(other, "traces") == Counter(names), "all are at the other one")
    write(settings, one={"endpoint": right.url, "headers": {"x-key": "new"}, "compression": "gzip"}, other=other.url)
    reload(gateway)
    gateway.program.wait_until(lambda: arrived(right, "traces") == Counter(names), "all are at the right one")
    assert {one.headers.get("x-key") for one in right.requests} == {"new"}
    assert {one.headers.get("content-encoding") for one in right.requests} == {"gzip"}
    assert arrived(other, "traces") == Counter(names)
    gateway.program.wait_until(lambda: copies(gateway)["one"]["items"]["exported"] == 50, "it is counted")
    assert all(is_conserved(one["items"]) for one in copies(gateway).values())
    assert copies(gateway)["one"]["destination"]["endpoint"].startswith(right.url)
    assert gateway.terminate() == 0


def test_one_destination_without_a_list_can_be_changed_too(start_gateway, start_sink, settings):
    right = start_sink(lambda *_: 200)
    settings.write_text(f'OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:{free_port()}"\n')
    gateway = start(start_gateway, settings)
    send(gateway, "logs", ["waits"])
    settings.write_text(f'OTEL_EXPORTER_OTLP_ENDPOINT: "{right.url}"\nTRACEVEIL_WORKERS: 1\n')
    reload(gateway)
    gateway.program.wait_until(lambda: arrived(right, "logs") == Counter(["waits"]), "it has arrived")
    assert "keys=TRACEVEIL_WORKERS" in gateway.program.log()
    settings.write_text(f'TRACEVEIL_DESTINATIONS: [{{name: a, endpoint: "{right.url}"}}]\n')
    reload(gateway, "refused")
    assert "that needs a restart" in gateway.program.log()
    assert gateway.terminate() == 0


def test_a_file_that_changes_is_read_without_a_signal(start_gateway, start_sink, settings):
    first, second = start_sink(lambda *_: 200), start_sink(lambda *_: 200)
    write(settings, one=first.url)
    gateway = start_gateway(arguments=("--config", str(settings)), **QUICK, TRACEVEIL_RELOAD_INTERVAL="50")
    write(settings, one=second.url)
    gateway.program.wait_until(lambda: "changed=one" in gateway.program.log(), "it was read")
    send(gateway, "traces", ["item"])
    gateway.program.wait_until(lambda: arrived(second, "traces") == Counter(["item"]), "it has arrived")
    assert not first.requests
