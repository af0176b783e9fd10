/// Composes requests like those of LangGraph's agents traced by MLflow: with each turn all that was said before is sent
/// again, in the graph's span, the agent's and the model's.
struct ConversationComposer {
  static let turns = 8
  static let conversationsPerRequest = 2
  static let spansPerRequest = turns * conversationsPerRequest * kinds.count

  private static let kinds = [
    LLMSpanKind(name: "LangGraph", type: "CHAIN", parentStep: 0),
    LLMSpanKind(name: "agent", type: "AGENT", parentStep: 0),
    LLMSpanKind(name: "ChatOpenAI", type: "CHAT_MODEL", parentStep: 1),
    LLMSpanKind(name: "lookup_order", type: "TOOL", parentStep: 0),
  ]

  private static let people = [
    "Ingrid Lindqvist", "Rashid Haddad", "Leila Okonkwo", "Tomás Herrera", "Aiko Tanaka", "Odalys Ferrante",
    "Piotr Zielinski", "Maeve O'Connor",
  ]
  private static let places = [
    "Rotterdam", "Casablanca", "Lagos", "Seville", "Osaka", "Tirana", "Gdynia", "Sligo",
  ]

  /// What was said, and whether a planted value is in it.
  private struct Message {
    let value: JSONValue
    let isPlanted: Bool
  }

  private var prose: Prose
  private(set) var pool: PlantedPool
  private var schedule = PlantedSchedule(period: 10)
  private let writer: RequestWriter

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    pool = PlantedPool(families: PlantedFamily.allCases, perFamily: 8, random: &random)
    prose = Prose(random: random)
    writer = RequestWriter(
      resource: [
        ("telemetry.sdk.language", .string("python")), ("telemetry.sdk.name", .string("mlflow")),
        ("telemetry.sdk.version", .string("3.17.2")), ("service.name", .string("order-desk")),
      ],
      scopeName: "mlflow.tracing.provider",
      scopeVersion: "3.17.2"
    )
  }

  mutating func request() -> RequestTemplate {
    var spans: [WorkloadSpan] = []
    var plantedCount = 0
    for _ in 0..<Self.conversationsPerRequest {
      var history = [message("system", prose.paragraphs(bytes: 220))]
      var start = 1_795_000_000_000_000_000 + UInt64(prose.random.below(86_400_000_000)) * 1000
      for _ in 0..<Self.turns {
        let trace = spans.count / Self.kinds.count
        history.append(question())
        let before = history
        history.append(message("assistant", prose.paragraphs(bytes: prose.random.within(150...600))))
        for kind in Self.kinds {
          let (inputs, outputs) =
            kind.type == "TOOL"
            ? ([before[before.count - 1]], [history[history.count - 1]])
            : kind.type == "CHAT_MODEL" ? (before, [history[history.count - 1]]) : (before, history)
          plantedCount += (inputs + outputs).count { $0.isPlanted }
          let isRoot = kind.type == "CHAIN"
          spans.append(
            WorkloadSpan(
              name: kind.name,
              kind: 1,
              trace: trace,
              parent: isRoot ? nil : trace * Self.kinds.count + kind.parentStep,
              start: start,
              end: start + UInt64(prose.random.within(1...9_000)) * 1_000_003,
              attributes: attributes(kind, inputs, outputs)
            )
          )
        }
        start += 30_000_000_000
      }
    }
    return writer.template(of: spans, plantedCount: plantedCount)
  }

  /// What a customer says: who it is, something to redact now and then, and more.
  private mutating func question() -> Message {
    var text = ""
    if prose.random.chance(0.5) {
      text = "This is \(prose.random.pick(Self.people)) from \(prose.random.pick(Self.places)). "
    }
    let isPlanted = schedule.next(&prose.random)
    if isPlanted { text += prose.sentence() + Placement.prose.sentence(pool.next(), &prose.random) }
    return message(
      "user",
      text + prose.paragraphs(bytes: prose.random.within(80...400)),
      isPlanted: isPlanted
    )
  }

  private func message(_ role: String, _ content: String, isPlanted: Bool = false) -> Message {
    Message(
      value: .object([("role", .string(role)), ("content", .string(content))]),
      isPlanted: isPlanted
    )
  }

  private mutating func attributes(
    _ kind: LLMSpanKind,
    _ inputs: [Message],
    _ outputs: [Message]
  ) -> [(String, WorkloadValue)] {
    func serialized(_ messages: [Message]) -> String {
      JSONValue.object([("messages", .array(messages.map(\.value)))]).serialized(
        JSONValue.Escapes(nonASCII: true)
      )
    }
    let id = prose.random.text(of: Array("0123456789abcdef"), count: 32)
    return [
      ("mlflow.traceRequestId", .string("\"tr-\(id)\"")), ("mlflow.spanType", .string("\"\(kind.type)\"")),
      ("mlflow.spanFunctionName", .string("\"\(kind.name)\"")),
      ("mlflow.spanInputs", .string(serialized(inputs))),
      ("mlflow.spanOutputs", .string(serialized(outputs))),
    ]
  }
}
