"""A store of artifacts that speaks as much of S3 as MLflow's server and its presigned addresses need."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

BUCKET = "artifacts"


class Storage:
    def __init__(self) -> None:
        #: What was stored, by its key.
        self.files: dict[str, bytes] = {}
        #: Parts, by the key of their file and their number.
        self.parts: dict[tuple[str, int], bytes] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"storage": self}))
        #: For the server's `--artifacts-destination`.
        self.url = f"s3://{BUCKET}"
        #: For the server's environment.
        self.variables = {
            "MLFLOW_S3_ENDPOINT_URL": f"http://127.0.0.1:{self._server.server_port}",
            "AWS_ACCESS_KEY_ID": "of-a-test",
            "AWS_SECRET_ACCESS_KEY": "of-a-test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    storage: Storage
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        key, query = self._target()
        body = self._body().decode()
        if "uploads" in query:
            return self._answer(f"<InitiateMultipartUploadResult><Key>{key}</Key><UploadId>u</UploadId>")
        numbers = [int(number) for number in re.findall(r"<PartNumber>(\d+)</PartNumber>", body)]
        etags = re.findall(r"<ETag>(?:&quot;|\")?tag-(\d+)(?:&quot;|\")?</ETag>", body)
        assert [int(etag) for etag in etags] == numbers
        self.storage.files[key] = b"".join(self.storage.parts[key, number] for number in numbers)
        self._answer(f"<CompleteMultipartUploadResult><Key>{key}</Key>")

    def do_PUT(self) -> None:
        key, query = self._target()
        assert "X-Amz-Signature" in query, "only at an address that the server has given out"
        number = int(query["partNumber"][0])
        self.storage.parts[key, number] = self._body()
        self._answer("", ("ETag", f'"tag-{number}"'))

    def do_GET(self) -> None:
        self._answer("<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated>")

    def _target(self) -> tuple[str, dict[str, list[str]]]:
        parts = urlsplit(self.path)
        return unquote(parts.path).removeprefix(f"/{BUCKET}/"), parse_qs(parts.query, keep_blank_values=True)

    def _body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("content-length", "0")))

    def _answer(self, xml: str, *headers: tuple[str, str]) -> None:
        root = re.match(r"<(\w+)>", xml)
        body = f"{xml}</{root[1]}>".encode() if root else b""
        self.send_response(200)
        for name, value in (("Content-Type", "application/xml"), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        pass
