internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

// ProtobufWire's own extension of this C type cannot be seen from here.
extension ProtobufCFieldDescriptor {
  /// The type of a message field.
  var messageType: UnsafePointer<ProtobufCMessageDescriptor>? {
    guard type == PROTOBUF_C_TYPE_MESSAGE else { return nil }
    return descriptor?.assumingMemoryBound(to: ProtobufCMessageDescriptor.self)
  }

  var isOneofMember: Bool { flags & UInt32(PROTOBUF_C_FIELD_FLAG_ONEOF.rawValue) != 0 }
}

extension Signal {
  /// Names of all fields and messages that a request may hold.
  func collectFields(_ paths: inout Set<String>, _ messages: inout Set<String>) {
    var open = [requestDescriptor]
    while let descriptor = open.popLast() {
      guard messages.insert(descriptor.name).inserted else { continue }
      for member in descriptor.members {
        paths.insert("\(descriptor.name).\(String(cString: member.name))")
        if let type = member.messageType { open.append(type) }
      }
    }
  }
}
