#!/usr/bin/env python3
"""Checks what the documentation points to: links, anchors, files of the repository, names of the public API.

Goes over every page in Markdown. Links between the pages of docs/TraceVeil.docc are docc's to check (Scripts/docs.sh).
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CATALOG = ROOT / "docs/TraceVeil.docc"
README_LINES = 150

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
# A file or folder of the repository, as text names one.
PATH = re.compile(r"(?:\.ci|Benchmarks|Examples|Protos|Samples|Scripts|Sources|Tests|docs)/[\w./+-]*")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def prose(text: str) -> str:
    """The text without blocks of code."""
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """Those that a forge gives to headings."""
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", prose(page.read_text()), re.MULTILINE):
        slug = re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        number = 0
        while (name := f"{slug}-{number}" if number else slug) in found:
            number += 1
        found.add(name)
    return found


def broken_link(page: Path, target: str) -> str | None:
    """Why a link is broken; None for one that is not, or leads elsewhere."""
    if re.match(r"[a-z]+:", target):
        return None
    path, _, anchor = target.partition("#")
    if CATALOG in page.parents:
        # The name of a picture; docc finds it. A path would lead nowhere on the web site.
        return None if "/" not in path and "." not in path else "a page of the catalog links with doc:"
    file = (page.parent / path).resolve() if path else page
    if not file.exists():
        return "there is no such file"
    if anchor and file.suffix == ".md" and anchor not in anchors(file):
        return "there is no such heading"
    return None


def missing_paths(text: str, names: set[str]) -> list[str]:
    """Files that the text names in code and that are not there. Patterns and placeholders are not looked for.

    `names` are those of all files, for a file of source code that is named without its folder.
    """
    missing = []
    for word in (word for code in CODE.findall(text) for word in code.split()):
        if re.search(r"[A-Z]{4,}(?=\.txt)", word):
            continue
        if PATH.fullmatch(word) and not (ROOT / word).exists():
            missing.append(word)
        elif re.fullmatch(r"[\w+]+\.(swift|py|c|h)", word) and word not in names:
            missing.append(word)
    return missing


def missing_types(page: Path) -> list[str]:
    """Types that the page of the public API lists and that the module does not declare public."""
    missing = []
    sections = re.compile(r"^### [^\n]*the module (\w+)\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
    for module, section in sections.findall(page.read_text()):
        sources = "\n".join(file.read_text() for file in tracked(f"Sources/{module}/*.swift"))
        for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE):
            for name in CODE.findall(row):
                kinds = "struct|enum|final class|class|protocol|typealias|actor"
                if not re.search(rf"public (?:{kinds}) {name}\b", sources):
                    missing.append(f"{module}.{name}")
    return missing


def main() -> int:
    faults: list[str] = []
    pages = tracked("*.md")
    names = {file.name for file in tracked("*.swift", "*.py", "*.c", "*.h")}
    for page in pages:
        name = page.relative_to(ROOT)
        text = prose(page.read_text())
        for target in LINK.findall(text):
            if why := broken_link(page, target):
                faults.append(f"{name}: {target}: {why}")
        faults += [f"{name}: {path}: there is no such file" for path in missing_paths(text, names)]
    readme = (ROOT / "README.md").read_text()
    if (lines := readme.count("\n")) > README_LINES:
        faults.append(f"README.md: {lines} lines, {README_LINES} at most; details go to docs/TraceVeil.docc")
    contents = (CATALOG / "Manual.md").read_text()
    for page in sorted(CATALOG.glob("*.md")):
        if page.stem == "Manual":
            continue
        if f"- <doc:{page.stem}>" not in contents:
            faults.append(f"docs/TraceVeil.docc/Manual.md: does not list {page.stem}")
        if f"(docs/TraceVeil.docc/{page.name})" not in readme:
            faults.append(f"README.md: does not link to {page.name}")
    api = CATALOG / "PublicAPI.md"
    faults += [f"{api.relative_to(ROOT)}: {name} is not public" for name in missing_types(api)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
