"""What people write who go over traces: issues, label schemas, review queues; and the judges, which pass."""

from __future__ import annotations

import mlflow
from mlflow.entities.issue import IssueSeverity
from mlflow.genai import make_judge
from mlflow.genai import label_schemas, review_queues

from client_api.recorder import Recorder
from client_api.tracing import active_experiment, new_trace
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    experiment = active_experiment()
    # The client has issues since 3.18.
    if hasattr(mlflow.genai, "create_issue"):
        call_issues(do, planter, experiment)
    else:
        do("log_issue of none", mlflow.log_issue, trace_id=new_trace(), issue_id="none", issue_name="none")
    schema = do(
        "create_label_schema",
        label_schemas.create_label_schema,
        "helpful",
        type="feedback",
        input=label_schemas.InputText(),
        instruction=planter.sentence("instruction of a label schema"),
        experiment_id=experiment,
    )
    queue = do(
        "create_review_queue",
        review_queues.create_review_queue,
        f"queue of {planter.value('name of a review queue', 'EMAIL_ADDRESS')}",
        queue_type="custom",
        users=[planter.value("user of a review queue", "EMAIL_ADDRESS")],
        schema_ids=[schema.schema_id] if schema else [],
        experiment_id=experiment,
    )
    trace = new_trace()
    if queue:
        do("add_items_to_review_queue", review_queues.add_items_to_review_queue, queue.queue_id, item_ids=[trace])
        do(
            "set_review_queue_item_status",
            review_queues.set_review_queue_item_status,
            queue.queue_id,
            item_id=trace,
            status="complete",
            completed_by=planter.value("who completed an item", "EMAIL_ADDRESS"),
        )
        call_queue(do, planter, experiment, queue.queue_id, trace)
    if schema:
        call_schema(do, planter, experiment, schema.schema_id)
    judge = make_judge(name="polite", instructions="Is {{ outputs }} polite?", model="openai:/none")
    do("register a judge", judge.register, experiment_id=experiment)


def call_queue(do: Recorder, planter: Planter, experiment: str, queue: str, trace: str) -> None:
    user = planter.value("another user of a review queue", "EMAIL_ADDRESS")
    do("get_review_queue", review_queues.get_review_queue, queue)
    do("update_review_queue", review_queues.update_review_queue, queue, users=[user])
    do("list_review_queues", review_queues.list_review_queues, user=user, experiment_id=experiment)
    do("list_review_queue_items", review_queues.list_review_queue_items, queue)
    do("get_or_create_user_queue", review_queues.get_or_create_user_queue, user, experiment_id=experiment)
    do("remove_items_from_review_queue", review_queues.remove_items_from_review_queue, queue, item_ids=[trace])
    do("delete_review_queue", review_queues.delete_review_queue, queue)


def call_schema(do: Recorder, planter: Planter, experiment: str, schema: str) -> None:
    text = planter.sentence("update of a label schema")
    do("update_label_schema", label_schemas.update_label_schema, schema, instruction=text)
    do("get_label_schema", label_schemas.get_label_schema, schema_id=schema)
    do("list_label_schemas", label_schemas.list_label_schemas, experiment)
    do("delete_label_schema", label_schemas.delete_label_schema, schema_id=schema)


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
    do("get_issue", mlflow.genai.get_issue, issue.issue_id)
    do("search_issues", mlflow.genai.search_issues, experiment_id=experiment)
    why = planter.sentence("rationale of a trace's issue")
    do("log_issue", mlflow.log_issue, trace_id=new_trace(), issue_id=issue.issue_id, rationale=why)
