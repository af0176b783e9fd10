"""A headless Chromium, to look at a page as a person does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

# Milliseconds of the page's own clock, which runs as fast as the page has nothing to do.
PAGE_TIME = 30000


@dataclass(frozen=True)
class Page:
    """What is on a page once its scripts have come to rest."""

    #: The texts, one behind the other.
    text: str
    #: The addresses of the images in it.
    images: tuple[str, ...]
    #: What its scripts have written to the console, and requests of it that failed.
    console: frozenset[str]


def open_page(url: str, folder: Path) -> Page:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "there is no Chromium; Scripts/install-system-packages.sh test installs it"
    # A browser that runs as root has no sandbox of its own.
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [
            *(program, "--headless", *rights, "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--no-proxy-server"),
            *(f"--user-data-dir={folder / 'chromium'}", "--window-size=1440,1100", "--lang=en-US"),
            *("--enable-logging=stderr", f"--virtual-time-budget={PAGE_TIME}", "--dump-dom", url),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    reader = _Reader()
    reader.feed(done.stdout)
    return Page(" ".join(" ".join(reader.texts).split()), tuple(reader.images), frozenset(_console(done.stderr)))


def _console(log: str) -> list[str]:
    """Without where it was written, which differs between the addresses of one page."""
    found = re.findall(r'CONSOLE[^"]*"(.*)", source: ', log)
    return [re.sub(r"https?://[^/\s]+", "", line) for line in found if "ResizeObserver loop" not in line]


class _Reader(HTMLParser):
    """Collects what can be read and seen."""

    UNSEEN = ("script", "style", "noscript", "template")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.images: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attributes) -> None:
        self._unseen += tag in self.UNSEEN
        values = dict(attributes)
        if tag == "img" and values.get("src"):
            self.images.append(values["src"])
        # Fields hold their text in an attribute, as do labels that only appear under the mouse.
        self.texts += [values[name] for name in ("value", "title", "aria-label", "alt") if values.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self.UNSEEN

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)
