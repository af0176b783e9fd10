"""Fixtures: what runs beside the tests. See README.md for how to run them."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import pytest

pytest.register_assert_rewrite("read_back", "application")

from gateway import Gateway, binary
from grpc_server import GRPCServer
from messages import Sender, request, span
from mlflow_server import MLflowServer
from mlflow_versions import PINNED
from planting import Planter
from presidio import Presidio
from processes import Program
from proxy import ScriptedProxy
from route import Route
from sink import Sink

# The client in this process talks to loopback only, and tells nobody about it.
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
for variable in [name for name in os.environ if name.startswith(("OTEL_", "TRACEVEIL_"))]:
    if variable != "TRACEVEIL_BINARY":
        del os.environ[variable]

_programs: list[Program] = []
_numbers = itertools.count(1)


def pytest_configure(config: pytest.Config) -> None:
    if not binary().exists():
        raise pytest.UsageError(f"{binary()} does not exist; 'make test' builds it")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """A failed test shows the end of every log of its programs."""
    report = yield
    if report.failed:
        for program in _programs:
            log = program.log_path.read_text(errors="replace")
            report.sections.append((f"end of {program.log_path}", log[-3000:]))
    return report


@pytest.fixture
def planter(request: pytest.FixtureRequest) -> Planter:
    """Values of this test's own."""
    return Planter(request.node.name)


@pytest.fixture(scope="session")
def server_of(tmp_path_factory: pytest.TempPathFactory):
    """Servers by their version, each started when it is first asked for; see `mlflow_versions`."""
    servers: dict[str, MLflowServer] = {}

    def start(version: str) -> MLflowServer:
        if version not in servers:
            servers[version] = MLflowServer(tmp_path_factory.mktemp("mlflow"), version=version)
            _programs.append(servers[version].program)
        return servers[version]

    yield start
    for server in servers.values():
        server.stop()


@pytest.fixture(scope="session")
def mlflow_server(server_of) -> MLflowServer:
    """Of the version that the tests themselves have."""
    return server_of(PINNED)


@pytest.fixture(scope="session")
def presidio(tmp_path_factory: pytest.TempPathFactory):
    """For tests that leave it running."""
    analyzer = Presidio(tmp_path_factory.mktemp("presidio"))
    yield analyzer
    analyzer.stop()


@pytest.fixture
def experiment(mlflow_server: MLflowServer, request: pytest.FixtureRequest) -> str:
    """The id of an experiment of this test's own."""
    return mlflow_server.create_experiment(f"{next(_numbers)} {request.node.name[:80]}")


@pytest.fixture
def start_gateway(tmp_path: Path):
    """Starts gateways, with variables as keyword arguments; ends them with the test."""
    started: list[Gateway] = []
    numbers = itertools.count(1)

    def start(ready: bool = True, limits: str = "", arguments: tuple[str, ...] = (), **variables: str) -> Gateway:
        gateway = Gateway(tmp_path / f"gateway-{next(numbers)}", ready, limits, arguments, **variables)
        started.append(gateway)
        _programs.append(gateway.program)
        return gateway

    yield start
    for gateway in started:
        gateway.stop()
        _programs.remove(gateway.program)


@pytest.fixture
def start_proxy():
    """Puts scripted proxies in front of a URL; closes them with the test."""
    started: list[ScriptedProxy] = []

    def start(upstream: str, script=(), port: int = 0, tls=None, spared=(), only=b"") -> ScriptedProxy:
        started.append(ScriptedProxy(upstream, script, port, tls, spared, only))
        return started[-1]

    yield start
    for proxy in started:
        proxy.close()


@pytest.fixture
def start_sink():
    """Starts destinations that answer as a function says; closes them with the test."""
    started: list[Sink] = []

    def start(decide, port: int = 0) -> Sink:
        started.append(Sink(decide, port))
        return started[-1]

    yield start
    for sink in started:
        sink.close()


@pytest.fixture
def start_grpc_server():
    """Starts destinations over gRPC, which take everything unless told otherwise; closes them with the test."""
    started: list[GRPCServer] = []

    def start(decide=lambda call, number, context: b"", **arguments) -> GRPCServer:
        started.append(GRPCServer(decide, **arguments))
        return started[-1]

    yield start
    for server in started:
        server.close()


@pytest.fixture
def start_route(start_gateway, start_proxy, mlflow_server: MLflowServer, experiment: str):
    def start(script=(), **variables: str) -> Route:
        back = start_proxy(mlflow_server.url, script)
        defaults = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": back.url,
            "OTEL_EXPORTER_OTLP_HEADERS": f"x-mlflow-experiment-id={experiment}",
        }
        gateway = start_gateway(**(defaults | variables))
        return Route(start_proxy(gateway.url), gateway, back, mlflow_server, experiment)

    return start


@pytest.fixture
def gateway(start_gateway, start_proxy, mlflow_server, experiment):
    """A gateway that has to do its work still when the test is over."""
    back = start_proxy(mlflow_server.url)
    gateway = start_gateway(
        OTEL_EXPORTER_OTLP_ENDPOINT=back.url,
        OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
        OTEL_BSP_SCHEDULE_DELAY="50",
    )
    yield gateway
    delivered = gateway.wait_until_delivered(0).exported
    with Sender(gateway.port) as sender:
        assert sender.post(request(span("after all that"))).status == 200
    counts = gateway.wait_until_delivered(delivered + 1)
    assert counts.exported == delivered + 1
    assert counts.is_conserved()


@pytest.fixture
def sender(gateway):
    with Sender(gateway.port) as sender:
        yield sender
