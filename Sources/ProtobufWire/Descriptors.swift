package import CProtobufC

extension UnsafePointer<ProtobufCMessageDescriptor> {
  /// The full name, such as `opentelemetry.proto.trace.v1.Span`.
  package var name: String { String(cString: pointee.name) }

  /// The fields, by rising number.
  package var members: UnsafeBufferPointer<ProtobufCFieldDescriptor> {
    UnsafeBufferPointer(start: pointee.fields, count: Int(pointee.n_fields))
  }
}

/// What protobuf-c's descriptors of fields say.
///
/// Functions, because the compiler overlooks members that this module adds to a C structure, by the order in which
/// it meets the files of another module.
package enum FieldDescriptors {
  /// The type of a message field.
  package static func message(of field: ProtobufCFieldDescriptor) -> UnsafePointer<
    ProtobufCMessageDescriptor
  >? {
    guard field.type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
    return field.descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
  }

  package static func isInOneof(_ field: ProtobufCFieldDescriptor) -> Bool {
    field.flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0
  }
}
