"""Drop-in mode with a server that is away, that refuses, and that is not what it should be: what the gateway says."""

from __future__ import annotations

import json
import re
import signal
import urllib.error
import urllib.request

import pytest
from mlflow_server import MLflowServer
from processes import free_port
from proxy import RESET_AFTER_READING, Step
from tls import certificate_files, server_context

EXPERIMENT = "x-mlflow-experiment-id"
SPANS = json.dumps(
    {
        "resourceSpans": [
            {
                "scopeSpans": [
                    {
                        "spans": [
                            {
                                "traceId": "ab" * 16,
                                "spanId": "cd" * 8,
                                "name": "n",
                                "startTimeUnixNano": "1750000000000000000",
                                "endTimeUnixNano": "1750000000000000001",
                            }
                        ]
                    }
                ]
            }
        ]
    }
).encode()


def post_spans(url: str, **headers: str) -> int:
    asked = urllib.request.Request(f"{url}/v1/traces", SPANS, {"Content-Type": "application/json"} | headers)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code


def start(start_gateway, upstream: str, ready: bool = False, **variables: str):
    return start_gateway(
        ready, TRACEVEIL_MLFLOW_UPSTREAM=upstream, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0", **variables
    )


def test_ready_follows_a_real_server_that_goes_and_comes(start_gateway, tmp_path):
    server = MLflowServer(tmp_path / "mlflow")
    try:
        gateway = start(start_gateway, server.url, ready=True)
        assert gateway.admin("/readyz") == (200, "ready\n")
        assert "traceveil_mlflow_upstream_up 1" in gateway.admin("/metrics")[1]
        server.program.send_signal(signal.SIGKILL)
        server.program.stop()
        gateway.program.wait_until(lambda: not gateway.is_ready(), "is not ready without its server")
        status, reason = gateway.admin("/readyz")
        assert (status, reason) == (503, f"MLflow at {server.url}/ is away: refused\n")
        assert "traceveil_mlflow_upstream_up 0" in gateway.admin("/metrics")[1]
        shown = json.loads(gateway.admin("/status")[1])["mlflow"]
        assert (shown["state"], shown["reason"]) == ("away", "refused")
        assert gateway.admin("/livez")[0] == 200
        server.restart()
        gateway.program.wait_until(gateway.is_ready, "is ready again")
    finally:
        server.stop()
    away = gateway.line("MLflow is away: /readyz answers 503")
    assert f"upstream={server.url}/" in away and "reason=refused" in away and "nobody listens there" in away


def test_a_first_start_says_nothing_about_destinations(start_gateway, mlflow_server):
    gateway = start(start_gateway, mlflow_server.url, ready=True)
    assert "No destination" not in gateway.program.log()
    assert f"upstream={mlflow_server.url}/" in gateway.program.log()
    assert not re.search(r"level=(warning|error)", gateway.program.log())


@pytest.mark.parametrize(
    ("scheme", "host", "reason"),
    [("http", "127.0.0.1", "refused"), ("http", "no-such-host.invalid", "dns"), ("https", "127.0.0.1", "refused")],
)
def test_nobody_there(start_gateway, scheme, host, reason):
    port = free_port()
    gateway = start(start_gateway, f"{scheme}://{host}:{port}")
    assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "0"}) == 502
    said = gateway.line("MLflow has not answered")
    assert f"reason={reason} " in said and f"upstream={scheme}://{host}:{port}/" in said
    assert "TRACEVEIL_MLFLOW_UPSTREAM" in said and "experiment=0 " in said
    gateway.program.wait_until(lambda: reason in gateway.admin("/readyz")[1], "gives the reason")


def test_a_connection_that_is_broken_off(start_gateway, start_proxy, mlflow_server):
    front = start_proxy(mlflow_server.url, [RESET_AFTER_READING])
    gateway = start(start_gateway, front.url, ready=True)
    assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "0"}) == 502
    said = gateway.line("MLflow has not answered")
    assert "reason=reset " in said and f"upstream={front.url}/" in said
    assert gateway.is_ready(), "one broken connection is not the end of a server that answers"


def test_tls_that_fails(start_gateway, start_proxy, mlflow_server, tmp_path):
    files = certificate_files(tmp_path)
    front = start_proxy(mlflow_server.url, tls=server_context(files))
    mutual = start_proxy(mlflow_server.url, tls=server_context(files, asks_for_client=True))
    trusting = {"TRACEVEIL_MLFLOW_UPSTREAM_CERTIFICATE": files["authority"]}
    for url, variables, reason in (
        (front.url, {}, "tls_untrusted"),
        (front.url.replace("127.0.0.1", "127.0.0.2"), trusting, "refused"),
        (mlflow_server.url.replace("http:", "https:"), trusting, "tls_not_spoken"),
        (mutual.url, trusting, "tls_client_certificate"),
    ):
        gateway = start(start_gateway, url, **variables)
        gateway.program.wait_until(lambda: reason in gateway.admin("/readyz")[1], f"gives the reason {reason}", 20)
        assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "0"}) == 502
        said = gateway.line("MLflow has not answered")
        assert f"reason={reason} " in said


def test_a_proxy_before_it_that_answers_for_it(start_gateway, start_proxy, mlflow_server):
    busy = Step("busy", status=503, headers=(("Content-Type", "text/html"),), body=b"<html><title>No backend</title>")
    front = start_proxy(mlflow_server.url, [busy])
    gateway = start(start_gateway, front.url, ready=True)
    assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "0"}) == 503
    said = gateway.line("MLflow has refused a request")
    assert 'message="No backend"' in said and "http_status=503" in said


def test_a_refusal_is_told_with_code_message_experiment_and_advice(start_gateway, mlflow_server):
    gateway = start(start_gateway, mlflow_server.url, ready=True)
    assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "987654"}) == 404
    said = gateway.line("MLflow has refused a request")
    for part in (
        "error_code=RESOURCE_DOES_NOT_EXIST",
        "experiment=987654",
        'message="No Experiment with id=987654 exists"',
        "advice=",
        f"upstream={mlflow_server.url}/",
        "route=otlp ",
    ):
        assert part in said, said


def test_what_is_personal_in_a_refusal_is_redacted(start_gateway, start_proxy, mlflow_server):
    body = {"error_code": "BAD_REQUEST", "message": "no user bob@example.com\n\x1b[31m [SQL: INSERT 4095-2609-9393-4932]"}
    refusal = Step(
        "refusal", status=400, headers=(("Content-Type", "application/json"),), body=json.dumps(body).encode()
    )
    gateway = start(start_gateway, start_proxy(mlflow_server.url, [refusal]).url, ready=True)
    assert post_spans(gateway.mlflow_url, **{EXPERIMENT: "0"}) == 400
    said = gateway.line("MLflow has refused a request")
    assert 'message="no user <EMAIL_ADDRESS> [31m"' in said
    assert "bob@" not in gateway.program.log() and "9393" not in gateway.program.log()
