"""Three destinations, two tenants, faults by chance: what was acknowledged arrives, or a counter says where it went.

A minute by default; `make chaos SECONDS=3600` takes an hour. `CHAOS_SEED` repeats a run.
"""

from __future__ import annotations

import os
import random
import threading
import time
from pathlib import Path

import pytest
from chaos import POISON, SIGNALS, SMALL, Destination, Ledger, Load

SECONDS = float(os.environ.get("CHAOS_SECONDS", "60"))
#: Of one that is healthy, while the others are not. Far more than it takes, and far less than their troubles last.
LONGEST_DELAY = 15
MIB = 1 << 20
#: The queue's budget, and what a gateway takes besides. It does not grow with the length of the run.
MEMORY = 64 * MIB + 192 * MIB
DESCRIPTORS = 200


@pytest.fixture
def troubled():
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().getrandbits(32))
    print(f"CHAOS_SEED={seed}")
    healthy = random.Random(seed).choice(SIGNALS)
    ledgers = {signal: Ledger() for signal in SIGNALS}
    destinations = {
        signal: Destination(signal, ledgers[signal], seed, signal == healthy, SMALL if signal != healthy else None)
        for signal in SIGNALS
    }
    yield seed, healthy, ledgers, destinations
    for destination in destinations.values():
        destination.close()


def memory(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmRSS"))


def test_what_was_acknowledged_arrives(start_gateway, troubled):
    seed, healthy, ledgers, destinations = troubled
    gateway = start_gateway(
        **{
            f"OTEL_EXPORTER_OTLP_{signal.upper()}_ENDPOINT": f"{destinations[signal].url}/v1/{signal}"
            for signal in SIGNALS
        },
        OTEL_EXPORTER_OTLP_TIMEOUT="2000",
        OTEL_BSP_SCHEDULE_DELAY="50",
        TRACEVEIL_RETRY_INITIAL="50",
        TRACEVEIL_RETRY_MAX="500",
    )
    loads = [Load(gateway.port, signal, ledgers[signal], seed) for signal in SIGNALS]
    end = time.monotonic() + SECONDS
    pause = threading.Event()
    while time.monotonic() < end:
        pause.wait(0.25)
        assert all(gateway.counts(signal).is_conserved() for signal in SIGNALS)
        assert memory(gateway.program.pid) <= MEMORY
        assert len(os.listdir(f"/proc/{gateway.program.pid}/fd")) <= DESCRIPTORS
    for load in loads:
        load.stop()
    for destination in destinations.values():
        destination.settle()

    for signal, ledger in ledgers.items():
        assert ledger.acknowledged and ledger.mistakes == []
        counts = gateway.wait_until_delivered(len(ledger.acknowledged), signal_name=signal)
        missing = ledger.missing()
        # Retries outlive the troubles, so only what is refused for good is lost, and it is counted.
        assert {name for name in missing if POISON not in name} == set()
        assert counts.is_conserved()
        assert counts.received == len(ledger.acknowledged)
        assert counts.rejected + sum(counts.dropped.values()) == len(missing)
    assert max(ledgers[healthy].delays) < LONGEST_DELAY
    # A healthy destination gets nothing twice.
    assert max(ledgers[healthy].arrived.values()) == 1
    assert gateway.terminate() == 0
