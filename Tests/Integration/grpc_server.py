"""A destination that takes OTLP of all signals over gRPC, of grpcio, and answers as a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent import futures
from dataclasses import dataclass

import grpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

SERVICES = {
    "traces": "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    "logs": "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    "metrics": "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
}


@dataclass(frozen=True)
class Call:
    service: str
    metadata: dict[str, str]
    body: bytes


class GRPCServer:
    """A server of gRPC, of the three services. `decide` is given the call, its number and its context, which it may abort."""

    def __init__(self, decide: Callable[[Call, int, grpc.ServicerContext], bytes], port: int = 0, credentials=None, **options):
        self.calls: list[Call] = []
        self.taken: list[Call] = []
        lock = threading.Lock()

        class Handler(grpc.GenericRpcHandler):
            def service(_, details):
                if details.method not in SERVICES.values():
                    return None
                metadata = {name: value for name, value in details.invocation_metadata}

                def export(body: bytes, context: grpc.ServicerContext) -> bytes:
                    call = Call(details.method, metadata, body)
                    with lock:
                        self.calls.append(call)
                        number = len(self.calls) - 1
                    answer = decide(call, number, context)
                    with lock:
                        self.taken.append(call)
                    return answer

                return grpc.unary_unary_rpc_method_handler(export)

        self._server = grpc.server(
            futures.ThreadPoolExecutor(8), options=[(name, value) for name, value in options.items()]
        )
        self._server.add_generic_rpc_handlers((Handler(),))
        address = f"127.0.0.1:{port}"
        if credentials:
            self.port = self._server.add_secure_port(address, credentials)
        else:
            self.port = self._server.add_insecure_port(address)
        self._server.start()

    def names(self) -> list[str]:
        return sorted(
            one.name
            for call in self.taken
            if call.service == SERVICES["traces"]
            for resource in ExportTraceServiceRequest.FromString(call.body).resource_spans
            for scope in resource.scope_spans
            for one in scope.spans
        )

    def close(self, grace: float | None = None) -> None:
        self._server.stop(grace).wait()
