/// Why a text is no JSON, or not what its reader asked for. Holds a place and a reason, never what stood there.
@usableFromInline package struct JSONError: Error, Sendable, Hashable {
  @usableFromInline package enum Reason: Sendable, Hashable, CaseIterable {
    /// The text ends inside of a value.
    case truncated
    case malformed
    /// Nested deeper than the limit.
    case nestingTooDeep
    /// More bytes or values than the limit.
    case tooLarge
    /// A value that its field cannot hold: of the wrong type, or out of range.
    case invalidValue
    /// Two values for one field.
    case duplicateField
  }

  @usableFromInline package let reason: Reason
  /// The offset of the byte where the fault was found, from the beginning of the text.
  @usableFromInline package let offset: Int?

  @inlinable package init(_ reason: Reason, offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }
}
