"""Applications that use what others wrote to send traces, with its defaults but for the address, which the environment has.

Prints, as JSON, what it planted. The clients are in an environment of their own, see test_other_clients.py.
"""

from __future__ import annotations

import argparse
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from planting import Planter


class Model(BaseHTTPRequestHandler):
    """Stands in for OpenAI's API: answers a question with what the planter has for it."""

    protocol_version = "HTTP/1.1"
    planter: Planter

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))["messages"][-1]["content"]
        message = {"role": "assistant", "content": self.planter.sentence(f"answer to {asked}")}
        answer = {"id": "c", "object": "chat.completion", "created": 1, "model": "small"}
        answer["choices"] = [{"index": 0, "finish_reason": "stop", "message": message}]
        answer["usage"] = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def model_client(planter: Planter):
    """OpenAI's own client, of a model on this machine."""
    import openai

    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Server", (Model,), {"planter": planter}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return openai.OpenAI(api_key="none", base_url=f"http://127.0.0.1:{server.server_port}/v1")


def ask(client, question: str) -> str:
    answer = client.chat.completions.create(model="small", messages=[{"role": "user", "content": question}])
    return answer.choices[0].message.content


def langfuse(planter: Planter, items: int) -> None:
    from langfuse import Langfuse

    client = Langfuse(public_key="pk-lf-test", secret_key="sk-lf-test")
    for number in range(items):
        with client.start_as_current_observation(
            name=f"step {number}", as_type="span", input={"question": planter.sentence(f"input {number}")}
        ) as span:
            span.update(output=planter.sentence(f"output {number}"))
    client.flush()
    client.shutdown()


def phoenix(planter: Planter, items: int, protocol: str = "infer") -> None:
    from phoenix.otel import register

    provider = register(verbose=False, protocol=protocol)
    tracer = provider.get_tracer("application")
    for number in range(items):
        with tracer.start_as_current_span(f"step {number}", openinference_span_kind="chain") as span:
            span.set_input(planter.sentence(f"input {number}"))
            span.set_output(planter.sentence(f"output {number}"))
    provider.force_flush()
    provider.shutdown()


def phoenix_http(planter: Planter, items: int) -> None:
    phoenix(planter, items, "http/protobuf")


def logfire(planter: Planter, items: int) -> None:
    import logfire as client

    client.configure(send_to_logfire=False, console=False)
    for number in range(items):
        with client.span("step {number}", number=number, question=planter.sentence(f"span {number}")):
            client.info("answered {text}", text=planter.sentence(f"log {number}"))
    client.force_flush()
    client.shutdown()


def traceloop(planter: Planter, items: int) -> None:
    from traceloop.sdk import Traceloop
    from traceloop.sdk.decorators import task

    Traceloop.init(app_name="application")
    client = model_client(planter)

    @task(name="step")
    def step(question: str) -> str:
        return ask(client, planter.sentence(f"question to {question}"))

    for number in range(items):
        step(planter.sentence(f"input {number}"))
    # It sends what is left when the program ends.


def openinference(planter: Planter, items: int) -> None:
    from langchain_core.runnables import RunnableLambda
    from openinference.instrumentation.langchain import LangChainInstrumentor
    from openinference.instrumentation.openai import OpenAIInstrumentor
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider()
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    OpenAIInstrumentor().instrument(tracer_provider=provider)
    LangChainInstrumentor().instrument(tracer_provider=provider)
    client = model_client(planter)
    chain = RunnableLambda(lambda question: ask(client, question))
    for number in range(items):
        chain.invoke(planter.sentence(f"input {number}"))
    provider.shutdown()


CLIENTS = {
    "langfuse": langfuse,
    "phoenix": phoenix,
    "phoenix-http": phoenix_http,
    "logfire": logfire,
    "traceloop": traceloop,
    "openinference": openinference,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("client", choices=CLIENTS)
    parser.add_argument("--seed", required=True)
    parser.add_argument("--items", type=int, required=True)
    arguments = parser.parse_args()
    planter = Planter(arguments.seed)
    CLIENTS[arguments.client](planter, arguments.items)
    print(json.dumps(planter.dump()))


if __name__ == "__main__":
    main()
