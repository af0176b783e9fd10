internal import ProtobufWire

/// The methods of a `TextEditor`, without its type: it comes from another module, and generic code that the compiler
/// cannot specialize costs more than the visit.
struct WireTextVisitor {
  let edit:
    (
      _ text: Span<UInt8>, _ form: TextForm, _ place: TextPlace, _ attributeKey: Span<UInt8>,
      _ key: Span<UInt8>, _ replacement: inout [UInt8]
    ) throws -> TextEdit
  let separate: (_ key: Span<UInt8>, _ list: TextKeyList, _ replacement: inout [UInt8]) throws -> Void
  let didShow: (_ list: Int) -> Void
  let keeps: (_ attribute: Span<UInt8>, _ place: TextPlace) -> Bool
  let didKeep: (_ attribute: Span<UInt8>) -> Void
  let followsSpans: Bool
  let willShowSpan: () -> Void
  let didShowSpan: () -> Attributes
  let willShowEvents: (EncodedEvents) -> Void
}

/// One visit of an editor to the texts of requests as they are on the wire.
///
/// The bytes have passed the validator and hold no unknown fields, no singular field twice and no NUL in texts; they
/// stay as they are. What comes of them is written anew.
struct WireTextWalk: ~Copyable {
  private let schema = MessageSchema.shared
  private let visitor: WireTextVisitor
  private let maximumBytes: Int
  private var splice: WireSplice
  private var replacement: [UInt8] = []
  /// The most bytes of `replacement` that are kept after use.
  private static let keptBytes = 1 << 20
  /// Key of the attribute at hand, and of the nearest member of a map in it.
  private var attributeKey = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  private var key = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  /// Lists in which a key was replaced, and which have not ended.
  private var separated: [Int] = []
  /// Memory for attributes that the editor adds.
  private let arena: ArenaAllocator

  /// - Parameters:
  ///   - memory: Where the output is written to.
  ///   - maximumBytes: Most bytes of the output. If replacements make it larger, the walk throws `ArenaFull`.
  ///   - arena: Memory for attributes that the editor adds. It is emptied afterwards.
  init(
    writingTo memory: consuming ScratchMemory,
    maximumBytes: Int,
    arena: ArenaAllocator,
    visitor: WireTextVisitor
  ) {
    self.visitor = visitor
    self.arena = arena
    self.maximumBytes = maximumBytes
    splice = WireSplice(memory)
  }

  /// Bytes written so far.
  var count: Int { splice.count }

  /// How often something was replaced.
  var edits: Int { splice.edits }

  consuming func finish() -> ScratchMemory { splice.finish() }

  /// Visits a request, which is appended to the output.
  ///
  /// - Parameter copiesUnchanged: Whether also where nothing was replaced in any request.
  mutating func request(_ bytes: UnsafeBufferPointer<UInt8>, type: Int, copiesUnchanged: Bool) throws {
    guard let start = bytes.baseAddress else { return }
    splice.begin(bytes)
    try message(type, bytes)
    if copiesUnchanged || splice.edits > 0 { splice.copy(upTo: start + bytes.count) }
  }

  private func cursor(_ bytes: UnsafeBufferPointer<UInt8>) -> WireCursor? {
    bytes.baseAddress.map { WireCursor(bytes, origin: $0) }
  }

