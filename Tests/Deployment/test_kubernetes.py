"""The manifests under Deploy/kubernetes: valid by Kubernetes's published schemas, and what they set is what there is."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from gateway import REPOSITORY, binary

FOLDER = REPOSITORY / "Deploy/kubernetes"
VERSION = "1.37"


def documents(name: str) -> list[dict]:
    return list(yaml.safe_load_all((FOLDER / name).read_text()))


RESOURCES = [(name, document) for name in ("gateway.yaml", "sidecar.yaml", "protection.yaml") for document in documents(name)]


def of_kind(kind: str) -> dict:
    (found,) = [document for name, document in RESOURCES if name == "gateway.yaml" and document["kind"] == kind]
    return found


def gateways(document: dict) -> list[dict]:
    pod = document["spec"]["template"]["spec"]
    every = pod["containers"] + pod.get("initContainers", [])
    return [container for container in every if container["name"] == "traceveil"]


DEPLOYMENTS = [document for _, document in RESOURCES if document["kind"] == "Deployment"]


@pytest.mark.parametrize(
    "document", [document for _, document in RESOURCES], ids=lambda it: f"{it['kind']}-{it['metadata']['name']}"
)
def test_manifests_are_valid(document):
    kubernetes_validate.validate(document, VERSION, strict=True)


def test_a_mistake_would_be_found():
    document = of_kind("Deployment")
    document["spec"]["template"]["spec"]["containers"][0]["livenessProb"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(document, VERSION, strict=True)
    del document["spec"]["template"]["spec"]["containers"][0]["livenessProb"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda it: it["metadata"]["name"])
def test_what_containers_set_is_what_the_gateway_knows(deployment, tmp_path: Path):
    (container,) = gateways(deployment)
    variables = {item["name"]: item["value"] for item in container.get("env", [])}
    arguments = []
    if "args" in container:
        file = tmp_path / "traceveil.yaml"
        file.write_text(of_kind("ConfigMap")["data"]["traceveil.yaml"])
        assert container["args"] == ["gateway", "--config", "/etc/traceveil/traceveil.yaml"]
        arguments = ["--config", str(file)]
    done = subprocess.run(
        [str(binary()), "gateway", "--check", *arguments],
        env={"PATH": os.environ["PATH"]} | variables,
        capture_output=True,
        text=True,
        timeout=60,
    )
    # Kubernetes's probes come from outside of the pod, so all can reach what they ask.
    warnings = [line for line in done.stderr.splitlines() if "anyone who reaches 0.0.0.0:13133" not in line]
    assert (done.returncode, warnings) == (0, [])


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda it: it["metadata"]["name"])
def test_a_pod_has_time_to_drain(deployment):
    (container,) = gateways(deployment)
    settings = yaml.safe_load(of_kind("ConfigMap")["data"]["traceveil.yaml"]) if "args" in container else {}
    drain = settings.get("TRACEVEIL_SHUTDOWN_TIMEOUT", 8000) / 1000
    wait = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)
    assert drain + wait + 1 < deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda it: it["metadata"]["name"])
def test_memory_is_enough_for_what_the_settings_allow(deployment):
    (container,) = gateways(deployment)
    variables = {item["name"]: item["value"] for item in container.get("env", [])}
    queue = int(variables.get("TRACEVEIL_QUEUE_BYTES", 64 << 20))
    work = int(variables.get("TRACEVEIL_WORK_BYTES", 256 << 20))
    limit = int(container["resources"]["limits"]["memory"].removesuffix("Mi")) << 20
    assert (queue + work + 60_000_000) * 1.2 <= limit


def test_all_parts_are_about_the_same_pods():
    labels = of_kind("Deployment")["spec"]["template"]["metadata"]["labels"]
    services = [document for name, document in RESOURCES if document["kind"] == "Service"]
    selectors = [service["spec"]["selector"] for service in services]
    selectors.append(of_kind("PodDisruptionBudget")["spec"]["selector"]["matchLabels"])
    assert all(selector == labels for selector in selectors)
    assert of_kind("HorizontalPodAutoscaler")["spec"]["scaleTargetRef"]["name"] == of_kind("Deployment")["metadata"]["name"]
    (container,) = gateways(of_kind("Deployment"))
    ports = {port["name"] for port in container["ports"]}
    assert {port["targetPort"] for service in services for port in service["spec"]["ports"]} <= ports


def test_the_autoscaler_asks_for_a_metric_that_there_is(start_gateway):
    (rule,) = documents("prometheus-adapter.yaml")[0]["rules"]["custom"]
    asked = [metric["pods"]["metric"]["name"] for metric in of_kind("HorizontalPodAutoscaler")["spec"]["metrics"] if "pods" in metric]
    assert asked == [rule["name"]["as"]]
    page = start_gateway().admin("/metrics")[1]
    for name in ("traceveil_queue_bytes", "traceveil_queue_limit_bytes"):
        assert f"\n{name} " in page and name in rule["metricsQuery"]


def test_the_protection_is_of_the_gateway(tmp_path: Path):
    protection = {document["kind"]: document for document in documents("protection.yaml")}
    policy, secret = protection["NetworkPolicy"]["spec"], protection["Secret"]
    deployment = of_kind("Deployment")["spec"]["template"]
    assert policy["podSelector"]["matchLabels"].items() <= deployment["metadata"]["labels"].items()
    (container,) = gateways(of_kind("Deployment"))
    allowed = {port["port"] for rule in policy["ingress"] for port in rule["ports"]}
    assert allowed == {port["containerPort"] for port in container["ports"]}
    tokens = tmp_path / "tokens"
    tokens.write_text(secret["stringData"]["tokens"])
    text = (FOLDER / "protection.yaml").read_text()
    assert f"{{secretName: {secret['metadata']['name']}}}" in text and "TRACEVEIL_AUTH_TOKENS_FILE: " in text
    done = subprocess.run(
        [str(binary()), "gateway", "--check"],
        env={"PATH": os.environ["PATH"], "TRACEVEIL_AUTH_TOKENS_FILE": str(tokens)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
