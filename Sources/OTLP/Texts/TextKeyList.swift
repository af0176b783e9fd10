/// A list of attributes, or of the members of a map, whose keys belong together. Valid during the call only.
package struct TextKeyList {
  /// The message that the list is in, as it is on the wire, and the number of its field.
  let message: UnsafeBufferPointer<UInt8>
  let field: UInt32

  /// A number that is equal for all keys of a list, and different for any other list at the same time.
  package var id: Int { Int(bitPattern: message.baseAddress) }

  /// Shows the keys of the list, as they came.
  package func forEachKey(_ body: (Span<UInt8>) -> Void) {
    EncodedAttributes(message, field: field).show { key, _ in body(key) }
  }
}
