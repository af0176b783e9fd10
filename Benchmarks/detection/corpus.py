"""The text files of a machine, which nobody here wrote, in pieces as telemetry carries them."""

from __future__ import annotations

import gzip
import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from random import Random

# Where files of a kind are, and how they end.
STDLIB = sysconfig.get_paths()["stdlib"]
PACKAGES = sysconfig.get_paths()["purelib"]
KINDS: dict[str, tuple[list[str], tuple[str, ...]]] = {
    "documentation": (["/usr/share/doc"], ("",)),
    "man pages": (["/usr/share/man"], ("",)),
    "C headers": (["/usr/include"], (".h", ".hpp")),
    "Python": ([STDLIB, PACKAGES, "/usr/lib/python3"], (".py",)),
    "JSON": (["/usr/share", "/usr/lib", STDLIB, PACKAGES], (".json", ".ipynb")),
    "JS and HTML": (["/usr/share", "/usr/lib", STDLIB, PACKAGES], (".js", ".mjs", ".ts", ".html", ".css")),
    "configuration": (["/etc", "/usr/share", "/usr/lib", PACKAGES], (".yaml", ".yml", ".conf", ".ini", ".toml", ".cfg")),
    "READMEs": (["/usr/share", "/usr/lib", PACKAGES], (".md", ".rst", "README")),
    "logs": (["/var/log"], (".log", ".log.gz", ".log.1")),
}  # fmt: skip

MAXIMUM_FILE = 4 << 20
PIECE_LINES = 20
PIECE_BYTES = 8 << 10


def files(kind: str, extra: list[str], megabytes: float, seed: int) -> Iterator[bytes]:
    """Different files of a kind in the order that the seed gives, until there are enough bytes."""
    roots, endings = KINDS[kind]
    paths = []
    for root in roots + extra:
        if Path(root).is_dir():
            paths += [path for path in Path(root).rglob("*") if path.name.endswith(endings)]
    paths = sorted(set(paths))
    Random(seed).shuffle(paths)
    left = megabytes * 1e6
    seen = set()
    for path in paths:
        content = read(path)
        digest = hashlib.sha256(content).digest()
        if not content or digest in seen:
            continue
        seen.add(digest)
        yield content
        left -= len(content)
        if left <= 0:
            return


def read(path: Path) -> bytes:
    """The text in a file, inflated; nothing if it is none or too large."""
    try:
        if not path.is_file() or path.is_symlink() or path.stat().st_size > MAXIMUM_FILE:
            return b""
        content = path.read_bytes()
        if content.startswith(b"\x1f\x8b"):
            content = gzip.decompress(content)
    except (OSError, EOFError, ValueError):
        return b""
    if b"\0" in content or len(content) > MAXIMUM_FILE:
        return b""
    try:
        content.decode()
    except UnicodeDecodeError:
        return b""
    return content


def pieces(content: bytes) -> Iterator[str]:
    """Some lines at a time, and of long lines the beginning."""
    piece: list[str] = []
    size = 0
    for line in content.decode().splitlines():
        line = line[:PIECE_BYTES]
        if piece and (len(piece) == PIECE_LINES or size + len(line) > PIECE_BYTES):
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += len(line) + 1
    if piece:
        yield "\n".join(piece)


if __name__ == "__main__":
    for name in KINDS:
        print(name, sum(len(content) for content in files(name, [], 1000, 7)) / 1e6, file=sys.stderr)
