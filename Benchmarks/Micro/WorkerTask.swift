import OTLP
import ProtobufWire
import Redaction
import Workload

/// What a worker of the gateway does with a request, with the buffers that a worker keeps.
struct WorkerTask: ~Copyable {
  private var batch = TelemetryBatch(signal: .traces, maximumBytes: 256 << 20)
  private var editor: RedactingEditor
  private var compressor: GzipCompressor
  private var serialized = ScratchMemory()
  private var compressed: [UInt8] = []

  init(compressionLevel: Int) throws {
    editor = RedactingEditor(redactor: try Redactor(policy: RedactionPolicy()))
    compressor = GzipCompressor(level: compressionLevel)
  }

  /// Does everything up to and with `last`. Returns the number of bytes that came out of it.
  mutating func run(_ body: [UInt8], through last: Stage) throws -> Int {
    let summary = try WireValidator.validate(body.span, as: .traces)
    defer { batch.removeAll() }
    try batch.append(holding: HeldBody(bytes: body), summary: summary)
    if last == .decode { return batch.itemCount }

    try batch.editTexts(&editor)
    if last == .redact { return batch.itemCount }

    let bytes = batch.serialize(into: &serialized)
    if last == .encode { return bytes.count }

    let room = compressor.maximumCompressedSize(of: bytes.count)
    if compressed.count < room { compressed = [UInt8](repeating: 0, count: room) }
    return try compressed.withUnsafeMutableBytes { try compressor.compress(bytes, into: $0) }
  }
}

/// Hands the texts of a batch to the redactor.
private struct RedactingEditor: TextEditor, ~Copyable {
  let redactor: Redactor
  var scratch: RedactionScratch
  /// As `RedactionEditor` does it.
  var allPassed = false

  init(redactor: Redactor) {
    self.redactor = redactor
    scratch = redactor.makeScratch()
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit {
    if redactor.passes(text, key: key, attributeKey: attributeKey, scratch: &scratch) { return .keep }
    allPassed = false
    return
      switch try redactor.search(
        text,
        key: key,
        attributeKey: attributeKey,
        scratch: &scratch,
        output: &replacement
      )
    {
    case .unchanged: .keep
    case .redacted: .replace
    case .remove: .removeAttribute
    }
  }

  mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool {
    allPassed = true
    return redactor.passes(attribute: attribute, scratch: &scratch)
  }

  mutating func didKeep(attribute: Span<UInt8>) {
    if allPassed { redactor.remember(passed: attribute, scratch: &scratch) }
  }
}

/// A request as the queue of a gateway keeps it.
struct HeldBody: RequestBytes {
  let bytes: [UInt8]

  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
    try body(bytes.span)
  }
}
