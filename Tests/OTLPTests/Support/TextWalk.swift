internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// One visit of an editor to the texts of a message tree: the oracle for the visit to those on the wire.
struct TextWalk {
  /// `TextEditor.edit`, without the type of the editor: it comes from another module, and generic code
  /// that the compiler cannot specialize costs more than the visit.
  typealias Edit = (
    _ text: Span<UInt8>, _ form: TextForm, _ place: TextPlace, _ attributeKey: Span<UInt8>,
    _ key: Span<UInt8>, _ replacement: inout [UInt8]
  ) throws -> TextEdit

  private let schema = TextSchema.shared
  private let edit: Edit
  private let arena: ArenaAllocator
  private var replacement: [UInt8] = []
  /// Key of the attribute at hand, and of the nearest member of a map in it.
  private var attributeKey = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var key = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  /// Shows `editor` all texts of a message and of those below it.
  static func visit<Editor: TextEditor & ~Copyable>(
    _ message: UnsafeMutablePointer<ProtobufCMessage>,
    _ editor: inout Editor,
    arena: ArenaAllocator
  ) throws {
    try withUnsafeMutablePointer(to: &editor) { editor in
      var walk = TextWalk(
        arena: arena,
        edit: {
          try editor.pointee.edit($0, form: $1, place: $2, attributeKey: $3, key: $4, replacement: &$5)
        }
      )
      try walk.message(message)
    }
  }

  private init(
    arena: ArenaAllocator,
    edit: @escaping Edit
  ) {
    self.edit = edit
    self.arena = arena
  }

  private mutating func message(_ message: UnsafeMutablePointer<ProtobufCMessage>) throws {
    guard let descriptor = message.pointee.descriptor else { return }
    try fields(of: UnsafeMutableRawPointer(message), type: schema.index(of: descriptor))
  }

  private mutating func fields(of message: UnsafeMutableRawPointer, type: Int) throws {
    for field in schema.fields(of: type) {
      let quantifier = message + field.quantifierOffset
      if let number = field.oneofNumber, quantifier.load(as: UInt32.self) != number { continue }
      try visit(field, at: message + field.offset, quantifier)
    }
  }

  private mutating func visit(
    _ field: TextSchema.Field,
    at value: UnsafeMutableRawPointer,
    _ quantifier: UnsafeMutableRawPointer
  ) throws {
    switch field.kind {
    case .text:
      try loneText(value.assumingMemoryBound(to: TextPointer?.self), field.place)
    case .texts:
      for index in 0..<quantifier.load(as: Int.self) {
        guard let texts = value.load(as: UnsafeMutablePointer<TextPointer?>?.self) else { return }
        try loneText(texts + index, field.place)
      }
    case .bytes:
      let bytes = value.assumingMemoryBound(to: ProtobufCBinaryData.self)
      if try self.bytes(bytes, field.place) { try replace(bytes, by: []) }
    case .message:
      guard let child = value.load(as: UnsafeMutableRawPointer?.self) else { return }
      try fields(of: child, type: field.messageType)
    case .messages:
      guard let children = value.load(as: MessageArray<ProtobufCMessage>?.self) else { return }
      for index in 0..<quantifier.load(as: Int.self) {
        guard let child = children[index] else { continue }
        try fields(of: UnsafeMutableRawPointer(child), type: field.messageType)
      }
    case .attributes:
      guard let pairs = value.load(as: MessageArray<KeyValueMessage>?.self) else { return }
      let count = quantifier.assumingMemoryBound(to: Int.self)
      try attributes(pairs, count: &count.pointee, field.place)
    case .value:
      guard let body = value.load(as: UnsafeMutablePointer<AnyValueMessage>?.self) else { return }
      if try self.value(body, field.place) { body.clear() }
    }
  }

  /// A text that belongs to no attribute.
  private mutating func loneText(_ slot: UnsafeMutablePointer<TextPointer?>, _ place: TextPlace) throws {
    if try text(slot, place) { try replace(slot, by: []) }
  }
}

// Attributes and their values. A result of true asks for the removal of the nearest pair.
extension TextWalk {
  private mutating func attributes(
    _ pairs: MessageArray<KeyValueMessage>,
    count: inout Int,
    _ place: TextPlace
  ) throws {
    defer { attributeKey = UnsafeBufferPointer(start: nil, count: 0) }
    try self.pairs(pairs, count: &count, place, areAttributes: true)
  }

