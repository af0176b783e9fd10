"""A destination that takes OTLP of all signals, and answers as a test wants."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import zstandard


@dataclass(frozen=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes
    raw: bytes
    status: int

    @property
    def raw_size(self) -> int:
        return len(self.raw)


def inflated(body: bytes, coding: str | None) -> bytes:
    if coding == "gzip":
        return gzip.decompress(body)
    return zstandard.ZstdDecompressor().decompress(body) if coding == "zstd" else body


class Sink:
    """`decide` is given path, headers and decompressed body, and says the status, or besides more headers and a text."""

    def __init__(
        self, decide: Callable[[str, dict, bytes], int | tuple[int, dict] | tuple[int, dict, bytes]], port: int = 0
    ) -> None:
        self.requests: list[Received] = []
        lock, requests = threading.Lock(), self.requests

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                body = inflated(raw, headers.get("content-encoding"))
                decided = decide(self.path, headers, body)
                status, more, *text = decided if isinstance(decided, tuple) else (decided, {})
                answer = b"".join(text)
                with lock:
                    requests.append(Received(self.path, headers, body, raw, status))
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def taken(self, path: str = "/v1/traces") -> list[bytes]:
        return [one.body for one in self.requests if one.status == 200 and one.path == path]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
