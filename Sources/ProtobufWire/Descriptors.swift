package import CProtobufC

extension UnsafePointer<ProtobufCMessageDescriptor> {
  /// As in `opentelemetry.proto.trace.v1.Span`.
  package var name: String { String(cString: pointee.name) }

  /// The fields, by rising number.
  package var members: UnsafeBufferPointer<ProtobufCFieldDescriptor> {
    UnsafeBufferPointer(start: pointee.fields, count: Int(pointee.n_fields))
  }
}

extension ProtobufCFieldDescriptor {
  /// The type of a message field.
  package var message: UnsafePointer<ProtobufCMessageDescriptor>? {
    guard type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
    return descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
  }

  package var isInOneof: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }
}
