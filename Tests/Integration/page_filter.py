"""Example 2 with a filter in the program, as MLflow's page has it: messages are looked for where the page looks."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import mlflow
from mlflow.entities.span import Span, SpanType

EXAMPLE = Path(__file__).resolve().parents[2] / "Examples/mlflow/example2.py"
ACCOUNT_NUMBER = re.compile(r"\d{10}")


def without_numbers(messages):
    if isinstance(messages, dict):
        messages = messages.get("messages")
    return [message | {"content": ACCOUNT_NUMBER.sub("[REDACTED]", message["content"])} for message in messages]


def redact(span: Span) -> None:
    if span.span_type == SpanType.TOOL:
        span.set_outputs("[REDACTED]")
        return
    if isinstance(span.inputs, dict) and span.inputs.get("messages"):
        span.set_inputs({"messages": without_numbers(span.inputs["messages"])})
    if isinstance(span.outputs, dict) and span.outputs.get("messages"):
        span.set_outputs({"messages": without_numbers(span.outputs["messages"])})


mlflow.tracing.configure(span_processors=[redact])
runpy.run_path(str(EXAMPLE), run_name="__main__")
