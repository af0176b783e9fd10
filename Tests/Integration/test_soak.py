"""A gateway with a queue on disk for a long time, its destinations in trouble by chance: nothing is lost, nothing grows.

Twenty seconds by default; `make soak` takes an hour, `make soak SECONDS=86400` a day. `CHAOS_SEED` repeats a run, and
`SOAK_PAUSE` is the longest pause between two requests of a sender, in seconds, for a machine that has other work.
"""

from __future__ import annotations

import json
import os
import random
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from chaos import POISON, SIGNALS, SMALL, Destination, Ledger, Load
from test_chaos import DESCRIPTORS, memory
from test_dead_letters import letters

SECONDS = float(os.environ.get("SOAK_SECONDS", "20"))
PAUSE = float(os.environ.get("SOAK_PAUSE", "0.05"))
MIB = 1 << 20
#: What there may be on disk: requests, quarantine, dead letters, progress of three signals.
QUEUE, LETTERS, REST = 32 * MIB, 128 << 10, 4 * MIB
MEMORY = 256 * MIB
#: From here on a run is long enough to see growth: the second half is compared with the first.
LONG = 300
GROWTH = 1.1


@dataclass(frozen=True)
class Sample:
    memory: int
    descriptors: int
    disk: int


def on_disk(folder: Path) -> int:
    size = 0
    for path in folder.rglob("*"):
        try:
            if path.is_file():
                size += path.stat().st_size
        except FileNotFoundError:
            # A delivered file has gone in between.
            pass
    return size


@pytest.fixture
def troubled():
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().getrandbits(32))
    print(f"CHAOS_SEED={seed}")
    ledgers = {signal: Ledger() for signal in SIGNALS}
    destinations = {
        signal: Destination(signal, ledgers[signal], seed, False, SMALL if signal == "logs" else None)
        for signal in SIGNALS
    }
    yield seed, ledgers, destinations
    for destination in destinations.values():
        destination.close()


def test_nothing_is_lost_and_nothing_grows(start_gateway, troubled, tmp_path):
    seed, ledgers, destinations = troubled
    queue = tmp_path / "queue"
    gateway = start_gateway(
        **{
            f"OTEL_EXPORTER_OTLP_{signal.upper()}_ENDPOINT": f"{destinations[signal].url}/v1/{signal}"
            for signal in SIGNALS
        },
        OTEL_EXPORTER_OTLP_TIMEOUT="2000",
        OTEL_BSP_SCHEDULE_DELAY="50",
        TRACEVEIL_RETRY_INITIAL="50",
        TRACEVEIL_RETRY_MAX="500",
        TRACEVEIL_QUEUE_DIRECTORY=str(queue),
        TRACEVEIL_QUEUE_DISK_BYTES=str(QUEUE),
        TRACEVEIL_DEAD_LETTER_BYTES=str(LETTERS),
    )
    loads = [Load(gateway.port, signal, ledgers[signal], seed, PAUSE) for signal in SIGNALS]
    samples: list[Sample] = []
    pause, end = threading.Event(), time.monotonic() + SECONDS
    while time.monotonic() < end:
        pause.wait(0.25)
        assert all(gateway.counts(signal).is_conserved() for signal in SIGNALS)
        descriptors = len(os.listdir(f"/proc/{gateway.program.pid}/fd"))
        samples.append(Sample(memory(gateway.program.pid), descriptors, on_disk(queue)))
        assert samples[-1].memory <= MEMORY and samples[-1].descriptors <= DESCRIPTORS
        assert samples[-1].disk <= QUEUE + LETTERS + REST
    for load in loads:
        load.stop()
    for destination in destinations.values():
        destination.settle()

    refused = 0
    for signal, ledger in ledgers.items():
        assert ledger.acknowledged and ledger.mistakes == []
        counts = gateway.wait_until_delivered(len(ledger.acknowledged), signal_name=signal)
        missing = ledger.missing()
        assert {name for name in missing if POISON not in name} == set()
        assert counts.is_conserved() and counts.received == len(ledger.acknowledged)
        assert counts.dropped == {} and counts.dead_lettered == len(missing)
        refused += counts.dead_lettered
    # Each of them is a dead letter, or made room for others and was counted.
    dead = json.loads(gateway.admin("/status")[1])["disk"]["dead_letters"]
    assert dead["failures"] == 0 and dead["bytes"] <= LETTERS
    assert sum(letter["items"] for letter in letters(queue)) + dead["removed_items"] == refused
    highest = Sample(*(max(getattr(one, name) for one in samples) for name in Sample.__dataclass_fields__))
    print(f"{len(samples)} samples, {refused} dead letters, highest: {highest}")
    if SECONDS >= LONG:
        half = len(samples) // 2
        for name in ("memory", "descriptors"):
            first, second = (max(getattr(one, name) for one in part) for part in (samples[:half], samples[half:]))
            print(f"{name}: {first} at most in the first half, {second} in the second")
            assert second <= GROWTH * first + (8 * MIB if name == "memory" else 8), name
    assert gateway.terminate() == 0
    # Delivered requests leave nothing but progress.
    assert on_disk(queue) <= LETTERS + REST
