"""The queue on disk where the system makes the disk read-only, from any call on, and lets it be written again later."""

from __future__ import annotations

import os

from messages import Sender, attribute, request, span
from preload import build
from test_disk_queue import ids

#: More than a run makes; how many that are is found out.
MOST_CALLS = 600
#: Every so many calls; `make crash` takes more.
STEP = 6 * int(os.environ.get("CRASH_STEP", 16))


def test_a_disk_that_is_read_only_from_any_call_on_loses_nothing(start_gateway, start_sink, tmp_path):
    library = build("read_only.c", tmp_path)
    sink = start_sink(lambda *_: 200)
    numbers, refusals, starts = [1, 2, 5, *range(10, MOST_CALLS, STEP)], 0, 0
    for number in numbers:
        queue, flag = tmp_path / f"queue-{number}", tmp_path / f"flag-{number}"
        settings = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
            "OTEL_LOGS_EXPORTER": "none",
            "OTEL_METRICS_EXPORTER": "none",
            "OTEL_BSP_SCHEDULE_DELAY": "1",
            "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
            "TRACEVEIL_QUEUE_DISK_BYTES": str(1 << 20),
            "TRACEVEIL_ADMISSION_WAIT": "0",
        }
        preloaded = {
            "LD_PRELOAD": library,
            "READ_ONLY_AT": str(number),
            "READ_ONLY_FLAG": str(flag),
            "READ_ONLY_FOLDER": str(queue),
        }
        acknowledged: set[bytes] = set()
        try:
            gateway = start_gateway(ready=False, **settings | preloaded)
        except AssertionError as failure:
            # Before it has the folder.
            assert "Read-only file system" in str(failure) and flag.exists()
            starts += 1
        else:

            def send(sender: Sender) -> int:
                one = span(attributes=[attribute("text", os.urandom(10_000).hex())])
                answer = sender.post(request(one))
                assert answer.status == 200 or answer.status == 503 and int(answer.headers["retry-after"]) >= 1
                if answer.status == 200:
                    acknowledged.add(one.span_id)
                return answer.status

            with Sender(gateway.port, timeout=20) as sender:
                statuses = [send(sender) for _ in range(24)]
                if is_reached := flag.exists():
                    assert send(sender) == 503
                    status, text = gateway.admin("/readyz")
                    assert status == 503 and "cannot be written" in text
                    refusals += statuses.count(503)
                # What is there is delivered all the same.
                gateway.program.wait_until(
                    lambda: gateway.counts().exported == len(acknowledged), "delivers what it has taken", 60
                )
                assert gateway.counts().is_conserved()
                flag.unlink(missing_ok=True)
                gateway.program.wait_until(gateway.is_ready, "is ready again")
                assert send(sender) == 200
            assert gateway.terminate() == 0
            assert acknowledged - set(ids(sink.taken())) == set(), f"call {number}"
            if not is_reached:
                break
        flag.unlink(missing_ok=True)
        gateway = start_gateway(**settings)
        counts = gateway.wait_until_delivered(0)
        assert counts.is_conserved() and counts.dropped == {}
        assert acknowledged - set(ids(sink.taken())) == set(), f"call {number}"
        assert gateway.terminate() == 0
        assert list((queue / "traces").glob("0*.log")) == []
    print(f"{refusals} requests were refused, {starts} starts; up to call {number}")
    assert refusals > 24 and starts > 0
