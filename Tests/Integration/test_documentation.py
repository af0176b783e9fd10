"""Tables and examples of the documentation are what the program says."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess

import pytest
from gateway import REPOSITORY, binary

CATALOG = REPOSITORY / "docs/TraceVeil.docc"
PAGES = [REPOSITORY / "README.md", *sorted(CATALOG.glob("*.md"))]


def page(name: str) -> str:
    return (CATALOG / name).read_text()


def section(text: str, heading: str) -> str:
    """What is under a heading, up to the next one of any level."""
    return re.split(r"^#+ .*$", text.split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def first_cells(table: str) -> list[str]:
    """The code in the first cells of a table."""
    return re.findall(r"^\| `([^`]+)` \|", table, re.MULTILINE)


def documented() -> dict[str, str]:
    """Variable -> its default as the page has it, without marks where it is no value."""
    rows = re.findall(r"^\| `([A-Z0-9_]+)` \| (.*?) \|", page("Settings.md"), re.MULTILINE)
    assert len(rows) == len(dict(rows)), "a variable is there twice"
    return dict(rows)


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(binary()), *arguments],
        env={"PATH": os.environ["PATH"]} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def settings(**variables: str) -> tuple[dict[str, tuple[str, str]], str]:
    """Variable -> value and source, as `--print-config` shows them; and the warnings."""
    variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"} | variables
    done = run("gateway", "--print-config", **variables)
    assert done.returncode == 0, done.stderr
    shown = re.findall(r'^([A-Z0-9_]+): "(.*)"  # (\w+)', done.stdout, re.MULTILINE)
    return {name: (value, source) for name, value, source in shown}, done.stderr


def test_every_setting_is_documented():
    names = {re.sub("_(LOGS|METRICS)_EXPORTER$", "_TRACES_EXPORTER", name) for name in settings()[0]}
    assert names - set(documented()) == set()


def test_the_tests_of_the_requirements_exist():
    named = set(re.findall(r"`(\w+Tests|test_\w+\.py)`", page("Conformance.md")))
    there = {file.name for file in (REPOSITORY / "Tests").rglob("*")}
    assert len(named) > 50
    assert {name if name.endswith(".py") else f"{name}.swift" for name in named} - there == set()


def test_the_help_lists_every_setting():
    # A meaning may end with a name on a line of its own: what a value can be comes behind that, not a meaning.
    value = r"    (?:a (?:comma list|whole number|text)|true or false)"
    shown = re.findall(rf"^ {{0,2}}([A-Z0-9_]+)\n(?!{value})", run("gateway", "--help").stdout, re.MULTILINE)
    assert len(shown) == len(set(shown)) and set(documented()) | set(settings()[0]) <= set(shown)


def test_the_help_says_what_every_setting_means():
    lines = run("gateway", "--help").stdout.splitlines()
    names = [place for place, line in enumerate(lines) if re.fullmatch(r" {0,2}[A-Z0-9_]+(<NAME>_[A-Z0-9_]+)?", line)]
    # Behind the name its meaning, and of most what a value can be.
    assert len(names) > 150 and not [lines[place] for place in names if place + 1 in names or not lines[place + 1].strip()]
    endings = {lines[place].strip() for place in names if "<NAME>" in lines[place]}
    assert {f"TRACEVEIL_DESTINATION_<NAME>_{one}" for one in ("KIND", "ROUTES", "LOGS_TIMEOUT", "RETRY_MAX")} <= endings


def test_the_meanings_are_those_of_the_documentation():
    # `Scripts/setting-meanings.py` after a change of Settings.md.
    subprocess.run([str(REPOSITORY / "Scripts/setting-meanings.py"), "--check"], check=True)


def test_every_setting_of_a_destination_in_the_help_is_one():
    shown = re.findall(r"TRACEVEIL_DESTINATION_<NAME>_([A-Z0-9_]+)", run("gateway", "--help").stdout)
    assert len(shown) > 60
    for ending in shown:
        name = f"TRACEVEIL_DESTINATION_A_{ending}"
        done = run("gateway", "--check", TRACEVEIL_DESTINATIONS="a", **{name: "x"})
        assert "no such setting" not in done.stderr, done.stderr


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


@pytest.mark.parametrize(
    "name", [name for name, text in documented().items() if not text.startswith("`")]
)
def test_documented_settings_without_a_default_exist(name):
    # A name that there is not ends the start with words of its own, or is unknown to the warnings.
    done = run("gateway", "--check", **{name: "x"})
    assert "no such" not in done.stderr, done.stderr


RESERVED = re.findall(r"`(TRACEVEIL_[A-Z_]+)", section(page("Settings.md"), "## Not available yet"))


@pytest.mark.parametrize("name", RESERVED)
def test_reserved_settings_are_refused(name):
    done = run("gateway", "--check", **{name: "x"})
    assert (done.returncode, "not available in this version" in done.stderr) == (78, True), done.stderr


def test_every_documented_option_exists():
    """Commands in text and examples, such as `traceveil gateway --check`."""
    commands = re.compile(r"\btraceveil (gateway|redact|reveal|bench|deadletters \w+|queue status)\b([^\n`|<>#]*)")
    used = {
        (command, option)
        for file in PAGES
        for command, rest in commands.findall(file.read_text())
        for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", rest)
    }
    assert ("gateway", "--print-routes") in used
    for command in {command for command, _ in used}:
        options = set(re.findall(r"--[a-z][a-z-]*", run(*command.split(), "--help").stdout))
        assert {option for other, option in used if other == command} - options == set()


def test_the_policy_file_is_valid(tmp_path):
    policy, key = tmp_path / "policy.yaml", tmp_path / "key"
    policy.write_text(re.search(r"```yaml\n(.*?)```", page("Policies.md"), re.DOTALL)[1])
    key.write_bytes(bytes(range(32)))
    checked = {"TRACEVEIL_POLICY": str(policy)}
    done = run("gateway", "--check", **checked, TRACEVEIL_KEY_FILE=str(key))
    assert (done.returncode, done.stderr) == (0, "")
    # Without the key it is not, so it was read.
    assert run("gateway", "--check", **checked).returncode == 78


def test_every_operator_is_documented():
    names = first_cells(section(page("Policies.md"), "## Operators"))
    done = run("gateway", "--check", TRACEVEIL_OPERATOR="x")
    assert ", ".join(names) in done.stderr


def test_every_metric_is_documented(start_gateway, tmp_path):
    # Whatever there is to be counted: an analyzer, and a server behind drop-in mode, need not be there for that.
    gateway = start_gateway(
        ready=False,
        TRACEVEIL_PROCESSORS="pii,secrets,presidio",
        TRACEVEIL_PRESIDIO_URL="http://127.0.0.1:9",
        TRACEVEIL_MLFLOW_UPSTREAM="http://127.0.0.1:9",
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
    )
    metrics = gateway.admin("/metrics")[1]
    operating = page("Operating.md")
    names = re.findall(r"^# HELP (\S+)", metrics, re.MULTILINE)
    assert len(names) == len(set(names))
    own = [name for name in names if not name.startswith("otel")]
    assert sorted(first_cells(section(operating, "## Metrics"))) == sorted(own)
    # Those of others are there for each signal, and documented once.
    others = {re.sub("_(log_records|metric_points)_", "_spans_", name) for name in names if name.startswith("otelcol_")}
    others |= {re.sub("_(log|metric_data_point)_", "_span_", name) for name in names if name.startswith("otel_sdk_")}
    assert set(first_cells(section(operating, "### Names of others"))) == others
    reasons = set(re.findall(r'^traceveil_dropped_items_total\{.*reason="(\w+)"', metrics, re.MULTILINE))
    assert set(first_cells(section(operating, "### Reasons of drops"))) == reasons


@pytest.fixture
def check():
    """The check of `make lint`, as a module."""
    path = REPOSITORY / "Scripts/check-documentation.py"
    spec = importlib.util.spec_from_file_location("check_documentation", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_check_finds_broken_links(check, tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One: two\n\n```sh\n# No heading\n```\n\n# One: two\n")
    assert check.broken_link(page, "https://example.com/a#b") is None
    assert check.broken_link(page, "page.md#one-two") is None
    assert check.broken_link(page, "#one-two-1") is None
    assert check.broken_link(page, "#no-heading") == "there is no such heading"
    assert check.broken_link(page, "#one-two-2") == "there is no such heading"
    assert check.broken_link(page, "other.md") == "there is no such file"
    assert check.broken_link(CATALOG / "Design.md", "../../README.md") is not None


def test_the_check_finds_missing_files_and_types(check, tmp_path):
    text = "`Sources/OTLP`, `Redactor.swift` and `make integration`"
    assert check.missing_paths(text, {"Redactor.swift"}) == []
    text = "`Sources/Nowhere/`, `Redactor.swift` and `Nothing+Here.swift`"
    assert check.missing_paths(text, {"Redactor.swift"}) == ["Sources/Nowhere/", "Nothing+Here.swift"]
    page = tmp_path / "api.md"
    page.write_text(
        "### Traces: the module OTLP\n\n| `SpanData`, `Nonesuch` | x |\n\n"
        "### Text: the module Redaction\n\n| `Redactor` | `Unnamed` |\n| `SpanData` | x |\n"
    )
    assert check.missing_types(page) == ["OTLP.Nonesuch", "Redaction.SpanData"]
