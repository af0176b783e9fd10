internal import ProtobufWire

/// The attributes of one message as they are on the wire, to read. Good for as long as their bytes are.
package struct EncodedAttributes {
  /// A part of a message that holds all fields of this number, and perhaps others.
  private let bytes: UnsafeBufferPointer<UInt8>
  private let field: UInt32
  private let tag: UInt8

  init(_ bytes: UnsafeBufferPointer<UInt8>, field: UInt32) {
    self.bytes = bytes
    self.field = field
    tag = AttributeFields.tag(field, WireCursor.WireType.lengthPrefixed)
  }

  /// A value as it is on the wire.
  package struct Value {
    let bytes: UnsafeBufferPointer<UInt8>

    /// A copy.
    package var value: AttributeValue { AttributeValue(encoded: bytes) }

    /// Shows the text of a string without copying it. - Returns: Nil for anything else.
    package func withText<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
      guard let text else { return nil }
      return try body(text.span)
    }

    /// The bytes of a string; nil for anything else.
    var text: UnsafeBufferPointer<UInt8>? {
      var fields = WireFields(bytes)
      guard let field = fields.next(), field.number == AttributeFields.AnyValue.string else { return nil }
      return field.content
    }
  }

  /// Calls `body` for one after the other, until it answers false.
  @inline(__always)
  func visit(_ body: (_ key: UnsafeBufferPointer<UInt8>, _ value: Value) throws -> Bool) rethrows {
    var pairs = PairCursor(bytes, field: field, tag: tag)
    while let pair = pairs.next() {
      if let plain = PlainPair(pair) {
        guard try body(plain.key, Value(bytes: plain.value)) else { return }
        continue
      }
      let (key, value) = Self.parts(of: pair)
      guard try body(key, Value(bytes: value)) else { return }
    }
  }

  /// Shows each: its key in place, and its value.
  package func show(_ body: (_ key: Span<UInt8>, _ value: Value) throws -> Void) rethrows {
    try visit { key, value in
      try body(key.span, value)
      return true
    }
  }

  /// Shows those that have one of the keys or prefixes.
  package func show(
    _ keys: AttributeKeys,
    _ body: (_ key: Span<UInt8>, _ value: Value) throws -> Void
  ) rethrows {
    try visit { key, value in
      if keys.holds(key) { try body(key.span, value) }
      return true
    }
  }

  /// How many there are.
  package var count: Int {
    var count = 0
    visit { _, _ in
      count += 1
      return true
    }
    return count
  }

  /// A copy of the value of the first attribute of this key.
  package subscript(key: String) -> AttributeValue? { first(key)?.value }

  /// Shows the text of a string attribute without copying it. - Returns: Nil when there is none.
  package func withText<Result>(of key: String, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result? {
    guard let text = first(key)?.text else { return nil }
    return try body(text.span)
  }

  private func first(_ key: String) -> Value? {
    var key = key
    return key.withUTF8 { key in
      var found: Value?
      visit { candidate, value in
        guard candidate.count == key.count, candidate.elementsEqual(key) else { return true }
        found = value
        return false
      }
      return found
    }
  }

  /// The value of the last attribute of this key.
  func last(_ key: String) -> Value? {
    var key = key
    return key.withUTF8 { key in
      var found: Value?
      visit { candidate, value in
        if candidate.count == key.count, candidate.elementsEqual(key) { found = value }
        return true
      }
      return found
    }
  }

  /// Attributes whose keys are compared each with each. Hashing so few costs more.
  private static let comparedKeys = 64

  /// Whether a key stands there more than once.
  var hasRepeatedKeys: Bool {
    withUnsafeTemporaryAllocation(of: UnsafeBufferPointer<UInt8>.self, capacity: Self.comparedKeys) { seen in
      var count = 0
      var repeats = false
      // A bit for the length and the bytes of each key. One that finds its bit unset is like no other.
      var bits: UInt64 = 0
      visit { key, _ in
        guard count < seen.count else { return false }
        let bit = Self.bit(of: key)
        if bits & bit != 0 {
          for other in seen[..<count]
          where other.count == key.count && other.last == key.last && key.elementsEqual(other) {
            repeats = true
            return false
          }
        }
        bits |= bit
        seen.initializeElement(at: count, to: key)
        count += 1
        return true
      }
      return repeats || count == seen.count && hasRepeatedHashes
    }
  }

  @inline(__always)
  private static func bit(of key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let first = key.first, let last = key.last else { return 1 }
    let mixed = UInt64(truncatingIfNeeded: key.count) &* 7 &+ UInt64(first) &* 5 &+ UInt64(last) &* 3
    return 1 &<< (mixed &+ UInt64(key[key.count / 2]))
  }

  private var hasRepeatedHashes: Bool {
    var keys: Set<[UInt8]> = []
    var repeats = false
    visit { key, _ in
      repeats = !keys.insert(Array(key)).inserted
      return !repeats
    }
    return repeats
  }

  /// The first value of each of several keys, in one pass.
  ///
  /// - Parameter values: As long as `keys`; set where a key is there.
  /// - Returns: Whether any is.
  @discardableResult
  package func find(_ keys: AttributeKeys, into values: inout [Value?]) -> Bool {
    var isAnyFound = false
    visit { candidate, value in
      if let index = keys.index(of: candidate), values[index] == nil {
        values[index] = value
        isAnyFound = true
      }
      return true
    }
    return isAnyFound
  }

  /// The values of those of the keys that are there. If a key is there twice, its last value counts.
  func last(_ keys: AttributeKeys) -> [(key: String, value: Value)] {
    var found: [(key: String, value: Value)] = []
    visit { candidate, value in
      guard let index = keys.index(of: candidate) else { return true }
      found.removeAll { $0.key == keys.keys[index] }
      found.append((keys.keys[index], value))
      return true
    }
    return found
  }

  private static func parts(
    of pair: UnsafeBufferPointer<UInt8>
  ) -> (key: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>) {
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var parts = (key: none, value: none)
    var fields = WireFields(pair)
    while let field = fields.next() {
      switch field.number {
      case AttributeFields.KeyValue.key: parts.key = field.content
      case AttributeFields.KeyValue.value: parts.value = field.content
      default: break
      }
    }
    return parts
  }
}

/// Goes from one pair to the next.
private struct PairCursor {
  private var cursor: WireCursor?
  private let field: UInt32
  private let tag: UInt8

  init(_ bytes: UnsafeBufferPointer<UInt8>, field: UInt32, tag: UInt8) {
    cursor = bytes.baseAddress.map { WireCursor(bytes, origin: $0) }
    self.field = field
    self.tag = tag
  }

  @inline(__always)
  mutating func next() -> UnsafeBufferPointer<UInt8>? {
    guard var cursor else { return nil }
    defer { self.cursor = cursor }
    if let pair = cursor.bytes(taggedBy: tag) {
      cursor.pass(pair)
      return pair
    }
    do throws(WireError) {
      while !cursor.isAtEnd {
        let found = try cursor.readTag()
        if found.number == field { return try cursor.readBytes() }
        try cursor.skipField(found.wireType)
      }
    } catch {
      preconditionFailure("the bytes have passed the validator")
    }
    return nil
  }
}
