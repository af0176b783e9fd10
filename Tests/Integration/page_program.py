"""What the tests of MLflow's page look at: an agent's trace of LangGraph, and a trace with an image.

    page_program.py SEED EXPERIMENT

Prints the ids of the traces and the register of planted values as JSON.
"""

from __future__ import annotations

import base64
import json
import struct
import sys
import zlib

import mlflow
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent
from planting import Planter


class AskingModel(BaseChatModel):
    """Asks for the tool, and then repeats what it said."""

    @property
    def _llm_type(self) -> str:
        return "asking"

    def bind_tools(self, tools, **kwargs):
        return self

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        last = messages[-1]
        if isinstance(last, ToolMessage):
            answer = AIMessage(f"The contact is {last.content}")
        else:
            call = {"name": "look_up_contact", "args": {"name": "Lena"}, "id": "call_1"}
            answer = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=answer)])


def agent(planter: Planter) -> None:
    @tool
    def look_up_contact(name: str) -> str:
        """The contact of a person."""
        return planter.sentence("tool's answer")

    mlflow.langchain.autolog()
    graph = create_react_agent(AskingModel(), [look_up_contact])
    graph.invoke({"messages": [{"role": "user", "content": planter.sentence("question")}]})


def red_square() -> str:
    """A PNG of 16 by 16, as a data URL."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\xff\x00\x00" * 16 for _ in range(16))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0))
    image = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(image).decode()


def picture(planter: Planter) -> None:
    with mlflow.start_span("look at it", span_type="LLM") as span:
        text = {"type": "text", "text": planter.sentence("beside the image")}
        image = {"type": "image_url", "image_url": {"url": red_square()}}
        span.set_inputs({"messages": [{"role": "user", "content": [text, image]}]})
        span.set_outputs({"choices": [{"message": {"role": "assistant", "content": "A red square."}}]})
        mlflow.update_current_trace(tags={"owner": planter.sentence("tag")})


def main() -> None:
    planter = Planter(sys.argv[1])
    mlflow.set_experiment(sys.argv[2])
    ids = {}
    for name, program in (("agent", agent), ("picture", picture)):
        program(planter)
        mlflow.flush_trace_async_logging()
        ids[name] = mlflow.get_last_active_trace_id()
    print(json.dumps({"ids": ids, "plants": planter.dump()}))


if __name__ == "__main__":
    main()
