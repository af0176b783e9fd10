"""TLS for servers of the tests, with the certificates that the Swift tests have."""

from __future__ import annotations

import re
import ssl
from pathlib import Path

from gateway import REPOSITORY

SOURCE = REPOSITORY / "Tests/TestSupport/HTTP/TestCertificates.swift"


def certificate_files(folder: Path) -> dict[str, str]:
    """Writes each PEM text of the Swift source to a file under its name there; answers the paths."""
    texts = re.findall(r'static let (\w+) = """\n(.*?)"""', SOURCE.read_text(), re.DOTALL)
    for name, text in texts:
        (folder / f"{name}.pem").write_text("".join(line.strip() + "\n" for line in text.splitlines()))
    return {name: str(folder / f"{name}.pem") for name, _ in texts}


def server_context(files: dict[str, str], asks_for_client: bool = False) -> ssl.SSLContext:
    """For a server on loopback; with `asks_for_client` it takes only clients whom the authority has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["serverCertificate"], files["serverKey"])
    if asks_for_client:
        context.load_verify_locations(files["authority"])
        context.verify_mode = ssl.CERT_REQUIRED
    return context
