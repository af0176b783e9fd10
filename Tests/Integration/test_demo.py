"""`make demo`: it shows all examples, and it fails when something leaks."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys

import pytest
from gateway import REPOSITORY, binary

SCRIPT = REPOSITORY / "Scripts/demo.py"


def test_the_demo_shows_where_to_look_and_ends():
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(binary()), "--once"],
        env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("/traces?selectedEvaluationId=tr-") == 3
    assert "My e-mail address is [REDACTED]" in done.stdout
    assert "get_bank_account_number({'user_name': 'John Doe'}) -> [REDACTED]" in done.stdout
    assert "My name is <PERSON> and my credit card number is <CREDIT_CARD>" in done.stdout
    assert "Ctrl-C" not in done.stdout


def test_the_demo_fails_when_something_leaks(monkeypatch, capsys):
    demo = runpy.run_path(str(SCRIPT))
    monkeypatch.setitem(demo["main"].__globals__, "EXAMPLES", (demo["Example"](1, "a leak", ("Answer",)),))
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["demo", str(binary()), "--once"])
    monkeypatch.setenv("TRACEVEIL_BINARY", str(binary()))
    assert demo["main"]() == 1
    assert "LEAKED" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["no-such-gateway", "--twice"]])
def test_wrong_arguments_are_refused(arguments):
    done = subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "usage: demo" in done.stderr
