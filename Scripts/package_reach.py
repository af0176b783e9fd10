"""Which parts of Swift's objects a program can reach, and the end of what the others refer to.

Swift's static libraries are compiled with all functions of a file in one section, and so are all descriptors of a file: a
linker keeps all of them with one, and with each what it refers to. Here a section is taken in pieces, a piece for a symbol
or for what lies between two, and followed from where the program begins. What cannot be reached stays where it is, but its
references are taken away, so that the linker leaves out what only those had held. Code of that kind becomes traps: had one
been reached after all, the program would end there, and not go on with something else.

Taken for a reference is everything that could be one: relocations; what the disassembler says that code leads to in its own
section; numbers that are the distance to the start of a symbol in theirs; names, to all that any file has under them. Objects
that are not of Swift are reached as a whole. A record, by which the runtime finds a type, a protocol or a conformance, is
reached when all that it names is.
"""

from __future__ import annotations

import re
import struct
import subprocess
from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from package_splitting import ALLOC, EXEC, HEADER, OF_EIGHT_BYTES, PROGBITS, RELA, RELOCATION, RESERVED, SYMBOL, SYMTAB, SYMTAB_SHNDX

LINK_ORDER, RETAIN, EXCLUDE = 0x80, 0x200000, 0x80000000
NOBITS, ARRAYS = 8, (14, 15, 16)
CODE, DESCRIPTORS = b".text", b".rodata"
IN_PIECES = (CODE, DESCRIPTORS, b".data", b".data.rel.ro")
CONFORMANCES = b"swift5_protocol_conformances"
RECORDS = (b"swift5_protocols", CONFORMANCES, b"swift5_type_metadata", b"swift5_type_metadata_2")
LOCAL, SECTION = 0, 3
# What is known by the address of metadata begins up to two words before it.
AHEAD = 16
X86_64 = 62
# By the machine: int3 of x86-64; elsewhere zeros, which are no instruction of AArch64.
TRAPS = {X86_64: b"\xcc"}
# An address of code, and the address it leads to: of a jump or a call, or behind `#` of what is relative to the next instruction.
JUMP = re.compile(r"^ *([0-9a-f]+):\t.*?(?:\s|# )([0-9a-f]+) <[^>]*>$", re.MULTILINE)


class Symbol:
    def __init__(self, name: bytes, info: int, section: int, value: int, size: int) -> None:
        self.name, self.section, self.value, self.size = name, section, value, size
        self.is_local, self.is_section = info >> 4 == LOCAL, info & 15 == SECTION