  /// Visits the value of each pair, then its key: the value must be judged by the key it came with.
  private mutating func pairs(
    _ pairs: MessageArray<KeyValueMessage>,
    count: inout Int,
    _ place: TextPlace,
    areAttributes: Bool
  ) throws {
    let outer = key
    defer { key = outer }
    try MessageFiltering.filter(pairs, count: &count) { pair in
      key = MessageTexts.bytes(of: pair.pointee.key)
      if areAttributes { attributeKey = key }
      let isRemoved =
        try value(pair.pointee.value, place) || self.key(&pair.pointee.key)
      return !isRemoved
    }
  }

  private mutating func key(_ slot: UnsafeMutablePointer<TextPointer?>) throws -> Bool {
    switch try ask(MessageTexts.bytes(of: slot.pointee), .string, .attributeKey) {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      try replace(slot, by: replacement)
      return false
    }
  }

  private mutating func value(
    _ value: UnsafeMutablePointer<AnyValueMessage>?,
    _ place: TextPlace
  ) throws -> Bool {
    guard let value else { return false }
    switch value.pointee.value_case {
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE:
      return try text(&value.pointee.string_value, place)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BYTES_VALUE:
      return try bytes(&value.pointee.bytes_value, place)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_INT_VALUE:
      return try number(
        value,
        DecimalText.with(value.pointee.int_value) { try ask($0, .integer, place) }
      )
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_DOUBLE_VALUE:
      return try number(
        value,
        DecimalText.with(value.pointee.double_value) { try ask($0, .double, place) }
      )
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_BOOL_VALUE:
      return try number(
        value,
        DecimalText.with(value.pointee.bool_value != 0) { try ask($0, .boolean, place) }
      )
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_ARRAY_VALUE:
      return try elements(value.pointee.array_value, place)
    case OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_KVLIST_VALUE:
      guard let list = value.pointee.kvlist_value, let members = list.pointee.values else { return false }
      try pairs(members, count: &list.pointee.n_values, place, areAttributes: false)
      return false
    default:
      return false
    }
  }

  private mutating func elements(
    _ array: UnsafeMutablePointer<Opentelemetry__Proto__Common__V1__ArrayValue>?,
    _ place: TextPlace
  ) throws -> Bool {
    guard let array, let values = array.pointee.values else { return false }
    for index in 0..<array.pointee.n_values where try value(values[index], place) { return true }
    return false
  }
}

// Texts. A result of true asks for the removal of the pair they are in.
extension TextWalk {
  private mutating func text(
    _ slot: UnsafeMutablePointer<TextPointer?>,
    _ place: TextPlace
  ) throws -> Bool {
    switch try ask(MessageTexts.bytes(of: slot.pointee), .string, place) {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      try replace(slot, by: replacement)
      return false
    }
  }

  private mutating func bytes(
    _ slot: UnsafeMutablePointer<ProtobufCBinaryData>,
    _ place: TextPlace
  ) throws -> Bool {
    let bytes = UnsafeBufferPointer(start: slot.pointee.data, count: slot.pointee.len)
    switch try ask(bytes, .bytes, place) {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      try replace(slot, by: replacement)
      return false
    }
  }

  /// A value that is no text becomes one when it is replaced.
  private mutating func number(
    _ value: UnsafeMutablePointer<AnyValueMessage>,
    _ edit: TextEdit
  ) throws -> Bool {
    switch edit {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      let string = try arena.text(replacement)
      value.clear()
      value.pointee.value_case = OPENTELEMETRY__PROTO__COMMON__V1__ANY_VALUE__VALUE_STRING_VALUE
      value.pointee.string_value = string
      return false
    }
  }

  private mutating func ask(
    _ text: UnsafeBufferPointer<UInt8>,
    _ form: TextForm,
    _ place: TextPlace
  ) throws -> TextEdit {
    if !replacement.isEmpty { replacement.removeAll(keepingCapacity: true) }
    return try edit(text.span, form, place, attributeKey.span, key.span, &replacement)
  }

  private func replace(_ slot: UnsafeMutablePointer<TextPointer?>, by bytes: [UInt8]) throws {
    let text = try arena.text(bytes)
    MessageWiping.wipe(slot.pointee)
    slot.pointee = text
  }

  private func replace(_ slot: UnsafeMutablePointer<ProtobufCBinaryData>, by bytes: [UInt8]) throws {
    let copy = try arena.bytes(bytes)
    MessageWiping.wipe(slot.pointee)
    slot.pointee = copy
  }
}
