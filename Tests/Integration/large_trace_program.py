"""Makes one large trace with MLflow's client, and prints its id."""

from __future__ import annotations

import json
import sys

import mlflow

WORDS = "write to lena.moss@post.example about order 4711, "


@mlflow.trace(span_type="LLM")
def stream(question: str):
    for number in range(3000):
        word = f"{WORDS.split()[number % 6]} "
        yield {
            "id": "chatcmpl-C7n2ZpXyBqL0aVd3Wm9RkTuEoJ",
            "object": "chat.completion.chunk",
            "created": 1795462149,
            "model": "gpt-4o-mini-2024-07-18",
            "system_fingerprint": "fp_560af6e559",
            "choices": [{"index": 0, "delta": {"content": word}, "logprobs": None, "finish_reason": None}],
        }


@mlflow.trace
def large(question: str) -> str:
    return WORDS * (5_000_000 // len(WORDS))


@mlflow.trace
def messages(question: str) -> list[dict]:
    """As many messages as make 5 MB."""
    return [{"role": "user", "content": WORDS, "index": number, "score": 0.5} for number in range(50_000)]


@mlflow.trace
def keys(question: str) -> dict[str, int]:
    """Members whose keys redact alike, so that each needs a number."""
    return {f"m{number}@post.example": number for number in range(130_000)}


def main() -> None:
    mlflow.set_experiment(experiment_id=sys.argv[1])
    kinds = {
        "3000 chunks": lambda text: list(stream(text)),
        "5 MB": large,
        "5 MB of messages": messages,
        "130,000 keys": keys,
    }
    kinds[sys.argv[2]](WORDS)
    mlflow.flush_trace_async_logging()
    json.dump({"id": mlflow.get_last_active_trace_id()}, sys.stdout)


if __name__ == "__main__":
    main()
