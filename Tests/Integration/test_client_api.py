"""All of MLflow's client API, directly and through drop-in mode: what differs is what was redacted, and nothing else.

Two fresh servers of a version are asked the same by the same program. Compared are how each call ended, the status, type
and content of each answer, and then every table of the two databases, row by row.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client
from planting import Planter

# Ids and times, which no two runs share, then addresses and the folder of a server.
OWN = [
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"[0-9a-f]{32,}"), "ID"),
    (re.compile(r'"[A-Za-z0-9+/]{22}=="|"[A-Za-z0-9+/]{11}="'), '"BASE64"'),
    (re.compile(r'\\"[A-Za-z0-9+/]{22}==\\"|\\"[A-Za-z0-9+/]{11}=\\"'), r'\\"BASE64\\"'),
    (re.compile(r"\b[a-z]+-[a-z]+-\d{1,3}\b"), "RUN"),
    (re.compile(r"\b(?:0x)?[0-9a-f]{16}\b"), "SPAN"),
    (re.compile(r"\b1[0-9]{18}\b|\b1[0-9]{12}\b"), "TIME"),
    (re.compile(r"\b20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?(\+00:00)?"), "TIME"),
    (re.compile(r"127\.0\.0\.1:\d+"), "SERVER"),
    (re.compile(r"[\w/.-]*/mlflow\d+\b"), "FOLDER"),
]  # fmt: skip

# How long something took, and what depends on the length of a text or on all of its bytes.
VARIABLE = re.compile(
    r'\\*"(?:execution_duration|execution_time_ms|duration_ns|digest|file_size|mlflow\.trace\.size\w+)\\*": ?'
    r'(?:\\*"\{.*?\}\\*"|\\*"[^"]*"|-?[0-9.]+)'
)

# Columns of the same kind.
VARIABLE_COLUMNS = {"duration_ns", "execution_time_ms", "digest", "duration"}

# What stands in the place of a value, in whatever form. MLflow writes names of users in small letters.
STAND_IN = re.compile(r"<?\b(EMAIL_ADDRESS|CREDIT_CARD)(?:[_:][0-9a-f]+)?>?", re.IGNORECASE)


def own_taken_out(text: str) -> str:
    text = STAND_IN.sub(lambda match: f"<{match[1].upper()}>", text)
    for pattern, name in OWN:
        text = pattern.sub(name, text)
    return VARIABLE.sub('"varies"', text)


# Maps of MLflow's messages, which have no order; and messages below which no map has one.
UNORDERED = {"tags", "trace_metadata", "metadata", "assessment_metadata"}
STRUCTURES = {"feedback", "expectation"}


def in_order(value: object, name: str = "") -> object:
    """JSON with the maps in order that have none, which MLflow writes as members or as a list of pairs. Of all others the
    order counts."""
    is_map = name in UNORDERED or name in STRUCTURES
    if isinstance(value, dict):
        below = {key: name if name in STRUCTURES else key for key in value}
        return {key: in_order(value[key], below[key]) for key in (sorted(value) if is_map else value)}
    if isinstance(value, list):
        items = [in_order(item) for item in value]
        has_keys = all(isinstance(item, dict) and "key" in item for item in items)
        return sorted(items, key=lambda item: str(item["key"])) if is_map and has_keys else items
    return value


def _json(value: object) -> object:
    """What a cell holds, if that is JSON."""
    try:
        return json.loads(value) if isinstance(value, str) and value[:1] in "{[" else value
    except ValueError:
        return value


class Run:
    """One run of the program, with its values taken out as redaction does it."""

    def __init__(
        self, server: MLflowServer, url: str, version: str, seed: str, *groups: str, is_async: bool = False
    ) -> None:
        self.server = server
        # One request after the other, so that both runs ask in the same order.
        synchronous = {"MLFLOW_ENABLE_ASYNC_TRACE_LOGGING": "false", "MLFLOW_USE_BATCH_SPAN_PROCESSOR": "false"}
        record = server.folder.with_suffix(".json")
        run_client(
            version,
            *("-m", "client_api", seed, str(record), *groups),
            timeout=300,
            MLFLOW_TRACKING_URI=url,
            MLFLOW_HTTP_REQUEST_MAX_RETRIES="1",
            **({} if is_async else synchronous),
        )
        said = json.loads(record.read_text())
        self.calls, self.unused = said["calls"], said["unused"]
        self.planter = Planter(seed)
        self.planter.adopt(said["plants"])

    def body(self, text: str) -> str:
        try:
            # What is redacted first, for the order of keys.
            return self.text(json.dumps(in_order(json.loads(self.planter.redacted(text)))))
        except ValueError:
            return self.text(text)

    def text(self, text: str) -> str:
        return own_taken_out(self.planter.redacted(text))

    def answers(self) -> Counter[str]:
        """How each call ended, and each of its requests with the answer."""
        found: Counter[str] = Counter()
        for call in self.calls:
            found[f"{call['name']} {call['end']}"] += 1
            for number, made in enumerate(call["requests"]):
                asked = f"{made['method']} {self.text(made['path'])} {made['status']} {made['type']}"
                found[f"{call['name']} {number}: {asked} {self.body(made['body'])}"] += 1
        return found

    def rows(self) -> dict[str, Counter[str]]:
        """The rows of each table, as often as they are there."""
        path = self.server.folder / "mlflow.db"
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            names = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: self.table(database, name) for name in names}

    def table(self, database: sqlite3.Connection, name: str) -> Counter[str]:
        found = database.execute(f'SELECT * FROM "{name}"')
        columns = [column[0] for column in found.description]
        rows = (zip(columns, row) for row in found)
        kept = ({column: in_order(_json(value), column) for column, value in row if column not in VARIABLE_COLUMNS} for row in rows)
        texts = (self.text(json.dumps(row, default=repr)) for row in kept)
        return Counter(text for text in texts if '"mlflow.trace.size' not in text or '"trace_id"' in text)

    def artifacts(self) -> Counter[str]:
        folder = self.server.folder / "artifacts"
        files = (path for path in Path(folder).rglob("*") if path.is_file())
        return Counter(f"{self.text(str(path.relative_to(folder)))}: {self.content(path)}" for path in files)

    def content(self, path: Path) -> str:
        text = path.read_bytes().decode("utf-8", "backslashreplace")
        return self.body(text) if path.name == "traces.json" else self.text(text)


def differences(direct: dict[str, Counter[str]], proxied: dict[str, Counter[str]]) -> list[str]:
    found = []
    for name in sorted(direct.keys() | proxied.keys()):
        ours, theirs = proxied.get(name, Counter()), direct.get(name, Counter())
        found += [f"{name}: directly alone: {row[:4000]}" for row in (theirs - ours).elements()]
        found += [f"{name}: through the proxy alone: {row[:4000]}" for row in (ours - theirs).elements()]
    return found


def is_second_upload(line: str) -> bool:
    """Whether a difference is that spans are uploaded that MLflow has: the proxy does not claim a trace of which another
    process has sent a part, since nobody knows whose spans are missing then."""
    is_upload = re.search(r"PUT \S+/artifacts/traces\.json 200", line) is not None
    is_start = "POST /api/3.0/mlflow/traces 200" in line or "artifact: " in line
    return is_upload or (is_start and "callee inside" in line)


@pytest.mark.parametrize("version", SERVERS)
def test_every_call_of_the_client_has_the_same_answer_and_leaves_the_same(version, start_gateway, tmp_path, planter):
    servers = [MLflowServer(tmp_path / f"mlflow{number}", version=version) for number in (1, 2)]
    try:
        gateway = start_gateway(
            TRACEVEIL_MLFLOW_UPSTREAM=servers[1].url,
            TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
            TRACEVEIL_MLFLOW_ATTACHMENTS="keep",
        )
        direct = Run(servers[0], servers[0].url, version, planter.seed)
        proxied = Run(servers[1], gateway.mlflow_url, version, planter.seed)
        assert proxied.unused == [], "every function of the client is called, or listed as one that is not about traces"
        found = differences({"answer": direct.answers()}, {"answer": proxied.answers()})
        found += differences(direct.rows(), proxied.rows())
        found += differences({"artifact": direct.artifacts()}, {"artifact": proxied.artifacts()})
        found = [line for line in found if not is_second_upload(line)]
        assert found == [], "\n".join(found)
        leaks = [str(leak) for where, data in servers[1].stored() for leak in proxied.planter.leaks(data, where)]
        assert leaks == [], "nothing that was planted is stored"
    finally:
        for server in servers:
            server.stop()
