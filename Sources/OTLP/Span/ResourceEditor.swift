internal import COTLP

/// A resource of a batch, which spans share, to read and to change. Only good inside the closure it is given to.
package struct ResourceEditor: ~Copyable {
  let bytes: UnsafeBufferPointer<UInt8>
  private let builder: TreeBuilder
  /// The message, once something was changed.
  private(set) var changed: UnsafeMutablePointer<ResourceMessage>?

  init(_ bytes: UnsafeBufferPointer<UInt8>, arena: ArenaAllocator) {
    self.bytes = bytes
    builder = TreeBuilder(arena: arena)
  }

  /// The attributes as they were received, without later changes.
  package var attributes: EncodedAttributes {
    EncodedAttributes(bytes, field: SpanFields.Resource.attributes)
  }

  /// - Throws: What `body` throws, or `DecodeError` when there is no memory to unpack the resource.
  package mutating func editAttributes<Result>(
    _ body: (inout AttributeEditor) throws -> Result
  ) throws -> Result {
    let message = try changed ?? unpacked()
    changed = message
    var attributes = AttributeEditor(
      count: message.address(of: \.n_attributes),
      array: message.address(of: \.attributes),
      builder: builder
    )
    return try body(&attributes)
  }

  private func unpacked() throws(DecodeError) -> UnsafeMutablePointer<ResourceMessage> {
    let message = try builder.arena.unpack(bytes, otlp_resource())
    return UnsafeMutableRawPointer(message).assumingMemoryBound(to: ResourceMessage.self)
  }
}
