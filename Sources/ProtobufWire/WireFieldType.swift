internal import CProtobufC

/// The types that protobuf has for fields.
@usableFromInline package enum WireFieldType: UInt8, Sendable {
  case boolean, enumeration
  case int32, uint32, sint32, int64, uint64, sint64
  case fixed32, sfixed32, fixed64, sfixed64
  case float, double
  case string, bytes, message

  init(_ type: ProtobufCType) {
    self =
      switch type {
      case PROTOBUF_C_TYPE_BOOL: .boolean
      case PROTOBUF_C_TYPE_ENUM: .enumeration
      case PROTOBUF_C_TYPE_INT32: .int32
      case PROTOBUF_C_TYPE_UINT32: .uint32
      case PROTOBUF_C_TYPE_SINT32: .sint32
      case PROTOBUF_C_TYPE_INT64: .int64
      case PROTOBUF_C_TYPE_UINT64: .uint64
      case PROTOBUF_C_TYPE_SINT64: .sint64
      case PROTOBUF_C_TYPE_FIXED32: .fixed32
      case PROTOBUF_C_TYPE_SFIXED32: .sfixed32
      case PROTOBUF_C_TYPE_FIXED64: .fixed64
      case PROTOBUF_C_TYPE_SFIXED64: .sfixed64
      case PROTOBUF_C_TYPE_FLOAT: .float
      case PROTOBUF_C_TYPE_DOUBLE: .double
      case PROTOBUF_C_TYPE_STRING: .string
      case PROTOBUF_C_TYPE_BYTES: .bytes
      case PROTOBUF_C_TYPE_MESSAGE: .message
      default: preconditionFailure("a type that protobuf does not have")
      }
  }

  /// The wire type of a value that is not packed.
  @inlinable package var wireType: UInt8 {
    switch self {
    case .string, .bytes, .message: WireCursor.WireType.lengthPrefixed
    case .fixed32, .sfixed32, .float: WireCursor.WireType.fixed32
    case .fixed64, .sfixed64, .double: WireCursor.WireType.fixed64
    default: WireCursor.WireType.number
    }
  }

  /// Whether several values of a repeated field may share one length.
  @inlinable package var isNumber: Bool { wireType != WireCursor.WireType.lengthPrefixed }

  /// Whether it is a number of 32 bits, or a truth value, and of variable length.
  @inlinable package var isNarrow: Bool {
    switch self {
    case .boolean, .enumeration, .int32, .uint32, .sint32: true
    default: false
    }
  }
}
