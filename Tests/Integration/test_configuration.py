"""Settings that cannot be used: found at the start, named, and never shown with their secrets."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess

import pytest

from gateway import binary
from processes import Program

CONFIGURATION_ERROR = 78
USAGE_ERROR = 64


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [str(binary()), *arguments],
        env={"PATH": os.environ["PATH"]} | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "not a URL"),
        ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4318"),  # itself
        ("OTEL_EXPORTER_OTLP_CERTIFICATE", "/does/not/exist.pem"),
        ("TRACEVEIL_HTTP_LISTEN", "everywhere"),
        ("TRACEVEIL_QUEUE_BYTES", "0"),
        ("TRACEVEIL_PROCESSORS", "pii,unheard-of"),
        ("TRACEVEIL_PROCESSORS", ","),
        ("TRACEVEIL_ENTITIES", "NO_SUCH_ENTITY"),
        ("TRACEVEIL_OPERATOR", "hide"),
        ("TRACEVEIL_OPERATOR", "encrypt"),
        ("TRACEVEIL_FORWARD_HEADERS", "host"),
        ("TRACEVEIL_AUTH_TOKENS_FILE", "/does/not/exist"),
        ("TRACEVEIL_QUEUE_DIRECTORY", "/does/not/exist"),
        ("TRACEVEIL_QUEUE_DIRECTORY", "/etc/passwd"),
    ],
)
@pytest.mark.parametrize("arguments", [("gateway",), ("gateway", "--check")], ids=["start", "check"])
def test_a_setting_that_cannot_be_used_ends_the_start(variable, value, arguments):
    given = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"} | {variable: value}
    done = run(*arguments, **given)
    assert done.returncode == CONFIGURATION_ERROR, done.stderr
    assert variable in done.stderr


def test_good_settings_pass_the_check():
    done = run("gateway", "--check", OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_wrong_command_line_is_a_usage_error():
    assert run("gateway", "--no-such-option").returncode == USAGE_ERROR
    assert run("no-such-command").returncode == USAGE_ERROR


def test_the_settings_in_force_are_printed_without_secrets():
    secret = "Bearer dapi-8b1c6f2e9d"
    done = run(
        "gateway",
        "--print-config",
        OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9/base",
        OTEL_EXPORTER_OTLP_HEADERS=f"authorization={secret},x-mlflow-experiment-id=7",
        TRACEVEIL_QUEUE_BYTES="12345678",
    )
    assert done.returncode == 0, done.stderr
    assert "TRACEVEIL_QUEUE_BYTES" in done.stdout
    assert "12345678" in done.stdout
    assert "8b1c6f2e9d" not in done.stdout + done.stderr


def test_an_endpoint_with_a_password_is_refused_without_showing_it():
    done = run("gateway", OTEL_EXPORTER_OTLP_ENDPOINT="http://user:8b1c6f2e9d@127.0.0.1:9/base")
    assert done.returncode == CONFIGURATION_ERROR
    assert "OTEL_EXPORTER_OTLP_ENDPOINT" in done.stderr
    assert "8b1c6f2e9d" not in done.stdout + done.stderr


def test_switching_redaction_off_is_warned_about():
    done = run("gateway", "--check", TRACEVEIL_PROCESSORS="none")
    assert done.returncode == 0
    assert "TRACEVEIL_PROCESSORS" in done.stderr
    assert "NOTHING IS REDACTED" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "variable", "is_json"),
    [
        ((), "json", True),
        ((), "text", False),
        (("--log-format", "json"), "text", True),
        (("--log-format=text",), "json", False),
    ],
)
def test_the_log_is_written_as_asked(tmp_path, arguments, variable, is_json):
    listen = {f"TRACEVEIL_{port}_LISTEN": "127.0.0.1:0" for port in ("HTTP", "ADMIN")}
    variables = listen | {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "TRACEVEIL_LOG_FORMAT": variable}
    program = Program("gateway", [str(binary()), "gateway", *arguments], variables, tmp_path)
    try:
        program.wait_until(lambda: "Listening" in program.log(), "listens")
        program.send_signal(signal.SIGTERM)
        assert program.wait() == 0
    finally:
        program.stop()
    lines = program.log().splitlines()
    messages = [json.loads(line)["msg"] if is_json else re.search(r'msg="?([^"=]*\w)', line)[1] for line in lines]
    assert any(message.startswith("Listening") for message in messages)


def test_no_other_form_of_the_log_is_known():
    done = run("gateway", "--check", "--log-format", "xml")
    assert done.returncode == CONFIGURATION_ERROR and "(command line)" in done.stderr and "json" in done.stderr
