"""Drop-in mode with a queue on disk: spans are acknowledged when they are there, and MLflow gets them when it can."""

from __future__ import annotations

import json
import random
import signal
import urllib.error
import urllib.request

import pytest
from messages import PROTOBUF, attribute, request, span
from mlflow import MlflowClient
from mlflow_server import MLflowServer
from processes import free_port
from proxy import Step
from read_back import search_all
from test_dead_letters import command, letters
from test_disk_queue import QUICK_RETRY, kill
from test_mlflow_proxy import counts, leaks, run_client

EXPERIMENT = "x-mlflow-experiment-id"


def post(url: str, *spans, **headers: str) -> int:
    body = request(*spans).SerializeToString()
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    asked = urllib.request.Request(f"{url}/v1/traces", body, {"Content-Type": PROTOBUF} | names)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


@pytest.fixture
def start(start_gateway, tmp_path):
    def start(upstream: str, **variables: str):
        return start_gateway(
            False,
            TRACEVEIL_MLFLOW_UPSTREAM=upstream,
            TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
            TRACEVEIL_QUEUE_DIRECTORY=str(tmp_path / "queue"),
            **(QUICK_RETRY | variables),
        )

    return start


@pytest.fixture
def own_server(tmp_path):
    server = MLflowServer(tmp_path / "mlflow")
    yield server
    server.stop()


def items(gateway) -> dict:
    return json.loads(gateway.admin("/status")[1])["mlflow"]["items"]


def is_conserved(found: dict) -> bool:
    ended = found["exported"] + found["rejected"] + sum(found["dropped"].values()) + found["dead_lettered"]
    return found["received"] == ended + found["queued"] + found["on_disk"] + found["in_flight"]


def wait_until_delivered(gateway, number: int) -> dict:
    def delivered():
        found = items(gateway)
        assert is_conserved(found)
        return found["received"] >= number and found["on_disk"] + found["in_flight"] == 0 and found

    return gateway.program.wait_until(delivered, f"delivers {number} spans")


def on_disk(folder) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_spans_acknowledged_before_kill_9_come_to_their_experiments(start, own_server, planter, tmp_path):
    """MLflow is away while they come, and the gateway is killed between its answers and their delivery, twice."""
    experiments = [own_server.create_experiment(f"experiment {n}") for n in range(2)]
    own_server.kill()
    sent: dict[str, set[str]] = {one: set() for one in experiments}
    number = 0
    for _ in range(2):
        gateway = start(own_server.url)
        for _ in range(10):
            experiment = experiments[number % 2]
            one = span(planter.sentence(f"span {number}"), attributes=[attribute("text", planter.sentence("value"))])
            assert post(gateway.mlflow_url, one, **{EXPERIMENT: experiment}) == 200
            sent[experiment].add(f"tr-{one.trace_id.hex()}")
            number += 1
        found = items(gateway)
        assert is_conserved(found) and found["exported"] == 0 and found["received"] == number
        kill(gateway)
        assert planter.leaks(on_disk(tmp_path / "queue"), "queue") == []
    shown = json.loads(command("queue", "status", "--json", "--directory", str(tmp_path / "queue")))
    assert shown["destinations"]["drop-in"]["signals"]["traces"]["items"] == number
    own_server.restart()
    gateway = start(own_server.url)
    assert wait_until_delivered(gateway, number)["exported"] == number
    for experiment, traces in sent.items():
        assert search_all(own_server.client, experiment) == traces
    assert leaks(planter, gateway, own_server) == []
    assert gateway.terminate() == 0


def test_sigterm_without_mlflow_leaves_them_for_the_next_run(start, own_server):
    own_server.kill()
    gateway = start(own_server.url)
    one = span("work")
    assert post(gateway.mlflow_url, one, **{EXPERIMENT: "0"}) == 200
    assert gateway.terminate() == 0
    own_server.restart()
    gateway = start(own_server.url)
    wait_until_delivered(gateway, 1)
    assert search_all(own_server.client, "0") == {f"tr-{one.trace_id.hex()}"}


def test_no_credentials_are_stored(start, start_proxy, mlflow_server, experiment, tmp_path):
    """Those of a client go to MLflow with its request, while it waits. What is stored goes with those of the gateway."""
    away = f"http://127.0.0.1:{free_port()}"
    gateway = start(away, TRACEVEIL_MLFLOW_UPSTREAM_TOKEN="own-secret")
    for name in ("Authorization", "Cookie", "X-Forwarded-User"):
        assert post(gateway.mlflow_url, span("mine"), **{EXPERIMENT: experiment, name: "client-secret"}) == 502
    assert post(gateway.mlflow_url, span("stored"), **{EXPERIMENT: experiment}) == 200
    assert items(gateway)["received"] == 1
    assert "because=credentials" in gateway.program.log() and "client-secret" not in gateway.program.log()
    kill(gateway)
    data = on_disk(tmp_path / "queue")
    assert data and b"secret" not in data
    front = start_proxy(mlflow_server.url, only=b"POST /v1/traces")
    gateway = start(front.url, TRACEVEIL_MLFLOW_UPSTREAM_TOKEN="own-secret")
    wait_until_delivered(gateway, 1)
    headers = {"Authorization": "Basic client-secret", EXPERIMENT: experiment}
    assert post(gateway.mlflow_url, span("mine"), **headers) == 200
    taken = [one.headers for one in front.requests if one.path.startswith("/v1/traces")]
    assert [one["authorization"] for one in taken] == ["Bearer own-secret", "Basic client-secret"]
    assert {one[EXPERIMENT] for one in taken} == {experiment}
    outcomes = counts(gateway)["otlp"]
    assert outcomes == {"redacted": 1}


