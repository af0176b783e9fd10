internal import COTLP
internal import CProtobufC

extension AttributeValue {
  /// A copy of a value of a message tree.
  init(_ message: UnsafeMutablePointer<AnyValueMessage>?) {
    guard let value = message?.pointee else {
      self = .empty
      return
    }
    switch value.value_case {
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE:
      self = .string(MessageTexts.string(value.string_value))
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BOOL_VALUE:
      self = .bool(value.bool_value != 0)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_INT_VALUE:
      self = .int(value.int_value)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_DOUBLE_VALUE:
      self = .double(value.double_value)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BYTES_VALUE:
      self = .bytes(Array(UnsafeBufferPointer(start: value.bytes_value.data, count: value.bytes_value.len)))
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_ARRAY_VALUE:
      let array = value.array_value?.pointee
      self = .array(
        UnsafeBufferPointer(start: array?.values, count: array?.n_values ?? 0).map(AttributeValue.init)
      )
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_KVLIST_VALUE:
      let list = value.kvlist_value?.pointee
      self = .map(Attributes(UnsafeBufferPointer(start: list?.values, count: list?.n_values ?? 0)))
    default:
      self = .empty
    }
  }
}

extension Attributes {
  /// A copy of the pairs of a message tree.
  init(_ pairs: UnsafeBufferPointer<UnsafeMutablePointer<KeyValueMessage>?>) {
    self.init()
    reserveCapacity(pairs.count)
    for case .some(let pair) in pairs {
      append(MessageTexts.string(pair.pointee.key), AttributeValue(pair.pointee.value))
    }
  }
}
