/// Composes requests like those of an agent traced by MLflow: 64 spans of about 4 KB, eight to a trace.
struct LLMComposer {
  static let spansPerRequest = 64
  static let spansPerTrace = 8
  static let sizes = 1500...3600

  private(set) var prose: Prose
  private(set) var pool: PlantedPool
  private var schedule = PlantedSchedule(period: 10)
  private var placements = Placement.allCases[...]
  private let writer: RequestWriter
  private var systemPrompts: [String] = []

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    pool = PlantedPool(families: PlantedFamily.allCases, perFamily: 8, random: &random)
    prose = Prose(random: random)
    writer = RequestWriter(
      resource: [
        ("telemetry.sdk.language", .string("python")), ("telemetry.sdk.name", .string("mlflow")),
        ("telemetry.sdk.version", .string("3.17.2")), ("service.name", .string("support-agent")),
        ("service.instance.id", .string("support-agent-7d9c")),
      ],
      scopeName: "mlflow.tracing.provider",
      scopeVersion: "3.17.2"
    )
    systemPrompts = (0..<6).map { _ in prose.paragraphs(bytes: 220) }
  }

  mutating func request() -> RequestTemplate {
    var spans: [WorkloadSpan] = []
    var plantedCount = 0
    for trace in 0..<Self.spansPerRequest / Self.spansPerTrace {
      let conversation = Conversation(
        system: prose.random.pick(systemPrompts),
        question: prose.paragraphs(bytes: 120),
        requestID: prose.random.text(of: Array("0123456789abcdef"), count: 32)
      )
      for step in 0..<Self.spansPerTrace {
        let plants = plantsOfNextSpan()
        plantedCount += plants.count
        spans.append(
          span(step, of: conversation, trace: trace, firstSpan: trace * Self.spansPerTrace, plants: plants)
        )
      }
    }
    return writer.template(of: spans, plantedCount: plantedCount)
  }

  /// None for nine spans of ten, else one to three values and their placements, both in rotation.
  private mutating func plantsOfNextSpan() -> [Plant] {
    guard schedule.next(&prose.random) else { return [] }
    return (0..<prose.random.within(1...3)).map { _ in
      let value = pool.next()
      repeat {
        placements = placements.dropFirst()
        if placements.isEmpty { placements = Placement.allCases[...] }
      } while placements.first?.suits(value) == false
      return Plant(value: value, placement: placements.first ?? .prose)
    }
  }

  private mutating func span(
    _ step: Int,
    of conversation: Conversation,
    trace: Int,
    firstSpan: Int,
    plants: [Plant]
  ) -> WorkloadSpan {
    let kind = LLMSpanKind.steps[step]
    let start = 1_795_000_000_000_000_000 + UInt64(prose.random.below(86_400_000_000)) * 1000
    var composer = LLMSpanComposer(prose: prose, plants: plants, conversation: conversation, kind: kind)
    let attributes = composer.attributes(bytes: prose.random.within(Self.sizes))
    let exception = composer.exception()
    prose = composer.prose
    return WorkloadSpan(
      name: kind.name,
      kind: 1,
      trace: trace,
      parent: step == 0 ? nil : firstSpan + kind.parentStep,
      start: start,
      end: start + UInt64(prose.random.within(1...9_000)) * 1_000_003,
      attributes: attributes,
      events: exception.map { [$0.event] } ?? [],
      errorMessage: exception?.message
    )
  }
}

/// What the spans of one trace have in common.
struct Conversation {
  let system: String
  let question: String
  let requestID: String
}

/// A value to plant and where to plant it.
struct Plant {
  let value: PlantedValue
  let placement: Placement
}

/// The kinds of span that an agent's trace is made of.
struct LLMSpanKind {
  let name: String
  /// MLflow's name of it, the value of `mlflow.spanType`.
  let type: String
  let parentStep: Int

  static let steps = [
    LLMSpanKind(name: "support_agent", type: "AGENT", parentStep: 0),
    LLMSpanKind(name: "retrieve_documents", type: "RETRIEVER", parentStep: 0),
    LLMSpanKind(name: "ChatOpenAI", type: "CHAT_MODEL", parentStep: 0),
    LLMSpanKind(name: "lookup_order", type: "TOOL", parentStep: 0),
    LLMSpanKind(name: "ChatOpenAI", type: "CHAT_MODEL", parentStep: 0),
    LLMSpanKind(name: "run_python", type: "TOOL", parentStep: 0),
    LLMSpanKind(name: "ChatOpenAI", type: "CHAT_MODEL", parentStep: 0),
    LLMSpanKind(name: "StrOutputParser", type: "PARSER", parentStep: 6),
  ]
}
