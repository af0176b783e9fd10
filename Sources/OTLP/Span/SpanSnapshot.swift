internal import ProtobufWire
import Synchronization

/// A copy of a span as it is on the wire, for those who keep it longer than the batch shows it. Zeroed when it goes.
///
/// Sendable although it holds a pointer: nobody writes to the memory once it is made.
package final class SpanSnapshot: @unchecked Sendable {
  private let memory: UnsafeMutableRawBufferPointer
  /// Good for as long as the snapshot lives.
  package let span: EncodedSpan
  private let decoded = Mutex<Attributes?>(nil)

  package init(_ span: EncodedSpan) {
    memory = .allocate(byteCount: span.bytes.count, alignment: 1)
    memory.copyMemory(from: UnsafeRawBufferPointer(span.bytes))
    self.span = EncodedSpan(
      span,
      copiedTo: UnsafeBufferPointer(memory.bindMemory(to: UInt8.self)),
      in: span.group.detached
    )
  }

  deinit {
    Wiping.wipe(memory)
    memory.deallocate()
  }

  /// The value of the last attribute of this key: it is the one that counts.
  package func attribute(_ key: String) -> AttributeValue? { span.attributes.last(key)?.value }

  /// The values of some keys that are there, with these; of a repeated key the last one.
  package func attributes(_ keys: AttributeKeys) -> [(key: String, value: AttributeValue)] {
    span.attributes.last(keys).map { ($0.key, $0.value.value) }
  }

  /// The attributes. If several have the same key, the last value counts, at the position of the first. They are
  /// decoded once.
  package var attributes: Attributes {
    decoded.withLock { decoded in
      if let decoded { return decoded }
      let made = Attributes(span.attributes).withoutRepeatedKeys
      decoded = made
      return made
    }
  }

  /// Whether a key stands there more than once, which OTLP forbids.
  package var hasRepeatedKeys: Bool { span.attributes.hasRepeatedKeys }
}

extension Attributes {
  fileprivate var withoutRepeatedKeys: Attributes {
    var places: [String: Int] = [:]
    var pairs: [Element] = []
    for pair in self {
      if let place = places[pair.key] {
        pairs[place] = pair
      } else {
        places[pair.key] = pairs.count
        pairs.append(pair)
      }
    }
    return pairs.count == count ? self : Attributes(pairs)
  }
}
