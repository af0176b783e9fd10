"""An HTTP server that passes requests on, keeps a copy, and misbehaves by script.

It stands on plain sockets, so that it can break a connection at a chosen
moment. Each request takes the next step of the script; past its end, `FORWARD`.
Drop-in mode's own question, `GET /health`, is forwarded and leaves no trace.
"""

from __future__ import annotations

import gzip
import http.client
import socket
import ssl
import struct
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """What to do with one request."""

    name: str
    reads: bool = True  # read the request before anything else
    forwards: bool = False  # pass it on
    status: int = 0  # answer with this instead
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    stalls: bool = False  # never answer
    resets: bool = False  # break the connection off


FORWARD = Step("forward", forwards=True)
STALL = Step("stall", stalls=True)
RESET_BEFORE_READING = Step("reset before reading", reads=False, resets=True)
RESET_AFTER_READING = Step("reset after reading", resets=True)
RESET_AFTER_FORWARDING = Step("reset after forwarding", forwards=True, resets=True)


def unavailable(retry_after: str | None = None, status: int = 503) -> Step:
    headers = (("Retry-After", retry_after),) if retry_after is not None else ()
    return Step(f"answer {status}", status=status, headers=headers)


@dataclass
class Recorded:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    raw_body: bytes
    step: str
    answer_status: int | None = field(default=None)

    @property
    def body(self) -> bytes:
        """The body with its gzip taken off."""
        return (
            gzip.decompress(self.raw_body)
            if self.headers.get("content-encoding") == "gzip"
            else self.raw_body
        )


class ScriptedProxy:
    """With `tls` it serves HTTPS; what it forwards to is plain HTTP in any case.

    Requests that begin with `spared`, or not with `only`, are forwarded, and take no step."""

    def __init__(
        self,
        upstream: str,
        script: Iterable[Step] = (),
        port: int = 0,
        tls: ssl.SSLContext | None = None,
        spared: tuple[bytes, ...] = (),
        only: bytes = b"",
    ) -> None:
        self._tls = tls
        self._spared = spared
        self._only = only
        self._upstream = upstream.removeprefix("http://")
        self._script = deque(script)
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._stalled: set[socket.socket] = set()
        self.requests: list[Recorded] = []
        self.steps_taken: list[str] = []
        self._listener = socket.create_server(("127.0.0.1", port), backlog=64)
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def bytes_seen(self) -> bytes:
        """Everything that came in: request lines, headers, bodies."""
        return b"\n".join(
            f"{r.method} {r.path} {r.headers}".encode() + b"\n" + r.raw_body + b"\n" + r.body
            for r in self.requests
        )

    def script_is_done(self) -> bool:
        with self._lock:
            return not self._script

    def stalled(self) -> int:
        """How many requests wait for an answer that will not come."""
        with self._lock:
            return len(self._stalled)

    def cut_stalled(self) -> None:
        """Breaks off what is stalled; later requests go on with the script."""
        with self._lock:
            stalled = list(self._stalled)
        for connection in stalled:
            _shut(connection)

    def forward_from_now_on(self) -> None:
        with self._lock:
            self._script.clear()

    def close(self) -> None:
        self._closing.set()
        _shut(self._listener)
        self._listener.close()
        with self._lock:
            open_connections = list(self._connections)
        for connection in open_connections:
            _shut(connection)

    def _next_step(self) -> Step:
        with self._lock:
            step = self._script.popleft() if self._script else FORWARD
            self.steps_taken.append(step.name)
            return step

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._connections.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            if self._tls:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as reader:
                # A request has begun when its first byte is there; it is not taken yet.
                while start := reader.peek(1):
                    is_question = b"/health HTTP/" in start.partition(b"\r\n")[0]
                    is_spared = is_question or start.startswith(self._spared) or not start.startswith(self._only)
                    step = FORWARD if is_spared else self._next_step()
                    if not self._handle(connection, reader, step, is_question):
                        return
        except OSError:
            pass  # The peer went away, which is its right.
        finally:
            with self._lock:
                self._connections.discard(connection)
                self._stalled.discard(connection)

    def _handle(self, connection: socket.socket, reader, step: Step, is_question: bool = False) -> bool:
        """One request. Answers whether the connection is still good."""
        if not step.reads:
            _reset(connection)
            return False
        request = _read_request(reader, step.name)
        if not is_question:
            with self._lock:
                self.requests.append(request)
        if step.stalls:
            with self._lock:
                self._stalled.add(connection)
            while connection.recv(65536):
                pass
            return False
        if step.forwards:
            status, headers, body = self._forward(request)
        else:
            status, headers, body = step.status, list(step.headers), step.body
        request.answer_status = status
        if step.resets:
            _reset(connection)
            return False
        lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, 'Other')}"]
        lines += [f"{name}: {value}" for name, value in headers]
        lines += [f"content-length: {len(body)}", "", ""]
        connection.sendall("\r\n".join(lines).encode("latin-1") + body)
        return request.headers.get("connection", "").lower() != "close"

    def _forward(self, request: Recorded) -> tuple[int, list[tuple[str, str]], bytes]:
        upstream = http.client.HTTPConnection(self._upstream, timeout=60)
        headers = request.headers | {"host": self._upstream, "connection": "close"}
        headers.pop("transfer-encoding", None)
        headers["content-length"] = str(len(request.raw_body))
        try:
            upstream.request(request.method, request.path, request.raw_body, headers)
            answer = upstream.getresponse()
            dropped = {"connection", "content-length", "transfer-encoding", "date", "server"}
            kept = [(name, value) for name, value in answer.getheaders() if name.lower() not in dropped]
            return answer.status, kept, answer.read()
        except OSError:
            return 502, [], b""
        finally:
            upstream.close()


def _read_request(reader, step: str) -> Recorded:
    method, path, _ = reader.readline().decode("latin-1").split(" ", 2)
    headers = {}
    for name, value in http.client.parse_headers(reader).items():
        headers[name.lower()] = value
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _read_chunks(reader)
    else:
        body = reader.read(int(headers.get("content-length", "0")))
        if len(body) < int(headers.get("content-length", "0")):
            raise ConnectionError("the peer went away within a body")
    return Recorded(method, path, headers, body, step)


def _read_chunks(reader) -> bytes:
    body = b""
    while size := int(reader.readline().split(b";")[0], 16):
        body += reader.read(size)
        reader.readline()
    while reader.readline() not in (b"\r\n", b""):
        pass
    return body


def _reset(connection: socket.socket) -> None:
    """Closes with a TCP reset instead of an orderly end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _shut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # Already closed.
