"""The gateways that the same load goes through, each with the settings it is measured with.

A gateway is a function that starts it in front of a sink and yields the process and the port to send to.
"""

import contextlib
import functools
import glob
import os
import subprocess
import sys
import tempfile

from processes import Sink, bench, free_port, running, wait_for_port

# What the Collector's redaction processor is given: an e-mail address, a card, an SSN, a phone number, an IPv4
# address, an API key. The same six as in the comparison that the issue names.
PATTERNS = [
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    r"\b(?:\d[ -]?){13,16}\b",
    r"\b\d{3}-\d{2}-\d{4}\b",
    r"(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
    r"sk-[A-Za-z0-9_-]{20,}",
]


@contextlib.contextmanager
def rotel(_, sink_port):
    """Rotel as it comes: gzip, batches of up to 8192 spans, no redaction."""
    package = glob.glob(os.path.join(sys.prefix, "lib", "python3*", "site-packages", "rotel", "rotel-agent"))
    http, grpc = free_port(), free_port()
    with tempfile.TemporaryDirectory() as directory:
        arguments = [
            package[0], "start", "--otlp-http-endpoint", f"127.0.0.1:{http}",
            "--otlp-grpc-endpoint", f"127.0.0.1:{grpc}", "--exporter", "otlp",
            "--otlp-exporter-endpoint", f"http://127.0.0.1:{sink_port}", "--otlp-exporter-protocol", "http",
            "--pid-file", os.path.join(directory, "pid"), "--log-file", os.path.join(directory, "log")]
        with running(arguments) as (process, log):
            wait_for_port(http, process, log)
            yield process, http


def collector_configuration(http, sink_port, redacts, exporter):
    blocked = "".join(f"      - '{pattern}'\n" for pattern in PATTERNS)
    redaction = f"  redaction:\n    allow_all_keys: true\n    blocked_values:\n{blocked}" if redacts else ""
    processors = "redaction, batch" if redacts else "batch"
    return f"""
receivers:
  otlp:
    protocols:
      http: {{endpoint: "127.0.0.1:{http}"}}
processors:
  batch: {{}}
{redaction}
exporters:
  otlphttp:
    endpoint: "http://127.0.0.1:{sink_port}"
    sending_queue: {{queue_size: 64, block_on_overflow: true, num_consumers: 4}}
{exporter}
service:
  telemetry: {{metrics: {{level: none}}}}
  pipelines:
    traces: {{receivers: [otlp], processors: [{processors}], exporters: [otlphttp]}}
"""


@contextlib.contextmanager
def collector(options, sink_port, redacts=False, exporter="", environment=None):
    """An OpenTelemetry Collector with a queue that blocks, since the default one loses spans it has acknowledged."""
    http = free_port()
    with tempfile.TemporaryDirectory() as directory:
        path = os.path.join(directory, "config.yaml")
        with open(path, "w", encoding="utf-8") as file:
            file.write(collector_configuration(http, sink_port, redacts, exporter))
        with running([options.otelcol, "--config", path], environment) as (process, log):
            wait_for_port(http, process, log)
            yield process, http


def tuned_collector(options, sink_port):
    """The same at its fastest: gzip at level 1, and memory traded for fewer collections of garbage."""
    return collector(options, sink_port, exporter="    compression: gzip\n    compression_params: {level: 1}",
                     environment={"GOGC": "400"})


def collector_with_redaction(options, sink_port):
    """The same with the redaction processor of the contrib distribution and six patterns."""
    return collector(options, sink_port, redacts=True)


def collector_can_redact(path):
    answer = subprocess.run([path, "components"], capture_output=True, text=True)
    return "redaction" in answer.stdout


@contextlib.contextmanager
def fluent_bit(options, sink_port):
    """Fluent Bit from opentelemetry to opentelemetry with gzip. It cannot replace text in spans by a pattern.

    It answers 201 unless it is told to answer what OTLP asks for.
    """
    http = free_port()
    arguments = [
        options.fluent_bit, "-f", "1", "-i", "opentelemetry", "-p", "listen=127.0.0.1", "-p", f"port={http}",
        "-p", "successful_response_code=200",
        "-o", "opentelemetry", "-p", "match=*", "-p", "host=127.0.0.1", "-p", f"port={sink_port}",
        "-p", "traces_uri=/v1/traces", "-p", "compress=gzip", "-p", "retry_limit=no_limits"]
    with running(arguments) as (process, log):
        wait_for_port(http, process, log)
        yield process, http


def chosen(options):
    """Names and gateways, by what is installed and what the user has given a path of."""
    gateways = {"Rotel": rotel}
    if options.otelcol:
        gateways["Collector"] = collector
        gateways["Collector, gzip 1, GOGC 400"] = tuned_collector
        if collector_can_redact(options.otelcol):
            gateways["Collector, redaction"] = collector_with_redaction
    if options.fluent_bit:
        gateways["Fluent Bit"] = fluent_bit
    return gateways


def measure(options, gateway, workload, connections, rate=None):
    """A record of a gateway that is not ours."""
    with Sink(options.binary, workload, options.seed) as sink:
        with gateway(options, sink.port) as (process, port):
            return bench(options, workload, connections, rate, [
                "--target-port", str(port), "--target-pid", str(process.pid), "--sink-port", str(sink.port)])


def measurements(options):
    """By name of a gateway, TraceVeil first: what measures it, given a workload, connections and perhaps a rate."""
    peers = {name: functools.partial(measure, options, gateway) for name, gateway in chosen(options).items()}
    return {"TraceVeil": functools.partial(bench, options)} | peers
