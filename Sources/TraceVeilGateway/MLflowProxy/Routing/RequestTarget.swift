import JSON

/// The target of a request: a path and a query.
struct RequestTarget: Hashable, Sendable {
  /// The target as it was received, except that characters that no URL may have are percent-encoded, and escapes in
  /// the path that are not UTF-8 are those of U+FFFD.
  let raw: String

  /// Nil unless the text is an absolute path in the characters that a request line may have.
  init?(_ text: String) {
    guard text.hasPrefix("/"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") })
    else { return nil }
    // Clients send them, and servers take them. A URL would be taken for another one that had more to encode.
    let original = Array(text.utf8)
    let bytes = Self.repaired(original)
    let foreign = bytes.indices.filter { Self.isForeign(bytes, at: $0) }
    raw = foreign.isEmpty && bytes == original ? text : Self.encode(bytes, at: foreign)
  }

  var hasQuery: Bool { raw.utf8.contains(UInt8(ascii: "?")) }

  /// MLflow reads U+FFFD where escapes are no UTF-8. A URL would have no path with them. In a query they stay.
  private static func repaired(_ text: [UInt8]) -> [UInt8] {
    let path = text.prefix { $0 != UInt8(ascii: "?") }
    guard String(validating: PercentEncoding.decode(Array(path)), as: UTF8.self) == nil else { return text }
    var (repaired, index): ([UInt8], Int) = ([], 0)
    while index < path.count {
      var run: [UInt8] = []
      while index < path.count, let byte = PercentEncoding.escape(in: text, at: index), byte >= 0x80 {
        run.append(byte)
        index += 3
      }
      repaired += PercentEncoding.encode(String(decoding: run, as: UTF8.self)).utf8
      guard index < path.count else { break }
      repaired.append(text[index])
      index += 1
    }
    return repaired + text[path.endIndex...]
  }

  private static func isForeign(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index] {
    case UInt8(ascii: "%"): PercentEncoding.escape(in: bytes, at: index) == nil
    case let byte: #""<>[\]^`{|}"#.utf8.contains(byte)
    }
  }

  private static func encode(_ bytes: [UInt8], at foreign: [Int]) -> String {
    let foreign = Set(foreign)
    var encoded: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if foreign.contains(index) { PercentEncoding.append(byte, to: &encoded) } else { encoded.append(byte) }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}

// Two ways of reading the path. What MLflow makes of it is decisive, but something else may stand before MLflow.
extension RequestTarget {
  struct Readings: Hashable, Sendable {
    /// The path as MLflow's server reads it: decoded once, and then split at slashes. A slash at the end is no
    /// segment.
    var asMLflow: [String]
    /// The path as the most tolerant reader reads it: decoded repeatedly, with joined slashes and resolved dot
    /// segments.
    var widest: [String]
  }

  /// More segments than this are a hostile path.
  static let maximumSegments = 512
  private static let maximumDecodings = 4

  /// The readings, in lower case. MLflow compares exactly. Matching more than it accepts does no harm here.
  /// - Returns: Nil for a path with too many segments, or with too many escapes inside of escapes.
  func readings() -> Readings? {
    let path = Array(raw.utf8.prefix { $0 != UInt8(ascii: "?") })
    let once = PercentEncoding.decode(path)
    var widest = once
    for _ in 1..<Self.maximumDecodings where widest.contains(UInt8(ascii: "%")) {
      widest = PercentEncoding.decode(widest)
    }
    guard PercentEncoding.decode(widest) == widest else { return nil }
    let readings = Readings(asMLflow: Self.segments(once), widest: Self.resolve(widest))
    return readings.asMLflow.count <= Self.maximumSegments ? readings : nil
  }

  private static func segments(_ path: [UInt8]) -> [String] {
    var segments = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if segments.last?.isEmpty == true { segments.removeLast() }
    return segments.map { String(decoding: $0.map(lowercased), as: UTF8.self) }
  }

  private static func resolve(_ path: [UInt8]) -> [String] {
    let slash = UInt8(ascii: "/")
    let visible = path.filter { $0 >= 0x20 && $0 != 0x7F }.map { $0 == UInt8(ascii: "\\") ? slash : $0 }
    return segments(visible).reduce(into: []) { segments, segment in
      switch segment {
      case "", ".": break
      case "..": if !segments.isEmpty { segments.removeLast() }
      default: segments.append(segment)
      }
    }
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
  }
}
