"""An application as a user of MLflow would write it: MLflow's client with a tracking URI and nothing else, and
personal data in every place of a trace that the client has.

Prints, as JSON, the trace ids it made and what it planted in them.
"""

from __future__ import annotations

import base64
import json
import os
import sys

import mlflow
import mlflow.entities
from mlflow.entities import AssessmentSource, SpanEvent

from planting import Planter


def run(planter: Planter, experiment: str, rounds: int) -> list[str]:
    mlflow.set_experiment(experiment_id=experiment)
    say = planter.sentence
    ids = []
    # A server on files takes no such name, redacted or not.
    on_files = bool(os.environ.get("SERVER_ON_FILES"))
    private_names = {} if on_files else {planter.value("tag key", "EMAIL_ADDRESS"): "key"}

    @mlflow.trace(name=f"stream {say('span name')}", span_type="LLM")
    def stream(question: str):
        text = say("stream chunks")
        yield from (text[start : start + 5] for start in range(0, len(text), 5))

    @mlflow.trace(span_type="TOOL")
    def tool(payload):
        raise ValueError(say("exception"))

    @mlflow.trace(span_type="AGENT")
    def agent(question, **rest):
        span = mlflow.get_current_active_span()
        span.set_attribute("note", say("attribute"))
        span.set_attribute("number", planter.number("attribute, number"))
        span.set_attribute("nested", {"list": [{"deep": json.dumps({"text": say("attribute, nested JSON")})}]})
        span.add_event(SpanEvent(f"event {say('event name')}", attributes={"text": say("event attribute")}))
        # Clients of 3.4 have no links.
        if link := getattr(mlflow.entities, "Link", None):
            span.add_link(link(trace_id=span.trace_id, span_id=span.span_id, attributes={"why": say("link")}))
        list(stream(say("input of a generator")))
        try:
            tool({"to": say("input")})
        except ValueError:
            pass
        mlflow.update_current_trace(
            tags={"owner": say("tag")} | private_names,
            metadata={
                "mlflow.trace.user": planter.value("user", "EMAIL_ADDRESS"),
                "mlflow.trace.session": f"session of {planter.value('session', 'EMAIL_ADDRESS')}",
                "more": say("metadata"),
            },
            client_request_id=f"request of {planter.value('client request id', 'EMAIL_ADDRESS')}",
            request_preview=say("request preview"),
            response_preview=say("response preview"),
        )
        span.set_status("ERROR")
        return {"answer": say("output"), "again": question}

    for number in range(rounds):
        picture = base64.b64encode(say("attachment").encode()).decode()
        agent(say("question"), number=number, image=f"data:text/plain;base64,{picture}")
        ids.append(mlflow.get_last_active_trace_id())
    mlflow.flush_trace_async_logging()

    source = AssessmentSource("HUMAN", planter.value("assessment source", "EMAIL_ADDRESS"))
    feedback = mlflow.log_feedback(
        trace_id=ids[0],
        name="helpful",
        value={"text": say("feedback value")},
        rationale=say("rationale"),
        source=source,
        metadata={"from": say("assessment metadata")},
    )
    mlflow.update_assessment(
        trace_id=ids[0],
        assessment_id=feedback.assessment_id,
        assessment=mlflow.entities.Feedback(name="helpful", value=say("feedback update"), rationale=say("new rationale")),
    )
    mlflow.log_expectation(trace_id=ids[0], name="wanted", value=say("expectation"), source=source)
    mlflow.log_expectation(
        trace_id=ids[0], name="wanted too", value={"deep": [say("expectation, nested")]}, source=source
    )
    mlflow.set_trace_tag(ids[0], "later", say("late tag"))
    mlflow.set_trace_tag(ids[0], "plain", "stays as it is")
    return ids


def main() -> None:
    planter = Planter(sys.argv[1])
    ids = run(planter, sys.argv[2], int(sys.argv[3]))
    json.dump({"ids": ids, "plants": planter.dump()}, sys.stdout)


if __name__ == "__main__":
    assert os.environ["MLFLOW_TRACKING_URI"]
    main()
