#!/usr/bin/env python3
"""Writes what each setting means into the program, from the tables of Settings.md and Destinations.md: for `--help` and the schema.

`Scripts/setting-meanings.py` writes the file; with `--check` it only says whether the file is what it would write.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = [REPOSITORY / f"docs/TraceVeil.docc/{name}.md" for name in ("Settings", "Destinations")]
FILE = REPOSITORY / "Sources/TraceVeilGateway/Configuration/Reading/SettingMeanings+Table.swift"
ROW = re.compile(r"^\| ((?:`[A-Z][A-Z0-9_]*`(?:, )?)+) \| (.*?) \| (.*) \|$", re.MULTILINE)
LONGEST = 200


def plain(text: str) -> str:
    text = re.sub(r"\s*\(<doc:[^>]*>\)", "", text)
    text = re.sub(r"\s*See <doc:[^>]*>\.?", "", text)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("`", "").replace("\\|", "|").strip()


def meaning(default: str, text: str) -> str:
    text = plain(text)
    if text.startswith("or "):
        text = f"{plain(default)}, {text}"
    # The first sentences that fit; a cell of the table may be long.
    sentences = re.split(r"(?<=[.;]) (?=[A-Z0-9`])", text)
    shown = sentences[0]
    for sentence in sentences[1:]:
        if len(shown) + len(sentence) > LONGEST:
            break
        shown += f" {sentence}"
    return shown.rstrip(".;")


def table() -> str:
    rows: dict[str, str] = {}
    for page in PAGES:
        for names, default, text in ROW.findall(page.read_text()):
            for name in re.findall(r"[A-Z][A-Z0-9_]*", names):
                rows.setdefault(name, meaning(default, text))
    lines = "\n".join(f"    {name}: {text}" for name, text in sorted(rows.items()))
    assert '"""' not in lines and "\\" not in lines
    return (
        "// Written by Scripts/setting-meanings.py from the documentation.\n\n"
        "extension SettingMeanings {\n"
        "  /// A line for each setting, and for each ending of the settings of a destination that others do not have.\n"
        f'  static let table = """\n{lines}\n    """\n}}\n'
    )


def main() -> int:
    if "--check" in sys.argv[1:]:
        return 0 if FILE.read_text() == table() else 1
    FILE.write_text(table())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