  private mutating func message(_ type: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
    guard var cursor = cursor(bytes) else { return }
    let rule = schema.messages[type]
    while !cursor.isAtEnd {
      let start = cursor.position
      let tag = try cursor.readTag()
      guard tag.number <= rule.largestNumber else {
        try cursor.skipField(tag.wireType)
        continue
      }
      let field = schema.fields[Int(rule.firstField) + Int(tag.number)]
      switch field.text {
      case .none: try cursor.skipField(tag.wireType)
      case .text: try loneText(WirePart(&cursor, field: start), .string, field.place)
      case .bytes: try loneText(WirePart(&cursor, field: start), .bytes, field.place)
      case .message:
        let part = try WirePart(&cursor, field: start)
        let before = (edits: splice.edits, place: splice.place(of: part.prefix))
        if field.messageType == schema.span {
          try span(part, place: before.place)
        } else {
          try message(Int(field.messageType), part.content)
        }
        splice.close(part, edits: before.edits, place: before.place)
      case .attributes:
        let list = TextKeyList(message: bytes, field: tag.number)
        try attribute(WirePart(&cursor, field: start), field.place, list)
        if tag.number < 16 { try attributes(taggedBy: start[0], field.place, list, &cursor) }
      case .value:
        let part = try WirePart(&cursor, field: start)
        let mark = splice.mark
        let before = (edits: splice.edits, place: splice.place(of: part.prefix))
        if try value(part.content, field.place) {
          splice.rewind(to: mark)
          splice.replace(from: part.prefix, to: part.end, by: UnsafeBufferPointer(start: nil, count: 0))
        } else {
          splice.close(part, edits: before.edits, place: before.place)
        }
      }
    }
    if !separated.isEmpty { endList(bytes) }
  }

  /// - Parameter place: Where its length is in the output.
  private mutating func span(_ part: WirePart, place: Int) throws {
    guard visitor.followsSpans else {
      visitor.willShowEvents(EncodedEvents(span: part.content))
      return try message(Int(schema.span), part.content)
    }
    visitor.willShowSpan()
    visitor.willShowEvents(EncodedEvents(span: part.content))
    try message(Int(schema.span), part.content)
    let added = visitor.didShowSpan()
    guard !added.isEmpty else { return }
    splice.copy(upTo: part.end)
    for attribute in added { try set(attribute, ofSpanAt: place + part.prefixBytes) }
  }

  /// Sets an attribute of the span that ends the output.
  ///
  /// - Parameter start: Where the content of the span begins. It reaches to the end of the output.
  private mutating func set(_ attribute: Attributes.Element, ofSpanAt start: Int) throws {
    defer { arena.reset(keeping: 0) }
    let bytes = try EncodedPair.bytes(attribute, field: SpanFields.Span.attributes, arena: arena)
    guard bytes.count <= maximumBytes - splice.count else { throw ArenaFull() }
    let span = UnsafeBufferPointer(rebasing: splice.output[start...])
    let place = EncodedPair.place(of: attribute.key, in: span)
    bytes.withUnsafeBufferPointer {
      splice.replace(output: start + place.lowerBound..<start + place.upperBound, by: $0)
    }
  }

  private mutating func endList(_ bytes: UnsafeBufferPointer<UInt8>) {
    let id = Int(bitPattern: bytes.baseAddress)
    guard separated.last == id else { return }
    separated.removeLast()
    visitor.didShow(id)
  }

  /// A text that belongs to no attribute.
  private mutating func loneText(_ part: WirePart, _ form: TextForm, _ place: TextPlace) throws {
    if try text(part, form, place) {
      splice.replace(from: part.prefix, to: part.end, by: UnsafeBufferPointer(start: nil, count: 0))
    }
  }
}

// Attributes and their values. A result of true asks for the removal of the nearest pair.
extension WireTextWalk {
  private typealias PairField = AttributeFields.KeyValue
  private typealias ValueField = AttributeFields.AnyValue

  /// The tag of a string value.
  private static let stringTag = AttributeFields.tag(ValueField.string, WireCursor.WireType.lengthPrefixed)

  /// Goes on behind an attribute for as long as others follow it, as they do.
  private mutating func attributes(
    taggedBy tag: UInt8,
    _ place: TextPlace,
    _ list: TextKeyList,
    _ cursor: inout WireCursor
  ) throws {
    while let bytes = cursor.bytes(taggedBy: tag), let start = bytes.baseAddress {
      let part = WirePart(bytes, prefixBytes: start - cursor.position - 1, at: start)
      cursor.pass(bytes)
      try attribute(part, place, list)
    }
  }

