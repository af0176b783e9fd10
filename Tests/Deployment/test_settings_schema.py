"""The JSON schema of the file of --config: what editors take is what the gateway takes."""

from __future__ import annotations

import json
import subprocess

import jsonschema
import pytest
import yaml
from gateway import REPOSITORY, binary

FILE = REPOSITORY / "Deploy/traceveil.schema.json"
PACKAGED = REPOSITORY / "Deploy/debian/traceveil.yaml"


def printed(*arguments: str) -> str:
    done = subprocess.run([str(binary()), "gateway", *arguments], capture_output=True, text=True, timeout=60, env={})
    assert done.returncode == 0, done.stderr
    return done.stdout


def mistakes(text: str) -> list[str]:
    schema = json.loads(FILE.read_text())
    return [error.json_path for error in jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(text))]


def test_the_file_is_what_the_program_prints():
    # `traceveil gateway --print-schema >Deploy/traceveil.schema.json` after a change of settings.
    assert FILE.read_text() == printed("--print-schema")


def test_it_is_a_schema():
    jsonschema.Draft7Validator.check_schema(json.loads(FILE.read_text()))


def test_the_packaged_settings_are_valid_with_every_example_in_them():
    text = PACKAGED.read_text()
    assert text.startswith("# yaml-language-server: $schema=/usr/share/traceveil/traceveil.schema.json\n")
    assert mistakes(text) == []
    uncommented = "\n".join(line.removeprefix("#") for line in text.splitlines() if not line.startswith("# "))
    assert len(yaml.safe_load(uncommented)) > 10
    assert mistakes(uncommented) == []


def test_what_is_in_force_is_valid():
    assert mistakes(printed("--print-config")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TRACEVEIL_WORKERS: 3",
        "TRACEVEIL_WORKERS: '3'",
        "TRACEVEIL_WORKERS: ${WORKERS:-3}",
        "TRACEVEIL_WORKERS:",
        "TRACEVEIL_DRY_RUN: true",
        "TRACEVEIL_DRY_RUN: 'False'",
        "TRACEVEIL_LOG_FORMAT: json",
        "TRACEVEIL_REPLACEMENT: 5",
        "OTEL_EXPORTER_OTLP_ENDPOINT: http://${HOST}:4318",
    ],
)
def test_valid(text):
    assert mistakes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "- a",
        "TRACEVEIL_WORKER: 3",
        "TRACEVEIL_WORKERS: 0",
        "TRACEVEIL_WORKERS: many",
        "TRACEVEIL_WORKERS: 1.5",
        "TRACEVEIL_DRY_RUN: yes please",
        "TRACEVEIL_LOG_FORMAT: xml",
        "TRACEVEIL_REPLACEMENT: [a]",
        "TRACEVEIL_RETRY_MAX: -1",
    ],
)
def test_invalid(text, tmp_path):
    assert len(mistakes(text)) == 1
    file = tmp_path / "t.yaml"
    file.write_text(text + "\n")
    done = subprocess.run(
        [str(binary()), "gateway", "--check", "--config", str(file)], capture_output=True, timeout=60, env={}
    )
    assert done.returncode == 78
