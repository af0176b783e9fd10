internal import ProtobufWire

/// Export requests in which a field that stands once stands more often. That is legal: the last one counts, and messages
/// are merged. No encoder writes it, and what is superseded must not be sent on, so it is taken out here.
package enum RepeatedFields {
  /// A copy in which each such field stands once. What cannot be read is as it was, for the validator to refuse.
  package static func merged(_ body: Span<UInt8>, as signal: Signal) -> [UInt8] {
    body.withUnsafeBufferPointer { bytes in
      guard let origin = bytes.baseAddress else { return [] }
      // A length takes at most four bytes more than it had, and stands in front of at least two of each field.
      return WireOutput.array(capacity: 4 * bytes.count + 16) { output in
        let merger = FieldMerger(origin: origin)
        do throws(WireError) {
          try merger.message(signal.requestType, bytes, level: 0, &output)
        } catch {
          output.rewind(to: 0)
          output.raw(bytes)
        }
      }
    }
  }
}

private struct FieldMerger {
  private let schema = MessageSchema.shared
  private let origin: UnsafePointer<UInt8>
  private let maximumDepth = WireLimits().maximumDepth

  init(origin: UnsafePointer<UInt8>) { self.origin = origin }

  private struct Entry {
    let number: UInt32
    let rule: FieldRule
    let tag: UnsafeBufferPointer<UInt8>
    /// The field with its tag.
    let field: UnsafeBufferPointer<UInt8>
    /// The contents of messages, one after the other.
    var contents: [UnsafeBufferPointer<UInt8>] = []
  }

  /// - Parameter level: How many values the message is in.
  func message(
    _ type: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    level: Int,
    _ output: inout WireOutput
  ) throws(WireError) {
    let level = type == schema.value ? level + 1 : level
    // Deeper than this the validator looks at nothing.
    guard level <= maximumDepth + 1 else { return output.raw(bytes) }
    for entry in try entries(of: schema.messages[type], bytes) {
      guard !entry.contents.isEmpty else {
        output.raw(entry.field)
        continue
      }
      let (count, prefix) = (output.count, output.begin(tag: entry.tag))
      let child = Int(entry.rule.messageType)
      do throws(WireError) {
        try content(entry, child, level: level, &output)
        output.endClosely(prefix)
      } catch {
        output.rewind(to: count)
        output.raw(entry.field)
      }
    }
  }

  private func content(
    _ entry: Entry,
    _ type: Int,
    level: Int,
    _ output: inout WireOutput
  ) throws(WireError) {
    guard entry.contents.count > 1 else {
      return try message(type, entry.contents[0], level: level, &output)
    }
    let joined = entry.contents.flatMap { Array($0) }
    try joined.withUnsafeBufferPointer { (bytes) throws(WireError) in
      try message(type, bytes, level: level, &output)
    }
  }

  /// The fields of a message, each but repeated ones once.
  private func entries(
    of rule: MessageRule,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(WireError) -> [Entry] {
    var entries: [Entry?] = []
    var places: [UInt64: Int] = [:]
    var cursor = WireCursor(bytes, origin: bytes.baseAddress ?? origin)
    while !cursor.isAtEnd {
      let start = cursor
      let tag = try cursor.readTag()
      let tagBytes = start.bytes(upTo: cursor)
      let field = schema.field(tag.number, of: rule)
      var contents: [UnsafeBufferPointer<UInt8>] = []
      if field.kind == .message, tag.wireType == field.wireType {
        contents = [try cursor.readBytes()]
      } else {
        try cursor.skipField(tag.wireType)
      }
      var entry = Entry(
        number: tag.number,
        rule: field,
        tag: tagBytes,
        field: start.bytes(upTo: cursor),
        contents: contents
      )
      if field.kind != .unknown, !field.isRepeated {
        if let place = places[field.bit], let earlier = entries[place] {
          // Of a oneof another member counts for nothing.
          if earlier.number == entry.number { entry.contents = earlier.contents + contents }
          entries[place] = nil
        }
        places[field.bit] = entries.count
      }
      entries.append(entry)
    }
    return entries.compactMap { $0 }
  }
}
