"""Drop-in mode with clients whose retries run out: what they store or rescue directly, they store or rescue through it."""

from __future__ import annotations

import itertools
import json
import os

from mlflow_server import MLflowServer
from test_mlflow_overload import start_client
from proxy import FORWARD, RESET_AFTER_FORWARDING, RESET_AFTER_READING, Step, unavailable

TRACES = 4
SPANS = ["ask", "find", "run"]
#: What a kind of request begins with, and what becomes of each but the first one. All others go through.
TROUBLES = [
    (b"POST /v1/traces", unavailable()),
    (b"POST /v1/traces", RESET_AFTER_READING),
    (b"PUT /api/2.0/mlflow-artifacts", Step("answer 500", status=500)),
    (b"PUT /api/2.0/mlflow-artifacts", RESET_AFTER_FORWARDING),
    (b"POST /api/3.0/mlflow/traces", unavailable()),
    (b"POST /api/3.0/mlflow/traces", RESET_AFTER_READING),
]


def stored(server: MLflowServer, traces: list[str | None]) -> dict[int, list[dict]]:
    """By the number of a trace: its spans; nothing where MLflow does not know the trace."""
    found = {}
    for number, name in enumerate(traces):
        try:
            trace = server.client.get_trace(name, display=False)
        except Exception:  # MLflow has an error of its own for each way in which there is none.
            continue
        found[number] = [span.to_dict() for span in trace.data.spans]
    return found


def test_retries_that_run_out_cost_no_trace_more(mlflow_server, start_gateway, start_proxy, monkeypatch):
    # For artifacts, which MLflow's client gets from there whatever it was given.
    monkeypatch.setenv("MLFLOW_TRACKING_URI", mlflow_server.url)
    clients, backs = {}, []
    # All at once: they wait most of the time.
    for number, (kind, fault) in enumerate(TROUBLES):
        for name in ("direct", "proxied"):
            experiment = mlflow_server.create_experiment(f"{name} {number} {os.urandom(4).hex()}")
            # The first one is taken: from then on MLflow is known to take such requests.
            script = itertools.chain([FORWARD], itertools.repeat(fault, 200))
            back = start_proxy(mlflow_server.url, script, only=kind)
            url = back.url
            if name == "proxied":
                settings = {"TRACEVEIL_MLFLOW_UPSTREAM": url, "TRACEVEIL_MLFLOW_LISTEN": "127.0.0.1:0"}
                url = start_gateway(**settings).mlflow_url
            clients[number, name] = start_client(url, experiment, TRACES, MLFLOW_HTTP_REQUEST_MAX_RETRIES="1")
            backs.append((back, fault))
    results = {}
    for place, client in clients.items():
        output, errors = client.communicate(timeout=240)
        assert client.returncode == 0, errors[-4000:]
        results[place] = stored(mlflow_server, json.loads(output))
    for back, fault in backs:
        assert fault.name in back.steps_taken

    for number in range(len(TROUBLES)):
        wanted, found = names(results[number, "direct"]), names(results[number, "proxied"])
        # What the client itself loses is not made up for, but nothing else may be missing.
        missing = {trace: spans for trace, spans in wanted.items() if spans and found.get(trace) != spans}
        assert missing == {}, TROUBLES[number]
        assert all(spans in ([], SPANS) for spans in found.values()), TROUBLES[number]
        assert SPANS in found.values(), TROUBLES[number]
        assert "lena.moss" not in json.dumps(results[number, "proxied"])


def names(traces: dict[int, list[dict]]) -> dict[int, list[str]]:
    return {number: sorted(span["name"] for span in spans) for number, spans in traces.items()}
