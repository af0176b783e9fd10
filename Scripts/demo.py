"""MLflow's page on redaction in front of you: real MLflow servers, the gateway, and the page's examples.

    demo.py GATEWAY_BINARY [--once]

Runs each example twice, straight to a server and through a gateway with the example's policy to another, and shows
what the two servers have of it, side by side. Checks that nothing of what the examples hold has leaked through the
gateway, and that it is found where there was none. Stays up until Ctrl-C; with --once it ends after the check. The
exit code is not 0 when something leaked. Runs in the environment of the integration tests.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "Tests/Integration")]
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"

from demo_view import counted, kept, lines_of, lines_of_places, side_by_side  # noqa: E402
from gateway import Gateway  # noqa: E402
from mlflow.entities import Trace  # noqa: E402
from mlflow_server import MLflowServer  # noqa: E402
from page_examples import WITH_NAMES, policy, run_example  # noqa: E402

TITLES = ("without TraceVeil", "through TraceVeil")


@dataclass(frozen=True)
class Example:
    number: int
    title: str
    secrets: tuple[str, ...]
    has_names: bool = False


EXAMPLES = (
    Example(1, "e-mail addresses", ("test@example.com",)),
    Example(2, "a LangGraph agent, by span type", ("1234567890",)),
    Example(
        3,
        "people, places, cards, e-mail addresses, dates",
        # And John Doe, whom the second example is about, too.
        ("4095-2609-9393-4932", "john.doe@example.com", "September 19th", "Amsterdam"),
        has_names=True,
    ),
)


class Demo:
    def __init__(self, folder: Path, examples: tuple[Example, ...], stays: bool) -> None:
        self.folder = folder
        self.examples = examples
        # Whether there will be pages to look at.
        self.stays = stays
        self.programs: list[MLflowServer] = []
        self.gateways: list[Gateway] = []
        self.width = shutil.get_terminal_size((120, 24)).columns

    def start(self) -> None:
        say("starting two MLflow servers")

        def started(name: str) -> MLflowServer:
            server = MLflowServer(self.folder / name)
            self.programs.append(server)
            return server

        with ThreadPoolExecutor() as threads:
            bare = threads.submit(started, "mlflow-without")
            server = threads.submit(started, "mlflow")
        self.bare, self.server = bare.result(), server.result()

    def show(self, example: Example) -> bool:
        """Runs one example both ways and shows what came of it. Answers whether the first way shows what it is to."""
        with ThreadPoolExecutor() as threads:
            runs = threads.submit(self._run_straight, example), threads.submit(self._run_through_gateway, example)
        (bare, _), (trace, spans) = (run.result() for run in runs)
        say(f"example {example.number}, {example.title}: {counted(spans, 'span')}")
        shown = [list(lines_of(one)) for one in (bare, trace)]
        self._print(side_by_side(*shown, self.width - 4, TITLES))
        found = {secret: kept(bare, tables(self.bare), secret) for secret in example.secrets}
        left = {secret: kept(trace, tables(self.server), secret) for secret in example.secrets}
        where = [list(lines_of_places(of)) for of in (found, left)]
        self._print(side_by_side(*where, self.width - 4, ("where MLflow keeps it then", "where MLflow keeps it then")))
        if self.stays:
            pages = trace_page(self.bare, bare), trace_page(self.server, trace)
            self._print([f"{title}: {page}" for title, page in zip(TITLES, pages, strict=True)])
        return all(found.values())

    def _run_straight(self, example: Example) -> tuple[Trace, int]:
        experiment = self.bare.create_experiment(f"{example.number}: {example.title}")
        headers = {"OTEL_EXPORTER_OTLP_HEADERS": f"x-mlflow-experiment-id={experiment}"}
        run_example(example.number, self._folder(f"straight{example.number}"), self.bare.url, **headers)
        return self._trace(self.bare, experiment)

    def _run_through_gateway(self, example: Example) -> tuple[Trace, int]:
        experiment = self.server.create_experiment(f"{example.number}: {example.title}")
        gateway = Gateway(
            self.folder / f"gateway{example.number}",
            TRACEVEIL_POLICY=policy(example.number),
            OTEL_EXPORTER_OTLP_ENDPOINT=self.server.url,
            OTEL_EXPORTER_OTLP_HEADERS=f"x-mlflow-experiment-id={experiment}",
            **(WITH_NAMES if example.has_names else {}),
        )
        self.gateways.append(gateway)
        run_example(example.number, self._folder(f"program{example.number}"), gateway.url)
        delivered = gateway.wait_until_delivered(1).exported
        return self._trace(self.server, experiment)[0], delivered

    def _trace(self, server: MLflowServer, experiment: str) -> tuple[Trace, int]:
        (trace,) = server.client.search_traces(locations=[experiment])
        return trace, len(trace.data.spans)

    def _folder(self, name: str) -> Path:
        folder = self.folder / name
        folder.mkdir()
        return folder

    def _print(self, lines: list[str]) -> None:
        print("", *(f"    {line}" for line in lines), sep="\n", flush=True)

    def leaks(self) -> list[str]:
        """Where a secret is in what the gateways show or the server behind them keeps."""
        outputs = dict(self.server.stored())
        for number, gateway in enumerate(self.gateways, 1):
            outputs |= {f"{name} of gateway {number}": data for name, data in gateway.outputs().items()}
        secrets = [secret for example in self.examples for secret in example.secrets]
        found = ((where, secret) for where, data in outputs.items() for secret in secrets if secret.encode() in data)
        return [f"{secret} in {where}" for where, secret in found]

    def stop(self) -> None:
        for program in [*self.gateways, *self.programs]:
            program.stop()


def tables(server: MLflowServer) -> list[tuple[str, bytes]]:
    return [(name, data) for name, data in server.stored() if name.startswith("table ")]


def trace_page(server: MLflowServer, trace: Trace) -> str:
    return f"{server.url}/#/experiments/{trace.info.experiment_id}/traces?selectedEvaluationId={trace.info.trace_id}"


def say(text: str) -> None:
    print(f"\n==> {text}", flush=True)


def run(demo: Demo) -> int:
    demo.start()
    if not all([demo.show(example) for example in demo.examples]):
        print("demo: not all that the examples hold was found without TraceVeil: the search is blind", file=sys.stderr)
        return 1
    if leaks := demo.leaks():
        print("demo: LEAKED:", *leaks, sep="\n    ", file=sys.stderr)
        return 1
    secrets = sum(len(example.secrets) for example in demo.examples)
    say(f"through TraceVeil none of the {counted(secrets, 'value')} to hide got to the server's files or the gateway's log")
    if demo.stays:
        say(f"MLflow is on {demo.server.url}, and without TraceVeil on {demo.bare.url}; Ctrl-C ends both")
        signal.pause()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="demo", description="MLflow's page on redaction, in front of you")
    parser.add_argument("binary", type=Path)
    parser.add_argument("--once", action="store_true", help="end after the check")
    options = parser.parse_args()
    os.environ["TRACEVEIL_BINARY"] = str(options.binary.resolve())
    # Both signals end the demo the same way: with everything that it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)

    with tempfile.TemporaryDirectory(prefix="traceveil-demo-") as folder:
        demo = Demo(Path(folder), EXAMPLES, stays=not options.once)
        try:
            return run(demo)
        except KeyboardInterrupt:
            return 130
        finally:
            demo.stop()


if __name__ == "__main__":
    sys.exit(main())
