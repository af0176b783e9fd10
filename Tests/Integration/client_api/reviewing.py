"""What people write who go over traces: issues, label schemas, review queues; and the judges, which pass."""

from __future__ import annotations

import mlflow
from mlflow.entities.issue import IssueSeverity
from mlflow.genai import make_judge
from mlflow.genai.label_schemas import InputText, create_label_schema
from mlflow.genai.review_queues import (
    add_items_to_review_queue,
    create_review_queue,
    set_review_queue_item_status,
)

from client_api.recorder import Recorder
from client_api.tracing import active_experiment, new_trace
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    experiment = active_experiment()
    # The client has issues since 3.18.
    if hasattr(mlflow.genai, "create_issue"):
        call_issues(do, planter, experiment)
    schema = do(
        "create_label_schema",
        create_label_schema,
        "helpful",
        type="feedback",
        input=InputText(),
        instruction=planter.sentence("instruction of a label schema"),
        experiment_id=experiment,
    )
    queue = do(
        "create_review_queue",
        create_review_queue,
        f"queue of {planter.value('name of a review queue', 'EMAIL_ADDRESS')}",
        queue_type="custom",
        users=[planter.value("user of a review queue", "EMAIL_ADDRESS")],
        schema_ids=[schema.schema_id] if schema else [],
        experiment_id=experiment,
    )
    trace = new_trace()
    if queue:
        do("add_items_to_review_queue", add_items_to_review_queue, queue.queue_id, item_ids=[trace])
        do(
            "set_review_queue_item_status",
            set_review_queue_item_status,
            queue.queue_id,
            item_id=trace,
            status="complete",
            completed_by=planter.value("who completed an item", "EMAIL_ADDRESS"),
        )
    judge = make_judge(name="polite", instructions="Is {{ outputs }} polite?", model="openai:/none")
    do("register a judge", judge.register, experiment_id=experiment)


def call_issues(do: Recorder, planter: Planter, experiment: str) -> None:
    issue = do(
        "create_issue",
        mlflow.genai.create_issue,
        planter.sentence("name of an issue"),
        severity=IssueSeverity.HIGH,
        description=planter.sentence("description of an issue"),
        categories=[planter.sentence("category of an issue")],
        metadata={"k": planter.sentence("metadata of an issue")},
        experiment_id=experiment,
    )
    text = planter.sentence("update of an issue")
    do("update_issue", mlflow.genai.update_issue, issue.issue_id, description=text)
