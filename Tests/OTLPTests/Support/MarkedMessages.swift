internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// Messages with a unique marker in every field that can hold text, made from the descriptors: what a new
/// version of the protocol adds is in them without a change here.
struct MarkedMessages {
  /// The markers, as an editor is to see them.
  private(set) var markers: Set<String> = []

  static let prefix = "marker-"
  private static let anyValue = "opentelemetry.proto.common.v1.AnyValue"

  /// A request that holds every field, and every choice of every oneof.
  mutating func request(_ signal: Signal) -> [UInt8] {
    // The forms of a request, one behind the other, are a request.
    forms(signal.requestDescriptor, path: []).flatMap { $0 }
  }

  /// Versions of a message that together hold all fields of it and of the messages in it. Types that hold
  /// themselves are followed twice.
  private mutating func forms(
    _ descriptor: UnsafePointer<ProtobufCMessageDescriptor>,
    path: [String]
  ) -> [[UInt8]] {
    guard path.count(where: { $0 == descriptor.name }) < 2 else { return [] }
    var shared = WireWriter()
    /// Each a list of encoded fields, of which a form has one.
    var choices: [UInt32: [[UInt8]]] = [:]
    for member in descriptor.members {
      let encoded = encodings(of: member, path: path + [descriptor.name])
      if member.label == PROTOBUF_C_LABEL_REPEATED {
        for field in encoded { shared.raw(field) }
      } else {
        choices[member.isOneofMember ? member.quantifier_offset : member.offset, default: []] += encoded
      }
    }
    let count = choices.values.map(\.count).max() ?? 1
    return (0..<max(1, count)).map { form in
      shared.bytes + choices.values.flatMap { $0.isEmpty ? [] : $0[form % $0.count] }
    }
  }

  private mutating func encodings(of member: ProtobufCFieldDescriptor, path: [String]) -> [[UInt8]] {
    let message = path.last ?? ""
    let name = "\(message).\(String(cString: member.name))"
    if MessageSchema.ignored.contains(name) { return [] }
    let number = Int(member.id)
    switch member.type {
    case PROTOBUF_C_TYPE_MESSAGE:
      guard let type = member.messageType else { return [] }
      return forms(type, path: path).map { form in WireWriter { $0.bytes(number, form) }.bytes }
    case PROTOBUF_C_TYPE_STRING, PROTOBUF_C_TYPE_BYTES:
      let length = MessageSchema.identifierBytes[String(cString: member.name)]
      if let length, TextPlace.identifiers.contains(name) {
        return [WireWriter { $0.bytes(number, [UInt8](repeating: 7, count: Int(length))) }.bytes]
      }
      let text = mark("\(Self.prefix)\(markers.count)-\(name)")
      return [WireWriter { $0.text(number, text) }.bytes]
    case PROTOBUF_C_TYPE_FIXED64, PROTOBUF_C_TYPE_SFIXED64:
      return [WireWriter { $0.fixed64(number, 1) }.bytes]
    case PROTOBUF_C_TYPE_DOUBLE:
      let value = Double(markers.count) + 0.5
      if message == Self.anyValue { _ = mark("\(value)") }
      return [WireWriter { $0.fixed64(number, value.bitPattern) }.bytes]
    case PROTOBUF_C_TYPE_FIXED32:
      return [WireWriter { $0.fixed32(number, 1) }.bytes]
    case PROTOBUF_C_TYPE_BOOL:
      if message == Self.anyValue { _ = mark("true") }
      return [WireWriter { $0.number(number, 1) }.bytes]
    default:
      guard message == Self.anyValue else { return [WireWriter { $0.number(number, 1) }.bytes] }
      let value = 7_000_000_000 + markers.count
      _ = mark("\(value)")
      return [WireWriter { $0.number(number, UInt64(value)) }.bytes]
    }
  }

  private mutating func mark(_ marker: String) -> String {
    markers.insert(marker)
    return marker
  }
}
