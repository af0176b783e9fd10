"""An HTTP proxy that makes tunnels (`CONNECT`), wherever they are asked to go, to one address."""

from __future__ import annotations

import socket
import threading


class Tunnel:
    def __init__(self, port: int) -> None:
        """`port`: where all tunnels lead to, on this machine."""
        self.asked: list[str] = []
        self.heads: list[str] = []
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = connection.recv(4096)
            if not piece:
                return
            head += piece
        text = head.decode("latin-1")
        self.heads.append(text)
        method, place, _ = text.split(" ", 2)
        assert method == "CONNECT", text
        self.asked.append(place)
        onward = socket.create_connection(("127.0.0.1", self._port))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        threading.Thread(target=_copy, args=[onward, connection], daemon=True).start()
        _copy(connection, onward)


def _copy(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
