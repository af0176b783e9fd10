"""MLflow's page on redaction in front of you: a real MLflow server, the gateway, and the page's examples.

    demo.py GATEWAY_BINARY [--once]

Starts the server and a gateway for each example's policy, runs the examples, checks that nothing of what they hold
has leaked, and says where to look. Stays up until Ctrl-C; with --once it ends after the check. The exit code is not 0
when something leaked. Runs in the environment of the integration tests.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Tests/Integration"))
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from gateway import Gateway  # noqa: E402
from mlflow_server import MLflowServer  # noqa: E402
from page_examples import policy, run_example, with_presidio  # noqa: E402
from presidio import Presidio  # noqa: E402


@dataclass(frozen=True)
class Example:
    number: int
    title: str
    secrets: tuple[str, ...]
    takes_presidio: bool = False


EXAMPLES = (
    Example(1, "e-mail addresses", ("test@example.com",)),
    Example(2, "a LangGraph agent, by span type", ("1234567890",)),
    Example(
        3,
        "people, places, cards, e-mail addresses, dates",
        # And John Doe, whom the second example is about, too.
        ("4095-2609-9393-4932", "john.doe@example.com", "September 19th", "Amsterdam"),
        takes_presidio=True,
    ),
)


class Demo:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gateways: list[Gateway] = []
        say("starting an MLflow server")
        self.server = MLflowServer(folder / "mlflow")
        self.presidio: Presidio | None = None

    def show(self, example: Example) -> None:
        """Runs one example through a gateway of its own and says what came of it."""
        experiment = self.server.create_experiment(f"{example.number}: {example.title}")
        variables: dict[str, str] = {}
        if example.takes_presidio:
            say("starting a Presidio analyzer")
            self.presidio = Presidio(self.folder / "presidio")
            variables = with_presidio(self.presidio.url)
        gateway = Gateway(
            self.folder / f"gateway{example.number}",
            TRACEVEIL_POLICY=policy(example.number),
            OTEL_EXPORTER_OTLP_ENDPOINT=self.server.url,
            OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
            **variables,
        )
        self.gateways.append(gateway)
        program = self.folder / f"program{example.number}"
        program.mkdir()
        run_example(example.number, program, gateway.url)
        delivered = gateway.wait_until_delivered(1).exported
        (trace,) = self.server.client.search_traces(locations=[experiment])
        say(f"example {example.number}, {example.title}: {delivered} spans")
        for span in trace.data.spans:
            if span.parent_id is None or span.span_type == "TOOL":
                print(f"      {span.name}({brief(span.inputs)}) -> {brief(span.outputs)}")
        print(f"      {trace_page(self.server.url, experiment, trace.info.trace_id)}", flush=True)

    def leaks(self) -> list[str]:
        """Where a secret is in what the gateways show or the server keeps."""
        outputs = dict(self.server.stored())
        for number, gateway in enumerate(self.gateways, 1):
            outputs |= {f"{name} of gateway {number}": data for name, data in gateway.outputs().items()}
        secrets = [secret for example in EXAMPLES for secret in example.secrets]
        found = ((where, secret) for where, data in outputs.items() for secret in secrets if secret.encode() in data)
        return [f"{secret} in {where}" for where, secret in found]

    def stop(self) -> None:
        for gateway in self.gateways:
            gateway.stop()
        if self.presidio:
            self.presidio.stop()
        self.server.stop()


def trace_page(server: str, experiment: str, trace: str) -> str:
    return f"{server}/#/experiments/{experiment}/traces?selectedEvaluationId={trace}"


def brief(value: object) -> str:
    """The end of a long value: in a conversation, the answer."""
    text = str(value)
    return text if len(text) <= 240 else f"... {text[-240:]}"


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo", description="MLflow's page on redaction, in front of you")
    parser.add_argument("binary", type=Path)
    parser.add_argument("--once", action="store_true", help="end after the check")
    options = parser.parse_args()
    os.environ["TRACEVEIL_BINARY"] = str(options.binary.resolve())
    # Both signals end the demo the same way: with everything that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    with tempfile.TemporaryDirectory(prefix="traceveil-demo-") as folder:
        demo = Demo(Path(folder))
        try:
            for example in EXAMPLES:
                demo.show(example)
            if leaks := demo.leaks():
                print("demo: LEAKED:", *leaks, sep="\n    ", file=sys.stderr)
                return 1
            secrets = sum(len(example.secrets) for example in EXAMPLES)
            say(f"none of the {secrets} values to hide is in the server's files or what the gateway shows")
            if not options.once:
                say(f"MLflow is on {demo.server.url}; Ctrl-C ends it")
                signal.pause()
        except KeyboardInterrupt:
            return 130
        finally:
            demo.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
