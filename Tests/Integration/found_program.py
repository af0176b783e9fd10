"""What MLflow's client writes under names of people, and then reads, searches, sets again and deletes by the same names.

    found_program.py URL

Prints, as JSON, what each question found, in words of this program's own: it is the same with and without redaction.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

import mlflow
from mlflow import MlflowClient
from mlflow.genai import label_schemas, review_queues

LENA, KIM = "lena.moss@post.example", "kim.hale@post.example"
# MLflow takes no at sign in the key of a tag that is set by itself.
ADDRESS, OTHER = "10.20.30.40", "10.20.30.41"


def call(url: str, method: str, path: str, body: dict | None = None) -> tuple[int, dict]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, {}


class Traces:
    """Two traces, known as `a` and `b`."""

    def __init__(self, url: str, experiment: str) -> None:
        self.url, self.experiment = url, experiment
        self.client = MlflowClient(url)
        self.names: dict[str, str] = {}
        for name, person, address in (("a", LENA, ADDRESS), ("b", KIM, OTHER)):
            with mlflow.start_span(f"mail to {person}") as span:
                span.set_inputs({"to": person})
                span.set_attribute(f"owner of {name}", person)
                mlflow.update_current_trace(
                    tags={f"of {person}": name, f"from {address}": "x", "contact": f"ask {person}"},
                    metadata={"note": f"by {person}"},
                    session_id=person,
                    user=person,
                    client_request_id=f"request of {person}",
                )
            self.names[span.trace_id] = name
            mlflow.flush_trace_async_logging()
            mlflow.log_feedback(trace_id=span.trace_id, name=f"liked by {person}", value=f"yes, {person}")
            mlflow.log_expectation(trace_id=span.trace_id, name=f"for {person}", value="good")

    def found(self, filter_string: str) -> list[str]:
        traces = self.client.search_traces(locations=[self.experiment], filter_string=filter_string)
        return sorted(self.names[trace.info.trace_id] for trace in traces)

    def tags(self, name: str) -> list[str]:
        """Values of the tags that no one but this program has set."""
        (trace_id,) = [one for one, other in self.names.items() if other == name]
        tags = self.client.get_trace(trace_id, display=False).info.tags
        return sorted(value for key, value in tags.items() if not key.startswith("mlflow.") and key != "contact")


def traces(url: str, experiment: str) -> Iterator[tuple[str, object]]:
    made = Traces(url, experiment)
    for filter_string in (
        f"tags.`of {LENA}` = 'a'",
        f"tag.`of {LENA}` LIKE '%'",
        f"tags.\"from {ADDRESS}\" = 'x'",
        f"tags.`of {KIM}` IS NOT NULL",
        f"tags.`of {KIM}` = 'a'",
        f"metadata.`mlflow.trace.session` = '{LENA}'",
        f"metadata.mlflow.trace.session = '{KIM}' AND trace.status = 'OK'",
        f"feedback.`liked by {LENA}` LIKE '%yes%'",
        f"expectation.`for {KIM}` = 'good'",
        "tags.contact = 'nobody'",
    ):
        yield filter_string, made.found(filter_string)
    # Other people's values may become the same, but nothing is missing.
    for filter_string in (
        f"tags.contact = 'ask {LENA}'",
        f"tags.contact ILIKE '%{LENA}%'",
        f"metadata.note = 'by {LENA}'",
        f"trace.name = 'mail to {LENA}'",
        f"span.name IN ('mail to {LENA}', 'other')",
        f"trace.client_request_id = 'request of {LENA}'",
        f"trace.text LIKE '%{LENA}%'",
        f"span.name = 'mail to {LENA}'",
        f"span.attributes.`owner of a` LIKE '%{LENA}%'",
        f"feedback.`liked by {LENA}` = 'yes, {LENA}'",
    ):
        yield f"finds a: {filter_string}", "a" in made.found(filter_string)

    one = {name: trace_id for trace_id, name in made.names.items()}["a"]
    client = made.client
    client.set_trace_tag(one, f"from {ADDRESS}", "again")
    client.set_trace_tag(one, f"from {OTHER}", "other")
    yield "tags set again", made.tags("a")
    client.delete_trace_tag(one, f"from {ADDRESS}")
    client.delete_trace_tag(one, f"of {LENA}")
    yield "tags deleted", made.tags("a")
    yield "metrics", [
        call(url, "POST", "/api/3.0/mlflow/traces/metrics", metrics_of(experiment, filter_string))[1]
        .get("data_points", [{}])[0].get("values", {}).get("COUNT")
        for filter_string in (f"trace.tag.`of {KIM}` = 'b'", f"trace.metadata.`mlflow.trace.session` = '{LENA}'")
    ]
    both = {"filter_string1": f"tags.`of {KIM}` = 'b'", "filter_string2": "trace.status = 'OK'"}
    path = "/api/3.0/mlflow/traces/calculate-filter-correlation"
    yield "correlation", call(url, "POST", path, both | {"experiment_ids": [experiment]})[1].get("filter1_count")
    query = urllib.parse.urlencode(
        {"experiment_ids": experiment, "filter": f"tags.`of {KIM}` = 'b'", "max_results": 5}
    )
    status, answer = call(url, "GET", f"/api/2.0/mlflow/traces?{query}")
    yield "search of old clients", (status, [made.names[one["request_id"]] for one in answer.get("traces", [])])


def metrics_of(experiment: str, filter_string: str) -> dict:
    return {
        "experiment_ids": [experiment],
        "view_type": "TRACES",
        "metric_name": "trace_count",
        "aggregations": [{"aggregation_type": "COUNT"}],
        "filters": [filter_string],
    }


def datasets(url: str, experiment: str) -> Iterator[tuple[str, object]]:
    client = MlflowClient(url)
    made = {
        person: mlflow.genai.create_dataset(
            name=f"mails of {person}", experiment_id=experiment, tags={f"of {person}": "x", ADDRESS: "y"}
        )
        for person in (LENA, KIM)
    }
    ids = {one.dataset_id: person for person, one in made.items()}

    def tags(person: str) -> list[str]:
        kept = client.get_dataset(made[person].dataset_id).tags
        return sorted(value for key, value in kept.items() if not key.startswith("mlflow."))

    for filter_string in (
        f"name = 'mails of {LENA}'",
        f"name LIKE '%{KIM}'",
        f"tags.`of {LENA}` = 'x'",
        f"tags.`{ADDRESS}` = 'y'",
    ):
        found = mlflow.genai.search_datasets(experiment_ids=[experiment], filter_string=filter_string)
        yield f"datasets: {filter_string}", sorted(ids[one.dataset_id] for one in found)
    yield "dataset by name", ids[mlflow.genai.get_dataset(name=f"mails of {KIM}").dataset_id]
    one = made[LENA].dataset_id
    mlflow.genai.set_dataset_tags(dataset_id=one, tags={f"of {LENA}": "again"})
    mlflow.genai.set_dataset_tags(dataset_id=one, tags={f"of {KIM}": "other"})
    yield "dataset's tags set again", tags(LENA)
    mlflow.genai.delete_dataset_tag(dataset_id=one, key=f"of {LENA}")
    mlflow.genai.delete_dataset_tag(dataset_id=one, key=ADDRESS)
    yield "dataset's tags deleted", tags(LENA)
    for person in (LENA, KIM, LENA):
        made[LENA].merge_records(
            [{"inputs": {"q": f"to {person}"}, "expectations": {"a": "b"}, "tags": {f"of {person}": person[0]}}]
        )
    made[LENA].merge_records([{"inputs": {"q": f"to {LENA}"}, "tags": {f"of {KIM}": "k"}}])
    rows = mlflow.genai.create_dataset(name="rows of traces", experiment_id=experiment)
    asked = []
    for person in (LENA, KIM):
        with mlflow.start_span("ask") as span:
            span.set_inputs({"q": f"who is {person}?"})
        mlflow.flush_trace_async_logging()
        asked.append(client.get_trace(span.trace_id, display=False))
    for some in (asked, asked[:1]):
        rows.merge_records(some)
        yield f"rows of traces, after {len(some)}", len(mlflow.genai.get_dataset(dataset_id=rows.dataset_id).to_df())
    path = f"/api/3.0/mlflow/datasets/{one}/records"
    records = json.loads(call(url, "GET", path)[1]["records"])
    kept = [{key: value for key, value in one["tags"].items() if "mlflow." not in key} for one in records]
    yield "records and their tags", sorted(sorted(tags.values()) for tags in kept)


def issues(url: str, experiment: str) -> Iterator[tuple[str, object]]:
    api = "/api/3.0/mlflow/issues"
    ids = {}
    for person, other in ((LENA, KIM), (KIM, LENA)):
        issue = {
            "experiment_id": experiment,
            "name": f"of {person}",
            "description": f"by {person}",
            "categories": [f"for {person}", f"with {other}"],
            "metadata": {f"of {person}": "x", f"of {other}": "y"},
        }
        ids[person] = call(url, "POST", api, issue)[1]["issue"]["issue_id"]
    for question in ({"categories": [f"for {LENA}"]}, {"categories": [f"with {LENA}"]}, {"categories": ["for nobody"]}):
        found = call(url, "POST", f"{api}/search", {"experiment_id": experiment} | question)[1].get("issues", [])
        yield f"issues: {question}", sorted(person for one in found for person, id in ids.items() if id == one["issue_id"])
    found = call(url, "POST", f"{api}/search", {"experiment_id": experiment, "name": f"of {LENA}"})[1]
    yield "an issue by its name", ids[LENA] in [one["issue_id"] for one in found.get("issues", [])]
    status, _ = call(url, "PATCH", f"{api}/{ids[LENA]}", {"delete_metadata_keys": [f"of {LENA}"]})
    left = call(url, "GET", f"{api}/{ids[LENA]}")[1]["issue"].get("metadata", {})
    yield "metadata that is left", (status, sorted(left.values()))


def reviews(url: str, experiment: str) -> Iterator[tuple[str, object]]:
    api = "/api/3.0/mlflow"
    for person in (LENA, KIM):
        label_schemas.create_label_schema(
            f"liked by {person}", type="feedback", input=label_schemas.InputText(), experiment_id=experiment
        )
        review_queues.create_review_queue(
            f"queue of {person}", queue_type="custom", users=[person], experiment_id=experiment
        )
    passing = label_schemas.InputPassFail(positive_label=f"of {LENA}", negative_label=f"of {KIM}")
    label_schemas.create_label_schema("who passes", type="feedback", input=passing, experiment_id=experiment)
    choice = label_schemas.InputCategorical(options=[f"of {LENA}", f"of {KIM}"])
    schema = label_schemas.create_label_schema("whose", type="feedback", input=choice, experiment_id=experiment)
    (trace, *_) = MlflowClient(url).search_traces(locations=[experiment])
    said = mlflow.log_feedback(trace_id=trace.info.trace_id, name="whose", value=f"of {KIM}")
    yield "the option that was chosen", schema.input.options.index(said.value)
    review_queues.get_or_create_user_queue(LENA, experiment_id=experiment)
    for kind, answer, names in (
        ("label-schemas", "label_schema", (f"liked by {LENA}", f"liked by {KIM}", f"liked by x{LENA}")),
        ("review-queues", "review_queue", (f"queue of {LENA}", f"queue of {KIM.upper()}", LENA, KIM)),
    ):
        ids = []
        for name in names:
            query = urllib.parse.urlencode({"experiment_id": experiment, "name": name})
            status, found = call(url, "GET", f"{api}/{kind}/get-by-name?{query}")
            ids.append(found.get(answer, {}).get("schema_id" if kind == "label-schemas" else "queue_id"))
            yield f"{kind} {name}", status
        yield f"{kind} are others", len(set(ids))
    for person in (LENA, KIM.title()):
        query = urllib.parse.urlencode({"experiment_id": experiment, "user": person})
        answer = call(url, "GET", f"{api}/review-queues/list?{query}")[1]
        yield f"queues of {person}", len(answer.get("review_queues", []))


def main() -> None:
    url = sys.argv[1]
    mlflow.set_tracking_uri(url)
    experiment = mlflow.set_experiment("found again").experiment_id
    said = {}
    for part in (traces, datasets, reviews, issues):
        said.update(part(url, experiment))
    print(json.dumps(said))


if __name__ == "__main__":
    main()
