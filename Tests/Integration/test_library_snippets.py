"""The Swift of the documentation compiles as another package's, against the modules that `make test` built."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from gateway import REPOSITORY, binary

LIBRARY_PAGE = REPOSITORY / "docs/TraceVeil.docc/SwiftLibrary.md"
README = REPOSITORY / "README.md"
BLOCK = re.compile(r"^```swift\n(.*?)^```", re.MULTILINE | re.DOTALL)
IMPORT = re.compile(r"^import \w+\n", re.MULTILINE)
# What stands in a manifest, which only the package manager reads.
MANIFEST = re.compile(r"\.package\(|\.product\(")

# An exporter of one's own: the protocol has no requirement that another package cannot meet.
OWN_EXPORTER = """
import NIOCore
struct Mine: SpanExporter {
  var name: String { "mine" }
  func export(_ request: ExportRequest) async -> ExportResult {
    print(request.body.readableBytes)
    return .success
  }
  func shutdown(timeout: Duration) async -> FlushResult { .success }
}
"""


def blocks(page: Path) -> list[str]:
    return [code for code in BLOCK.findall(page.read_text()) if not MANIFEST.search(code)]


def modules() -> Path:
    """Of the build that the program is from; one of another place has none."""
    folder = binary().resolve().parent / "Modules"
    if not folder.is_dir():
        pytest.fail(f"{folder} does not exist: `make test` builds it")
    return folder


def module_maps() -> Iterator[Path]:
    """Of all C targets: a Swift module names those that it imports."""
    yield from (REPOSITORY / "Sources").rglob("module.modulemap")
    yield from modules().parent.glob("C*.build/module.modulemap")
    for found in (REPOSITORY / ".build/checkouts").rglob("include/module.modulemap"):
        if not re.search("test", str(found.relative_to(REPOSITORY)), re.IGNORECASE):
            yield found


def type_check(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """As a file that is in no package of ours."""
    imports = sorted(set(IMPORT.findall(code)))
    source = folder / "main.swift"
    source.write_text("".join(imports) + IMPORT.sub("", code))
    maps = [option for path in module_maps() for option in ("-Xcc", f"-fmodule-map-file={path}")]
    command = ["swiftc", "-typecheck", "-swift-version", "6", "-package-name", "outside", "-I", str(modules())]
    return subprocess.run([*command, *maps, str(source)], capture_output=True, text=True, timeout=300)


def test_snippets_compile_for_another_package(tmp_path: Path) -> None:
    library = blocks(LIBRARY_PAGE)
    assert len(library) >= 5
    # README's blocks go on from the page's first one, under the same names.
    readme = [f"do {{\n{code}}}" for code in blocks(README)]
    code = "\n".join([*library, OWN_EXPORTER, *readme])
    checked = type_check(code, tmp_path)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "inner",
    ["let cursor = WireScan.self", "let queue = BoundedQueue<Int>.self", "let scanner = TextScanner.self"],
)
def test_what_is_not_public_does_not(inner: str, tmp_path: Path) -> None:
    checked = type_check("import OTLP\nimport Redaction\nimport TraceVeil\n" + inner, tmp_path)
    assert checked.returncode != 0
    assert "cannot find" in checked.stderr
