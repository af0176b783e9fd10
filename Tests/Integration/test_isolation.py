"""A tenant in trouble, beside others that are well."""

from __future__ import annotations

from messages import Sender, request, span

QUICK = {"OTEL_BSP_SCHEDULE_DELAY": "50"}


def test_a_pause_of_one_tenant_is_its_own(start_gateway, start_sink):
    def decide(_path, headers, _body):
        return (429, {"retry-after": "300"}) if headers.get("x-scope-orgid") == "bad" else (200, {})

    sink = start_sink(decide)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, TRACEVEIL_SHUTDOWN_TIMEOUT="500", **QUICK
    )

    def of(tenant: str) -> list:
        return [one for one in sink.requests if one.headers.get("x-scope-orgid") == tenant]

    with Sender(gateway.port) as sender:
        # More batches than there are exports at a time.
        for number in range(1, 11):
            assert sender.post(request(span()), x_scope_orgid="bad").status == 200
            gateway.program.wait_until(lambda: gateway.counts().queued == 0, "the batch is taken")
        gateway.program.wait_until(lambda: of("bad"), "the tenant is throttled")
        for tenant in ("good", "other"):
            assert sender.post(request(span()), x_scope_orgid=tenant).status == 200
    gateway.program.wait_until(lambda: of("good") and of("other"), "the others' spans arrive")
    assert len(of("bad")) <= 10, "it is not asked again before its time"
