"""A crash prints no memory, and SIGQUIT says what the gateway is doing."""

from __future__ import annotations

import re
import signal
import threading

import pytest

from gateway import Gateway
from messages import Sender, request, span
from processes import signal_thread, thread_of

#: What Swift's runtime understands: prints of memory at each crash.
RUNTIME = {"SWIFT_BACKTRACE": "enable=yes,color=no,interactive=no"}
MEMORY = re.compile(r"(?:[0-9a-f]{2} ){7,}")
THREADS = {"worker": "TP-#", "event loop": "NIO-SGLTN"}


@pytest.fixture
def loaded(tmp_path, planter):
    """A gateway that is redacting planted values all the time until it ends."""
    running: list[tuple[Gateway, threading.Event, threading.Thread]] = []

    def start(**variables: str) -> Gateway:
        gateway = Gateway(tmp_path, OTEL_TRACES_EXPORTER="console", **variables)
        body = request(*(span(planter.sentence(f"span {number}")) for number in range(50)))
        posted, stop = threading.Event(), threading.Event()

        def load() -> None:
            with Sender(gateway.port) as sender:
                while not stop.is_set():
                    try:
                        sender.post(body)
                    except OSError:
                        return
                    posted.set()

        thread = threading.Thread(target=load)
        running.append((gateway, stop, thread))
        thread.start()
        assert posted.wait(60)
        return gateway

    yield start
    for gateway, stop, thread in running:
        stop.set()
        gateway.stop()
        thread.join(60)


@pytest.mark.parametrize("thread", THREADS)
# What a Swift trap raises, what a bad pointer raises, what a file that was cut short raises.
@pytest.mark.parametrize("fault", [signal.SIGILL, signal.SIGSEGV, signal.SIGBUS])
def test_a_crash_prints_no_memory(loaded, planter, thread, fault):
    gateway = loaded(**RUNTIME)
    signal_thread(gateway.program.pid, thread_of(gateway.program.pid, THREADS[thread]), fault)
    assert gateway.program.wait() == -fault
    log = gateway.program.log()
    report = log[log.index("traceveil: crashed: ") :]
    assert report.startswith(f"traceveil: crashed: {fault.name}\n")
    assert report.count("[0x") > 2, "the calls by address"
    assert not MEMORY.search(report)
    assert planter.leaks(log, "gateway log") == []


def test_none_prints_the_signal_alone(loaded):
    gateway = loaded(**RUNTIME, TRACEVEIL_BACKTRACE="none")
    gateway.program.send_signal(signal.SIGABRT)
    assert gateway.program.wait() == -signal.SIGABRT
    assert gateway.program.log().endswith("traceveil: crashed: SIGABRT\n")


def test_full_leaves_it_to_the_runtime(loaded):
    gateway = loaded(SWIFT_BACKTRACE="enable=no", TRACEVEIL_BACKTRACE="full")
    gateway.program.send_signal(signal.SIGSEGV)
    assert gateway.program.wait() == -signal.SIGSEGV
    assert "traceveil: crashed" not in gateway.program.log()


def test_quit_says_what_the_gateway_is_doing_and_goes_on(loaded, planter):
    gateway = loaded(**RUNTIME)
    gateway.program.send_signal(signal.SIGQUIT)
    gateway.program.wait_until(
        lambda: "State of a signal" in gateway.program.log() or None,
        "says its state",
    )
    log = gateway.program.log()
    assert re.search(r'msg=State .*phase=ready queue_bytes=\d+ queue_limit=67108864 ', log)
    assert re.search(r'msg="State of a signal" .*exporter=console in_flight=\d+ queued=\d+ .*signal=traces', log)
    assert planter.leaks(log, "gateway log") == []
    assert gateway.terminate() == 0
