/// Composes the attributes and events of one LLM span.
struct LLMSpanComposer {
  var prose: Prose
  let plants: [Plant]
  let conversation: Conversation
  let kind: LLMSpanKind

  /// The attributes; `count` is about how many bytes of new text they hold.
  mutating func attributes(bytes count: Int) -> [(String, WorkloadValue)] {
    let escapes = JSONValue.Escapes(
      nonASCII: has(.behindUnicodeEscape) || prose.random.chance(0.5),
      atSign: has(.escapedAtSign)
    )
    let inputs = inputs(bytes: count * 6 / 10)
    let outputs = outputs(bytes: count * 4 / 10)
    var attributes: [(String, WorkloadValue)] = [
      ("mlflow.traceRequestId", .string("\"tr-\(conversation.requestID)\"")),
      ("mlflow.spanType", .string("\"\(kind.type)\"")),
      ("mlflow.spanFunctionName", .string("\"\(kind.name)\"")),
      ("mlflow.spanInputs", .string(inputs.serialized(escapes))),
      ("mlflow.spanOutputs", .string(outputs.serialized(escapes))),
    ]
    if kind.type == "CHAT_MODEL" { attributes += modelAttributes() }
    for plant in plants where plant.placement == .plainAttribute {
      var leadIn = prose.random.pick(plant.value.family.leadIns)
      if !plant.value.family.needsAdjacentLeadIn { leadIn = prose.sentence() + " " + leadIn }
      attributes.append(("app.note", .string(leadIn + plant.value.text)))
    }
    return attributes
  }

  /// An exception event when something is planted there, or now and then without.
  mutating func exception()
    -> (event: (name: String, attributes: [(String, WorkloadValue)]), message: String)?
  {
    let planted = texts(at: [.exception])
    guard !planted.isEmpty || prose.random.chance(0.03) else { return nil }
    let message = prose.sentence() + planted
    var trace = "Traceback (most recent call last):\n"
    for _ in 0..<prose.random.within(3...7) {
      trace += "  File \"/srv/app/\(prose.name)/\(prose.name).py\", line \(prose.amount), in \(prose.name)\n"
      trace += "    \(prose.name) = \(prose.name).\(prose.name)(\(prose.name))\n"
    }
    let attributes: [(String, WorkloadValue)] = [
      ("exception.type", .string("ValueError")), ("exception.message", .string(message)),
      ("exception.stacktrace", .string(trace + "ValueError: " + message)),
    ]
    return (("exception", attributes), "ValueError: " + message)
  }

  private mutating func inputs(bytes count: Int) -> JSONValue {
    let planted = texts(at: [.prose, .behindNewline, .behindTab, .behindUnicodeEscape, .escapedAtSign])
    var user = kind.type == "TOOL" ? prose.code(bytes: count) : prose.paragraphs(bytes: count / 2)
    if !planted.isEmpty { user += planted + prose.sentence() }
    var messages = [message("user", kind.type == "TOOL" ? user : conversation.question + "\n\n" + user)]
    if kind.type == "CHAT_MODEL" || kind.type == "AGENT" {
      messages.insert(message("system", conversation.system), at: 0)
      messages.append(message("assistant", prose.paragraphs(bytes: count / 4), toolCalls: true))
      messages.append(message("tool", prose.code(bytes: count / 4)))
    } else if kind.type != "TOOL" {
      messages.append(message("assistant", prose.paragraphs(bytes: count / 2), toolCalls: true))
    }
    var members: [(key: String, value: JSONValue)] = [("messages", .array(messages))]
    for plant in plants where plant.placement == .number {
      members.append(
        ("payment", .object([("card", .number(plant.value.text)), ("cents", .number(prose.amount))]))
      )
    }
    return .object(members)
  }

  private mutating func outputs(bytes count: Int) -> JSONValue {
    switch kind.type {
    case "RETRIEVER":
      let documents = (0..<3).map { _ in
        JSONValue.object([
          ("page_content", .string(prose.paragraphs(bytes: count / 3))),
          (
            "metadata",
            .object([
              ("source", .string("kb/\(prose.noun)/\(prose.noun).md")), ("page", .number(prose.amount)),
            ])
          ),
          ("score", .number("0.\(prose.random.within(1000...9999))")),
        ])
      }
      return .array(documents)
    case "PARSER":
      return .string(prose.paragraphs(bytes: count))
    default:
      let text = prose.random.chance(0.4) ? prose.code(bytes: count) : prose.paragraphs(bytes: count)
      return .object([("messages", .array([message("assistant", text, toolCalls: true)]))])
    }
  }

  private mutating func message(_ role: String, _ content: String, toolCalls: Bool = false) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [("role", .string(role)), ("content", .string(content))]
    if toolCalls {
      // The arguments of a tool call are JSON in a string, as OpenAI's interface has them.
      let arguments = JSONValue.object([
        ("query", .string(prose.sentence() + texts(at: [.nestedJSON]))), ("limit", .number(prose.amount)),
        ("exact", .boolean(prose.random.chance(0.5))), ("cursor", .null),
      ])
      let function = JSONValue.object([
        ("name", .string("lookup_order")), ("arguments", .string(arguments.serialized())),
      ])
      let id = prose.random.text(of: Array("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"), count: 24)
      members.append(
        (
          "tool_calls",
          .array([
            .object([("id", .string("call_" + id)), ("type", .string("function")), ("function", function)])
          ])
        )
      )
    }
    return .object(members)
  }

  private mutating func modelAttributes() -> [(String, WorkloadValue)] {
    let (input, output) = (prose.random.within(200...4000), prose.random.within(20...900))
    let usage = JSONValue.object([
      ("input_tokens", .number("\(input)")), ("output_tokens", .number("\(output)")),
      ("total_tokens", .number("\(input + output)")),
    ])
    return [
      ("mlflow.chat.tokenUsage", .string(usage.serialized())),
      ("gen_ai.operation.name", .string("chat")), ("gen_ai.provider.name", .string("openai")),
      ("gen_ai.request.model", .string("gpt-4o-mini")), ("gen_ai.request.temperature", .double(0.7)),
      ("gen_ai.request.max_tokens", .integer(1024)), ("gen_ai.usage.input_tokens", .integer(input)),
      ("gen_ai.usage.output_tokens", .integer(output)),
      ("gen_ai.response.finish_reasons", .strings(["stop"])),
      ("gen_ai.output.type", .string("text")),
    ]
  }

  private func has(_ placement: Placement) -> Bool {
    plants.contains { $0.placement == placement }
  }

  private mutating func texts(at placements: [Placement]) -> String {
    plants.filter { placements.contains($0.placement) }
      .map { $0.placement.sentence($0.value, &prose.random) }
      .joined()
  }
}
