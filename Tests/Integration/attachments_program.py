"""Attachments in every form in which a program has them, each a text with a planted value.

    attachments_program.py SEED EXPERIMENT

Prints the ids of the traces and the register of planted values as JSON.
"""

from __future__ import annotations

import base64
import json
import sys

import mlflow
from planting import Planter


def main() -> None:
    planter = Planter(sys.argv[1])
    mlflow.set_experiment(experiment_id=sys.argv[2])

    def data(place: str) -> str:
        return base64.b64encode(planter.sentence(place).encode()).decode()

    def png(place: str) -> str:
        return base64.b64encode(b"\x89PNG\r\n\x1a\n" + planter.sentence(place).encode()).decode()

    with mlflow.start_span("attachments", span_type="LLM") as span:
        parts = [
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{png('image URL')}"}},
            {"type": "input_audio", "input_audio": {"data": png("audio"), "format": "wav"}},
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": png("source")}},
        ]
        inputs = {
            "messages": [{"role": "user", "content": parts}],
            "file": f"data:text/plain;base64,{data('text')}",
            "nested": json.dumps({"deep": json.dumps({"url": f"data:text/plain;base64,{data('nested JSON')}"})}),
        }
        if attachments := getattr(mlflow.tracing, "attachments", None):
            content = planter.sentence("attachment").encode()
            inputs["attachment"] = attachments.Attachment(content_type="application/pdf", content_bytes=content)
        span.set_inputs(inputs)
        span.set_outputs({"b64_json": png("output")})
    mlflow.flush_trace_async_logging()
    print(json.dumps({"ids": [span.trace_id], "plants": planter.dump()}))


if __name__ == "__main__":
    main()
