#!/usr/bin/env python3
"""The cases of Presidio's own tests, through TraceVeil and through Presidio.

    presidio_cases.py TRACEVEIL CHECKOUT [--differences] [--entity NAME]

CHECKOUT is a checkout of Presidio, or its folder `presidio-analyzer`; nothing of it is in this repository. The
interpreter needs the packages `presidio_analyzer` and `pytest`: the one of the integration tests has both.

A case is a text of a parametrized test of a recognizer, with the places where the test expects its entity. Both
sides see it with that entity alone, and with the context words that the text holds. Presidio answers every score, down to
0.01, so it is shown twice: with all its answers, and with those of at least 0.4, which is where TraceVeil's threshold is.

found: expected places that are answered exactly. false: answers that overlap no expected place.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import inspect
import json
import logging
import os
import subprocess
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from _pytest.outcomes import Skipped

THRESHOLD = 0.4

Place = tuple[int, int]


@dataclass
class Case:
    entity: str
    text: str
    expected: list[Place]
    all: list[Place]  # Presidio's answers
    likely: list[Place]  # those that score enough
    ours: list[Place] = field(default_factory=list)


def load(name: str, path: Path, **options) -> object:
    spec = importlib.util.spec_from_file_location(name, path, **options)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def fixture(module: object, name: str) -> object:
    """What a fixture without arguments answers, or None."""
    found = getattr(module, name, None)
    plain = getattr(found, "__wrapped__", None) or getattr(found, "__pytest_wrapped__", None)
    plain = getattr(plain, "obj", plain)
    if plain is None or inspect.signature(plain).parameters:
        return None
    return plain()


def rows(module: object) -> Iterator[dict]:
    """The arguments of each run of each parametrized test."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or not callable(test):
            continue
        for mark in getattr(test, "pytestmark", []):
            if mark.name != "parametrize":
                continue
            names = mark.args[0]
            names = [part.strip() for part in names.split(",")] if isinstance(names, str) else list(names)
            for values in mark.args[1]:
                values = getattr(values, "values", values)
                if isinstance(values, (tuple, list)) and len(values) == len(names):
                    yield dict(zip(names, values))


def places(row: dict) -> list[Place] | None:
    """The expected places, when a row names them, or that there are none."""
    for name in ("expected_positions", "expected_position", "expected_res"):
        if name in row:
            given = row[name]
            if isinstance(given, tuple) and len(given) == 2 and all(isinstance(part, int) for part in given):
                given = [given]
            return [tuple(place) for place in given]
    return [] if row.get("expected_len") == 0 else None


def cases_of(module: object, context) -> Iterator[Case]:
    recognizer = fixture(module, "recognizer") or fixture(module, "cc_recognizer")
    if recognizer is None:
        return
    common = fixture(module, "entities") or []
    seen: set[str] = set()
    for row in rows(module):
        text, expected = row.get("text", row.get("iban")), places(row)
        entities = row.get("entities", common)
        entities = [entities] if isinstance(entities, str) else sorted(set(entities))
        # "leniency" is a setting of Presidio's: such rows expect something else of the same text each time.
        if not isinstance(text, str) or expected is None or text in seen or len(entities) != 1 or "leniency" in row:
            continue
        seen.add(text)
        found = recognizer.analyze(text, entities, context.artifacts(text))
        found = context.enhance(text, found, recognizer)
        yield Case(
            entities[0],
            text,
            expected,
            sorted((one.start, one.end) for one in found),
            sorted((one.start, one.end) for one in found if one.score >= THRESHOLD),
        )


class Context:
    """Presidio's enhancement by context words, over tokens of a language model that has no vocabulary."""

    def __init__(self) -> None:
        import spacy
        from presidio_analyzer.context_aware_enhancers import LemmaContextAwareEnhancer
        from presidio_analyzer.nlp_engine import SpacyNlpEngine

        self.engine = SpacyNlpEngine()
        self.engine.nlp = {"en": spacy.blank("en")}
        self.enhancer = LemmaContextAwareEnhancer()

    def artifacts(self, text: str):
        document = self.engine.process_text(text, "en")
        document.lemmas = [token.text.lower() for token in document.tokens]
        return document

    def enhance(self, text: str, found: list, recognizer) -> list:
        return self.enhancer.enhance_using_context(text, found, self.artifacts(text), [recognizer])


def collect(checkout: Path) -> list[Case]:
    tests = checkout / "tests" if (checkout / "tests").is_dir() else checkout / "presidio-analyzer" / "tests"
    load("tests", tests / "__init__.py", submodule_search_locations=[str(tests)])
    context = Context()
    cases: list[Case] = []
    for path in sorted(tests.glob("test_*_recognizer.py")):
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            try:
                cases += cases_of(load(f"tests.{path.stem}", path), context)
            except (ImportError, Skipped) as problem:
                print(f"{path.name}: left out, {problem}", file=sys.stderr)
    return cases


def ask(program: str, cases: list[Case]) -> None:
    """Fills in what TraceVeil finds of the entity of each case."""
    by_entity = defaultdict(list)
    for case in cases:
        by_entity[case.entity].append(case)
    for entity, of_entity in by_entity.items():
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TRACEVEIL_")}
        environment["TRACEVEIL_ENTITIES"] = entity
        lines = "".join(json.dumps({"text": case.text}) + "\n" for case in of_entity)
        command = [program, "redact", "--report"]
        answer = subprocess.run(command, input=lines, capture_output=True, text=True, env=environment, check=False)
        if answer.returncode != 0:
            print(f"{entity}: {answer.stderr.strip()}", file=sys.stderr)
            continue
        for case, line in zip(of_entity, answer.stdout.splitlines()):
            case.ours = [(one["start"], one["end"]) for one in json.loads(line)["findings"]]


def count(cases: list[Case], answers: str) -> tuple[int, int]:
    """Expected places that are answered exactly, and answers that overlap none."""
    found = false = 0
    for case in cases:
        given = getattr(case, answers)
        found += sum(place in given for place in case.expected)
        false += sum(not any(a < end and start < b for start, end in case.expected) for a, b in given)
    return found, false


def print_table(cases: list[Case]) -> None:
    print("| entity | texts | places | TraceVeil found | false | Presidio found | false | from 0.4 found | false |")
    print("|---|---|---|---|---|---|---|---|---|")
    by_entity = defaultdict(list)
    for case in cases:
        by_entity[case.entity].append(case)
    by_entity["all"] = cases
    for entity, of_entity in by_entity.items():
        total = sum(len(case.expected) for case in of_entity)
        cells = [cell for side in ("ours", "all", "likely") for cell in count(of_entity, side)]
        print(f"| {entity} | {len(of_entity)} | {total} | {' | '.join(map(str, cells))} |")


def print_differences(cases: list[Case]) -> None:
    for case in cases:
        missed = [place for place in case.expected if place not in case.ours]
        false = [place for place in case.ours if place not in case.expected]
        if not missed and not false:
            continue
        notes = [f"missed {case.text[a:b]!r}{'' if (a, b) in case.likely else ' (below 0.4)'}" for a, b in missed]
        notes += [f"found {case.text[a:b]!r}" for a, b in false]
        print(f"{case.entity}: {case.text[:160]!r}: {', '.join(notes)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("checkout", type=Path)
    parser.add_argument("--differences", action="store_true", help="list each case that differs from its test")
    parser.add_argument("--entity", help="only this one")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    cases = [case for case in collect(arguments.checkout) if arguments.entity in (None, case.entity)]
    ask(arguments.program, cases)
    print_table(cases)
    if arguments.differences:
        print()
        print_differences(cases)


if __name__ == "__main__":
    main()
