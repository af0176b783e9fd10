"""`make demo`: it shows all examples before and after, says what leaked without it, and fails when something leaks."""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import sys

import pytest
from gateway import REPOSITORY, binary

SCRIPT = REPOSITORY / "Scripts/demo.py"
WIDTH = 100


@pytest.fixture(scope="module")
def shown() -> str:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(binary()), "--once"],
        env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        | {"COLUMNS": str(WIDTH)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def columns(shown: str, example: int) -> tuple[str, str]:
    """What stands in the two columns of an example, each as one text."""
    part = shown.split(f"==> example {example},")[1].split("==>")[0]
    middle = 4 + (WIDTH - 4 - 3) // 2
    halves = [(line[:middle], line[middle:]) for line in part.splitlines()[1:]]
    return tuple(" ".join(" ".join(half).split()) for half in zip(*halves, strict=True))


def test_each_example_is_shown_before_and_after(shown):
    before, after = columns(shown, 1)
    assert '{"text": "My e-mail address is test@example.com"} out: Answer' in before
    assert '{"text": "My e-mail address is [REDACTED]"} out: Answer' in after
    before, after = columns(shown, 2)
    assert "tool: 1234567890 ai: The bank account number for John Doe is 1234567890." in before
    assert "tool: [REDACTED] ai: The bank account number for John Doe is [REDACTED]." in after
    assert 'get_bank_account_number in: {"user_name": "John Doe"} out: [REDACTED]' in after
    before, after = columns(shown, 3)
    assert "my credit card number is 4095-2609-9393-4932. My email is john.doe@example.com and I live in" in before
    assert "My name is <PERSON> and my credit card number is <CREDIT_CARD>. My email is <EMAIL_ADDRESS>" in after
    assert before.count("out: Yes") == after.count("out: Yes") == 1


def test_what_leaks_without_it_is_said_and_where(shown):
    for example, values in (
        (1, "test@example.com:"),
        (2, "1234567890:"),
        (3, "4095-2609-9393-4932, john.doe@example.com, September 19th, Amsterdam:"),
    ):
        before, after = columns(shown, example)
        assert "mlflow.spanInputs of " in before.split(values)[1]
        assert "the server's table spans" in before.split(values)[1]
        assert after.endswith(f"{values} nowhere")
    before, _ = columns(shown, 2)
    assert "mlflow.spanOutputs of LangGraph, tools, get_bank_account_number" in before


def test_lines_are_whole_and_counts_are_right(shown):
    assert max(map(len, shown.splitlines())) <= WIDTH
    assert "..." not in shown
    assert "example 1, e-mail addresses: 1 span\n" in shown
    assert "1 spans" not in shown
    assert "none of the 6 values to hide" in shown


def test_no_page_is_named_that_is_gone(shown):
    assert "http://" not in shown
    assert "Ctrl-C" not in shown


def run_in_this_process(monkeypatch, *examples) -> int:
    demo = runpy.run_path(str(SCRIPT))
    made = tuple(demo["Example"](*example) for example in examples)
    monkeypatch.setitem(demo["main"].__globals__, "EXAMPLES", made)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["demo", str(binary()), "--once"])
    monkeypatch.setenv("TRACEVEIL_BINARY", str(binary()))
    return demo["main"]()


def test_the_demo_fails_when_something_leaks(monkeypatch, capsys):
    assert run_in_this_process(monkeypatch, (1, "a leak", ("Answer",))) == 1
    assert "LEAKED" in capsys.readouterr().err


def test_the_demo_fails_when_there_was_nothing_to_hide(monkeypatch, capsys):
    assert run_in_this_process(monkeypatch, (1, "nothing", ("not in the example",))) == 1
    assert "the search is blind" in capsys.readouterr().err


def test_a_narrow_terminal_has_one_column():
    side_by_side = runpy.run_path(str(SCRIPT.with_name("demo_view.py")))["side_by_side"]
    lines = side_by_side(["before " * 6], ["after " * 6], 40, ("without", "with"))
    assert lines.index("without") < lines.index("with")
    assert " ".join(lines).count("before") == 6 and max(map(len, lines)) <= 40


@pytest.mark.parametrize("arguments", [[], ["no-such-gateway", "--twice"]])
def test_wrong_arguments_are_refused(arguments):
    done = subprocess.run([sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "usage: demo" in done.stderr
