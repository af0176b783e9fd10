internal import ProtobufWire

/// The walk of `WireValidator` over the messages of one request, and what it has counted so far.
struct WireScan {
  private let schema = MessageSchema.shared
  private let origin: UnsafePointer<UInt8>
  private let limits: WireLimits

  /// Counts that exclude rejected items, because those are never decoded.
  private struct Tally {
    var unknownFields = 0
    var nulTexts = 0
    var invalidTexts = 0
    var deepValues = 0
    var paddedIdentifiers = 0
    var messages = 0
    /// The bytes that the current part takes in memory, and those of the largest part so far.
    var treeBytes = 0
    var largestTree = 0
    var depth = 0
    /// The bytes that texts, values and ids may grow by, without their length prefixes.
    var growth = 0
  }

  private var tally = Tally()
  private var acceptedItems = 0
  private var rejectedItems = 0
  private var firstFault: DecodeError?
  /// Whether the item at hand is malformed, or holds an id of the wrong length.
  private var itemIsUnfit = false

  /// - Parameter origin: Beginning of the input, to tell offsets in it.
  init(origin: UnsafePointer<UInt8>, limits: WireLimits) {
    self.origin = origin
    self.limits = limits
  }

  func summary(signal: Signal, byteCount: Int) -> WireSummary {
    WireSummary(
      signal: signal,
      acceptedItems: acceptedItems,
      rejectedItems: rejectedItems,
      firstFault: firstFault,
      unknownFields: tally.unknownFields,
      nulTexts: tally.nulTexts,
      invalidTexts: tally.invalidTexts,
      deepValues: tally.deepValues,
      paddedIdentifiers: tally.paddedIdentifiers,
      depth: tally.depth,
      treeBytes: signal == .traces ? tally.largestTree : 0,
      byteCount: byteCount,
      // A length prefix of five bytes instead of one or more.
      rewriteGrowth: tally.growth + 4 * (tally.nulTexts + tally.invalidTexts + tally.messages),
      limits: limits
    )
  }

  /// Walks a message and those in it. - Returns: False for an item that is to be dropped.
  ///
  /// - Parameter level: How many values the message is in.
  mutating func message(
    _ type: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int = 0
  ) throws(WireError) -> Bool {
    let rule = schema.messages[type]
    guard rule.isItem else {
      if type == schema.resource { tally.treeBytes = 0 }
      try fields(rule, bytes, level: type == schema.value ? level + 1 : level)
      if type == schema.resource { try endTree(bytes) }
      return true
    }
    let before = tally
    itemIsUnfit = false
    tally.treeBytes = 0
    do throws(WireError) {
      try fields(rule, bytes, level: level)
      try endTree(bytes)
    } catch {
      // What is around it says where it ends, so it costs its neighbours nothing.
      guard error.reason != .tooLarge else { throw error }
      if firstFault == nil { firstFault = DecodeError(error) }
      itemIsUnfit = true
    }
    if itemIsUnfit {
      tally = before
      rejectedItems += 1
      return false
    }
    acceptedItems += 1
    return true
  }

  /// Ends a part that is unpacked alone, and checks its size. The bytes around such parts are never unpacked.
  private mutating func endTree(_ bytes: UnsafeBufferPointer<UInt8>) throws(WireError) {
    guard tally.treeBytes <= limits.maximumTreeBytes else {
      throw WireError(.tooLarge, offset: bytes.baseAddress.map { $0 - origin } ?? 0)
    }
    tally.largestTree = max(tally.largestTree, tally.treeBytes)
  }

  /// Whether an item of a request that has passed validation is one to be dropped.
  static func isUnfit(
    _ type: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    origin: UnsafePointer<UInt8>,
    limits: WireLimits
  ) throws(WireError) -> Bool {
    var limits = limits
    limits.maximumTreeBytes = .max
    var scan = WireScan(origin: origin, limits: limits)
    return try !scan.message(type, bytes)
  }

  /// Facts about a message that are known only after all its fields.
  private struct MessageState {
    let level: Int
    /// Fields that protobuf-c will see.
    var fields = 0
    /// Singular fields that have occurred.
    var singular: UInt64 = 0
    var fitIdentifiers: UInt64 = 0
    var unfitIdentifiers: UInt64 = 0
  }

  private mutating func fields(
    _ rule: MessageRule,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int
  ) throws(WireError) {
    var state = MessageState(level: level)
    var cursor = WireCursor(bytes, origin: origin)
    while !cursor.isAtEnd {
      let tag = try cursor.readTag()
      let field = schema.field(tag.number, of: rule)
      if tag.wireType == field.wireType {
        try knownField(field, &cursor, &state)
        if field.kind == .message, field.isRepeated, Int(field.messageType) == schema.attribute,
          tag.number < 16
        {
          attributes(taggedBy: AttributeFields.tag(tag.number, tag.wireType), &cursor, &state)
        }
      } else {
        try otherField(field, tag.wireType, &cursor, &state)
      }
    }
    if state.unfitIdentifiers != 0
      || state.fitIdentifiers & rule.requiredIdentifiers != rule.requiredIdentifiers
    {
      itemIsUnfit = true
    }
    tally.messages += 1
    tally.treeBytes += TreeSize.message(structBytes: Int(rule.structBytes), fields: state.fields)
  }

