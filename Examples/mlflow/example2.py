"""Example 2: an agent that looks up a bank account number with a tool."""

import mlflow
from langchain_core.tools import tool
from langgraph.prebuilt import create_react_agent

from chat_model import ChatModel

mlflow.langchain.autolog()


@tool
def get_bank_account_number(user_name: str):
    """Return the bank account number for the given user name."""
    return "1234567890"


graph = create_react_agent(ChatModel(), [get_bank_account_number])
graph.invoke({"messages": [{"role": "user", "content": "What is the bank account number for John Doe?"}]})
