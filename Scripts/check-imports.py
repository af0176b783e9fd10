#!/usr/bin/env python3
"""Checks that each target declares what its files import.

An undeclared import builds only when the other module happens to be built first, so a clean build fails by chance.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
IMPORT = re.compile(
    r"^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|private|fileprivate)\s+)?import\s+"
    r"(?:(?:struct|class|enum|protocol|typealias|func|let|var|actor)\s+)?(\w+)",
    re.MULTILINE,
)
#: What comes with Swift and the system.
TOOLCHAIN = {
    "Darwin", "Dispatch", "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Musl", "Swift",
    "Synchronization", "Testing", "XCTest",
}  # fmt: skip


def manifest() -> dict:
    """What the package manager reads from Package.swift."""
    command = ["swift", "package", "--package-path", str(ROOT), "dump-package"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def declared(target: dict) -> set[str]:
    """The modules that a target may import: each product has the name of its module here."""
    return {next(value[0] for value in dependency.values()) for dependency in target["dependencies"]}


def complaints(target: dict) -> list[str]:
    """What the files of a target import without a word in the manifest, each once."""
    folder = "Tests" if target["type"] == "test" else "Sources"
    place = ROOT / (target.get("path") or f"{folder}/{target['name']}")
    allowed = declared(target) | TOOLCHAIN | {target["name"]}
    wrong: dict[str, pathlib.Path] = {}
    for file in sorted(place.rglob("*.swift")):
        for module in set(IMPORT.findall(file.read_text())) - allowed:
            wrong.setdefault(module, file.relative_to(ROOT))
    return [
        f"{file} imports {module}: Package.swift must name it among the dependencies of {target['name']}"
        for module, file in sorted(wrong.items())
    ]


def main() -> int:
    """Prints what is wrong; 1 if anything is."""
    wrong = [line for target in manifest()["targets"] for line in complaints(target)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
