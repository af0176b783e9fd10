/// Stands for NUL in a text on its way through redaction, because protobuf-c's texts end at a NUL. It is U+FDD0, a
/// noncharacter that is not valid in interchange. Whoever puts it in removes it again.
package enum HiddenNUL {
  static let bytes: [UInt8] = [0xEF, 0xB7, 0x90]
  private static let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first

  /// Whether it stands in some bytes already, so that it could not be told from what was put in.
  package static func isFound(in bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= Self.bytes.count else { return false }
    for index in 0...(bytes.count - Self.bytes.count) where isFound(in: bytes, at: index) { return true }
    return false
  }

  /// A text with NUL for it.
  package static func shown(_ text: String) -> String {
    guard text.utf8.contains(bytes[0]), text.unicodeScalars.contains(where: { $0 == scalar }) else {
      return text
    }
    return text.unicodeScalars.reduce(into: "") { $0.unicodeScalars.append($1 == scalar ? "\0" : $1) }
  }

  /// A text with it for NUL.
  package static func hidden(_ text: String) -> String {
    guard text.utf8.contains(0), let scalar else { return text }
    return text.unicodeScalars.reduce(into: "") { $0.unicodeScalars.append($1 == "\0" ? scalar : $1) }
  }

  /// An export request of traces, that the validator has passed, with NUL for it in all texts.
  package static func shown(inRequest body: Span<UInt8>) throws(DecodeError) -> [UInt8] {
    var limits = WireLimits(maximumDepth: .max, maximumTreeBytes: .max)
    limits.isForgiving = true
    let summary = try WireValidator.validate(body, as: .traces, limits: limits)
    let type = Signal.traces.requestType
    return try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      try WireRewriter.withNULShown(in: bytes, type: type, summary: summary) { Array($0) }
    }
  }

  static func isFound(in bytes: Span<UInt8>, at index: Int) -> Bool {
    bytes[index] == Self.bytes[0] && bytes[index + 1] == Self.bytes[1] && bytes[index + 2] == Self.bytes[2]
  }

  /// The bytes of a text with NUL for it.
  static func shown(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var shown: [UInt8] = []
    shown.reserveCapacity(text.count)
    let span = text.span
    var index = 0
    while index < text.count {
      let isHidden = index + bytes.count <= text.count && isFound(in: span, at: index)
      shown.append(isHidden ? 0 : text[index])
      index += isHidden ? bytes.count : 1
    }
    return shown
  }
}
