#!/usr/bin/env python3
"""Checks what the documentation points to: links, anchors, files of the repository, names of the public API.

And that every public declaration is documented, and every public type listed.

Goes over every page in Markdown. Links between the pages of docs/TraceVeil.docc are docc's to check (Scripts/docs.sh).
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
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


# Their documentation is that of the protocol's requirement.
REQUIREMENTS = re.compile(
    r"\b(?:var (?:description|debugDescription|customMirror|startIndex|endIndex)|func (?:==|hash)|"
    r"init\(\w+Literal|subscript\(position)"
)
# The same of `SpanExporter`, in the types that conform to it and in its defaults.
EXPORTER_REQUIREMENTS = re.compile(
    r"\b(?:(?:var|let) (?:name|address|executor|compression|maximumConcurrentExports|requestCut|statistics)|"
    r"func (?:export|beginDrain|stopRetrying|forceFlush|reload|shutdown))\b"
)
LIBRARIES = ("OTLP", "Redaction", "TraceVeil", "TraceVeilTestSupport")


def public_declarations() -> Iterator[tuple[Path, int, str, bool]]:
    """File, line, text of each public declaration of the libraries, and whether it has a comment of its own.

    Cases of public enumerations and requirements of public protocols are public, though they do not say so.
    """
    for library in LIBRARIES:
        for file in tracked(f"Sources/{library}/*.swift"):
            lines = file.read_text().splitlines()
            # Of the enumerations and protocols that the line is in, how far their members are indented, and their kind.
            inside: list[tuple[int, str]] = []
            for index, line in enumerate(lines):
                indent = len(line) - len(line.lstrip())
                while inside and line.strip() and indent < inside[-1][0]:
                    inside.pop()
                kind = inside[-1][1] if inside and indent == inside[-1][0] else ""
                opened = re.match(r"\s*public (?:indirect )?(enum|protocol)\b[^}]*$", line)
                if opened:
                    inside.append((indent + 2, opened[1]))
                members = r"case\b" if kind == "enum" else r"(?:var|func|init|associatedtype)\b" if kind else "(?!)"
                if not re.match(rf"\s*(?:@\w+ )*(?:public (?!import)|{members})", line):
                    continue
                above = index - 1
                while above >= 0 and lines[above].lstrip().startswith("@"):
                    above -= 1
                yield file, index + 1, line.strip(), lines[above].lstrip().startswith("///")


def undocumented() -> list[str]:
    """Public declarations without a comment."""
    missing = []
    for file, line, text, is_documented in public_declarations():
        if is_documented or REQUIREMENTS.search(text):
            continue
        if file.stem.endswith("Exporter") and EXPORTER_REQUIREMENTS.search(text):
            continue
        missing.append(f"{file.relative_to(ROOT)}:{line}")
    return missing


def unlisted_types(page: Path) -> list[str]:
    """Public types that the page of the public API does not list."""
    listed = set(CODE.findall(page.read_text()))
    kinds = r"public (?:final |indirect )?(?:struct|enum|class|protocol|typealias|actor) (\w+)"
    return [
        match[1]
        for file, _, text, _ in public_declarations()
        if (match := re.match(kinds, text)) and match[1] not in listed and is_top_level(file, match[1])
    ]


def is_top_level(file: Path, name: str) -> bool:
    return re.search(rf"^(?:@\w+ )*public .*\b{name}\b", file.read_text(), re.MULTILINE) is not None


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
    faults += [f"{api.relative_to(ROOT)}: does not list {name}" for name in unlisted_types(api)]
    faults += [f"{place}: a public declaration without documentation" for place in undocumented()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
