"""The queue on disk: requests of a tenant that its destination holds back are left for later, and those of others go on."""

from __future__ import annotations

import json
import os

from messages import Sender, attribute, request, span
from test_disk_queue import ids, kill


def test_a_tenant_that_is_held_back_holds_up_no_other(start_gateway, start_sink, tmp_path):
    """More batches of it than may be under way, before others on disk and while they come."""
    held = {"bad", "worse"}

    def decide(_path, headers, _body):
        return (503, {"retry-after": "300"}) if headers.get("x-scope-orgid") in held else (200, {})

    sink = start_sink(decide)
    settings = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": sink.url,
        "TRACEVEIL_QUEUE_DIRECTORY": str(tmp_path / "queue"),
        "OTEL_LOGS_EXPORTER": "none",
        "OTEL_METRICS_EXPORTER": "none",
        "OTEL_BSP_SCHEDULE_DELAY": "5",
        # So that each request is a batch.
        "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1",
        "TRACEVEIL_SHUTDOWN_TIMEOUT": "500",
    }
    gateway = start_gateway(**settings)
    sent: dict[str, list[bytes]] = {"bad": [], "worse": [], "good": []}

    def send(sender: Sender, tenant: str) -> None:
        one = span(attributes=[attribute("text", os.urandom(300).hex())])
        assert sender.post(request(one), x_scope_orgid=tenant).status == 200
        sent[tenant].append(one.span_id)

    def arrived(tenant: str) -> list[bytes]:
        taken = [one for one in sink.requests if one.status == 200 and one.headers["x-scope-orgid"] == tenant]
        return ids([one.body for one in taken])

    def status() -> dict:
        return json.loads(gateway.admin("/status")[1])["disk"]

    def waits_for_none_of(tenant: str) -> None:
        gateway.program.wait_until(lambda: set(arrived(tenant)) == set(sent[tenant]), f"{tenant}'s spans arrive", 60)
        assert gateway.counts().is_conserved()

    with Sender(gateway.port, timeout=20) as sender:
        for _ in range(150):
            send(sender, "bad")
            send(sender, "worse")
        for _ in range(30):
            send(sender, "good")
            send(sender, "bad")
    waits_for_none_of("good")
    assert status()["passed_records"] > 200
    assert len([one for one in sink.requests if one.status == 503]) <= 20, "they are not asked again before their time"

    # The next run finds them before those of others.
    kill(gateway)
    gateway = start_gateway(**settings)
    with Sender(gateway.port, timeout=20) as sender:
        for _ in range(30):
            send(sender, "good")
        waits_for_none_of("good")
        # All of one are delivered, also those that were left for later, while the other is held back still.
        kill(gateway)
        held.remove("worse")
        gateway = start_gateway(**settings)
        waits_for_none_of("worse")
    assert status()["passed_records"] > 100
    kill(gateway)
    held.clear()
    gateway = start_gateway(**settings)
    counts = gateway.wait_until_delivered(len(sent["bad"]))
    for tenant, spans in sent.items():
        assert sorted(set(arrived(tenant))) == sorted(spans)
    assert counts.is_conserved() and counts.dropped == {}
    assert status()["passed_records"] == 0
    assert gateway.terminate() == 0
