"""An application that sends all signals with the SDK's exporters, set up by the standard variables alone.

Prints, as JSON, what it planted.
"""

from __future__ import annotations

import argparse
import importlib
import json
import logging

from opentelemetry.sdk._logs import LoggerProvider, LoggingHandler
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

from planting import Planter

EXPORTERS = {"grpc": "proto.grpc", "http": "proto.http", "json": "json.http"}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", required=True)
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--protocol", choices=EXPORTERS, required=True)
    arguments = parser.parse_args()
    planter = Planter(arguments.seed)
    spans, records, points = (
        importlib.import_module(f"opentelemetry.exporter.otlp.{EXPORTERS[arguments.protocol]}.{module}")
        for module in ("trace_exporter", "_log_exporter", "metric_exporter")
    )

    traces = TracerProvider()
    traces.add_span_processor(BatchSpanProcessor(spans.OTLPSpanExporter()))
    logs = LoggerProvider()
    logs.add_log_record_processor(BatchLogRecordProcessor(records.OTLPLogExporter()))
    metrics = MeterProvider([PeriodicExportingMetricReader(points.OTLPMetricExporter())])

    logger = logging.getLogger("application")
    logger.addHandler(LoggingHandler(logger_provider=logs))
    tracer = traces.get_tracer("application")
    counter = metrics.get_meter("application").create_counter("requests")
    for number in range(arguments.items):
        with tracer.start_as_current_span(f"step {number}") as span:
            span.set_attribute("question", planter.sentence(f"span {number}"))
        logger.warning(planter.sentence(f"log {number}"))
        counter.add(1, {"user": planter.value(f"metric {number}", "EMAIL_ADDRESS")})
    for provider in (traces, logs, metrics):
        assert provider.force_flush()
        provider.shutdown()
    print(json.dumps({"planted": planter.dump(), "spans": []}))


if __name__ == "__main__":
    main()