def test_answers_from_memory_are_stored_too(start, own_server):
    own_server.kill()
    gateway = start(own_server.url, TRACEVEIL_ACK="memory")
    assert post(gateway.mlflow_url, span("work"), **{EXPERIMENT: "0"}) == 200
    gateway.program.wait_until(lambda: items(gateway)["on_disk"] + items(gateway)["in_flight"] == 1, "stores it")
    assert gateway.terminate() == 0
    own_server.restart()
    wait_until_delivered(start(own_server.url), 1)


def test_a_full_queue_refuses(start):
    gateway = start(f"http://127.0.0.1:{free_port()}", TRACEVEIL_QUEUE_DISK_BYTES=str(1 << 20))
    chance = random.Random(7)
    statuses = []
    # Three times what the queue may hold.
    for _ in range(60):
        one = span("work", attributes=[attribute("text", chance.randbytes(30_000).hex())])
        statuses.append(post(gateway.mlflow_url, one, **{EXPERIMENT: "0"}))
    assert set(statuses) == {200, 503} and statuses[0] == 200
    found = items(gateway)
    assert is_conserved(found) and found["on_disk"] + found["in_flight"] == statuses.count(200)
    assert counts(gateway)["otlp"] == {"stored": statuses.count(200), "overloaded": statuses.count(503)}


def test_what_mlflow_refuses_is_a_dead_letter_and_can_be_sent_again(start, start_proxy, mlflow_server, experiment, tmp_path):
    front = start_proxy(mlflow_server.url, [Step("refuses", status=403)], only=b"POST /v1/traces")
    gateway = start(front.url)
    one = span("work")
    assert post(gateway.mlflow_url, one, **{EXPERIMENT: experiment}) == 200
    assert wait_until_delivered(gateway, 1)["dead_lettered"] == 1
    queue = tmp_path / "queue"
    settings = {
        "TRACEVEIL_MLFLOW_UPSTREAM": front.url,
        "TRACEVEIL_MLFLOW_LISTEN": "127.0.0.1:0",
        "TRACEVEIL_QUEUE_DIRECTORY": str(queue),
    }
    (letter,) = letters(queue)
    assert (letter["status"], letter["destination"]) == (403, "drop-in")
    command("deadletters", "resend", "--all", "--destination", "drop-in", **settings)
    assert search_all(mlflow_server.client, experiment) == {f"tr-{one.trace_id.hex()}"}


def test_mlflows_own_client_finds_its_traces_as_without_a_queue(start, mlflow_server, experiment, planter):
    """All that it does. Its spans are stored once: they are delivered before the start of their trace is answered."""
    gateway = start(mlflow_server.url)
    ids = run_client(gateway.mlflow_url, planter, experiment)
    wait_until_delivered(gateway, 1)
    assert search_all(mlflow_server.client, experiment) == set(ids)
    assert leaks(planter, gateway, mlflow_server) == []
    outcomes = counts(gateway)
    assert outcomes["otlp"].get("stored", 0) > 0 and set(outcomes["otlp"]) == {"stored"}
    assert "trace_data" not in outcomes


def test_a_trace_that_is_deleted_does_not_come_back(start, start_proxy, mlflow_server, experiment):
    """Its spans were acknowledged before, and had not been delivered yet."""
    front = start_proxy(mlflow_server.url, [Step("later", status=503)] * 2, only=b"POST /v1/traces")
    gateway = start(front.url)
    one = span("work")
    assert post(gateway.mlflow_url, one, **{EXPERIMENT: experiment}) == 200
    MlflowClient(gateway.mlflow_url).delete_traces(experiment, trace_ids=[f"tr-{one.trace_id.hex()}"])
    wait_until_delivered(gateway, 1)
    assert search_all(mlflow_server.client, experiment) == set()


def test_the_start_says_what_is_stored(start):
    gateway = start(f"http://127.0.0.1:{free_port()}")
    said = gateway.line("Drop-in mode")
    assert 'queue_on_disk="/v1/traces; MLflow itself answers all other routes"' in said
    gateway.program.send_signal(signal.SIGTERM)
