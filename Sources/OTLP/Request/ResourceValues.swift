internal import ProtobufWire

/// The values of the resources of a validated request under one key, and where each resource and its data are.
package enum ResourceValues {
  /// One resource with its spans, log records or metrics.
  package struct Part: Sendable, Hashable {
    /// Its text under the key; nil where there is none, or something else than a text.
    package let value: String?
    /// Where the resource is in the request's bytes, its tag included.
    package let place: Range<Int>
  }

  /// The parts in their order. Costs one look at each attribute of each resource.
  package static func parts(of body: Span<UInt8>, by key: String) -> [Part] {
    body.withUnsafeBufferPointer { bytes in
      guard let origin = bytes.baseAddress else { return [] }
      var parts: [Part] = []
      let key = Array(key.utf8)
      eachMessage(of: bytes) { number, content, start, end in
        guard number == 1 else { return true }
        parts.append(Part(value: value(of: content, under: key), place: (start - origin)..<(end - origin)))
        return true
      }
      return parts
    }
  }

  /// The value under a key of `ResourceSpans` and its like. Their first field is the resource, and its first field is
  /// the attributes.
  private static func value(of part: UnsafeBufferPointer<UInt8>, under key: [UInt8]) -> String? {
    var found: String?
    eachMessage(of: part) { number, resource, _, _ in
      guard number == 1 else { return true }
      eachMessage(of: resource) { number, pair, _, _ in
        if number == 1 { found = text(of: pair, under: key) }
        return found == nil
      }
      return found == nil
    }
    return found
  }

  /// The text of a pair with this key.
  private static func text(of pair: UnsafeBufferPointer<UInt8>, under key: [UInt8]) -> String? {
    var isKey = false
    var text: String?
    eachMessage(of: pair) { number, content, _, _ in
      if number == 1 { isKey = content.elementsEqual(key) }
      if number == 2 {
        eachMessage(of: content) { number, value, _, _ in
          if number == 1 { text = String(validating: value, as: UTF8.self) }
          return true
        }
      }
      return true
    }
    return isKey ? text : nil
  }

  /// Shows the fields of a message that have a length, until one says to stop. Ends where the bytes are no message.
  private static func eachMessage(
    of bytes: UnsafeBufferPointer<UInt8>,
    _ body: (
      _ number: UInt32, UnsafeBufferPointer<UInt8>, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
    ) -> Bool
  ) {
    guard let origin = bytes.baseAddress else { return }
    var cursor = WireCursor(bytes, origin: origin)
    do throws(WireError) {
      while !cursor.isAtEnd {
        let start = cursor.position
        let tag = try cursor.readTag()
        guard tag.wireType == WireCursor.WireType.lengthPrefixed else {
          try cursor.skipField(tag.wireType)
          continue
        }
        let content = try cursor.readBytes()
        guard body(tag.number, content, start, cursor.position) else { return }
      }
    } catch {
      // What the validator has passed does not come here.
    }
  }
}

extension WireSummary {
  /// The summary of a part of the same request, by the same rules.
  package func summary(of part: Span<UInt8>) throws(DecodeError) -> WireSummary {
    var summary = try WireValidator.validate(part, as: signal, limits: limits)
    summary.passedScreen = passedScreen
    return summary
  }
}
