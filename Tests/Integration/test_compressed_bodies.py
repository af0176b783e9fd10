"""Bodies as the compressors that clients have make them."""

from __future__ import annotations

import gzip
import zlib

import cramjam
import lz4.frame
import pytest
import snappy
import zstandard

from hostile import MIB
from messages import Sender, request, span


def zstd_stream(body: bytes) -> bytes:
    """As a stream of unknown length makes it."""
    packer = zstandard.ZstdCompressor(level=9, write_checksum=True).compressobj()
    half = len(body) // 2
    return (
        packer.compress(body[:half])
        + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        + packer.compress(body[half:])
        + packer.flush()
    )


def lz4_linked(body: bytes) -> bytes:
    return lz4.frame.compress(body, block_linked=True, content_checksum=True, block_size=lz4.frame.BLOCKSIZE_MAX4MB)


def snappy_stream(body: bytes) -> bytes:
    packer = snappy.StreamCompressor()
    return packer.compress(body)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


#: What `content-encoding` says, and what makes it.
CODINGS = {
    "gzip": ("gzip", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "raw deflate": ("deflate", raw_deflate),
    "zlib": ("zlib", zlib.compress),
    "zstd": ("zstd", zstandard.ZstdCompressor().compress),
    "zstd 19": ("zstd", zstandard.ZstdCompressor(level=19).compress),
    "zstd stream": ("zstd", zstd_stream),
    "lz4": ("lz4", lz4.frame.compress),
    "lz4 linked": ("lz4", lz4_linked),
    "snappy": ("snappy", snappy.compress),
    "snappy in frames": ("snappy", snappy_stream),
    "framed snappy": ("x-snappy-framed", lambda body: bytes(cramjam.snappy.compress(body))),
}


@pytest.mark.parametrize("name", CODINGS)
def test_bodies_of_every_size_are_taken_and_redacted(start_gateway, start_sink, planter, name):
    coding, compress = CODINGS[name]
    sink = start_sink(lambda path, headers, body: 200)
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url)
    spans = 0
    with Sender(gateway.port) as sender:
        for count, filler in [(1, ""), (8, "filler " * 20), (24, "0123456789abcdef" * 2000)]:
            batch = [
                span(f"{number} {filler} {planter.value(f'{name} {number}', 'EMAIL_ADDRESS')}") for number in range(count)
            ]
            answer = sender.post(compress(request(*batch).SerializeToString()), content_encoding=coding)
            assert answer.status == 200, answer.error().message
            spans += count
    assert gateway.wait_until_delivered(spans).exported == spans
    everything = b"".join(one.body for one in sink.requests) + b"".join(gateway.outputs().values())
    assert planter.leaks(everything, "what came out") == []


@pytest.mark.parametrize("name", CODINGS)
def test_what_is_cut_off_or_damaged_gets_400(start_gateway, name):
    coding, compress = CODINGS[name]
    gateway = start_gateway(OTEL_TRACES_EXPORTER="console")
    whole = compress(request(*[span(f"name {number}") for number in range(20)]).SerializeToString())
    lengths = sorted({*range(1, 40), *range(40, len(whole), 37), *range(len(whole) - 12, len(whole))})
    # What follows the begin of a stream of chunks is up to the sender: none is an empty request.
    empty = {10} if "frame" in name else set()
    with Sender(gateway.port) as sender:
        for length in lengths:
            status = sender.post(whole[:length], content_encoding=coding).status
            assert status == (200 if length in empty else 400), f"cut at {length} of {len(whole)}"
        assert sender.post(b"this is none of them", content_encoding=coding).status == 400
        assert gateway.counts().received == 0
        assert sender.post(whole, content_encoding=coding).status == 200


@pytest.mark.parametrize("name", CODINGS)
def test_bombs_are_too_large_in_bounded_memory(start_gateway, name):
    coding, compress = CODINGS[name]
    gateway = start_gateway(OTEL_TRACES_EXPORTER="console", TRACEVEIL_MAX_REQUEST_BYTES=str(40 * MIB))
    with Sender(gateway.port) as sender:
        before = gateway.program.peak_memory()
        answer = sender.post(compress(bytes(200 * MIB)), content_encoding=coding)
        assert answer.status == 413
        grown = gateway.program.peak_memory() - before
        # What it inflates to up to the limit, and the body as it came, which snappy leaves large.
        assert grown < 120 * MIB, f"{grown / MIB:.0f} MiB"
        assert sender.post_gzip(request(span()).SerializeToString()).status == 200
