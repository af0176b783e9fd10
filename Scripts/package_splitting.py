"""Cuts data of a Swift object into a section for each symbol, so that the linker can leave them out one by one.

Swift's compiler puts all witness tables and pointers to descriptors of a file into one section, all variables into another,
and all references to types into a third. One of them that is used keeps all, and with them the code and the types of each. On
Apple's systems linkers cut at symbols themselves, so the compiler counts on nothing that lies beside another.

Cut out is what is known by a symbol that other files may see, because an assembler leaves each reference to such a symbol to
the linker. What only its own file knows, the assembler may have turned into a distance: it stays where it is, and so does
whatever has, or is at the end of, a number that could be such a distance.
"""

from __future__ import annotations

import struct
from bisect import bisect_right

POINTERS, REFERENCES = (b".data.rel.ro", b".data"), b"swift5_typeref"
# By the ends of their names: metadata, tables of witnesses, of which each reference is of eight bytes.
ABSOLUTE = (b"Mf", b"N", b"WV", b"WP")
# A reference of four bytes and a number: a name that is looked up once and its length, a function and what it needs.
COUNTED = (b"MD", b"Mr", b"Tu")
PROGBITS, SYMTAB, RELA, SYMTAB_SHNDX = 1, 2, 4, 18
ALLOC, EXEC, LEFT_ALONE = 0x2, 0x4, 0x4 | 0x10 | 0x80 | 0x200 | 0x400  # code, merged, in an order, of a group, of a thread
LOCAL, SECTION = 0, 3
# Numbers of sections from here on mean something else.
RESERVED = 0xFF00
HEADER, SYMBOL, RELOCATION = struct.Struct("<IIQQQQIIQQ"), struct.Struct("<IBBHQQ"), struct.Struct("<QQq")
# R_X86_64_64 and R_AARCH64_ABS64 fill eight bytes, the others of data four.
OF_EIGHT_BYTES = (1, 257)


class Header:
    """A header of a section."""

    def __init__(self, packed: bytes) -> None:
        self.name, self.kind, self.flags, _, self.offset, self.size, self.link, self.info, self.align, self.entry = HEADER.unpack(packed)

    def packed(self) -> bytes:
        place = self.name, self.kind, self.flags, 0, self.offset, self.size
        return HEADER.pack(*place, self.link, self.info, self.align, self.entry)


class Symbol:
    """An entry of the table of symbols."""

    def __init__(self, fields: tuple[int, ...]) -> None:
        self.name, self.info, self.other, self.section, self.value, self.size = fields
        self.is_local, self.is_section = self.info >> 4 == LOCAL, self.info & 15 == SECTION

    def packed(self) -> bytes:
        return SYMBOL.pack(self.name, self.info, self.other, self.section, self.value, self.size)


class Cluster:
    """Symbols that share bytes, such as a table and a place in it."""

    def __init__(self, symbol: Symbol) -> None:
        self.start, self.end, self.symbols = symbol.value, symbol.value + symbol.size, [symbol]

    def can_move(self) -> bool:
        return self.end > self.start and not any(symbol.is_local for symbol in self.symbols)


