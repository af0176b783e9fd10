"""Applications that use what others wrote to send traces, with its defaults but for the address, which the environment has.

Prints, as JSON, what it planted. The clients are in an environment of their own, see test_other_clients.py.
"""

from __future__ import annotations

import argparse
import json

from planting import Planter


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


CLIENTS = {"langfuse": langfuse, "phoenix": phoenix, "phoenix-http": phoenix_http, "logfire": logfire}


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
