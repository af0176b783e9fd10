"""Makes traces of three spans with MLflow's client as an agent does, and prints their ids."""

from __future__ import annotations

import json
import sys

import mlflow

QUESTION = "Where is order 4711? Please write to lena.moss@post.example, and leave it with my neighbour if I am out."
DOCUMENT = "An order that has left the warehouse is delivered within two working days. " * 8


@mlflow.trace(span_type="RETRIEVER")
def find(question: str) -> list[dict]:
    return [{"page_content": DOCUMENT, "metadata": {"doc_uri": f"docs/{number}", "score": 0.5}} for number in range(3)]


@mlflow.trace(span_type="CHAT_MODEL")
def ask(messages: list[dict]) -> dict:
    answer = {"role": "assistant", "content": f"It is on its way. {DOCUMENT}"}
    return {"choices": [{"index": 0, "message": answer, "finish_reason": "stop"}], "usage": {"total_tokens": 612}}


@mlflow.trace(span_type="AGENT")
def agent(question: str) -> str:
    context = find(question)[0]["page_content"]
    messages = [{"role": "system", "content": context}, {"role": "user", "content": question}]
    return ask(messages)["choices"][0]["message"]["content"]


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    ids = []
    for _ in range(int(sys.argv[2])):
        agent(QUESTION)
        ids.append(mlflow.get_last_active_trace_id())
    mlflow.flush_trace_async_logging()
    json.dump(ids, sys.stdout)


if __name__ == "__main__":
    main()
