#!/usr/bin/env python3
"""What redaction in the application costs: MLflow's own span processors with the e-mail filter of its documentation.

    mlflow_client.py DUMP SINK_PORT [--filter] [--spans N]

Makes the spans of a dumped llm workload with the MLflow SDK, exports them with gzip, and prints one JSON record: CPU
seconds of this process from the first span to the end of the last export, and the bytes that the spans have in the
workload.
"""

import argparse
import json
import os
import re
import time

# The pattern of the documentation page "Redacting Sensitive Data from Traces".
EMAIL_PATTERN = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"


def redact(value):
    """Every text of a JSON value, filtered."""
    if isinstance(value, str):
        return re.sub(EMAIL_PATTERN, "[REDACTED]", value)
    if isinstance(value, list):
        return [redact(item) for item in value]
    if isinstance(value, dict):
        return {key: redact(item) for key, item in value.items()}
    return value


def redact_email(span):
    """The page's filter, for inputs and outputs of any shape."""
    if span.inputs is not None:
        span.set_inputs(redact(span.inputs))
    if span.outputs is not None:
        span.set_outputs(redact(span.outputs))


def load(directory):
    """The spans of the dump as keyword arguments, a list for each trace, and their bytes."""
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    with open(os.path.join(directory, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    traces = {}
    for name in manifest["files"]:
        with open(os.path.join(directory, name), "rb") as file:
            request = ExportTraceServiceRequest.FromString(file.read())
        for span in request.resource_spans[0].scope_spans[0].spans:
            values = {item.key: item.value.string_value for item in span.attributes if item.value.string_value}
            traces.setdefault(span.trace_id, []).append({
                "name": span.name, "type": json.loads(values["mlflow.spanType"]),
                "inputs": json.loads(values["mlflow.spanInputs"]),
                "outputs": json.loads(values["mlflow.spanOutputs"]), "bytes": span.ByteSize()})
    return list(traces.values())


def make_trace(mlflow, spans):
    """One trace: the first span the root, the others its children."""
    with mlflow.start_span(spans[0]["name"], span_type=spans[0]["type"]) as root:
        root.set_inputs(spans[0]["inputs"])
        for item in spans[1:]:
            with mlflow.start_span(item["name"], span_type=item["type"]) as span:
                span.set_inputs(item["inputs"])
                span.set_outputs(item["outputs"])
        root.set_outputs(spans[0]["outputs"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dump")
    parser.add_argument("sink_port", type=int)
    parser.add_argument("--filter", action="store_true", help="register the e-mail filter as a span processor")
    parser.add_argument("--spans", type=int, default=2048)
    options = parser.parse_args()
    os.environ.update({
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"http://127.0.0.1:{options.sink_port}/v1/traces",
        "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL": "http/protobuf",
        "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION": "gzip",
        # Never asked while spans go out by OTLP, but the SDK wants one.
        "MLFLOW_TRACKING_URI": f"http://127.0.0.1:{options.sink_port}",
    })
    import mlflow

    traces = load(options.dump)
    if options.filter:
        mlflow.tracing.configure(span_processors=[redact_email])
    start, spans, size, index = time.process_time(), 0, 0, 0
    while spans < options.spans:
        trace = traces[index % len(traces)]
        make_trace(mlflow, trace)
        spans += len(trace)
        size += sum(item["bytes"] for item in trace)
        index += 1
        if index % 64 == 0:
            # The SDK's queue drops spans when they are made faster than they are sent.
            mlflow.tracing.provider.provider.get().force_flush()
    # Ends the exporter too, once it has sent what it has.
    mlflow.tracing.reset()
    print(json.dumps({"cpuSeconds": time.process_time() - start, "spans": spans, "bytes": size}))


if __name__ == "__main__":
    main()
