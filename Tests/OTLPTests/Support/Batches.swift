@testable import OTLP

extension TelemetryBatch {
  /// A batch of one request, as a receiver would decode it.
  init(decoding body: [UInt8], as signal: Signal, limits: WireLimits = WireLimits()) throws {
    self.init(signal: signal, maximumBytes: limits.maximumTreeBytes)
    try append(body, limits: limits)
  }

  mutating func append(_ body: [UInt8], limits: WireLimits = WireLimits()) throws {
    try append(holding: body, summary: WireValidator.validate(body.span, as: signal, limits: limits))
  }

  static func json(of body: [UInt8], _ signal: Signal) throws -> [UInt8] {
    try TelemetryBatch(decoding: body, as: signal).encodeJSON()
  }

  func packed() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: packedSize()) { buffer, count in
      count = pack(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Whether the bytes of a text stand anywhere in the arena's memory.
  func memoryHolds(_ text: String) -> Bool {
    var found = false
    arena.forEachChunk { chunk in
      let needle = Array(text.utf8)
      guard !needle.isEmpty, chunk.count >= needle.count else { return }
      for start in 0...(chunk.count - needle.count) where chunk[start] == needle[0] {
        if chunk[start..<start + needle.count].elementsEqual(needle) { found = true }
      }
    }
    return found
  }
}

extension [UInt8] {
  func holds(_ text: String) -> Bool {
    let needle = Array(text.utf8)
    return indices.contains { self[$0...].starts(with: needle) }
  }
}

/// An editor made of a closure.
struct ClosureEditor: TextEditor {
  struct Text {
    let text: [UInt8]
    let form: TextForm
    let place: TextPlace
    let attributeKey: String
    let key: String
    var string: String { String(decoding: text, as: UTF8.self) }
  }

  enum Edit {
    case keep, remove
    case replace(String)
    case replaceBytes([UInt8])
  }

  private(set) var seen: [Text] = []
  private let decide: (Text) throws -> Edit

  init(_ decide: @escaping (Text) throws -> Edit = { _ in .keep }) {
    self.decide = decide
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit {
    let text = Text(
      text: Array(text),
      form: form,
      place: place,
      attributeKey: String(decoding: Array(attributeKey), as: UTF8.self),
      key: String(decoding: Array(key), as: UTF8.self)
    )
    seen.append(text)
    switch try decide(text) {
    case .keep: return .keep
    case .remove: return .removeAttribute
    case .replace(let new): replacement += new.utf8
    case .replaceBytes(let new): replacement += new
    }
    return .replace
  }
}

extension Array {
  init(_ span: borrowing Span<Element>) where Element: BitwiseCopyable {
    self = span.withUnsafeBufferPointer { Array($0) }
  }
}
