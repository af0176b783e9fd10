"""Example 1: an e-mail address in what a function was called with."""

import mlflow


@mlflow.trace
def predict(text: str):
    return "Answer"


predict("My e-mail address is test@example.com")
