"""Bodies that a receiver must survive. Built byte by byte where a library would refuse."""

from __future__ import annotations

import os
import zlib

from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList

from messages import attribute, request, span

MIB = 1 << 20


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes((*out, number))


def field(number: int, content: bytes) -> bytes:
    """A length-delimited field."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def in_span(content: bytes) -> bytes:
    """An export request with one valid span that has `content` as further fields."""
    ids = field(1, os.urandom(16)) + field(2, os.urandom(8))
    return field(1, field(2, field(2, ids + content)))


def wordy_request() -> bytes:
    """A valid request in which most kinds of field occur."""
    value = KeyValueList(
        values=[attribute("inner", "text ☃"), KeyValue(key="n", value=AnyValue(int_value=-1))]
    )
    one = span(
        trace_state="vendor=1",
        attributes=[
            attribute("key", "value"),
            KeyValue(key="list", value=AnyValue(kvlist_value=value)),
            KeyValue(
                key="array", value=AnyValue(array_value=ArrayValue(values=[AnyValue(double_value=0.5)]))
            ),
            KeyValue(key="bytes", value=AnyValue(bytes_value=b"\0\xff")),
        ],
    )
    one.events.add(name="event", time_unix_nano=1).attributes.append(attribute("a", "b"))
    one.links.add(trace_id=os.urandom(16), span_id=os.urandom(8))
    one.status.message = "done"
    return request(one).SerializeToString()


def nested_lists(depth: int) -> bytes:
    """An attribute of `depth` lists in each other."""
    value = field(1, b"end")
    for _ in range(depth):
        # AnyValue.array_value { ArrayValue.values { ... } }
        value = field(5, field(1, value))
    return in_span(field(9, field(1, b"key") + field(2, value)))


def nested_key_values(depth: int) -> bytes:
    value = field(1, b"end")
    for _ in range(depth):
        value = field(6, field(1, field(1, b"k") + field(2, value)))
    return in_span(field(9, field(1, b"key") + field(2, value)))


def very_deep(levels: int) -> bytes:
    """As `nested_lists` at a depth where building it from the inside takes too long:
    every length is that of what is left, so that each level is well-formed."""
    sizes = [5]
    for _ in range(2 * levels):
        sizes.append(1 + len(varint(sizes[-1])) + sizes[-1])
    head = bytearray()
    for level, size in enumerate(reversed(sizes[:-1])):
        head += (b"\x2a" if level % 2 == 0 else b"\x0a") + varint(size)
    return in_span(field(9, field(1, b"key") + field(2, bytes(head) + field(1, b"end"))))


def empty_spans(count: int) -> bytes:
    """Spans without a single field: two bytes each on the wire."""
    return field(1, field(2, b"\x12\x00" * count))


def gzip_bomb(inflated: int) -> bytes:
    """One gzip member of nothing but zeros, a thousandth of `inflated` (a multiple of 1 MiB)."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(inflated // MIB)) + packer.flush()


def gzip_bomb_of_members(inflated: int) -> bytes:
    """The same as a row of members of 4 MiB, which is quick to make at any size."""
    return gzip_bomb(4 * MIB) * (inflated // (4 * MIB))


MALFORMED: dict[str, bytes] = {
    "text": b"this is not protobuf at all, it is a line of text",
    "a JSON body": b'{"resourceSpans": []}',
    "random bytes": bytes(range(255, 0, -1)) * 4,
    "a length past the end": b"\x0a\xff\x01abc",
    "a length of 2^63": b"\x0a" + varint(1 << 63) + b"abc",
    "an endless varint": b"\x08" + b"\xff" * 40,
    "field number 0": b"\x02\x00",
    "wire type 7": b"\x0f\x00",
    "a group that is never closed": b"\x0b\x0b\x0b",
    "a group end alone": b"\x0c",
}

#: Requests of one span that cannot be read.
MALFORMED_SPANS: dict[str, bytes] = {
    "name as a number": in_span(varint(5 << 3) + b"\x07"),
    "start time as text": in_span(field(7, b"now")),
    "kind as bytes": in_span(field(6, b"\x01")),
    "an attribute that is cut off": in_span(field(9, b"\x0a\x09a")),
    "a name twice": in_span(field(5, b"a") + field(5, b"b")),
}

#: Requests of which a part cannot go on as it is, and what is counted of it.
REPAIRED: dict[str, tuple[bytes, str]] = {
    "invalid UTF-8 in the name": (in_span(field(5, b"caf\xe9")), "invalid_texts"),
    "a surrogate in the name": (in_span(field(5, b"\xed\xa0\x80")), "invalid_texts"),
    "an overlong letter in a key": (
        in_span(field(9, field(1, b"\xc1\x81") + field(2, field(1, b"v")))),
        "invalid_texts",
    ),
    "invalid UTF-8 in a value": (
        in_span(field(9, field(1, b"k") + field(2, field(1, b"\xff\xfe")))),
        "invalid_texts",
    ),
    "lists 65 deep": (nested_lists(65), "deep_values"),
    "key-value lists 65 deep": (nested_key_values(65), "deep_values"),
    "lists 5000 deep": (nested_lists(5000), "deep_values"),
}
