"""An evaluation: traces, assessments of them, and a run with what came of it."""

from __future__ import annotations

import os

import mlflow
from mlflow.genai import scorer

from client_api.recorder import Recorder
from client_api.tracing import active_experiment
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    # In one order.
    os.environ["MLFLOW_GENAI_EVAL_MAX_WORKERS"] = "1"
    active_experiment()

    @scorer
    def short(outputs: str) -> bool:
        return len(outputs) < 5

    def answer(question: str) -> str:
        return planter.sentence("answer in an evaluation")

    row = {
        "inputs": {"question": planter.sentence("question in an evaluation")},
        "expectations": {"facts": planter.sentence("expectation in an evaluation")},
    }
    do("evaluate", mlflow.genai.evaluate, data=[row], predict_fn=answer, scorers=[short])
    do("list_scorers", mlflow.genai.list_scorers, experiment_id=active_experiment())
    do("get_scorer", mlflow.genai.get_scorer, name="polite", experiment_id=active_experiment())
    do("delete_scorer", mlflow.genai.delete_scorer, name="polite", experiment_id=active_experiment(), version="all")
