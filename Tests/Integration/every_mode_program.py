"""An application on MLflow's own client, with personal data in every place the client has.

Started as a process of its own, with an environment that says how it sends. Prints what it planted and the traces it
made, as JSON. With `--processor page` it configures the filter for e-mail addresses of MLflow's page on redaction, and
with `--processor thorough` one that goes through every text of every attribute.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import re
import sys

import mlflow
from mlflow.entities import AssessmentSource, Link, SpanEvent

from planting import Planter

EMAIL = re.compile(r"[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\.[a-zA-Z0-9-.]+")
CARD = re.compile(r"\b\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b")


def page_filter(span) -> None:
    """What the page's first example does: it knows the inputs by name."""
    if span.inputs and "text" in span.inputs:
        span.set_inputs({"text": EMAIL.sub("[REDACTED]", span.inputs["text"])})


def thorough_filter(span) -> None:
    """As much as a processor can reach."""

    def scrub(value):
        if isinstance(value, str):
            return CARD.sub("[REDACTED]", EMAIL.sub("[REDACTED]", value))
        if isinstance(value, dict):
            return {scrub(key): scrub(item) for key, item in value.items()}
        if isinstance(value, list):
            return [scrub(item) for item in value]
        return value

    for key, value in span.attributes.items():
        if not key.startswith("mlflow.trace"):
            span.set_attribute(key, scrub(value))


PROCESSORS = {"none": [], "page": [page_filter], "thorough": [thorough_filter]}


class Application:
    """Each method is one trace; `tracks` says whether the client talks to a tracking server."""

    def __init__(self, planter: Planter, tracks: bool) -> None:
        self.planter = planter
        self.tracks = tracks
        self.traces: list[str] = []

    def text(self, place: str) -> str:
        return self.planter.sentence(place)

    def run(self) -> None:
        for trace in (
            self.inputs_and_outputs,
            self.attributes,
            self.exception,
            self.events_and_links,
            self.name,
            self.streams,
            self.attachment,
            self.native_span,
        ):
            trace()
        if self.tracks:
            self.trace_information()
            mlflow.flush_trace_async_logging()
            self.afterwards()
        mlflow.flush_trace_async_logging()

    def keep(self) -> None:
        """Called inside of a trace."""
        self.traces.append(mlflow.get_current_active_span().trace_id)

    def inputs_and_outputs(self) -> None:
        @mlflow.trace(span_type="TOOL")
        def tool(question: str, context: list) -> dict:
            return {"answer": self.text("outputs of a tool"), "echo": question}

        @mlflow.trace(span_type="AGENT")
        def agent(text: str) -> str:
            self.keep()
            nested = json.dumps({"note": self.text("JSON in inputs"), "deep": [{"n": 1}]})
            tool(self.text("inputs of a tool"), [{"content": self.text("list in inputs")}, nested, 7, None])
            return self.text("outputs of the root")

        agent(self.text("inputs of the root"))

    def attributes(self) -> None:
        with mlflow.start_span("attributes") as span:
            span.set_inputs({"card": self.planter.number("number in inputs"), "n": 1, "nan": float("nan")})
            span.set_attribute("text", self.text("attribute"))
            span.set_attribute("map", {"a": {"b": [self.text("map in an attribute")]}})
            span.set_attribute("card", self.planter.number("number in an attribute"))
            span.set_attribute(self.planter.value("key of an attribute", "EMAIL_ADDRESS"), 1)
            self.keep()

    def exception(self) -> None:
        @mlflow.trace
        def failing() -> None:
            self.keep()
            raise ValueError(self.text("exception"))

        try:
            failing()
        except ValueError:
            pass

    def events_and_links(self) -> None:
        with mlflow.start_span("events") as span:
            span.add_event(SpanEvent(self.text("name of an event"), attributes={"a": self.text("event")}))
            span.add_link(Link(span.trace_id, span.span_id, {"why": self.text("link")}))
            self.keep()

    def name(self) -> None:
        with mlflow.start_span(self.planter.value("name of a span", "EMAIL_ADDRESS")):
            self.keep()

    def streams(self) -> None:
        text = self.text("stream")

        @mlflow.trace
        def stream():
            self.keep()
            for start in range(0, len(text), 5):
                yield text[start : start + 5]

        for _ in stream():
            pass

    def attachment(self) -> None:
        content = base64.b64encode(self.text("attachment").encode()).decode()
        with mlflow.start_span("attachment") as span:
            url = f"data:text/plain;base64,{content}"
            content = [{"type": "image_url", "image_url": {"url": url}}]
            span.set_inputs({"messages": [{"role": "user", "content": content}]})
            self.keep()

    def native_span(self) -> None:
        tracer = mlflow.tracing.get_bridged_tracer_provider().get_tracer("application")
        with tracer.start_as_current_span("native") as span:
            span.set_attribute("gen_ai.operation.name", "chat")
            span.set_attribute("gen_ai.input.messages", json.dumps([{"content": self.text("native attribute")}]))
            span.add_event("gen_ai.choice", {"content": self.text("native event")})
            self.traces.append(f"tr-{span.get_span_context().trace_id:032x}")

    def trace_information(self) -> None:
        with mlflow.start_span("information"):
            mlflow.update_current_trace(
                tags={"note": self.text("tag")},
                metadata={"note": self.text("metadata")},
                user=self.planter.value("user", "EMAIL_ADDRESS"),
                session_id=self.planter.value("session", "EMAIL_ADDRESS"),
                client_request_id=self.planter.value("client request id", "EMAIL_ADDRESS"),
                request_preview=self.text("request preview"),
                response_preview=self.text("response preview"),
            )
            self.keep()

    def afterwards(self) -> None:
        """What is said about a trace when it is over."""
        trace = self.traces[0]
        source = AssessmentSource("HUMAN", self.planter.value("source of an assessment", "EMAIL_ADDRESS"))
        mlflow.set_trace_tag(trace, "late", self.text("late tag"))
        mlflow.log_feedback(
            trace_id=trace,
            name="quality",
            value=self.text("feedback"),
            rationale=self.text("rationale"),
            source=source,
            metadata={"note": self.text("metadata of feedback")},
        )
        mlflow.log_expectation(trace_id=trace, name="answer", value={"text": self.text("expectation")})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    parser.add_argument("--experiment", required=True)
    parser.add_argument("--processor", choices=PROCESSORS, default="none")
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    tracks = "MLFLOW_TRACKING_URI" in os.environ
    if tracks:
        mlflow.set_experiment(experiment_id=given.experiment)
    if PROCESSORS[given.processor]:
        mlflow.tracing.configure(span_processors=PROCESSORS[given.processor])
    planted: list[list] = []
    traces: list[str] = []
    for number in range(given.rounds):
        planter = Planter(f"{given.seed}/{number}" if number else given.seed)
        application = Application(planter, tracks)
        application.run()
        planted += planter.dump()
        traces += application.traces
    json.dump({"planted": planted, "traces": traces}, sys.stdout)


if __name__ == "__main__":
    main()
