"""More senders than there is room for: they wait their turn, and none is sent away while the pipe flows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from messages import Sender, request, span

SENDERS, REQUESTS = 16, 8
#: Nothing is taken for its age: only that senders wait makes workers take what there is.
NEVER_DUE = {"OTEL_BSP_SCHEDULE_DELAY": "600000"}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_senders_wait_for_their_turn(start_gateway, packed):
    gateway = start_gateway(
        OTEL_TRACES_EXPORTER="console", TRACEVEIL_QUEUE_BYTES="300000", TRACEVEIL_ADMISSION_WAIT="60000", **NEVER_DUE
    )

    def send(_: int) -> list[int]:
        with Sender(gateway.port, timeout=120) as sender:
            bodies = [request(span("x " * 20_000)).SerializeToString() for _ in range(REQUESTS)]
            post = sender.post_gzip if packed else sender.post
            return [post(body).status for body in bodies]

    with ThreadPoolExecutor(SENDERS) as pool:
        answers = [status for statuses in pool.map(send, range(SENDERS)) for status in statuses]
    assert answers == [200] * (SENDERS * REQUESTS)
    assert gateway.counts().received == SENDERS * REQUESTS
