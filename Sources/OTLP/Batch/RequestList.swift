internal import CProtobufC

/// The one field of an export request: a list of resources, each with its telemetry.
///
/// Found by the descriptor, so that the same code serves the three signals.
struct RequestList {
  private let count: UnsafeMutablePointer<Int>
  private let elements: UnsafeMutablePointer<MessageArray<ProtobufCMessage>?>

  init(_ request: UnsafeMutablePointer<ProtobufCMessage>) {
    guard let field = request.pointee.descriptor.members.first else {
      preconditionFailure("an export request has one field")
    }
    let raw = UnsafeMutableRawPointer(request)
    count = (raw + Int(field.quantifier_offset)).assumingMemoryBound(to: Int.self)
    elements = (raw + Int(field.offset)).assumingMemoryBound(to: MessageArray<ProtobufCMessage>?.self)
  }

  /// Takes over the messages of another request of the same signal.
  ///
  /// - Parameter capacity: Length of the array of this list; raised when the array has to grow.
  func append(
    _ other: RequestList,
    capacity: inout Int,
    arena: ArenaAllocator
  ) throws(ArenaFull) {
    guard let added = other.elements.pointee, other.count.pointee > 0 else { return }
    let total = count.pointee + other.count.pointee
    if total > capacity {
      let larger = Swift.max(total, 2 * capacity)
      let array = try arena.array(of: UnsafeMutablePointer<ProtobufCMessage>?.self, count: larger)
      if let old = elements.pointee { array.update(from: old, count: count.pointee) }
      elements.pointee = array
      capacity = larger
    }
    guard let array = elements.pointee else { return }
    (array + count.pointee).update(from: added, count: other.count.pointee)
    count.pointee = total
  }
}
