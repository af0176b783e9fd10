"""Values that must not come out, and the search for them.

A `Planter` makes a personal value for a place ("span attribute, string") and
keeps both. Every value is unique, so that a hit names the place it leaked
from. Values follow from seed, place and entity alone.

To add an entity, add a generator to `entities.py`.
"""

from __future__ import annotations

import base64
import random
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from entities import GENERATORS


@dataclass(frozen=True)
class Plant:
    """One planted value.

    `spellings` are the ways to write the whole of it; each is to be replaced.
    `traces` are the parts that give it away; any of them in an output is a leak.
    """

    entity: str
    place: str
    text: str
    spellings: tuple[str, ...]
    traces: tuple[str, ...]

    @property
    def replacement(self) -> str:
        """What the default policy writes in its place."""
        return f"<{self.entity}>"


@dataclass(frozen=True)
class Leak:
    plant: Plant
    where: str
    form: str

    def __str__(self) -> str:
        return f"{self.plant.entity} of {self.plant.place!r} is in {self.where} ({self.form})"


#: From this many values on, their first bytes are looked for together before each is looked for alone.
MANY = 100

#: Entities that stand in every sentence. The others have a test of their own.
EVERYWHERE = ("EMAIL_ADDRESS", "CREDIT_CARD")


class Planter:
    """Makes planted values and keeps the register of them."""

    def __init__(self, seed: str) -> None:
        self.seed = seed
        self._plants: dict[str, Plant] = {}  # by text

    def _plant(self, place: str, entity: str) -> Plant:
        source = random.Random(f"{self.seed}/{place}/{entity}")
        value = GENERATORS[entity](source)
        plant = Plant(entity, place, value.text, value.spellings, value.traces)
        return self._plants.setdefault(plant.text, plant)

    def value(self, place: str, entity: str) -> str:
        """The value of one entity for one place; the same each time."""
        return self._plant(place, entity).text

    def sentence(self, place: str, entities: Iterable[str] = EVERYWHERE) -> str:
        """A sentence with one value of each entity in it, between texts that are to stay."""
        held = "; ".join(f"here is {self.value(place, entity)} for you" for entity in entities)
        return f"Ticket T-7 (naïve café ☃, 50 %): {held}. Thanks!"

    def number(self, place: str) -> int:
        """A card number as a number."""
        return int(self._plant(place, "CREDIT_CARD").spellings[0])

    def __iter__(self) -> Iterator[Plant]:
        return iter(self._plants.values())

    def __len__(self) -> int:
        return len(self._plants)

    def places(self) -> set[str]:
        return {plant.place for plant in self}

    def redacted(self, text: str) -> str:
        """`text` as it should come out under the default policy."""
        for plant in self:
            for spelling in plant.spellings:
                text = text.replace(spelling, plant.replacement)
        return text

    def dump(self) -> list[list]:
        """The register as lists, to hand to another process."""
        return [[p.entity, p.place, p.text, p.spellings, p.traces] for p in self]

    def adopt(self, dumped: Iterable[list]) -> None:
        """Takes over what `dump` wrote."""
        for entity, place, text, spellings, traces in dumped:
            self._plants[text] = Plant(entity, place, text, tuple(spellings), tuple(traces))

    def leaks(self, data: bytes | str, where: str) -> list[Leak]:
        """Every planted value that `data` holds, as it is or in a usual disguise."""
        readings = list(readings_of(data.encode() if isinstance(data, str) else data))
        plants = list(self) if len(self) < MANY else _begun(self, readings)
        return [
            Leak(plant, where, form) for plant in plants if (form := _form_found(plant, readings)) is not None
        ]


@dataclass(frozen=True)
class Reading:
    """One way to read bytes: their text in lower case, and, where nothing
    was unescaped, the bytes as they are, for codings of whole values."""

    name: str
    text: bytes
    exact: bytes = b""


def readings_of(data: bytes) -> Iterator[Reading]:
    """`data` as it is, and with each usual wrapping taken off that it has."""
    for name, exact in (("as it is", data), *(("gzip", content) for content in gzip_members(data))):
        yield Reading(name, exact.lower(), exact)
        for wrapping, content in (("JSON escapes", json_unescaped(exact)), ("URL", unquote_to_bytes(exact))):
            if content != exact:
                yield Reading(f"{name}, {wrapping}", content.lower())


def json_unescaped(data: bytes) -> bytes:
    """Letters written as `\\u0061` put plainly, however many backslashes nested JSON has made of one."""
    return re.sub(rb"\\+u00([0-7][0-9a-fA-F])", lambda match: bytes([int(match[1], 16)]), data)


def gzip_members(data: bytes, limit: int = 64 << 20) -> Iterator[bytes]:
    """The content of each gzip member in `data`."""
    start = data.find(b"\x1f\x8b\x08")
    while start >= 0:
        try:
            yield zlib.decompressobj(wbits=31).decompress(data[start:], limit)
        except zlib.error:
            pass  # These three bytes were not the start of a gzip member.
        start = data.find(b"\x1f\x8b\x08", start + 1)


def _needles(trace: str) -> tuple[bytes, dict[str, bytes]]:
    """A trace as it stands in a text in lower case, and in codings of whole values."""
    exact = trace.encode()
    codings = {"UTF-16": trace.encode("utf-16-le"), "hexadecimal": exact.hex().encode()}
    return trace.lower().encode(), codings | {f"Base64 {shift}": _base64_core(exact, shift) for shift in range(3)}


def _form_found(plant: Plant, readings: list[Reading]) -> str | None:
    for trace in plant.traces:
        text, codings = _needles(trace)
        for reading in readings:
            if text in reading.text:
                return reading.name
            for coding, needle in codings.items():
                if needle in reading.exact:
                    return f"{coding}, {reading.name}"
    return None


def _begun(plants: Iterable[Plant], readings: list[Reading]) -> list[Plant]:
    """The values of which `readings` have at least the beginning, in any coding. All are looked for at once."""
    import numpy

    begins: dict[Plant, list[bytes]] = {}
    for plant in plants:
        needles = [(text, *codings.values()) for text, codings in map(_needles, plant.traces)]
        begins[plant] = [needle[:8] for several in needles for needle in several]
    whole = {begin for several in begins.values() for begin in several if len(begin) == 8}
    wanted = numpy.unique(numpy.frombuffer(b"".join(whole), "<u8"))
    seen: set[bytes] = set()
    for data in {data for reading in readings for data in (reading.text, reading.exact)}:
        for shift in range(min(8, len(data) - 7)):
            windows = numpy.frombuffer(data, "<u8", (len(data) - shift) // 8, shift)
            nearest = wanted[numpy.searchsorted(wanted, windows).clip(max=len(wanted) - 1)]
            seen.update(int(number).to_bytes(8, "little") for number in numpy.unique(windows[nearest == windows]))
    # A beginning of fewer bytes is not looked for here.
    return [plant for plant, several in begins.items() if not seen.isdisjoint(several) or min(map(len, several)) < 8]


def _base64_core(raw: bytes, shift: int) -> bytes:
    """Base64 of `raw` as it stands `shift` bytes behind a group of three, without
    the letters at both ends that depend on what stands beside it."""
    encoded = base64.b64encode(b"\0" * shift + raw)
    end = len(encoded) - (4 if (len(raw) + shift) % 3 else 0)
    return encoded[(0, 2, 3)[shift] : end]
