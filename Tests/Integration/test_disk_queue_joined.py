"""What is joined of requests on disk, for readers of gzip that stop early."""

from __future__ import annotations

import os
import zlib

from messages import Sender, attribute, request, span
from processes import free_port
from test_disk_queue import QUICK_RETRY, ids


def test_what_is_joined_is_one_member_of_gzip(start_gateway, start_sink, tmp_path):
    """For servers that read the first member alone and answer 200, as those with Rust's `flate2::GzDecoder` do."""
    port = free_port()
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=f"http://127.0.0.1:{port}",
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
        **QUICK_RETRY,
    )
    spans = [span(attributes=[attribute("text", os.urandom(n * 100).hex())]) for n in range(30)]
    with Sender(gateway.port) as sender:
        for one in spans:
            assert sender.post(request(one)).status == 200
    sink = start_sink(lambda *_: 200, port)
    gateway.wait_until_delivered(30)
    found = []
    for one in sink.requests:
        reader = zlib.decompressobj(31)
        found += ids([reader.decompress(one.raw)])
        assert reader.eof and reader.unused_data == b""
    assert len(sink.requests) < 30, "none was joined"
    assert sorted(found) == sorted(one.span_id for one in spans)
