"""A chat model that needs no network and no key: it asks for the tool, and then repeats what the tool said."""

from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class ChatModel(BaseChatModel):
    model: str = "o4-mini"

    @property
    def _llm_type(self) -> str:
        return "fake"

    def bind_tools(self, tools, **kwargs):
        return self.bind(tools=[{"type": "function", "function": {"name": tool.name}} for tool in tools])

    def _generate(self, messages, stop=None, run_manager=None, **kwargs) -> ChatResult:
        last = messages[-1]
        if isinstance(last, ToolMessage):
            answer = AIMessage(f"The bank account number for John Doe is {last.content}.")
        else:
            arguments = {"user_name": "John Doe"}
            call = {"name": "get_bank_account_number", "args": arguments, "id": "call_1"}
            answer = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=answer)])
