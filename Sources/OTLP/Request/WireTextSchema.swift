internal import COTLP

/// Where the texts of each type of message lie on the wire: the fields of `TextSchema`, by their numbers.
///
/// What is not in it leads to no text and is passed over, by its wire type.
struct WireTextSchema: Sendable {
  static let shared = WireTextSchema(TextSchema.shared)

  /// What one field leads to.
  struct Field: BitwiseCopyable, Sendable {
    enum Kind: UInt8, Sendable {
      case none, text, bytes, message, attributes, value
    }

    var kind = Kind.none
    var place = TextPlace.other
    /// Index of the message type.
    var messageType: UInt16 = 0
  }

  /// Where the fields of a message type begin: that of number n is `n` further on.
  struct Message: BitwiseCopyable, Sendable {
    var firstField: Int32
    var largestNumber: UInt32
  }

  let messages: [Message]
  let fields: [Field]
  /// The types of a span and of its events.
  let span: UInt16
  let event: UInt16

  private init(_ schema: TextSchema) {
    var messages: [Message] = []
    var fields: [Field] = []
    for type in 0..<schema.typeCount {
      let members = schema.fields(of: type)
      let largest = members.map(\.number).max() ?? 0
      messages.append(Message(firstField: Int32(fields.count), largestNumber: largest))
      var rules = Array(repeating: Field(), count: Int(largest) + 1)
      for member in members {
        rules[Int(member.number)] = Field(
          kind: Self.kind(of: member.kind),
          place: member.place,
          messageType: UInt16(member.messageType)
        )
      }
      fields += rules
    }
    self.messages = messages
    self.fields = fields
    span = UInt16(schema.index(of: otlp_span()))
    event = UInt16(schema.index(of: otlp_span_event()))
  }

  /// On the wire an element of a repeated field is a field of its own.
  private static func kind(of kind: TextSchema.Field.Kind) -> Field.Kind {
    switch kind {
    case .text, .texts: .text
    case .bytes: .bytes
    case .message, .messages: .message
    case .attributes: .attributes
    case .value: .value
    }
  }
}
