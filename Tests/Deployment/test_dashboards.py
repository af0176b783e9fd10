"""The dashboard and the alerts: valid PromQL about metrics and labels that a real gateway has."""

from __future__ import annotations

import json
import re

import promql_parser
import pytest
import yaml
from gateway import REPOSITORY

DASHBOARD = json.loads((REPOSITORY / "Deploy/grafana/traceveil.json").read_text())
ALERTS = yaml.safe_load((REPOSITORY / "Deploy/prometheus/alerts.yaml").read_text())["groups"][0]["rules"]

# What Grafana puts in their place before it asks.
VARIABLES = {"$__rate_interval": "5m", "$instance": ".*"}
# What a scrape adds.
OF_PROMETHEUS = {"instance", "job"}


def asked_by_the_dashboard() -> list[str]:
    queries = []
    for panel in DASHBOARD["panels"]:
        for target in panel.get("targets", []):
            query = target["expr"]
            for name, value in VARIABLES.items():
                query = query.replace(name, value)
            queries.append(query)
    return queries


QUERIES = asked_by_the_dashboard() + [rule["expr"] for rule in ALERTS]


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, set[str]]]:
    """Metric -> label -> values, of a gateway that has all there is to be counted."""
    from gateway import Gateway

    folder = tmp_path_factory.mktemp("gateway")
    gateway = Gateway(
        folder / "log",
        ready=False,
        TRACEVEIL_MLFLOW_UPSTREAM="http://127.0.0.1:9",
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_QUEUE_DIRECTORY=str(folder / "queue"),
        TRACEVEIL_DESTINATIONS="one,two",
        TRACEVEIL_DESTINATION_ONE_ENDPOINT="http://127.0.0.1:9",
        TRACEVEIL_DESTINATION_TWO_ENDPOINT="http://127.0.0.1:9",
    )
    try:
        page = gateway.admin("/metrics")[1]
    finally:
        gateway.stop()
    found: dict[str, dict[str, set[str]]] = {}
    for name, labels in re.findall(r"^(\w+)(?:\{(.*)\})? \S+$", page, re.MULTILINE):
        known = found.setdefault(name, {})
        for label, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', labels):
            known.setdefault(label, set()).add(value)
    return found


def nodes(expression) -> list:
    """All parts of a query."""
    found = [expression]
    for child in ("expr", "lhs", "rhs"):
        if (part := getattr(expression, child, None)) is not None:
            found += nodes(part)
    for part in getattr(expression, "args", None) or []:
        found += nodes(part)
    return found


def selectors(query: str) -> list:
    parts = nodes(promql_parser.parse(query))
    found = [part for part in parts if isinstance(part, promql_parser.VectorSelector)]
    return found + [part.vector_selector for part in parts if isinstance(part, promql_parser.MatrixSelector)]


@pytest.mark.parametrize("query", QUERIES)
def test_queries_are_about_what_there_is(query, series):
    asked = selectors(query)
    assert asked
    for selector in asked:
        assert selector.name in series, f"there is no metric {selector.name}"
        labels = series[selector.name]
        for matcher in selector.matchers.matchers:
            assert matcher.name in labels.keys() | OF_PROMETHEUS, f"{selector.name} has no label {matcher.name}"
            # A name that no series has would be silent for ever; redactions have theirs from the first match on.
            if matcher.name in labels:
                assert set(matcher.value.split("|")) <= labels[matcher.name], matcher.value


@pytest.mark.parametrize("query", QUERIES)
def test_they_group_by_labels_that_there_are(query, series):
    for part in nodes(promql_parser.parse(query)):
        if isinstance(part, promql_parser.AggregateExpr) and part.modifier is not None:
            names = {selector.name for selector in selectors(part.expr.prettify())}
            known = set().union(*(series[name].keys() for name in names)) | OF_PROMETHEUS
            # Their labels are those of the first match.
            known |= {"entity", "operator", "place"} if names & {"traceveil_redactions_total", "traceveil_redactions_by_place_total"} else set()
            assert set(part.modifier.labels) <= known


def test_alerts_say_what_they_are_about():
    assert len({rule["alert"] for rule in ALERTS}) == len(ALERTS)
    for rule in ALERTS:
        assert rule["labels"]["severity"] in ("warning", "critical")
        grouped = set(re.findall(r"\{\{ \$labels\.(\w+)", rule["annotations"]["summary"]))
        by = re.findall(r"\bby \(([^)]*)\)", rule["expr"])
        assert all(grouped <= set(re.split(r",\s*", group)) for group in by), rule["alert"]


def test_panels_of_the_dashboard_have_places_of_their_own():
    cells: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        place = panel["gridPos"]
        own = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not own & cells and place["x"] + place["w"] <= 24
        cells |= own
    assert len({panel["id"] for panel in DASHBOARD["panels"]}) == len(DASHBOARD["panels"])


# What an operator must hear of, and by which labels it is told apart.
WATCHED = {
    "traceveil_redaction_off": set(),
    "traceveil_dry_run": set(),
    "traceveil_dropped_items_total": {"signal", "destination", "reason"},
    "traceveil_destination_unreachable": {"signal", "destination"},
    "traceveil_oldest_item_age_seconds": {"signal", "destination"},
    "traceveil_dead_lettered_items_total": {"signal", "destination"},
    "traceveil_dead_letters_removed_items_total": {"destination"},
    "traceveil_unreadable_answers_total": {"signal", "destination"},
    "traceveil_mlflow_upstream_up": set(),
    "traceveil_disk_writable": {"destination"},
    "traceveil_reloads_total": {"kind"},
}


@pytest.mark.parametrize("metric", WATCHED)
def test_there_is_an_alert(metric):
    found = [rule for rule in ALERTS if metric in rule["expr"]]
    assert found
    groups = [set(re.split(r",\s*", group)) for rule in found for group in re.findall(r"\bby \(([^)]*)\)", rule["expr"])]
    assert not WATCHED[metric] or any(WATCHED[metric] <= group for group in groups)
