"""Arize Phoenix and MLflow as destinations at once: real servers, one of which is killed in the middle."""

from __future__ import annotations

import pytest
from mlflow_server import MLflowServer
from phoenix_server import PhoenixServer

from messages import Sender, attribute, request, span
from processes import wait_until
from stores import rows
from test_destinations import QUICK, copies, is_conserved

SPANS = 1000
STORED = {
    "mlflow": "SELECT trace_id, span_id, name FROM spans",
    "phoenix": "SELECT traces.trace_id, span_id, name FROM spans JOIN traces ON traces.id = trace_rowid",
}


@pytest.fixture(scope="module")
def servers(tmp_path_factory):
    """Of this module's own, since one is killed."""
    started: dict[str, MLflowServer | PhoenixServer] = {}
    try:
        started["mlflow"] = MLflowServer(tmp_path_factory.mktemp("mlflow"))
        started["phoenix"] = PhoenixServer(tmp_path_factory.mktemp("phoenix"))
        yield started
    finally:
        for server in started.values():
            server.stop()


def destinations(servers, experiment: str, protocol: str) -> dict[str, str]:
    phoenix = servers["phoenix"]
    return {
        "TRACEVEIL_DESTINATIONS": "mlflow,phoenix",
        "TRACEVEIL_DESTINATION_MLFLOW_KIND": "mlflow",
        "TRACEVEIL_DESTINATION_MLFLOW_MLFLOW_TRACKING_URI": servers["mlflow"].url,
        "TRACEVEIL_DESTINATION_MLFLOW_MLFLOW_EXPERIMENT_ID": experiment,
        "TRACEVEIL_DESTINATION_PHOENIX_ENDPOINT": phoenix.grpc_url if protocol == "grpc" else phoenix.url,
        "TRACEVEIL_DESTINATION_PHOENIX_PROTOCOL": protocol,
        "TRACEVEIL_DESTINATION_PHOENIX_SIGNALS": "traces",
        "TRACEVEIL_DELIVERED_BY": "all",
        **QUICK,
    }


def planted_spans(planter) -> list:
    """Traces of four spans, each span with values of its own."""
    made = []
    for number in range(SPANS):
        place = f"span {number}"
        family = made[-(number % 4) :] if number % 4 else []
        kin = {"trace_id": family[0].trace_id, "parent_span_id": family[0].span_id} if family else {}
        made.append(span(f"{planter.seed} {number}", attributes=[attribute("note", planter.sentence(place))], **kin))
    return made


def stored(server, name: str, seed: str) -> list[tuple[str, str, str]]:
    """Trace, span and name of every span that a test has there."""
    database = server.folder / f"{name}.db"
    found = (row for row in rows(database, STORED[name]) if row[2].startswith(f"{seed} "))
    return sorted((trace.removeprefix("tr-"), one, of) for trace, one, of in found)


@pytest.mark.parametrize("killed, protocol", [("mlflow", "grpc"), ("phoenix", "http/protobuf")])
def test_one_that_is_killed_loses_nothing(killed, protocol, servers, start_gateway, planter):
    experiment = servers["mlflow"].create_experiment(planter.seed)
    gateway = start_gateway(**destinations(servers, experiment, protocol))
    spans = planted_spans(planter)
    wanted = sorted((one.trace_id.hex(), one.span_id.hex(), one.name) for one in spans)
    (lives,) = servers.keys() - {killed}

    def has(name: str, count: int) -> bool:
        return len(stored(servers[name], name, planter.seed)) >= count

    def send(some: list) -> None:
        with Sender(gateway.port) as sender:
            for start in range(0, len(some), 20):
                assert sender.post(request(*some[start : start + 20])).status == 200

    send(spans[: SPANS // 2])
    # Phoenix answers before it stores: what it has answered by its end must be there. MLflow may be amid a request.
    before = SPANS // 2 if killed == "phoenix" else 1
    wait_until(lambda: has(killed, before), f"{killed} has stored {before}")
    servers[killed].kill()
    send(spans[SPANS // 2 :])
    wait_until(lambda: has(lives, SPANS), f"{lives} has all, while {killed} is away")
    assert copies(gateway)[killed]["items"]["exported"] < SPANS
    servers[killed].restart()
    gateway.wait_until_delivered(SPANS, timeout=180)
    for name, server in servers.items():
        wait_until(lambda: has(name, SPANS), f"{name} has stored all")
        assert stored(server, name, planter.seed) == wanted
        items = copies(gateway)[name]["items"]
        assert items["exported"] == SPANS and is_conserved(items)
    outputs = gateway.outputs()
    for name, server in servers.items():
        kept = {f"{name}: {where}": data for where, data in server.stored()}
        assert any(data.count(b"<EMAIL_ADDRESS>") >= SPANS for data in kept.values())
        outputs |= kept
    assert [str(leak) for where, data in outputs.items() for leak in planter.leaks(data, where)] == []
    assert gateway.terminate() == 0
