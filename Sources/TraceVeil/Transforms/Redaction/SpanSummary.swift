import OTLP

/// What was changed in one span.
struct SpanSummary {
  static let countKey = "redaction.masked.count"
  static let keysKey = "redaction.masked.keys"
  /// Keys that are listed, and their bytes together; more end the list with `...`.
  static let maximumKeys = 256
  static let maximumBytes = 4096

  /// Texts that were changed.
  var count = 0
  private var keys: Set<String> = []
  private var byteCount = 0
  private var isCut = false

  /// - Parameter key: fit to be shown.
  mutating func add(key: [UInt8]) {
    let key = String(decoding: key, as: UTF8.self)
    guard !keys.contains(key) else { return }
    guard keys.count < Self.maximumKeys, byteCount + key.utf8.count <= Self.maximumBytes else {
      isCut = true
      return
    }
    keys.insert(key)
    byteCount += key.utf8.count
  }

  /// The attributes of a summary, for a span in which something was changed.
  func attributes(_ summary: RedactionSummary) -> Attributes {
    guard summary != .none, count > 0 else { return [:] }
    var attributes: Attributes = [Self.countKey: .int(Int64(count))]
    guard summary == .keys, !keys.isEmpty || isCut else { return attributes }
    let list = (keys.sorted() + (isCut ? ["..."] : [])).joined(separator: ",")
    attributes[Self.keysKey] = .string(list)
    return attributes
  }
}
