#!/usr/bin/env python3
"""Checks that the folders of each target use each other one way, and hold at most MAXIMUM_FILES files.

A folder uses another when a file of it names a type or a function that a file of the other declares at its top
level, or a member that the other has in an extension. Names that more than one file declares don't count: which one is
meant is for the compiler to know.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
MAXIMUM_FILES = 22
TEXTS = re.compile(r'"""(?:.|\n)*?"""|"(?:\\.|[^"\\\n])*"|/\*(?:.|\n)*?\*/|//[^\n]*')
DECLARATIONS = re.compile(
    r"^(?:@\w+(?:\([^)]*\))?\s+)*"
    r"(?:(?:public|package|private|fileprivate|internal|final|indirect|nonisolated)\s+)*"
    r"(?:struct|class|enum|protocol|actor|typealias|func)\s+(\w+)",
    re.MULTILINE,
)
EXTENSIONS = re.compile(r"^(?:(?:public|package) )?extension [^{]*\{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
KINDS = r"(?:struct|class|enum|protocol|actor|typealias|func|var|let|case)\s+(\w+)"
# A member stands two blanks in. One that is private is nobody else's.
MEMBERS = re.compile(rf"^  (?!  |.*\b(?:file)?private\b(?!\(set))(?:@?[\w()]+\s+)*?{KINDS}", re.MULTILINE)


def read(folder: pathlib.Path) -> dict[pathlib.Path, str]:
    """The code of all files, without texts and comments."""
    return {file: TEXTS.sub(" ", file.read_text()) for file in sorted(folder.rglob("*.swift"))}


def declared_once(code: dict[pathlib.Path, str]) -> set[str]:
    """Names that a single file declares, wherever in it: others may have members of the name, too."""
    files: dict[str, int] = {}
    for text in code.values():
        for name in set(re.findall(rf"\b{KINDS}", text)):
            files[name] = files.get(name, 0) + 1
    return {name for name, count in files.items() if count == 1}


def uses(target: pathlib.Path, unique: set[str]) -> dict[pathlib.Path, dict[pathlib.Path, str]]:
    """Which folders use which, each with one use to show. Members count whose names are `unique`."""
    code = read(target)
    members = {
        name: file.parent
        for file, text in code.items()
        for extension in EXTENSIONS.findall(text)
        for name in MEMBERS.findall(extension)
        if name in unique
    }
    declared: dict[str, set[pathlib.Path]] = {}
    for file, text in code.items():
        for name in DECLARATIONS.findall(text):
            declared.setdefault(name, set()).add(file.parent)
    found: dict[pathlib.Path, dict[pathlib.Path, str]] = {}
    for file, text in code.items():
        folder = found.setdefault(file.parent, {})
        for word in set(re.findall(r"\w+", text)):
            places = declared.get(word, set())
            if len(places) == 1 and (place := next(iter(places))) != file.parent:
                folder.setdefault(place, f"{file.name} uses {word}")
        for word in set(re.findall(r"\.(\w+)", text)):
            if (owner := members.get(word, file.parent)) != file.parent:
                folder.setdefault(owner, f"{file.name} uses .{word}")
    return found


def reachable(found: dict[pathlib.Path, dict[pathlib.Path, str]], start: pathlib.Path) -> set[pathlib.Path]:
    """All folders that one uses, through others too."""
    seen: set[pathlib.Path] = set()
    waiting = [start]
    while waiting:
        for folder in found.get(waiting.pop(), {}):
            if folder not in seen:
                seen.add(folder)
                waiting.append(folder)
    return seen


def complaints(target: pathlib.Path, unique: set[str]) -> list[str]:
    """What is wrong with a target, sorted."""
    found = uses(target, unique)
    reached = {folder: reachable(found, folder) for folder in found}
    wrong = [
        f"{folder} uses {other} ({use}), which uses {folder}: move what both need below both"
        for folder, others in found.items()
        for other, use in others.items()
        if folder in reached[other]
    ]
    for folder in found:
        count = len(list(folder.glob("*.swift")))
        if count > MAXIMUM_FILES:
            wrong.append(f"{folder} holds {count} files: divide it, {MAXIMUM_FILES} are the bound")
    return sorted(wrong)


def main() -> int:
    """Prints what is wrong; 1 if anything is."""
    targets = sorted(target for target in (ROOT / "Sources").iterdir() if target.is_dir())
    unique = declared_once(read(ROOT / "Sources"))
    wrong = [line.replace(f"{ROOT}/", "") for target in targets for line in complaints(target, unique)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
