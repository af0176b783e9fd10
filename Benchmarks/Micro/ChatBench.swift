import OTLP
import Redaction
import Workload

/// The redaction engine alone on chat requests, beside gzip of the same bytes.
///
/// Every round does all three, one right after the other, so that what the machine's other work takes from one
/// it takes from all, and ratios mean something where nanoseconds do not.
struct ChatBench: ~Copyable {
  static let textCount = 1000
  static let patternCount = 100
  private static let rounds = 25

  private let chat: ChatTexts
  private let redactor: Redactor
  /// With a hundred patterns more.
  private let patternRedactor: Redactor
  private var scratch: RedactionScratch
  private var patternScratch: RedactionScratch
  private var output: [UInt8] = []
  private var compressor: GzipCompressor
  private var compressed: [UInt8] = []
  /// The texts in pieces of a batch's size, as a gateway would compress them.
  private let joined: [[UInt8]]

  /// - Parameter hasPatterns: Pricing a hundred patterns takes time that callgrind makes fifty times as long, so
  ///   that they would be refused: without them, the other redactor stands in for the one that has them.
  init(seed: UInt64, hasPatterns: Bool = true) throws {
    let redactor = try Redactor(policy: RedactionPolicy())
    var policy = RedactionPolicy()
    if hasPatterns { try policy.setRecognizers(Self.patterns) }
    let patternRedactor = try Redactor(policy: policy)
    let chat = ChatTexts(seed: seed, count: Self.textCount)
    self.chat = chat
    self.redactor = redactor
    self.patternRedactor = patternRedactor
    compressor = GzipCompressor(level: 1)
    scratch = redactor.makeScratch()
    patternScratch = patternRedactor.makeScratch()
    var joined: [[UInt8]] = [[]]
    for text in chat.texts {
      if joined[joined.count - 1].count > 256 << 10 { joined.append([]) }
      joined[joined.count - 1] += text
    }
    self.joined = joined
  }

  /// A hundred patterns like those of companies: numbers of staff, customers and tickets, host names, headers.
  static var patterns: [PatternDefinition] {
    let forms = [
      #"\bKIND-\d{6}\b"#, #"(?i)\bkind[ _-]?(?:no|id|number)[:=# ]+[A-Z0-9]{6,12}\b"#,
      #"\bKIND_[a-f0-9]{32}\b"#, #"\b[a-z0-9-]+\.kind\.corp\.example\b"#,
      #"(?i)x-kind-(?:key|token):\s*\S+"#,
    ]
    let kinds = [
      "emp", "cust", "order", "case", "ticket", "badge", "invoice", "claim", "member", "patient", "asset",
      "device", "room", "site", "batch", "lot", "ship", "visa", "grant", "loan",
    ]
    return kinds.flatMap { kind in
      forms.enumerated().map { index, form in
        let pattern = form.split(separator: "KIND", omittingEmptySubsequences: false)
          .joined(separator: kind.uppercased()).split(separator: "kind", omittingEmptySubsequences: false)
          .joined(separator: kind)
        return PatternDefinition(
          entity: EntityType("\(kind.uppercased())_\(index)"),
          pattern: pattern,
          score: 0.8
        )
      }
    }
  }

  mutating func redact() throws {
    let none: [UInt8] = []
    for text in chat.texts {
      _ = try redactor.redact(
        text.span,
        key: none.span,
        attributeKey: none.span,
        scratch: &scratch,
        output: &output
      )
    }
  }

  mutating func redactWithPatterns() throws {
    let none: [UInt8] = []
    for text in chat.texts {
      _ = try patternRedactor.redact(
        text.span,
        key: none.span,
        attributeKey: none.span,
        scratch: &patternScratch,
        output: &output
      )
    }
  }

  private mutating func compress() throws {
    for bytes in joined {
      let room = compressor.maximumCompressedSize(of: bytes.count)
      if compressed.count < room { compressed = [UInt8](repeating: 0, count: room) }
      _ = try bytes.withUnsafeBytes { input in
        try compressed.withUnsafeMutableBytes { try compressor.compress(input, into: $0) }
      }
    }
  }

  /// Best and median of the rounds, per byte, and the median of the ratios within a round.
  mutating func printTimes(clock: () -> Double) throws {
    let bytes = Double(chat.byteCount)
    var times: [(redact: Double, patterns: Double, gzip: Double)] = []
    for _ in 0..<Self.rounds {
      let start = clock()
      try redact()
      let redacted = clock()
      try redactWithPatterns()
      let matched = clock()
      try compress()
      times.append(
        ((redacted - start) / bytes, (matched - redacted) / bytes, (clock() - matched) / bytes)
      )
    }
    print(
      "chat: \(chat.texts.count) texts, \(chat.byteCount) bytes, \(chat.plantedCount) with planted values"
    )
    Self.show("redact", times.map(\.redact))
    Self.show("redact, \(Self.patternCount) patterns", times.map(\.patterns))
    Self.show("\(GzipCompressor.library) level 1", times.map(\.gzip))
    let ratios = times.map { $0.gzip / $0.redact }.sorted()
    print("gzip / redact\t\(Self.rounded(ratios[ratios.count / 2]))")
  }

  private static func show(_ name: String, _ times: [Double]) {
    let sorted = times.sorted()
    print(
      "\(name)\t\(rounded(sorted[0])) ns/byte (median \(rounded(sorted[sorted.count / 2])))"
    )
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
