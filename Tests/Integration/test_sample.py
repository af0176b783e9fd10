"""The sample of `make run`: it works, and it fails when it should."""

from __future__ import annotations

import os
import runpy
import signal
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gateway import REPOSITORY, binary

SCRIPT = REPOSITORY / "Scripts/run-sample.sh"
SAMPLES = REPOSITORY / "Samples"


def run_sample(program: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    ports = {"TRACEVEIL_HTTP_LISTEN": "127.0.0.1:0", "TRACEVEIL_ADMIN_LISTEN": "127.0.0.1:0"}
    return subprocess.run(
        [str(SCRIPT), str(program), *arguments],
        env={"PATH": os.environ["PATH"], "TRACEVEIL_GRPC_LISTEN": "none"} | ports | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


def planted() -> list[str]:
    return (SAMPLES / "pii-trace.planted").read_text().splitlines()


def test_the_committed_sample_is_what_its_script_makes():
    made = runpy.run_path(str(SAMPLES / "make-pii-trace.py"))
    assert (SAMPLES / "pii-trace.binpb").read_bytes() == made["sample"]()
    assert planted() == made["PLANTED"]
    for value in made["PLANTED"]:
        # As a text, or as the varint of an integer attribute.
        sample = (SAMPLES / "pii-trace.binpb").read_bytes()
        assert (
            value.encode() in sample or made["AnyValue"](int_value=int(value)).SerializeToString() in sample
        )


def test_the_sample_comes_out_redacted():
    done = run_sample(binary(), "--once")
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout.split("==> what came out:")[1]
    assert "<EMAIL_ADDRESS>" in shown
    assert "<CREDIT_CARD>" in shown
    assert "Order 1234-5678, 3 items, 99.50 EUR: nothing personal, stays as it is." in shown
    assert [value for value in planted() if value in shown] == []


def test_variables_of_the_shell_do_not_send_the_sample_away():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        elsewhere = f"http://127.0.0.1:{listener.getsockname()[1]}"
        done = run_sample(
            binary(),
            "--once",
            OTEL_EXPORTER_OTLP_ENDPOINT=elsewhere,
            TRACEVEIL_EXPORTER_OTLP_ENDPOINT=elsewhere,
            OTEL_TRACES_EXPORTER="otlp",
        )
        assert done.returncode == 0, done.stdout + done.stderr
        listener.setblocking(False)
        with pytest.raises(BlockingIOError):
            listener.accept()


@pytest.mark.parametrize("listen", ["TRACEVEIL_HTTP_LISTEN", "TRACEVEIL_ADMIN_LISTEN"])
def test_a_taken_port_is_named(listen):
    with socket.create_server(("127.0.0.1", 0)) as holder:
        port = holder.getsockname()[1]
        done = run_sample(binary(), "--once", **{listen: f"127.0.0.1:{port}"})
    assert done.returncode != 0
    assert str(port) in done.stderr
    assert "in use" in done.stderr


def stand_in(folder: Path, prints: str) -> Path:
    """A program in the gateway's place that takes the sample and prints what it is told."""
    program = folder / "stand-in"
    program.write_text(
        textwrap.dedent(
            f"""\
            #!{sys.executable}
            import http.server, os, signal, sys
            class Receiver(http.server.BaseHTTPRequestHandler):
                def do_POST(self):
                    self.rfile.read(int(self.headers["content-length"]))
                    self.send_response(200)
                    self.end_headers()
                    print({prints!r}, flush=True)
                def log_message(self, *_): pass
            signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
            server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
            print(f"listening http=127.0.0.1:{{server.server_port}}", file=sys.stderr, flush=True)
            server.serve_forever()
            """
        )
    )
    program.chmod(0o755)
    return program


REDACTED = "order <EMAIL_ADDRESS> <CREDIT_CARD>"


def test_a_clean_output_passes(tmp_path):
    assert run_sample(stand_in(tmp_path, REDACTED), "--once").returncode == 0


@pytest.mark.parametrize("value", planted())
def test_a_leak_fails(tmp_path, value):
    done = run_sample(stand_in(tmp_path, f"{REDACTED} and {value.upper()}"), "--once")
    assert done.returncode == 1
    assert "LEAKED" in done.stderr


def test_a_gateway_that_ends_at_once_fails(tmp_path):
    program = tmp_path / "broken"
    program.write_text("#!/bin/sh\necho 'no configuration' >&2\nexit 78\n")
    program.chmod(0o755)
    done = run_sample(program, "--once")
    assert done.returncode == 1
    assert "no configuration" in done.stderr


def test_without_once_it_stays_until_it_is_interrupted(tmp_path):
    script = subprocess.Popen(
        [str(SCRIPT), str(stand_in(tmp_path, REDACTED))],
        env={"PATH": os.environ["PATH"]},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    with script:
        lines = iter(script.stdout.readline, "")
        address = next(line for line in lines if "the gateway listens on" in line)
        assert script.poll() is None
        assert "http://127.0.0.1:" in address
        script.send_signal(signal.SIGTERM)
        script.communicate(timeout=60)
    assert script.returncode == 143
