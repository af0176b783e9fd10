"""Assessments: feedback and expectations."""

from __future__ import annotations

import mlflow
from mlflow.entities import AssessmentSource, Expectation, Feedback
from mlflow.entities.assessment import AssessmentError

from client_api.recorder import Recorder
from client_api.tracing import new_trace
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    trace = new_trace()
    human = AssessmentSource("HUMAN", planter.value("source of a feedback", "EMAIL_ADDRESS"))
    feedback = do(
        "log_feedback",
        mlflow.log_feedback,
        trace_id=trace,
        name="clarity",
        value={"x": planter.sentence("value of a feedback"), "n": [1, None]},
        rationale=planter.sentence("rationale of a feedback"),
        metadata={"m": planter.sentence("metadata of a feedback")},
        source=human,
    )
    error = AssessmentError("E1", planter.sentence("error of a feedback"), planter.sentence("stack of a feedback"))
    do("log_feedback of an error", mlflow.log_feedback, trace_id=trace, name="broken", error=error)
    do(
        "log_expectation",
        mlflow.log_expectation,
        trace_id=trace,
        name="facts",
        value={"facts": [planter.sentence("value of an expectation"), 7]},
        metadata={"a": planter.sentence("metadata of an expectation")},
    )
    general = Expectation("general", [planter.sentence("value of an assessment")], AssessmentSource("LLM_JUDGE", "j"))
    do("log_assessment", mlflow.log_assessment, trace, general)
    do("get_assessment", mlflow.get_assessment, trace, feedback.assessment_id)
    changed = Feedback(name="clarity", value=0.5, rationale=planter.sentence("rationale of an update"))
    do("update_assessment", mlflow.update_assessment, trace, feedback.assessment_id, changed)
    do(
        "override_feedback",
        mlflow.override_feedback,
        trace_id=trace,
        assessment_id=feedback.assessment_id,
        value=planter.sentence("value of an override"),
        rationale=planter.sentence("rationale of an override"),
    )
    gone = mlflow.log_feedback(trace_id=trace, name="gone", value=False)
    do("delete_assessment", mlflow.delete_assessment, trace, gone.assessment_id)
    do("delete_assessment of none", mlflow.delete_assessment, trace, "a-" + "0" * 32)
    do("get_trace with assessments", do.client.get_trace, trace, display=False)
