#!/usr/bin/env python3
"""The linker of `make package`: lld, after it has been told what the program can do without.

Swift marks all that is public, and each record of a type or a conformance, as never to be thrown away: in a library
somebody could ask for it. In a program nobody can who does not name it. So what is public loses its mark, and a record
lives as long as the descriptor of its type (of its protocol where the type is elsewhere), which whoever can have such a
value refers to. Records of types that several files describe, those of C among them, keep their marks.

A file's tables of pointers and references to types are cut, so that one that is used does not keep all: `package_splitting`.
What is left of that kind, mostly in Swift's own libraries, loses its references where nothing reaches it: `package_reach`.

Tables for unwinding are left out but where C++ catches: Swift throws without them, and C not at all. A crash finds the calls
by frame pointers.

Changed are copies of the objects that SwiftPM has compiled, and of Swift's static libraries: flags, and where sections begin.
"""

from __future__ import annotations

import shlex
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import package_reach
from package_splitting import split

LINK_ORDER, RETAIN, EXCLUDE = 0x80, 0x200000, 0x80000000
SYMTAB, RELA, SYMTAB_SHNDX = 2, 4, 18
LOCAL, GLOBAL = 0, 1
RECORDS = ("swift5_protocols", "swift5_protocol_conformances", "swift5_type_metadata", "swift5_type_metadata_2")
# For debuggers, and for whoever asks for a type by its name: the runtime finds them by the descriptors.
UNASKED = ("swift5_fieldmd", "swift5_assocty", "swift5_builtin", "swift5_capture", "swift5_mpenum", ".swift_modhash")
ENTRY = b"traceveil_cli_main"
# A function that several libraries have is taken from the first, with its whole section. Not from these.
LAST = ("-l_StringProcessing", "-l_RegexParser")
CODE_AND_DATA = (".text", ".data", ".bss", ".rodata")


class Section:
    """A header of a section; `number` is its place among them."""

    def __init__(self, number: int, at: int, fields: tuple[int, ...]) -> None:
        self.number, self.at = number, at
        self.name_at, self.kind, self.flags, _, self.offset, self.size, self.link, self.info = fields[:8]
        self.name = ""


