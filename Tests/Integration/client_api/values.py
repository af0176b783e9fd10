"""Traces with every type and depth of value, and maps in every order."""

from __future__ import annotations

import mlflow

from client_api.recorder import Recorder
from client_api.tracing import active_experiment
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    active_experiment()
    for name, value in plain_values().items():
        call_value(do, name, value)
    for name, value in deep_values(planter).items():
        call_value(do, name, value)
    call_order(do, planter)


def call_value(do: Recorder, name: str, value: object) -> None:
    def traced() -> None:
        with mlflow.start_span(name) as span:
            span.set_inputs({"v": value})
            span.set_outputs(value)
            span.set_attribute("a", value)

    do(f"trace of {name}", traced)
    do(f"get_trace of {name}", do.client.get_trace, mlflow.get_last_active_trace_id(), display=False)


def plain_values() -> dict[str, object]:
    """Nothing in them is to be redacted."""
    deep: object = "deep down"
    replies: object = "bottom"
    for level in range(12):
        deep = {"part": deep, "n": level}
        replies = {"text": f"reply {level}", "replies": [replies]}
    return {
        "checksum": 2**64 - 1,
        "below": -(2**63) - 1,
        "largest": 2**63 - 1,
        "floats": [0.1, 1e300, -0.0, float("nan"), float("inf")],
        "empty": [{}, [], "", None],
        "deep": deep,
        "replies": replies,
        "text": "naïve ☃ 😀 \\ \" \n \0 end",
        "bytes": b"\x00\xff",
        "booleans": {"yes": True, "no": False},
        "keys": {"": 1, "a.b": 2, "ä": 3, "a b": 4},
    }


def deep_values(planter: Planter) -> dict[str, object]:
    """As deep as OTLP allows: the inputs hold a value in one more map."""
    values = {}
    for levels in (30, 31, 32, 33, 63):
        values[f"{levels} maps"] = nested(levels, planter.sentence(f"in {levels} maps"), lambda part: {"part": part})
    for levels in (46, 47, 48, 63):
        values[f"{levels} lists"] = nested(levels, planter.sentence(f"in {levels} lists"), lambda part: [part])
    # Its preview ends in front of it.
    mixed = planter.sentence("in lists of maps")
    values["62 lists and maps"] = nested(31, mixed, lambda part: {"text": "a short reply", "replies": [part], "n": 1})
    return values


def nested(levels: int, value: object, around) -> object:
    for _ in range(levels):
        value = around(value)
    return value


def call_order(do: Recorder, planter: Planter) -> None:
    """No map is in the order of its keys."""
    mail = planter.value("key of a map", "EMAIL_ADDRESS")
    value = {"z": 1, mail: 2, "a": {"y": [{"d": 1, "c": 2}], "b": planter.sentence("value of a map")}, "m": None}
    call_value(do, "order", value)
    call_value(do, "order in texts", {"z": '{"y": 1, "b": [{"d": 1, "c": 2}], "a": null}', "a": "{'z': 1, 'b': 2}"})
