"""What people write about traces besides the traces: label schemas, review queues, issues, datasets; and what passes
by design: prompts, scorers, files of runs.

    people_program.py SEED EXPERIMENT

Prints ids, and the register of planted values, as JSON.
"""

from __future__ import annotations

import json
import sys

import mlflow
from mlflow import MlflowClient
from mlflow.genai import label_schemas, make_judge, review_queues
from planting import Planter


def review(planter: Planter, experiment: str, trace_id: str) -> dict[str, object]:
    say = planter.sentence

    def person(place: str) -> str:
        return planter.value(place, "EMAIL_ADDRESS")

    choice = label_schemas.InputCategorical(options=["yes", person("option")])
    schema = label_schemas.create_label_schema(
        f"label {person('name of a label')}",
        type="feedback",
        input=choice,
        instruction=say("instruction"),
        experiment_id=experiment,
    )
    new = label_schemas.InputPassFail(positive_label=person("positive label"), negative_label="no")
    label_schemas.update_label_schema(schema.schema_id, instruction=say("new instruction"))
    other = label_schemas.create_label_schema("other", type="expectation", input=new, experiment_id=experiment)
    queue = review_queues.create_review_queue(
        f"queue of {person('name of a queue')}",
        queue_type="custom",
        users=[person("user of a queue")],
        schema_ids=[schema.schema_id, other.schema_id],
        experiment_id=experiment,
    )
    review_queues.update_review_queue(queue.queue_id, name=f"now of {person('new name of a queue')}")
    reviewer, other_reviewer = person("new user of a queue"), person("another user of a queue")
    review_queues.update_review_queue(queue.queue_id, users=[reviewer, other_reviewer])
    of_users = [
        review_queues.get_or_create_user_queue(user, experiment_id=experiment)
        for user in (reviewer, other_reviewer, reviewer.title())
    ]
    review_queues.add_items_to_review_queue(queue.queue_id, item_ids=[trace_id])
    review_queues.set_review_queue_item_status(
        queue.queue_id, item_id=trace_id, status="complete", completed_by=reviewer.upper()
    )
    ids = {"schema": schema.schema_id, "other": other.schema_id, "queue": queue.queue_id}
    return ids | {"queues of users": [queue.queue_id for queue in of_users]}


def others(planter: Planter, experiment: str) -> None:
    say = planter.sentence
    made = mlflow.genai.create_dataset(
        name=f"dataset {say('name of a dataset')}", experiment_id=experiment, tags={"of": say("tag of a dataset")}
    )
    record = {"inputs": {"q": say("input of a record")}, "expectations": {"a": say("expectation of a record")}}
    made.merge_records([record | {"tags": {"t": say("tag of a record")}}])
    if not hasattr(mlflow.genai, "create_issue"):
        return
    from mlflow.entities import IssueSeverity

    issue = mlflow.genai.create_issue(
        f"issue {say('name of an issue')}",
        severity=IssueSeverity.HIGH,
        description=say("description"),
        categories=[say("category")],
        metadata={"of": say("metadata of an issue")},
        experiment_id=experiment,
    )
    mlflow.genai.update_issue(issue.issue_id, description=say("new description"))


def by_design(planter: Planter, experiment: str) -> None:
    say = planter.sentence
    mlflow.genai.register_prompt(name="prompt", template=say("by design: prompt"))
    judge = make_judge(name="judge", instructions=f"{{{{ outputs }}}} {say('by design: scorer')}", model="openai:/x")
    judge.register(experiment_id=experiment)
    client = MlflowClient()
    run = client.create_run(experiment).info.run_id
    client.log_text(run, say("by design: file of a run"), "traces.json")


def main() -> None:
    planter = Planter(sys.argv[1])
    experiment = sys.argv[2]
    mlflow.set_experiment(experiment_id=experiment)
    with mlflow.start_span("root") as span:
        span.set_inputs("what it is about")
    mlflow.flush_trace_async_logging()
    ids = review(planter, experiment, span.trace_id)
    others(planter, experiment)
    by_design(planter, experiment)
    print(json.dumps({"ids": ids | {"trace": span.trace_id}, "plants": planter.dump()}))


if __name__ == "__main__":
    main()
