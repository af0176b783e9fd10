"""The registry of skills, which servers and clients have since 3.18. It passes as it is."""

from __future__ import annotations

from client_api.recorder import Recorder
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    client = do.client
    if not hasattr(client, "create_skill"):
        return
    from mlflow.entities.skill_source import GitSource

    for identity in ({"name": "trace-reader"}, {"name": "spans", "organization": "feedback"}):
        do("create_skill", client.create_skill, description="reads traces", **identity)
        do("get_skill", client.get_skill, **identity)
        do("update_skill", client.update_skill, description="reads spans", **identity)
        do("set_skill_tag", client.set_skill_tag, key="span", value="v", **identity)
        do("delete_skill_tag", client.delete_skill_tag, key="span", **identity)
        made = do(
            "create_skill_version",
            client.create_skill_version,
            source=GitSource("https://git.example.com/traces.git", ref="v1.0.0"),
            **identity,
        )
        number = made.version if made else 1
        version = {"version": number} | identity
        do("get_skill_version", client.get_skill_version, **version)
        do("get_latest_skill_version", client.get_latest_skill_version, **identity)
        do("search_skill_versions", client.search_skill_versions, **identity)
        do("update_skill_version", client.update_skill_version, status="deprecated", **version)
        do("set_skill_version_tag", client.set_skill_version_tag, key="trace", value="v", **version)
        do("delete_skill_version_tag", client.delete_skill_version_tag, key="trace", **version)
        do("set_skill_alias", client.set_skill_alias, alias="otel", **version)
        do("get_skill_version_by_alias", client.get_skill_version_by_alias, alias="otel", **identity)
        do("delete_skill_alias", client.delete_skill_alias, alias="otel", **identity)
        do("delete_skill_version", client.delete_skill_version, **version)
    source = "https://git.example.com/spans.git"
    definitions = [{"name": "attachments", "source": source, "digest": "sha256:" + "0" * 64}]
    do("bulk_register_skills", client.bulk_register_skills, skill_definitions=definitions)
    do("search_skills", client.search_skills)
    do("delete_skill", client.delete_skill, name="trace-reader")