class Part:
    """A section, in pieces: where each begins, its number in the graph, and whether it is what lies between symbols."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.pieces: list[int] = []
        self.is_between: list[bool] = []
        #: Of a piece between symbols, the last place up to its start that something refers to by a relocation.
        self.referred: list[int] = []

    def index(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def at(self, offset: int) -> int:
        return self.pieces[self.index(offset)]


class Source:
    """An object of an ELF file or of an archive, at `base` of `data`."""

    def __init__(self, data: bytearray, base: int, jumps: list[tuple[int, int]] | None) -> None:
        self.data, self.base, self.jumps = data, base, jumps
        (self.machine,), (at,), (count, names) = self._read("<H", 18), self._read("<Q", 40), self._read("<HH", 60)
        #: What code adds to an address: it counts from the end of the instruction, which may have up to four bytes more.
        self.ends = (4, 5, 6, 8) if self.machine == X86_64 else (0,)
        first = HEADER.unpack_from(data, base + at)
        count, names = count or first[5], first[6] if names == 0xFFFF else names
        self.places = [base + at + HEADER.size * number for number in range(count)]
        self.headers = [HEADER.unpack_from(data, place) for place in self.places]
        self.names = [self._string(self.headers[names][4] + header[0]) for header in self.headers]
        self.symbols = list(self._symbols())
        self.tables = {header[7]: header for header in self.headers if header[1] == RELA}
        self.is_of_swift = any(name.startswith((b"swift5_", b".swift")) for name in self.names)
        self.parts: dict[int, Part] = {}
        self._relocations: dict[int, dict[int, tuple[int, int]]] = {}

    def _read(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self.data, self.base + at)

    def _string(self, at: int) -> bytes:
        start = self.base + at
        return bytes(self.data[start : self.data.index(0, start)])

    def _symbols(self) -> Iterator[Symbol]:
        table = next((header for header in self.headers if header[1] == SYMTAB), None)
        numbers = next((header for header in self.headers if header[1] == SYMTAB_SHNDX), None)
        if table is None:
            return
        strings = self.headers[table[6]][4]
        for number, (name, info, _, place, value, size) in enumerate(SYMBOL.iter_unpack(self.content(table))):
            if place == 0xFFFF and numbers:
                (place,) = self._read("<I", numbers[4] + 4 * number)
            elif place >= RESERVED:
                place = 0
            yield Symbol(self._string(strings + name) if name else b"", info, place, value, size)

    def content(self, header: tuple[int, ...]) -> bytes:
        start = self.base + header[4]
        return bytes(self.data[start : start + header[5]]) if header[1] != NOBITS else b""

    def relocations(self, section: int) -> dict[int, tuple[int, int]]:
        """By place: the symbol and the kind, and what is added."""
        if section not in self._relocations:
            table = self.tables.get(section)
            entries = RELOCATION.iter_unpack(self.content(table)) if table else ()
            self._relocations[section] = {place: (info, addend) for place, info, addend in entries}
        return self._relocations[section]

    def target(self, section: int, place: int) -> tuple[Symbol | None, int, int] | None:
        """What a word refers to: the symbol if it has a name of its own, the section and the place otherwise."""
        if found := self.relocations(section).get(place):
            symbol = self.symbols[found[0] >> 32]
            if not symbol.is_local:
                return symbol, 0, 0
            return (None, symbol.section, symbol.value + found[1]) if symbol.section else None
        (distance,) = self._read("<i", self.headers[section][4] + place)
        return (None, section, place + distance) if distance else None

    def is_code(self, section: int) -> bool:
        return bool(self.headers[section][2] & EXEC)

    def clusters(self, section: int) -> list[list[int]]:
        """From where to where symbols lie. A name of a place in what another names says the size of the whole."""
        found: list[list[int]] = []
        size = 0
        inside = (one for one in self.symbols if one.section == section and not one.is_section and one.size)
        for symbol in sorted(inside, key=lambda one: one.value):
            end = symbol.value + symbol.size
            if not found or symbol.value >= found[-1][1]:
                found.append([symbol.value, end])
                size = symbol.size
            elif symbol.size != size:
                found[-1][1] = max(found[-1][1], end)
        return found


class Reach:
    def __init__(self) -> None:
        self.sources: list[Source] = []
        self.edges: list[list[int | bytes]] = []
        self.roots: list[int] = []
        self.definitions: dict[bytes, list[int]] = defaultdict(list)
        self.records: list[tuple[Source, int, int]] = []
        self.users: dict[int, set[int]] = defaultdict(set)
        self.in_tables: list[tuple[Part, int, int, Part, int, int]] = []

    def add(self, source: Source) -> None:
        self.sources.append(source)
        loaded = [number for number, header in enumerate(source.headers) if header[2] & ALLOC]
        referred: dict[int, set[int]] = defaultdict(set)
        for number in loaded:
            ahead = source.ends[0] if source.is_code(number) else 0
            for info, addend in source.relocations(number).values():
                symbol = source.symbols[info >> 32]
                if symbol.is_local:
                    referred[symbol.section].add(symbol.value + addend + ahead)
        for number in loaded:
            source.parts[number] = self._part(source, number, referred[number])
        for symbol in source.symbols:
            if not symbol.is_local and symbol.section in source.parts:
                self.definitions[symbol.name].append(source.parts[symbol.section].at(symbol.value))
        for number in loaded:
            self._connect(source, number)

    def _new(self) -> int:
        self.edges.append([])
        return len(self.edges) - 1

    def _part(self, source: Source, number: int, referred: set[int]) -> Part:
        _, kind, flags, *_ = header = source.headers[number]
        name, part = source.names[number], Part()
        is_known = name != CODE or source.jumps is not None
        if source.is_of_swift and name in IN_PIECES and kind == PROGBITS and is_known:
            clusters = source.clusters(number)
            metadata = {one.value for one in source.symbols if one.section == number and one.name.endswith(b"N")}
            before = set() if name in (CODE, DESCRIPTORS) else {one - AHEAD for one in referred | metadata}
            cuts = referred | before | (self._distant(source, number) if name == DESCRIPTORS else set())
            end = 0
            for start, next_end in [*clusters, [header[5], header[5]]]:
                self._between(part, end, start, referred, cuts)
                if start < next_end:
                    self._append(part, start, False, start)
                end = next_end
            for first in before:
                last = part.index(first + AHEAD)
                for index in range(part.index(first), last):
                    if part.is_between[index]:
                        self.edges[part.pieces[last]].append(part.pieces[index])
        if not part.pieces:
            self._append(part, 0, True, 0)
            is_kept = flags & RETAIN and name not in RECORDS or flags & LINK_ORDER and name not in RECORDS
            is_other = not source.is_of_swift and kind != NOBITS and not name.startswith(b".eh_frame")
            if is_kept or is_other or kind in ARRAYS:
                self.roots.append(part.pieces[0])
        return part

    def _append(self, part: Part, start: int, is_between: bool, referred: int) -> None:
        part.starts.append(start)
        part.pieces.append(self._new())
        part.is_between.append(is_between)
        part.referred.append(referred)

    def _between(self, part: Part, start: int, end: int, referred: set[int], cuts: set[int]) -> None:
        """Tables of jumps and constants. What no relocation leads to is reached from what is before it."""
        last = start
        for cut in sorted({start} | {cut for cut in cuts if start < cut < end}) if start < end else ():
            last = cut if cut in referred else last
            self._append(part, cut, True, last)
            if last != cut:
                self.edges[part.pieces[-2]].append(part.pieces[-1])

    def _distant(self, source: Source, number: int) -> set[int]:
        """Where numbers would lead to as distances: to the names of types, among others."""
        content, filled = source.content(source.headers[number]), source.relocations(number)
        words = ((place, *struct.unpack_from("<i", content, place)) for place in range(0, len(content) - 3, 4) if place not in filled)
        return {place + distance for place, distance in words if distance and 0 <= place + distance < len(content)}

    def _connect(self, source: Source, number: int) -> None:
        part, is_code, name = source.parts[number], source.is_code(number), source.names[number]
        for place, (info, addend) in source.relocations(number).items():
            index = part.index(place)
            piece, symbol = part.pieces[index], source.symbols[info >> 32]
            if not symbol.is_local:
                self.edges[piece].append(symbol.name)
            elif other := source.parts.get(symbol.section):
                to_code, start = source.is_code(symbol.section), symbol.value + addend
                if is_code:
                    ends = {other.at(start + more) for more in (source.ends[:1] if to_code else source.ends)}
                    self.edges[piece] += ends
                    for end in ends:
                        self.users[end].add(piece)
                elif to_code and info & 0xFFFFFFFF not in OF_EIGHT_BYTES and len(part.pieces) > 1 and part.is_between[index]:
                    first = part.referred[index]
                    self.in_tables.append((part, first, piece, other, start, place - first))
                else:
                    self.edges[piece].append(other.at(start))
        if len(part.pieces) > 1:
            within = self._jumps(source, part) if is_code else self._distances(source, number, part)
            for piece, end in within:
                if piece != end:
                    self.edges[piece].append(end)
        if source.is_of_swift and name in RECORDS:
            self.records.append((source, number, part.pieces[0]))

    def _jumps(self, source: Source, part: Part) -> Iterator[tuple[int, int]]:
        return ((part.at(place), part.at(end)) for place, end in source.jumps or ())

    def _distances(self, source: Source, number: int, part: Part) -> Iterator[tuple[int, int]]:
        content, filled = source.content(source.headers[number]), source.relocations(number)
        whole = {start for start, is_between in zip(part.starts, part.is_between, strict=True) if not is_between}
        for place in range(0, len(content) - 3, 4):
            (distance,) = struct.unpack_from("<i", content, place)
            end = place + distance
            # The lowest bits of a distance may be flags.
            if distance and place not in filled and 0 <= end < len(content):
                index = part.index(end)
                if part.is_between[index] or whole & {end, end & ~1, end & ~3}:
                    yield part.at(place), part.pieces[index]

    def mark(self, entry: bytes) -> None:
        """Finds what can be reached."""
        self._resolve_tables()
        self.live, self._named = bytearray(len(self.edges)), set()
        self._todo = deque(self.roots)
        self._name(entry)
        waiting = []
        for source, number, piece in self.records:
            if needs := self._needs(source, number):
                waiting.append((piece, needs))
            else:
                self._todo.append(piece)
        while self._todo:
            self._follow()
            reached = [all(any(self.live[one] for one in need) for need in needs) for _, needs in waiting]
            self._todo += (piece for (piece, _), is_reached in zip(waiting, reached, strict=True) if is_reached)
            waiting = [one for one, is_reached in zip(waiting, reached, strict=True) if not is_reached]

    def _resolve_tables(self) -> None:
        """Of a table of jumps each entry counts from its start, and leads into code that has the table. Other words count from where
        they are, and lead to where code begins."""
        for table, first, piece, code, start, distance in self.in_tables:
            end = code.at(start - distance)
            if code.starts[code.index(start)] == start:
                self.edges[piece].append(code.at(start))
            if end in self.users[table.at(first)]:
                self.edges[piece].append(end)
            else:
                self.edges[piece] += code.pieces[code.index(start - distance) : code.index(start) + 1]

    def _name(self, name: bytes) -> None:
        if name not in self._named:
            self._named.add(name)
            self._todo += self.definitions.get(name, ())

    def _follow(self) -> None:
        while self._todo:
            piece = self._todo.popleft()
            if not self.live[piece]:
                self.live[piece] = 1
                for end in self.edges[piece]:
                    if isinstance(end, bytes):
                        self._name(end)
                    else:
                        self._todo.append(end)

    def _needs(self, source: Source, number: int) -> list[list[int]]:
        """Of each of these one has to be reached for a record to be of use; none where that cannot be said."""
        described = source.target(number, 0)
        if described is None:
            return []
        symbol, section, place = described
        if source.names[number] != CONFORMANCES:
            return self._pieces_of(source, described)
        if symbol is not None:
            own = next((one for one in source.symbols if one.name == symbol.name and one.section), None)
            if own is None:
                return []
            section, place = own.section, own.value
        # The first words of a descriptor of a conformance: the protocol, the type, the witnesses, flags with the kind of the second.
        (flags,) = struct.unpack_from("<I", source.data, source.base + source.headers[section][4] + place + 12)
        ends = [source.target(section, place)] + ([source.target(section, place + 4)] if flags >> 3 & 7 <= 1 else [])
        return [need for end in ends if end for need in self._pieces_of(source, end)]

    def _pieces_of(self, source: Source, end: tuple[Symbol | None, int, int]) -> list[list[int]]:
        symbol, section, place = end
        if symbol is None:
            at = (one for one in source.symbols if one.section == section and one.value == place & ~1)
            symbol = next((one for one in at if one.name.endswith((b"Mn", b"Mp")) or one.name.startswith(b"got.")), None)
            if symbol is None:
                return []
            if symbol.is_local:
                return [[source.parts[section].at(place)]]
        found = self.definitions.get(symbol.name.removeprefix(b"got."))
        return [found] if found else []

    def prune(self) -> None:
        """Takes away what the pieces that nothing reaches refer to."""
        for source, number, piece in self.records:
            if not self.live[piece]:
                flags = source.headers[number][2] & ~(LINK_ORDER | RETAIN) | EXCLUDE
                struct.pack_into("<Q", source.data, source.places[number] + 8, flags)
                struct.pack_into("<I", source.data, source.places[number] + 40, 0)
        for source in self.sources:
            for number, part in source.parts.items():
                if len(part.pieces) > 1:
                    self._empty(source, number, part)

    def _empty(self, source: Source, number: int, part: Part) -> None:
        header, table = source.headers[number], source.tables.get(number)
        trap = TRAPS.get(source.machine, b"\0")
        if source.is_code(number):
            for start, end, piece in zip(part.starts, [*part.starts[1:], header[5]], part.pieces, strict=True):
                if not self.live[piece]:
                    at = source.base + header[4]
                    source.data[at + start : at + end] = trap * (end - start)
        entries = range(table[5] // RELOCATION.size) if table else ()
        for at in (source.base + table[4] + RELOCATION.size * entry for entry in entries):
            place, _, _ = RELOCATION.unpack_from(source.data, at)
            if not self.live[part.at(place)]:
                # Of no kind.
                RELOCATION.pack_into(source.data, at, place, 0, 0)


def disassembled(path: Path) -> list[list[tuple[int, int]]]:
    """Where the code of each object of a file leads to, in its own section, without a relocation."""
    command = ["objdump", "--disassemble", "--no-show-raw-insn", f"--section={CODE.decode()}", str(path)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [[(int(place, 16), int(end, 16)) for place, end in JUMP.findall(part)] for part in text.split("     file format ")[1:]]


def prune(objects: Iterable[tuple[bytearray, int, list[tuple[int, int]] | None]], entry: bytes) -> None:
    """Changes objects in place; each is given with its place in the data, and with what `disassembled` says of it, if it was asked."""
    reach = Reach()
    for data, base, jumps in objects:
        reach.add(Source(data, base, jumps))
    reach.mark(entry)
    reach.prune()