class ObjectFile:
    """An ELF object of 64 bits, little-endian, at `base` of `data`, which is changed in place."""

    def __init__(self, data: bytearray, base: int) -> None:
        self.data, self.base = data, base
        (headers,) = self._read("<Q", 40)
        size, count, names = self._read("<HHH", 58)
        first = Section(0, headers, self._read("<IIQQQQII", headers))
        # More than fit in the header of the file are counted in the first section.
        count, names = count or first.size, first.link if names == 0xFFFF else names
        places = [headers + number * size for number in range(count)]
        self.sections = [Section(n, at, self._read("<IIQQQQII", at)) for n, at in enumerate(places)]
        for section in self.sections:
            section.name = self._string(self.sections[names], section.name_at)
        self.symbols = next((s for s in self.sections if s.kind == SYMTAB), None)
        self.numbers = next((s for s in self.sections if s.kind == SYMTAB_SHNDX), None)
        self.relocations = {s.info: s for s in self.sections if s.kind == RELA}

    def _read(self, form: str, at: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self.data, self.base + at)

    def _string(self, table: Section, at: int) -> str:
        start = self.base + table.offset + at
        return self.data[start : self.data.index(0, start)].decode()

    def symbol(self, number: int) -> tuple[str, int, Section | None]:
        """Its name, its binding, and the section that it is in, if it is in this file."""
        name, info, _, place = self._read("<IBBH", self.symbols.offset + 24 * number)
        if place == 0xFFFF:
            (place,) = self._read("<I", self.numbers.offset + 4 * number)
        elif place >= 0xFF00:
            place = 0
        name = self._string(self.sections[self.symbols.link], name)
        return name, info >> 4, self.sections[place] if place else None

    def references(self, section: Section) -> dict[int, tuple[str, int, Section | None]]:
        """What a section refers to, by the place of the reference."""
        table = self.relocations.get(section.number)
        entries = range(table.size // 24) if table else ()
        found = (self._read("<QQ", table.offset + 24 * entry) for entry in entries)
        return {place: self.symbol(info >> 32) for place, info in found}

    def set_flags(self, section: Section, flags: int, link: int | None = None) -> None:
        section.flags = flags
        struct.pack_into("<Q", self.data, self.base + section.at + 8, flags)
        if link is not None:
            struct.pack_into("<I", self.data, self.base + section.at + 40, link)

    def names(self) -> set[str]:
        return {self.symbol(number)[0] for number in range(self.symbols.size // 24)}


def slim(file: ObjectFile) -> None:
    if file.symbols is None:
        return
    kept: set[int] = set()
    for section in file.sections:
        if section.name in RECORDS and section.flags & RETAIN:
            if described := described_by(file, section):
                file.set_flags(section, section.flags & ~RETAIN | LINK_ORDER, described.number)
            else:
                kept |= {place.number for _, _, place in file.references(section).values() if place}
    for section in file.sections:
        if section.flags & RETAIN and section.number not in kept and section.name.startswith(CODE_AND_DATA + UNASKED):
            file.set_flags(section, section.flags & ~RETAIN)
    unwinding = [section for section in file.sections if section.name == ".eh_frame"]
    if unwinding and "__cxa_end_catch" not in file.names():
        for section in unwinding:
            file.set_flags(section, section.flags | EXCLUDE)


def described_by(file: ObjectFile, record: Section) -> Section | None:
    """The descriptor that a record lives as long as; none where that cannot be said."""
    references = file.references(record)
    if len(references) != 1 or record.size != 4:
        return None
    ((name, binding, place),) = references.values()
    if place is None:
        return None
    if record.name != "swift5_protocol_conformances":
        return place if binding in (LOCAL, GLOBAL) and name.endswith(("Mn", "Mp")) else None
    parts = file.references(place)
    # The first words of a descriptor of a conformance: the protocol, the type.
    for at, suffix in ((4, "Mn"), (0, "Mp")):
        name, binding, part = parts.get(at, ("", LOCAL, None))
        if part is not None and binding in (LOCAL, GLOBAL) and name.endswith(suffix):
            return part
    return None


def objects_in(data: bytearray) -> Iterator[int]:
    """Where the objects of a file begin: it is one, or an archive."""
    if data.startswith(b"\x7fELF"):
        yield 0
    elif data.startswith(b"!<arch>\n"):
        at = 8
        while at + 60 <= len(data):
            size = int(data[at + 48 : at + 58])
            if data.startswith(b"\x7fELF", at + 60):
                yield at + 60
            at += 60 + size + size % 2


def slimmed(path: Path) -> bytearray:
    data = bytearray(split(path.read_bytes()))
    for base in objects_in(data):
        slim(ObjectFile(data, base))
    return data


def prune(copies: dict[Path, Path], contents: dict[Path, bytearray]) -> None:
    """What has been compiled for the package has a section for each function. In that of libraries one has to look."""
    objects = []
    for path, copy in copies.items():
        bases = list(objects_in(contents[path]))
        jumps = package_reach.disassembled(copy) if path.suffix == ".a" else [None for _ in bases]
        objects += [(contents[path], *one) for one in zip(bases, jumps, strict=True)]
    package_reach.prune(objects, ENTRY)


def main(arguments: list[str]) -> int:
    words: list[str] = []
    for argument in arguments:
        words += shlex.split(Path(argument[1:]).read_text()) if argument.startswith("@") else [argument]
    last = [word for word in words if word in LAST]
    words = [word for word in words if word not in LAST] + last
    swift = [Path(word[2:]) for word in words if word.startswith("-L") and "swift_static" in word]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies: dict[Path, Path] = {}
        contents: dict[Path, bytearray] = {}
        for place, word in enumerate(words):
            libraries = [path / f"lib{word[2:]}.a" for path in swift] if word.startswith("-l") else []
            path = next((path for path in libraries if path.exists()), Path(word))
            # Not those of Swift and the C library that begin and end each program.
            is_compiled = path.suffix == ".o" and any(part.endswith(".build") for part in path.parts)
            if path.suffix == ".a" or is_compiled:
                if path not in copies:
                    copies[path], contents[path] = folder / f"{place}-{path.name}", slimmed(path)
                    copies[path].write_bytes(contents[path])
                words[place] = str(copies[path])
        prune(copies, contents)
        for path, copy in copies.items():
            copy.write_bytes(contents[path])
        response = folder / "response"
        response.write_text("\n".join(shlex.quote(word) for word in words))
        # Of the toolchain that the libraries are of.
        return subprocess.run([swift[0].parents[2] / "bin/ld.lld", f"@{response}"]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
