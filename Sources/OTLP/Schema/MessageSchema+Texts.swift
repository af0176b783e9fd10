internal import ProtobufWire

// Where texts are. On the wire an element of a repeated field is a field of its own.
extension MessageSchema {
  private static let keyValue = "opentelemetry.proto.common.v1.KeyValue"
  private static let anyValue = "opentelemetry.proto.common.v1.AnyValue"
  /// The one that holds values one by one.
  private static let elements = "opentelemetry.proto.common.v1.ArrayValue.values"

  static func text(of place: Int, in wire: WireSchema) -> FieldRule.Text {
    let field = wire.fields[place]
    switch field.type {
    case .string: return .text
    case .bytes: return field.isHexadecimal ? .none : .bytes
    case .message:
      guard holdsText(field.messageType, in: wire) else { return .none }
      switch wire.messages[field.messageType].name {
      case keyValue:
        precondition(field.isRepeated, "a single KeyValue, which OTLP had none of")
        return .attributes
      case anyValue:
        let isElement = wire.paths[place] == elements
        precondition(!field.isRepeated || isElement, "a repeated AnyValue outside of ArrayValue")
        return .value
      default: return .message
      }
    default: return .none
    }
  }

  /// Whether a message can hold texts. Only values can contain themselves, and they hold texts, so the recursion
  /// ends.
  private static func holdsText(_ type: Int, in wire: WireSchema) -> Bool {
    let fields = wire.messages[type].fields.map { wire.fields[$0] }
    return fields.contains { $0.type == .string || $0.type == .bytes }
      || fields.contains { $0.type == .message && holdsText($0.messageType, in: wire) }
  }
}
