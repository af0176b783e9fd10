internal import COTLP

/// The attributes of one span, event, link, resource or scope, in place.
///
/// What is replaced or removed is zeroed in memory. Only good inside the closure it is given to.
package struct AttributeEditor: ~Copyable {
  private let countPointer: UnsafeMutablePointer<Int>
  private let arrayPointer: UnsafeMutablePointer<MessageArray<KeyValueMessage>?>
  private let builder: TreeBuilder

  init(
    count: UnsafeMutablePointer<Int>,
    array: UnsafeMutablePointer<MessageArray<KeyValueMessage>?>,
    builder: TreeBuilder
  ) {
    countPointer = count
    arrayPointer = array
    self.builder = builder
  }

  package var count: Int { countPointer.pointee }

  private var pairs: UnsafeBufferPointer<UnsafeMutablePointer<KeyValueMessage>?> {
    UnsafeBufferPointer(start: arrayPointer.pointee, count: count)
  }

  /// A copy of all of them.
  package var all: Attributes { Attributes(pairs) }

  /// A copy of the value of `key`, of the first such attribute.
  package subscript(key: String) -> AttributeValue? {
    pair(key).map { AttributeValue($0.pointee.value) }
  }

  /// Shows the text of a string attribute without copying it. - Returns: Nil when there is none.
  package func withText<Result>(
    of key: String,
    _ body: (Span<UInt8>) throws -> Result
  ) rethrows -> Result? {
    guard let value = pair(key)?.pointee.value,
      value.pointee.value_case == OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE
    else { return nil }
    return try body(MessageTexts.bytes(of: value.pointee.string_value).span)
  }

  /// Shows every attribute: its key in place, its value copied.
  package func forEach(_ body: (_ key: Span<UInt8>, _ value: AttributeValue) throws -> Void) rethrows {
    for case .some(let pair) in pairs {
      try body(MessageTexts.bytes(of: pair.pointee.key).span, AttributeValue(pair.pointee.value))
    }
  }

  /// Sets the value of `key`, in its place or behind the others.
  package mutating func set(_ key: String, to value: AttributeValue) throws(ArenaFull) {
    if let pair = pair(key) {
      let made = try builder.value(value)
      if let old = pair.pointee.value { MessageWiping.wipe(old) }
      pair.pointee.value = made
    } else {
      try append(builder.pair(key, value))
    }
  }

  /// Removes the attributes whose key `isRemoved` accepts. - Returns: How many.
  @discardableResult
  package mutating func remove(where isRemoved: (_ key: Span<UInt8>) throws -> Bool) rethrows -> Int {
    let (before, pairs) = (count, pairs)
    var kept = 0
    for index in 0..<before {
      guard let array = arrayPointer.pointee, let pair = pairs[index] else { continue }
      if try isRemoved(MessageTexts.bytes(of: pair.pointee.key).span) {
        MessageWiping.wipe(pair)
      } else {
        array[kept] = pair
        kept += 1
      }
    }
    countPointer.pointee = kept
    return before - kept
  }

  /// Removes the attributes of this key. - Returns: Whether there was one.
  @discardableResult
  package mutating func remove(_ key: String) -> Bool {
    remove { found in found.withUnsafeBufferPointer { $0.elementsEqual(key.utf8) } } > 0
  }

  private func pair(_ key: String) -> UnsafeMutablePointer<KeyValueMessage>? {
    for case .some(let pair) in pairs where MessageTexts.isEqual(pair.pointee.key, key) { return pair }
    return nil
  }

  private func append(_ pair: UnsafeMutablePointer<KeyValueMessage>) throws(ArenaFull) {
    let array = try builder.arena.array(of: UnsafeMutablePointer<KeyValueMessage>?.self, count: count + 1)
    if let old = arrayPointer.pointee { array.update(from: old, count: count) }
    array[count] = pair
    arrayPointer.pointee = array
    countPointer.pointee += 1
  }
}
