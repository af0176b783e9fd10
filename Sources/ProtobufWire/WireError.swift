/// Why bytes are no message in protobuf's wire format. Holds a place and a reason, never what stood there.
@usableFromInline package struct WireError: Error, Sendable, Hashable {
  @usableFromInline package enum Reason: Sendable, Hashable, CaseIterable {
    /// The input ends inside a field, or a length points past the end of its message.
    case truncated
    /// A field number of 0, a group, or a tag that is not in its shortest form.
    case invalidTag
    /// A variable-length number of more than 64 bits, or than its field has.
    case invalidNumber
    /// A field holds another wire type than its definition says.
    case wrongWireType
    /// A field of which there can be one occurs twice.
    case duplicateField
    /// More bytes than the limit.
    case tooLarge
  }

  @usableFromInline package let reason: Reason
  /// The offset of the byte where the fault was found, from the beginning of the input.
  @usableFromInline package let offset: Int?

  @inlinable package init(_ reason: Reason, offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }
}
