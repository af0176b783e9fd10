"""Example 3: a support request that holds names, places, dates, a card and an e-mail address."""

import mlflow
from mlflow.entities.span import SpanType


@mlflow.trace(span_type=SpanType.AGENT)
def customer_support_agent(request: str):
    return "Yes"


customer_support_agent(
    "Please cancel my credit card effective September 19th. My name is John Doe and my credit "
    "card number is 4095-2609-9393-4932. My email is john.doe@example.com and I live in Amsterdam."
)
