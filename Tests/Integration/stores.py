"""What a server keeps in a folder, with a database of SQLite in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def rows(database: Path, query: str) -> list[tuple]:
    """What a server has written by now; it may be running."""
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


def stored_in(folder: Path, database: str) -> Iterator[tuple[str, bytes]]:
    """All that a server keeps, with names: its files as raw bytes (database with journal,
    artifacts, log), and every cell of the database, since a long text is cut up in the file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"file {path.relative_to(folder)}", path.read_bytes()
    for (table,) in rows(folder / database, "SELECT name FROM sqlite_master WHERE type = 'table'"):
        cells = (cell for row in rows(folder / database, f'SELECT * FROM "{table}"') for cell in row if cell is not None)
        yield f"table {table}", b"\n".join(_bytes(cell) for cell in cells)


def _bytes(cell: object) -> bytes:
    return cell if isinstance(cell, bytes) else str(cell).encode()