  /// A field whose tag is as its definition says.
  @inline(__always)
  private mutating func knownField(
    _ field: FieldRule,
    _ cursor: inout WireCursor,
    _ state: inout MessageState
  ) throws(WireError) {
    state.fields += 1
    if field.isRepeated {
      tally.treeBytes += TreeSize.element
    } else {
      // Legal, and the last one counts; but no encoder writes it, and what is superseded would have to be found and
      // taken out, for it is sent on with the rest.
      guard state.singular & field.bit == 0 else {
        throw WireError(.duplicateField, offset: cursor.offset)
      }
      state.singular |= field.bit
    }
    switch field.kind {
    case .string: text(try cursor.readBytes())
    case .message: try child(Int(field.messageType), &cursor, &state)
    case .number where field.isNarrow: try narrowNumber(isBool: field.isBool, &cursor)
    case .number: try cursor.skipNumber()
    case .fixed64: try cursor.skip(8)
    case .fixed32: try cursor.skip(4)
    case .bytes: tally.treeBytes += TreeSize.bytes(try cursor.readBytes().count)
    case .identifier:
      identifier(of: Int(field.identifierBytes), field.bit, length: try cursor.readBytes().count, &state)
    case .unknown: break
    }
  }

  /// Reads on behind an attribute for as long as plain ones follow it, as they do.
  private mutating func attributes(
    taggedBy tag: UInt8,
    _ cursor: inout WireCursor,
    _ state: inout MessageState
  ) {
    var (count, texts) = (0, 0)
    while let bytes = cursor.bytes(taggedBy: tag), let textBytes = Self.plainAttribute(bytes) {
      cursor.pass(bytes)
      count &+= 1
      texts &+= textBytes
    }
    state.fields += count
    tally.messages += 2 * count
    tally.treeBytes += count * (schema.attributeBytes + TreeSize.element) + texts
  }

  private mutating func child(
    _ type: Int,
    _ cursor: inout WireCursor,
    _ state: inout MessageState
  ) throws(WireError) {
    let bytes = try cursor.readBytes()
    if type == schema.attribute, let texts = Self.plainAttribute(bytes) {
      tally.messages += 2
      tally.treeBytes += schema.attributeBytes + texts
      return
    }
    // Only a value is in more values than the limit, and the messages in a value are arrays and maps.
    guard state.level <= limits.maximumDepth else { return deepValue() }
    if state.level > tally.depth { tally.depth = state.level }
    let kept = try message(type, bytes, level: state.level)
    if !kept { state.fields -= 1 }
  }

  /// Counts a value that is too deep. Its content is never decoded, so it may be anything.
  private mutating func deepValue() {
    tally.deepValues += 1
    tally.treeBytes += TreeSize.text(DeepValue.bytes.count)
    tally.growth += DeepValue.bytes.count
  }

  private mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard let nuls = UTF8Text.nulCount(text) else { return invalidText(text) }
    tally.treeBytes += TreeSize.text(text.count + 2 * nuls)
    guard nuls > 0 else { return }
    tally.growth += 2 * nuls
    tally.nulTexts += 1
  }

  private mutating func invalidText(_ text: UnsafeBufferPointer<UInt8>) {
    let growth = UTF8Text.repaired(text).count - text.count
    tally.treeBytes += TreeSize.text(text.count + growth)
    tally.growth += max(0, growth)
    tally.invalidTexts += 1
  }

  /// Refuses a number that is wider than the type of its field. A reader would truncate it, and nothing searches the
  /// bits that it ignores.
  private func narrowNumber(isBool: Bool, _ cursor: inout WireCursor) throws(WireError) {
    let start = cursor.offset
    let value = try cursor.readNumber()
    // Negative ones take ten bytes in any type.
    let isNegative = Int64(bitPattern: value) < 0 && Int64(bitPattern: value) >= Int64(Int32.min)
    guard value <= (isBool ? 1 : UInt64(UInt32.max)) || (isNegative && !isBool) else {
      throw WireError(.invalidNumber, offset: start)
    }
  }

  private mutating func identifier(
    of expected: Int,
    _ bit: UInt64,
    length: Int,
    _ state: inout MessageState
  ) {
    tally.treeBytes += TreeSize.bytes(max(length, expected))
    if length == expected {
      state.fitIdentifiers |= bit
    } else if limits.isForgiving, (1..<expected).contains(length) {
      state.fitIdentifiers |= bit
      tally.paddedIdentifiers += 1
      tally.growth += expected - length
    } else if length > 0 {
      state.unfitIdentifiers |= bit
    }
  }

  /// A packed field, an unknown one, or a wrong one.
  private mutating func otherField(
    _ field: FieldRule,
    _ wireType: UInt8,
    _ cursor: inout WireCursor,
    _ state: inout MessageState
  ) throws(WireError) {
    if field.kind == .unknown {
      tally.unknownFields += 1
      return try cursor.skipField(wireType)
    }
    guard field.isPackable, wireType == WireCursor.WireType.lengthPrefixed else {
      throw WireError(.wrongWireType, offset: cursor.offset)
    }
    state.fields += 1
    var packed = WireCursor(try cursor.readBytes(), origin: origin)
    var elements = 0
    while !packed.isAtEnd {
      try packed.skipField(field.wireType)
      elements += 1
    }
    tally.treeBytes += elements * TreeSize.element
  }
}
