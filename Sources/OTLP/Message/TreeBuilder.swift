internal import COTLP
internal import CProtobufC

/// Makes messages of model values.
struct TreeBuilder {
  let arena: ArenaAllocator
  /// When the arena holds this many bytes, no more spans are made.
  var limit = Int.max

  /// How deep arrays and maps may be nested in a value. A text replaces deeper ones.
  private static let maximumDepth = WireLimits().maximumDepth

  /// An empty message of a generated structure.
  func message<Message>(
    _ initialize: (UnsafeMutablePointer<Message>?) -> Void
  ) throws(ArenaFull) -> UnsafeMutablePointer<Message> {
    let message = try arena.array(of: Message.self, count: 1)
    initialize(message)
    return message
  }

  /// The array of a repeated field; nil for none.
  func list<Element, Message>(
    _ elements: some Collection<Element>,
    _ make: (Element) throws(ArenaFull) -> UnsafeMutablePointer<Message>
  ) throws(ArenaFull) -> (count: Int, array: MessageArray<Message>?) {
    guard !elements.isEmpty else { return (0, nil) }
    let array = try arena.array(of: UnsafeMutablePointer<Message>?.self, count: elements.count)
    var count = 0
    for element in elements {
      array[count] = try make(element)
      count += 1
    }
    return (count, array)
  }

  /// An empty text stays what the message's initializer made it.
  func set(_ slot: inout TextPointer?, _ text: String) throws(ArenaFull) {
    guard !text.isEmpty else { return }
    slot = try arena.text(text)
  }
}

// Attributes. `level` says how many values a value is in, itself counted.
extension TreeBuilder {
  /// - Parameter level: The level of the value whose members they are.
  func attributes(
    _ attributes: Attributes,
    level: Int = 0
  ) throws(ArenaFull) -> (count: Int, array: MessageArray<KeyValueMessage>?) {
    try list(attributes) { (attribute: Attributes.Element) throws(ArenaFull) in
      try pair(attribute.key, attribute.value, level: level + 1)
    }
  }

  func pair(
    _ key: String,
    _ value: AttributeValue,
    level: Int = 1
  ) throws(ArenaFull) -> UnsafeMutablePointer<KeyValueMessage> {
    let pair = try message(opentelemetry__proto__common__v1__key_value__init)
    try set(&pair.pointee.key, key)
    pair.pointee.value = try self.value(value, level: level)
    return pair
  }

  func value(
    _ value: AttributeValue,
    level: Int = 1
  ) throws(ArenaFull) -> UnsafeMutablePointer<AnyValueMessage> {
    let message = try message(opentelemetry__proto__common__v1__any_value__init)
    switch value {
    case .string(let string):
      try set(message, string)
    case .bool(let bool):
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BOOL_VALUE
      message.pointee.bool_value = bool ? 1 : 0
    case .int(let int):
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_INT_VALUE
      message.pointee.int_value = int
    case .double(let double):
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_DOUBLE_VALUE
      message.pointee.double_value = double
    case .bytes(let bytes):
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BYTES_VALUE
      message.pointee.bytes_value = try arena.bytes(bytes)
    case .array(let elements) where level <= Self.maximumDepth:
      let array = try self.message(opentelemetry__proto__common__v1__array_value__init)
      (array.pointee.n_values, array.pointee.values) = try list(elements) {
        (element: AttributeValue) throws(ArenaFull) in
        try self.value(element, level: level + 1)
      }
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_ARRAY_VALUE
      message.pointee.array_value = array
    case .map(let members) where level <= Self.maximumDepth:
      let list = try self.message(opentelemetry__proto__common__v1__key_value_list__init)
      (list.pointee.n_values, list.pointee.values) = try attributes(members, level: level)
      message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_KVLIST_VALUE
      message.pointee.kvlist_value = list
    case .array, .map:
      try set(message, DeepValue.standIn)
    case .empty: break
    }
    return message
  }

  private func set(
    _ message: UnsafeMutablePointer<AnyValueMessage>,
    _ string: String
  ) throws(ArenaFull) {
    message.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE
    message.pointee.string_value = try arena.text(string)
  }
}
