"""The README's table of settings is what the program says."""

from __future__ import annotations

import os
import re
import subprocess

import pytest
from gateway import REPOSITORY, binary


def documented() -> dict[str, str]:
    """Variable -> its default as the README has it, without marks where it is no value."""
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", (REPOSITORY / "README.md").read_text(), re.MULTILINE)
    return dict(rows)


def settings(**variables: str) -> tuple[dict[str, tuple[str, str]], str]:
    """Variable -> value and source, as `--print-config` shows them; and the warnings."""
    done = subprocess.run(
        [str(binary()), "gateway", "--print-config"],
        env={"PATH": os.environ["PATH"], "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    shown = re.findall(r'^([A-Z_]+): "(.*)"  # (\w+)', done.stdout, re.MULTILINE)
    return {name: (value, source) for name, value, source in shown}, done.stderr


def test_every_setting_is_documented():
    names = {re.sub("_(LOGS|METRICS)_EXPORTER$", "_TRACES_EXPORTER", name) for name in settings()[0]}
    assert names - set(documented()) == set()


def test_documented_defaults_are_the_defaults():
    in_force, warnings = settings()
    assert warnings == ""
    for name, text in documented().items():
        if text.startswith("`") and in_force.get(name, ("", ""))[1] == "default":
            assert text.strip("`") == in_force[name][0], name


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, text.strip("`")) for name, text in documented().items() if text.startswith("`")],
)
def test_documented_defaults_can_be_set(name, value):
    # What is about a destination is a mistake without it.
    needed = {"TRACEVEIL_MLFLOW_TRACKING_URI": "http://127.0.0.1:9"} if "_MLFLOW_" in name else {}
    in_force, warnings = settings(**({name: value} | needed))
    assert warnings == ""
    assert in_force[name] == (value, "environment")