  @inline(__always)
  private mutating func attribute(_ part: WirePart, _ place: TextPlace, _ list: TextKeyList) throws {
    if visitor.keeps(part.content.span, place) { return }
    let before = splice.edits
    try pair(part, place, list, isAttribute: true)
    attributeKey = UnsafeBufferPointer(start: nil, count: 0)
    if splice.edits == before { visitor.didKeep(part.content.span) }
  }

  private mutating func pair(
    _ part: WirePart,
    _ place: TextPlace,
    _ list: TextKeyList,
    isAttribute: Bool
  ) throws {
    let outer = key
    defer { key = outer }
    let plain = PlainPair(part.content)
    key = if let plain { plain.key } else { try lastKey(of: part.content) }
    if isAttribute { attributeKey = key }
    let mark = splice.mark
    let before = (edits: splice.edits, place: splice.place(of: part.prefix))
    let isRemoved =
      if let plain { try fields(of: plain, place, list) } else { try pairFields(part.content, place, list) }
    if isRemoved {
      splice.rewind(to: mark)
      splice.drop(from: part.field, to: part.end)
    } else {
      splice.close(part, edits: before.edits, place: before.place)
    }
  }

  /// A value is judged by its key, which may come behind it.
  private func lastKey(of pair: UnsafeBufferPointer<UInt8>) throws(WireError) -> UnsafeBufferPointer<UInt8> {
    var key = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    guard var cursor = cursor(pair) else { return key }
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      if tag.number == PairField.key {
        key = try cursor.readBytes()
      } else {
        try cursor.skipField(tag.wireType)
      }
    }
    return key
  }

  private mutating func fields(of pair: PlainPair, _ place: TextPlace, _ list: TextKeyList) throws -> Bool {
    guard let keyStart = pair.key.baseAddress else { return false }
    if try text(WirePart(pair.key, prefixBytes: 1, at: keyStart), .string, .attributeKey, list) {
      return true
    }
    guard let valueStart = pair.value.baseAddress else { return false }
    return try nestedValue(
      WirePart(pair.value, prefixBytes: valueStart - pair.valuePrefix, at: valueStart),
      place
    )
  }

  private mutating func pairFields(
    _ pair: UnsafeBufferPointer<UInt8>,
    _ place: TextPlace,
    _ list: TextKeyList
  ) throws -> Bool {
    guard var cursor = cursor(pair) else { return false }
    while !cursor.isAtEnd {
      let start = cursor.position
      let tag = try cursor.readTag()
      switch tag.number {
      case PairField.key:
        if try text(WirePart(&cursor, field: start), .string, .attributeKey, list) { return true }
      case PairField.value:
        if try nestedValue(WirePart(&cursor, field: start), place) { return true }
      default: try cursor.skipField(tag.wireType)
      }
    }
    return false
  }

  private mutating func nestedValue(_ part: WirePart, _ place: TextPlace) throws -> Bool {
    let before = (edits: splice.edits, place: splice.place(of: part.prefix))
    if try value(part.content, place) { return true }
    splice.close(part, edits: before.edits, place: before.place)
    return false
  }

  private mutating func value(_ value: UnsafeBufferPointer<UInt8>, _ place: TextPlace) throws -> Bool {
    guard let start = value.baseAddress, value.count > 0 else { return false }
    // A text and nothing else, as nearly always.
    if start[0] == Self.stringTag, let content = PlainPair.content(start + 1, upTo: start + value.count),
      let textStart = content.baseAddress
    {
      return try text(WirePart(content, prefixBytes: textStart - start - 1, at: textStart), .string, place)
    }
    var cursor = WireCursor(value, origin: start)
    while !cursor.isAtEnd {
      let start = cursor.position
      let tag = try cursor.readTag()
      let isRemoved =
        switch tag.number {
        case ValueField.string: try text(WirePart(&cursor, field: start), .string, place)
        case ValueField.bytes: try text(WirePart(&cursor, field: start), .bytes, place)
        case ValueField.bool, ValueField.int, ValueField.double: try number(tag.number, start, &cursor, place)
        case ValueField.array: try elements(WirePart(&cursor, field: start), place)
        case ValueField.list: try members(WirePart(&cursor, field: start), place)
        default: try skip(&cursor, tag.wireType)
        }
      if isRemoved { return true }
    }
    return false
  }

  private func skip(_ cursor: inout WireCursor, _ wireType: UInt8) throws(WireError) -> Bool {
    try cursor.skipField(wireType)
    return false
  }

  private mutating func elements(_ part: WirePart, _ place: TextPlace) throws -> Bool {
    let before = (edits: splice.edits, place: splice.place(of: part.prefix))
    guard var cursor = cursor(part.content) else { return false }
    while !cursor.isAtEnd {
      let start = cursor.position
      _ = try cursor.readTag()
      if try nestedValue(WirePart(&cursor, field: start), place) { return true }
    }
    splice.close(part, edits: before.edits, place: before.place)
    return false
  }

  private mutating func members(_ part: WirePart, _ place: TextPlace) throws -> Bool {
    let before = (edits: splice.edits, place: splice.place(of: part.prefix))
    guard var cursor = cursor(part.content) else { return false }
    while !cursor.isAtEnd {
      let start = cursor.position
      let list = TextKeyList(message: part.content, field: try cursor.readTag().number)
      try pair(WirePart(&cursor, field: start), place, list, isAttribute: false)
    }
    if !separated.isEmpty { endList(part.content) }
    splice.close(part, edits: before.edits, place: before.place)
    return false
  }

  private mutating func number(
    _ number: UInt32,
    _ start: UnsafePointer<UInt8>,
    _ cursor: inout WireCursor,
    _ place: TextPlace
  ) throws -> Bool {
    let edit =
      switch number {
      case ValueField.int:
        try DecimalText.with(Int64(bitPattern: cursor.readNumber())) { try ask($0, .integer, place) }
      case ValueField.double:
        try DecimalText.with(Double(bitPattern: cursor.readFixed64())) { try ask($0, .double, place) }
      default:
        try DecimalText.with(cursor.readNumber() != 0) { try ask($0, .boolean, place) }
      }
    switch edit {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      try cleanReplacement()
      let end = cursor.position
      replacement.withUnsafeBufferPointer {
        splice.replace(from: start, to: end, tag: Self.stringTag, by: $0)
      }
      return false
    }
  }

  /// - Returns: True when the editor asks for the removal of the pair that the text is in.
  ///
  /// - Parameter keys: For a key, the list that it is in.
  private mutating func text(
    _ part: WirePart,
    _ form: TextForm,
    _ place: TextPlace,
    _ keys: TextKeyList? = nil
  ) throws -> Bool {
    switch try ask(part.content, form, place) {
    case .keep: return false
    case .removeAttribute: return true
    case .replace:
      if let keys {
        if separated.last != keys.id { separated.append(keys.id) }
        try visitor.separate(part.content.span, keys, &replacement)
      }
      try cleanReplacement(isText: form != .bytes)
      replacement.withUnsafeBufferPointer { splice.replace(from: part.prefix, to: part.end, by: $0) }
      if replacement.count > Self.keptBytes { replacement = [] }
      return false
    }
  }

  @inline(__always)
  private mutating func ask(
    _ text: UnsafeBufferPointer<UInt8>,
    _ form: TextForm,
    _ place: TextPlace
  ) throws -> TextEdit {
    if !replacement.isEmpty { replacement.removeAll(keepingCapacity: true) }
    return try visitor.edit(text.span, form, place, attributeKey.span, key.span, &replacement)
  }

  /// NUL and what is not UTF-8 become U+FFFD in texts.
  private mutating func cleanReplacement(isText: Bool = true) throws(ArenaFull) {
    guard replacement.count <= maximumBytes - splice.count else { throw ArenaFull() }
    guard isText, replacement.withUnsafeBufferPointer({ UTF8Text.nulCount($0) }) != 0 else { return }
    let text = String(decoding: replacement, as: UTF8.self)
    replacement = Array(text.replacing("\0", with: "\u{FFFD}").utf8)
  }
}
