"""Registered models, prompts, webhooks and datasets. Of these only evaluation datasets are redacted."""

from __future__ import annotations

from mlflow.genai import datasets

from client_api.recorder import Recorder
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    call_models(do)
    call_prompts(do)
    call_webhooks(do)
    call_datasets(do, planter)


def call_models(do: Recorder) -> None:
    client, name = do.client, "trace model of feedback"
    do("create_registered_model", client.create_registered_model, name, description="of spans", tags={"otel": "1"})
    do("update_registered_model", client.update_registered_model, name, description="of traces")
    do("set_registered_model_tag", client.set_registered_model_tag, name, "a/b", "v")
    do("delete_registered_model_tag", client.delete_registered_model_tag, name, "a/b")
    version = do("create_model_version", client.create_model_version, name, "s3://bucket/traces", description="x")
    do("create_model_version that is none", client.create_model_version, "nope", "s3://bucket/spans")
    number = version.version if version else "1"
    do("get_model_version", client.get_model_version, name, number)
    do("update_model_version", client.update_model_version, name, number, description="feedback")
    do("set_model_version_tag", client.set_model_version_tag, name, number, "span", "1")
    do("delete_model_version_tag", client.delete_model_version_tag, name, number, "span")
    do("transition_model_version_stage", client.transition_model_version_stage, name, number, "Staging")
    do("get_model_version_stages", client.get_model_version_stages, name, number)
    do("get_model_version_download_uri", client.get_model_version_download_uri, name, number)
    do("set_registered_model_alias", client.set_registered_model_alias, name, "trace", number)
    do("get_model_version_by_alias", client.get_model_version_by_alias, name, "trace")
    do("delete_registered_model_alias", client.delete_registered_model_alias, name, "trace")
    do("copy_model_version", client.copy_model_version, f"models:/{name}/{number}", "copy")
    do("get_latest_versions", client.get_latest_versions, name)
    do("search_model_versions", client.search_model_versions, f"name = '{name}'")
    do("search_registered_models", client.search_registered_models, "name LIKE 'trace%'")
    do("delete_model_version", client.delete_model_version, name, number)
    do("rename_registered_model", client.rename_registered_model, name, "assessment")
    do("get_registered_model", client.get_registered_model, "assessment")
    do("delete_registered_model", client.delete_registered_model, "assessment")


def call_prompts(do: Recorder) -> None:
    client, name = do.client, "feedback-writer"
    prompt = do("register_prompt", client.register_prompt, name, "Hi {{a}}", commit_message="trace", tags={"o": "x"})
    do("load_prompt", client.load_prompt, f"prompts:/{name}/1")
    do("parse_prompt_uri", client.parse_prompt_uri, f"prompts:/{name}/1")
    do("search_prompts", client.search_prompts)
    do("set_prompt_tag", client.set_prompt_tag, name, "span", "1")
    do("delete_prompt_tag", client.delete_prompt_tag, name, "span")
    do("delete_prompt_tag that is none", client.delete_prompt_tag, name, "nope")
    do("set_prompt_version_tag", client.set_prompt_version_tag, name, "1", "trace", "1")
    do("delete_prompt_version_tag", client.delete_prompt_version_tag, name, "1", "trace")
    do("set_prompt_alias", client.set_prompt_alias, name, "expectation", 1)
    do("get_prompt_version_by_alias", client.get_prompt_version_by_alias, name, "expectation")
    do("delete_prompt_alias", client.delete_prompt_alias, name, "expectation")
    do("search_prompt_versions", client.search_prompt_versions, name)
    do("get_prompt", client.get_prompt, name)
    do("get_prompt_version", client.get_prompt_version, name, "1")
    experiment = client.create_experiment("prompts")
    run = client.create_run(experiment).info.run_id
    model = client.create_logged_model(experiment, name="m").model_id
    do("link_prompt_version_to_run", client.link_prompt_version_to_run, run, prompt)
    do("list_logged_prompts", client.list_logged_prompts, run)
    do("detach_prompt_from_run", client.detach_prompt_from_run, run, f"prompts:/{name}/1")
    do("link_prompt_version_to_model", client.link_prompt_version_to_model, name, "1", model)
    do("create_prompt", client.create_prompt, "spans", description="of traces")
    do("create_prompt_version", client.create_prompt_version, "spans", "Dear {{x}}")
    do("delete_prompt_version", client.delete_prompt_version, "spans", "1")
    do("delete_prompt", client.delete_prompt, "spans")


