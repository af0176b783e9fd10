/// Keys to look for together.
package struct AttributeKeys: Sendable {
  /// The keys, in the order in which they were given.
  package let keys: [String]
  private let encoded: [[UInt8]]
  private let prefixes: [[UInt8]]
  /// Tells most keys that are none of them.
  let filter: AttributeKeyFilter

  /// - Parameters:
  ///   - keys: Whole keys.
  ///   - prefixes: What other keys begin with. Only `holds` knows of them.
  package init(_ keys: [String], prefixes: [String] = []) {
    self.keys = keys
    encoded = keys.map { Array($0.utf8) }
    self.prefixes = prefixes.map { Array($0.utf8) }
    filter = AttributeKeyFilter(keys: encoded, prefixes: self.prefixes)
  }

  @inline(__always)
  func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard filter.mayHold(key) else { return nil }
    return place(of: key)
  }

  /// Whether it is one of the keys, or begins with one of the prefixes and is longer.
  @inline(__always)
  func holds(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    guard filter.mayHold(key) else { return false }
    return place(of: key) != nil || prefixes.contains { key.count > $0.count && key.starts(with: $0) }
  }

  @inline(never)
  private func place(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    encoded.firstIndex { other in
      // Keys of one length often begin alike.
      other.count == key.count && other.last == key.last && key.elementsEqual(other)
    }
  }
}
