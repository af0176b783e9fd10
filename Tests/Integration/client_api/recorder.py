"""Writes down calls of MLflow's client: what was asked of the server, and what it answered."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import requests
from mlflow import MlflowClient


class Recorder:
    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self._watch_requests()
        self.client = MlflowClient()

    def __call__(self, name: str, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Any:
        """Makes a call; answers what it returned, None if it failed. How it ended is part of the record."""
        entry: dict[str, Any] = {"name": name, "requests": [], "end": "returned"}
        self.calls.append(entry)
        try:
            return function(*arguments, **named)
        except Exception as error:
            # The whole of it may hold what was sent; the answer is compared by itself.
            entry["end"] = type(error).__name__
            return None
        finally:
            # Prompts are linked behind the caller's back; what that asks belongs to this call.
            for thread in threading.enumerate():
                if "link" in thread.name and "prompt" in thread.name:
                    thread.join(30)

    def _watch_requests(self) -> None:
        send = requests.Session.send
        recorder = self

        def recorded(session, request, **named):
            answer = send(session, request, **named)
            if recorder.calls and not named.get("stream"):
                recorder._note(request, answer)
            elif recorder.calls:
                recorder._note(request, answer, without_body=True)
            return answer

        requests.Session.send = recorded

    def _note(self, request, answer, without_body: bool = False) -> None:
        self.calls[-1]["requests"].append(
            {
                "method": request.method,
                "path": request.path_url,
                "status": answer.status_code,
                "type": answer.headers.get("content-type", ""),
                "body": "" if without_body else answer.text,
            }
        )
