/// Keys to look for together.
package struct AttributeKeys: Sendable {
  /// In the order they were given.
  package let keys: [String]
  private let encoded: [[UInt8]]
  /// A bit for each length that one of them has, modulo 64: most attributes are told by that.
  private let lengths: UInt64

  package init(_ keys: [String]) {
    self.keys = keys
    encoded = keys.map { Array($0.utf8) }
    lengths = encoded.reduce(0) { $0 | 1 << UInt64($1.count & 63) }
  }

  @inline(__always)
  func index(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    guard lengths & 1 << UInt64(key.count & 63) != 0 else { return nil }
    return place(of: key)
  }

  @inline(never)
  private func place(of key: UnsafeBufferPointer<UInt8>) -> Int? {
    encoded.firstIndex { other in
      // Keys of one length often begin alike.
      other.count == key.count && other.last == key.last && key.elementsEqual(other)
    }
  }
}