class Splitter:
    def __init__(self, data: bytes) -> None:
        self.file = bytearray(data)
        (at,), (count, names) = struct.unpack_from("<Q", data, 40), struct.unpack_from("<HH", data, 60)
        self.headers = [Header(data[place : place + HEADER.size]) for place in range(at, at + count * HEADER.size, HEADER.size)]
        strings = self.headers[names].offset if names < count else 0
        self.names = [data[strings + h.name : data.index(0, strings + h.name)] for h in self.headers]
        self.table = next((h for h in self.headers if h.kind == SYMTAB), None)
        self.is_of_swift = any(name.startswith(b"swift5_") for name in self.names)
        self.has_small_numbers = not any(h.kind == SYMTAB_SHNDX for h in self.headers)

    def split(self) -> bytes:
        if self.table is None or not self.is_of_swift or not self.has_small_numbers:
            return bytes(self.file)
        place, before = self.table.offset, len(self.headers)
        self.symbols = [Symbol(one) for one in SYMBOL.iter_unpack(self.file[place : place + self.table.size])]
        self.relocations = {h.info: h for h in self.headers if h.kind == RELA}
        self.meant = self._meant()
        for number in range(before):
            header = self.headers[number]
            is_plain = header.kind == PROGBITS and header.flags & ALLOC and not header.flags & LEFT_ALONE
            if is_plain and self.names[number] in (*POINTERS, REFERENCES):
                self._cut(number)
        if len(self.headers) == before:
            return bytes(self.file)
        assert len(self.headers) < RESERVED
        self.file[place : place + self.table.size] = b"".join(symbol.packed() for symbol in self.symbols)
        struct.pack_into("<Q", self.file, 40, self._append(b""))
        struct.pack_into("<H", self.file, 60, len(self.headers))
        return bytes(self.file) + b"".join(header.packed() for header in self.headers)

    def _append(self, data: bytes) -> int:
        self.file += bytes(-len(self.file) % 8)
        self.file += data
        return len(self.file) - len(data)

    def _entries(self, table: Header | None) -> list[tuple[int, int, int]]:
        return sorted(RELOCATION.iter_unpack(self.file[table.offset : table.offset + table.size])) if table else []

    def _meant(self) -> dict[int, set[int]]:
        """The places that the file refers to by the start of their section. Code counts from the end of an instruction."""
        meant: dict[int, set[int]] = {}
        for number, table in self.relocations.items():
            reach = 9 if self.headers[number].flags & EXEC else 1
            for _, info, addend in self._entries(table):
                symbol = self.symbols[info >> 32]
                if symbol.is_local and 0 < symbol.section < RESERVED:
                    start = symbol.value + addend
                    meant.setdefault(symbol.section, set()).update(range(start, start + reach))
        return meant

    def _clusters(self, number: int) -> list[Cluster]:
        found: list[Cluster] = []
        inside = (symbol for symbol in self.symbols if symbol.section == number and not symbol.is_section)
        for symbol in sorted(inside, key=lambda symbol: symbol.value):
            if found and symbol.value < found[-1].end:
                found[-1].symbols.append(symbol)
                # A name of a place in what another names says the size of the whole.
                if symbol.size != found[-1].symbols[0].size:
                    found[-1].end = max(found[-1].end, symbol.value + symbol.size)
            else:
                found.append(Cluster(symbol))
        return found

    def _cut(self, number: int) -> None:
        section, table = self.headers[number], self.relocations.get(number)
        clusters, entries = self._clusters(number), self._entries(table)
        starts = [cluster.start for cluster in clusters]

        def at(offset: int) -> Cluster | None:
            cluster = clusters[max(0, bisect_right(starts, offset) - 1)] if clusters else None
            return cluster if cluster and cluster.start <= offset < cluster.end else None

        staying = {at(offset) for offset in self.meant.get(number, ())}
        if self.names[number] in POINTERS:
            staying |= self._ends_of_distances(section, entries, at)
        # Metadata that has no other name has a word without a name before it.
        staying |= {cluster for cluster in clusters if self._name(cluster.symbols[0]).endswith(b"N")}
        moving = [cluster for cluster in clusters if cluster.can_move() and cluster not in staying]
        own: dict[Cluster | None, list[tuple[int, int, int]]] = {cluster: [] for cluster in [None, *moving]}
        for entry in entries:
            cluster = at(entry[0])
            own[cluster if cluster in own else None].append(entry)
        for cluster in moving:
            self._move(cluster, section, table, own[cluster])
        if table:
            table.size = RELOCATION.size * len(own[None])
            self.file[table.offset : table.offset + table.size] = b"".join(RELOCATION.pack(*one) for one in own[None])

    def _ends_of_distances(self, section: Header, entries: list[tuple[int, int, int]], at) -> set[Cluster | None]:
        """Both ends of each number that leads from one cluster of a section into another; its lowest two bits may be flags."""
        ends: set[Cluster | None] = set()
        filled = {place + more for place, info, _ in entries for more in ((0, 4) if info & 0xFFFFFFFF in OF_EIGHT_BYTES else (0,))}
        for place in range(0, section.size - 3, 4):
            (distance,) = struct.unpack_from("<i", self.file, section.offset + place)
            if distance and place not in filled and not self._holds_none(at(place), place) and at(place) is not at((place + distance) & ~3):
                ends |= {at(place), at((place + distance) & ~3)}
        return ends

    def _holds_none(self, cluster: Cluster | None, place: int) -> bool:
        """Whether a number is known to be none of these distances."""
        names = [self._name(symbol) for symbol in cluster.symbols] if cluster else []
        if names and all(name.startswith(b"got.") or name.endswith(ABSOLUTE) for name in names):
            return True
        is_second = cluster is not None and (cluster.end - cluster.start, place - cluster.start) == (8, 4)
        return is_second and names[0].endswith(COUNTED)

    def _name(self, symbol: Symbol) -> bytes:
        start = self.headers[self.table.link].offset + symbol.name
        return bytes(self.file[start : self.file.index(0, start)])

    def _move(self, cluster: Cluster, section: Header, table: Header | None, entries: list[tuple[int, int, int]]) -> None:
        """Its bytes stay where they are in the file: a header of its own describes them."""
        piece = Header(section.packed())
        piece.offset, piece.size = section.offset + cluster.start, cluster.end - cluster.start
        piece.align = min(section.align, cluster.start & -cluster.start) if cluster.start else section.align
        for symbol in cluster.symbols:
            symbol.section, symbol.value = len(self.headers), symbol.value - cluster.start
        self.headers.append(piece)
        if entries and table:
            moved = Header(table.packed())
            moved.info = len(self.headers) - 1
            packed = b"".join(RELOCATION.pack(place - cluster.start, info, addend) for place, info, addend in entries)
            moved.offset, moved.size = self._append(packed), len(packed)
            self.headers.append(moved)


def split(data: bytes) -> bytes:
    """An object, or each of an archive, which loses its index: lld does without."""
    if data.startswith(b"\x7fELF"):
        return Splitter(data).split()
    if not data.startswith(b"!<arch>\n"):
        return data
    parts, at = [data[:8]], 8
    while at + 60 <= len(data):
        head, size = data[at : at + 60], int(data[at + 48 : at + 58])
        content = data[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
        if not head.startswith((b"/ ", b"/SYM64/ ")):
            content = Splitter(content).split() if content.startswith(b"\x7fELF") else content
            parts += [head[:48], b"%-10d" % len(content), head[58:], content, b"\n" * (len(content) % 2)]
    return b"".join(parts)