def call_webhooks(do: Recorder) -> None:
    client = do.client
    events = ["registered_model.created"]
    made = do("create_webhook", client.create_webhook, "traces", "https://203.0.113.7/spans", events)
    identifier = made.webhook_id if made else "none"
    do("get_webhook", client.get_webhook, identifier)
    do("list_webhooks", client.list_webhooks)
    do("update_webhook", client.update_webhook, identifier, description="feedback")
    do("test_webhook of none", client.test_webhook, "none")
    do("delete_webhook", client.delete_webhook, identifier)


def call_datasets(do: Recorder, planter: Planter) -> None:
    client = do.client
    experiment = client.create_experiment("datasets")
    other = client.create_experiment("datasets too")
    tags = {"owner": planter.sentence("tag of a dataset"), "team/owner": "x", "expectation_source": "y"}
    name = f"questions of {planter.value('name of a dataset', 'EMAIL_ADDRESS')}"
    made = do("create_dataset", client.create_dataset, name, experiment_id=[experiment], tags=tags)
    identifier = made.dataset_id
    record = {
        "inputs": {"q": planter.sentence("inputs of a record"), "n": 2**64 - 1, "deep": [{"a": [None, 1.5]}]},
        "expectations": {"facts": [planter.sentence("expectations of a record")]},
        "tags": {"t": planter.sentence("tag of a record")},
    }
    do("merge_records", made.merge_records, [record])
    do("set_dataset_tags", client.set_dataset_tags, identifier, {"z": planter.sentence("later tag of a dataset")})
    do("delete_dataset_tag", client.delete_dataset_tag, identifier, "expectation_source")
    do("delete_dataset_tag with a slash", client.delete_dataset_tag, identifier, "team/owner")
    do("add_dataset_to_experiments", client.add_dataset_to_experiments, identifier, [other])
    do("remove_dataset_from_experiments", client.remove_dataset_from_experiments, identifier, [other])
    found = do("get_dataset", client.get_dataset, identifier)
    do("records of a dataset", found.to_df)
    do("search_datasets", client.search_datasets, [experiment])
    call_datasets_by_module(do, planter, experiment, other)
    gone = do("create_dataset to delete", client.create_dataset, "gone", experiment_id=[experiment])
    do("delete_dataset", client.delete_dataset, gone.dataset_id)


def call_datasets_by_module(do: Recorder, planter: Planter, experiment: str, other: str) -> None:
    """As `mlflow.genai.datasets` has them."""
    name = f"more questions of {planter.value('name of another dataset', 'EMAIL_ADDRESS')}"
    made = do("datasets.create_dataset", datasets.create_dataset, name=name, experiment_id=experiment, tags={"a": "b"})
    identifier = made.dataset_id
    tags = {"of": planter.sentence("tag by the module")}
    do("datasets.set_dataset_tags", datasets.set_dataset_tags, dataset_id=identifier, tags=tags)
    do("datasets.delete_dataset_tag", datasets.delete_dataset_tag, dataset_id=identifier, key="a")
    experiments = {"dataset_id": identifier, "experiment_ids": [other]}
    do("datasets.add_dataset_to_experiments", datasets.add_dataset_to_experiments, **experiments)
    do("datasets.remove_dataset_from_experiments", datasets.remove_dataset_from_experiments, **experiments)
    do("datasets.get_dataset", datasets.get_dataset, dataset_id=identifier)
    do("datasets.get_dataset by name", datasets.get_dataset, name=name)
    do("datasets.search_datasets", datasets.search_datasets, experiment_ids=[experiment])
    do("datasets.delete_dataset", datasets.delete_dataset, dataset_id=identifier)
