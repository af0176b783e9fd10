/// What the bytes of a text stand for.
package enum TextForm: Sendable, Hashable, CaseIterable {
  case string, bytes
  /// Shown as decimal text, and a string value once replaced.
  case integer, double
  /// Shown as `true` or `false`, and a string value once replaced.
  case boolean
}

/// What an editor does to a text.
package enum TextEdit: Sendable, Hashable {
  case keep
  /// Replaces the text by what was written into `replacement`.
  case replace
  /// Removes the attribute or map member that the text belongs to. A text that belongs to none becomes empty.
  case removeAttribute
}

/// Looks at every text of a batch and may change it.
package protocol TextEditor: ~Copyable {
  /// - Parameters:
  ///   - text: The bytes; valid during the call only. UTF-8 unless `form` is `.bytes`.
  ///   - form: What the bytes stand for.
  ///   - place: Where in the telemetry the text stands.
  ///   - attributeKey: Key of the attribute the text is in, at the top level; empty where there is none.
  ///   - key: The nearest key: that of the map member the text is in, or else `attributeKey`.
  ///   - replacement: Empty at the call. The whole new text, to go with `.replace`. In anything but
  ///     `.bytes`, NUL and what is not UTF-8 become U+FFFD.
  /// - Throws: Ends the edit. The batch is then as it was.
  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) throws -> TextEdit

  /// A key of a list is about to be replaced. Keys that are alike then would be one key to whoever reads the list.
  ///
  /// - Parameters:
  ///   - original: The key as it was.
  ///   - list: The list that it is in.
  ///   - replacement: What it is replaced by. May be changed.
  /// - Throws: As `edit`.
  mutating func separate(
    key original: Span<UInt8>,
    in list: TextKeyList,
    replacement: inout [UInt8]
  ) throws

  /// All elements of a list in which keys were replaced were shown.
  ///
  /// - Parameter id: The id of the list.
  mutating func didShow(list id: Int)

  /// Whether all texts of an attribute are to be kept, for an attribute that the editor knows: it is not shown then.
  ///
  /// - Parameters:
  ///   - attribute: Key and value, as they are encoded; valid during the call only.
  ///   - place: Where in the telemetry the attribute stands.
  mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool

  /// All texts of the attribute that was asked about last were shown and kept.
  mutating func didKeep(attribute: Span<UInt8>)

  /// Whether the editor wants to be told where each span begins and ends.
  var followsSpans: Bool { get }

  /// The texts of a span come next.
  mutating func willShowSpan()

  /// All texts of the span were shown. - Returns: Attributes that it is to have besides, or instead of those with the
  /// same keys.
  mutating func didShowSpan() -> Attributes

  /// The texts of a span with these events, or none, come next. Told also when the editor does not follow spans.
  mutating func willShow(events: EncodedEvents)
}

extension TextEditor where Self: ~Copyable {
  package func separate(key original: Span<UInt8>, in list: TextKeyList, replacement: inout [UInt8]) {}

  package func didShow(list id: Int) {}

  package func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool { false }

  package func didKeep(attribute: Span<UInt8>) {}

  package var followsSpans: Bool { false }

  package func willShowSpan() {}

  package func didShowSpan() -> Attributes { [:] }

  package func willShow(events: EncodedEvents) {}
}
