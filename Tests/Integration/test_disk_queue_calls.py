"""The queue on disk survives the end of the process before and after every call that changes a file.

`make crash` ends it at each of them; `make test` at some.
"""

from __future__ import annotations

import http.client
import os

import pytest

from messages import Sender, attribute, request, span
from preload import build
from test_destinations import two
from test_disk_queue import ids

#: More than a run makes; how many that are is found out.
MOST_CALLS = 600
#: Every so many calls.
STEP = int(os.environ.get("CRASH_STEP", 16))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    return build("end_at_call.c", tmp_path_factory.mktemp("library"))


#: Whose requests are not taken before the second run, so that they are written anew behind the others.
UNTAKEN = "untaken"


def run_until_it_ends(start_gateway, settings: dict[str, str], texts: list[str]) -> tuple[set[bytes], bool]:
    """- Returns: What was acknowledged, and whether the process ended in the middle of it."""
    acknowledged: set[bytes] = set()
    try:
        gateway = start_gateway(ready=False, **settings)
        with Sender(gateway.port, timeout=20) as sender:
            for number, text in enumerate(texts):
                one = span(attributes=[attribute("text", text)])
                headers = {"x_scope_orgid": UNTAKEN} if number == 0 else {}
                if sender.post(request(one), **headers).status == 200:
                    acknowledged.add(one.span_id)
        return acknowledged, gateway.terminate() != 0
    except (AssertionError, OSError, http.client.HTTPException):
        # It may not have come as far as to its ports.
        return acknowledged, True


def end_at_calls(start_gateway, sinks, takes, queues, library: str, end: str, step: int, **destinations: str) -> int:
    """- Returns: How often the process ended in the middle of it. What was acknowledged has come to each sink."""
    texts = [os.urandom(20_000).hex() for _ in range(24)]
    ended = 0
    for number in range(1, MOST_CALLS, step):
        settings = destinations | {
            "OTEL_LOGS_EXPORTER": "none",
            "OTEL_METRICS_EXPORTER": "none",
            "OTEL_BSP_SCHEDULE_DELAY": "1",
            "TRACEVEIL_QUEUE_DIRECTORY": str(queues / f"queue-{number}"),
            "TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20),
            "TRACEVEIL_SHUTDOWN_TIMEOUT": "100",
        }
        at = f"{number}{'+' if end == 'after' else ''}"
        preloaded = {"LD_PRELOAD": library, "ENDS_AT": at}
        takes["all"] = False
        acknowledged, has_ended = run_until_it_ends(start_gateway, settings | preloaded, texts)
        takes["all"] = True
        gateway = start_gateway(**settings)
        gateway.wait_until_delivered(0)
        for sink in sinks:
            assert acknowledged - set(ids(sink.taken())) == set(), f"{end} call {number}"
        assert gateway.counts().is_conserved()
        assert gateway.terminate() == 0
        if not has_ended:
            break
        ended += 1
    print(f"the process ended {end} {ended} calls, one in {step}")
    return ended


@pytest.mark.parametrize("end", ["before", "after"])
def test_the_end_at_any_call_loses_nothing(start_gateway, start_sink, tmp_path, library, end):
    takes = {"all": False}
    sink = start_sink(
        lambda path, headers, body: 200 if takes["all"] or headers.get("x-scope-orgid") != UNTAKEN else 503
    )
    destination = {"OTEL_EXPORTER_OTLP_ENDPOINT": sink.url}
    assert end_at_calls(start_gateway, [sink], takes, tmp_path, library, end, STEP, **destination) >= 3


def test_the_end_at_any_call_loses_nothing_of_several_destinations(start_gateway, start_sink, tmp_path, library):
    """One of them takes nothing before the second run."""
    takes = {"all": False}
    sinks = [start_sink(lambda *_: 200 if takes["all"] else 503), start_sink(lambda *_: 200)]
    destinations = two(*(sink.url for sink in sinks), TRACEVEIL_DELIVERED_BY="all")
    assert end_at_calls(start_gateway, sinks, takes, tmp_path, library, "after", 8 * STEP, **destinations) >= 3
