import OTLP
import TraceVeil

/// Example 2: different treatment by the type of a span.
///
/// The page's filter looks for messages under the key `messages`. In what LangGraph records they also stand in
/// a list, alone, or under `choices`, and some have no content. Here each text of inputs and outputs is looked at,
/// so it does not matter where they stand.
@Sendable func filterBankAccountNumber(_ span: inout MutableSpan) {
  if span.spanType == "TOOL" {
    span.outputs = "[REDACTED]"
    return
  }
  let accountNumberPattern = /\d{10}/
  span.inputs = span.inputs?.mapStrings { $0.replacing(accountNumberPattern, with: "[REDACTED]") }
  span.outputs = span.outputs?.mapStrings { $0.replacing(accountNumberPattern, with: "[REDACTED]") }
}

extension PageExample {
  /// The spans of a LangGraph agent that looks a number up with a tool and tells it.
  static func accountNumbers(start: UInt64) -> PageExample {
    let question: AttributeValue = [
      "role": "user", "content": "What is the bank account number for John Doe?",
    ]
    let call: AttributeValue = [
      "role": "assistant", "content": .empty,
      "tool_calls": [["id": "call_1", "name": "get_bank_account_number", "args": ["user_name": "John Doe"]]],
    ]
    let result: AttributeValue = ["role": "tool", "content": "1234567890", "tool_call_id": "call_1"]
    let answer: AttributeValue = [
      "role": "assistant", "content": "The bank account number for John Doe is 1234567890.",
    ]
    let asked: AttributeValue = ["messages": [question]]
    let looked: AttributeValue = ["messages": [question, call, result]]

    var trace = ExampleTrace(start: start)
    let root = trace.add(
      "LangGraph",
      type: "CHAIN",
      inputs: asked,
      outputs: ["messages": [question, call, result, answer]]
    )
    let first = trace.add("agent", type: "CHAIN", under: root, inputs: asked, outputs: ["messages": [call]])
    trace.add("Prompt", type: "CHAIN", under: first, inputs: asked, outputs: [question])
    trace.add(
      "ChatModel",
      type: "CHAT_MODEL",
      under: first,
      inputs: asked,
      outputs: ["choices": [["message": call]]]
    )
    let tools = trace.add(
      "tools",
      type: "CHAIN",
      under: root,
      inputs: ["messages": [call]],
      outputs: ["messages": [result]]
    )
    trace.add(
      "get_bank_account_number",
      type: "TOOL",
      under: tools,
      inputs: ["user_name": "John Doe"],
      outputs: result
    )
    let second = trace.add(
      "agent",
      type: "CHAIN",
      under: root,
      inputs: looked,
      outputs: ["messages": [answer]]
    )
    let sequence = trace.add(
      "RunnableSequence",
      type: "CHAIN",
      under: second,
      inputs: looked,
      outputs: answer
    )
    trace.add("Prompt", type: "CHAIN", under: sequence, inputs: looked, outputs: [question, call, result])
    trace.add(
      "ChatModel",
      type: "CHAT_MODEL",
      under: sequence,
      inputs: looked,
      outputs: ["choices": [["message": answer]]]
    )
    return PageExample(
      title: "2: bank account numbers, by span type",
      spanProcessors: [filterBankAccountNumber],
      spans: trace.spans
    )
  }
}
