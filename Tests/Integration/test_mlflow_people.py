"""What people write about traces is redacted in drop-in mode, and keeps working; what passes by design is known."""

from __future__ import annotations

import json
import re
import urllib.request

import pytest
from mlflow_versions import SERVERS, run_client


def get(url: str) -> dict:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.loads(answer.read())


@pytest.mark.parametrize("version", SERVERS)
def test_labels_reviews_issues_and_datasets(version, server_of, start_gateway, planter):
    server = server_of(version)
    proxy = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=server.url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
    experiment = server.create_experiment(planter.seed)
    printed = run_client(
        version, "people_program.py", planter.seed, experiment, MLFLOW_TRACKING_URI=proxy.mlflow_url
    )
    said = json.loads(printed.splitlines()[-1])
    planter.adopt(said["plants"])
    assert len(planter.places()) > 15

    outputs = proxy.outputs() | dict(server.stored())
    leaked = {leak.plant.place for where, data in outputs.items() for leak in planter.leaks(data, where)}
    assert leaked == {"by design: prompt", "by design: scorer", "by design: file of a run"}

    ids = said["ids"]
    api = f"{server.url}/api/3.0/mlflow"
    schema = get(f"{api}/label-schemas/get?schema_id={ids['schema']}")["label_schema"]
    assert schema["instruction"] == planter.redacted(planter.sentence("new instruction"))
    # MLflow takes no option twice.
    yes, option = schema["input"]["categorical"]["options"]
    assert yes == "yes" and re.fullmatch("<EMAIL_ADDRESS:[0-9a-f]{16}>", option)
    queue = get(f"{api}/review-queues/get?queue_id={ids['queue']}")["review_queue"]
    # Two queues of an experiment have different names.
    assert re.fullmatch("now of <EMAIL_ADDRESS:[0-9a-f]{16}>", queue["name"])
    assert sorted(queue["schema_ids"]) == sorted([ids["schema"], ids["other"]])
    (item,) = get(f"{api}/review-queues/items/list?queue_id={ids['queue']}")["items"]
    assert (item["item_id"], item["status"]) == (ids["trace"], "COMPLETE")

    # Who reviews is told apart, as MLflow does it: whatever the case of the letters.
    assert len(set(queue["users"])) == 2
    assert all(re.fullmatch("<email_address:[0-9a-f]{16}>", user) for user in queue["users"])
    assert item["completed_by"] in queue["users"]
    first, second, third = ids["queues of users"]
    assert (first == third, first == second) == (True, False)
