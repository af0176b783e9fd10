"""Attachments of which some are texts, of several declared types, and other files beside them, each with a planted value.

    text_attachments_program.py SEED EXPERIMENT

Prints the id of the trace, where its artifacts are, and the register of planted values as JSON.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import mlflow
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from mlflow.tracing.attachments import Attachment
from planting import Planter


def main() -> None:
    planter = Planter(sys.argv[1])
    mlflow.set_experiment(experiment_id=sys.argv[2])

    def content(place: str, magic: bytes = b"") -> bytes:
        return magic + (planter.sentence(place) + " ").encode() * 20

    files = {
        "json": ("application/json", json.dumps({"note": planter.sentence("json")}).encode()),
        "csv": ("text/csv", content("csv")),
        "plain": ("text/plain", content("plain")),
        "image": ("image/png", content("image", b"\x89PNG\r\n\x1a\n")),
        "unknown": ("application/octet-stream", content("unknown", b"%PDF-1.7 \x00\xff")),
    }
    with mlflow.start_span("attachments") as span:
        span.set_inputs({name: Attachment(content_type=type, content_bytes=data) for name, (type, data) in files.items()})
    mlflow.flush_trace_async_logging()
    location = mlflow.MlflowClient().get_trace(span.trace_id, display=False).info.tags["mlflow.artifactLocation"]
    repository = get_artifact_repository(location, tracking_uri=mlflow.get_tracking_uri())
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("notes.json", files["json"][1]), ("picture.txt", files["image"][1])):
            path = Path(folder, name)
            path.write_bytes(data)
            repository.log_artifact(str(path))
    print(json.dumps({"location": location.removeprefix("mlflow-artifacts:/"), "id": span.trace_id, "plants": planter.dump()}))


if __name__ == "__main__":
    main()
