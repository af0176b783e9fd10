/// Globs of which any may fit a key, found by the byte they must begin or end with.
///
/// A class, because its size as a value would cost more to pass than to use.
final class KeyGlobs: Sendable {
  private let globs: [Glob]
  /// Whether each glob may also match the part behind the last dot.
  private let fitsLastPart: [Bool]
  private let byLastByte: ByteIndex
  private let byFirstByte: ByteIndex
  /// Globs that fix neither: `*token*`.
  private let others: [Int]

  /// Nil without globs.
  init?(_ globs: [Glob], fitsLastPart: Bool) {
    guard !globs.isEmpty else { return nil }
    self.globs = globs
    self.fitsLastPart = globs.map { fitsLastPart && !$0.text.contains(".") }
    byLastByte = ByteIndex(globs.map(\.lastByte))
    byFirstByte = ByteIndex(globs.map { $0.lastByte == nil ? $0.firstByte : nil })
    others = globs.indices.filter { globs[$0].lastByte == nil && globs[$0].firstByte == nil }
  }

  /// - Parameter lastPart: where the last part of a dotted key begins, 0 when it has one part only.
  func match(_ key: Span<UInt8>, lastPart: Int) -> Bool {
    if fits(anyOf: byLastByte, key[key.count - 1], key, lastPart) { return true }
    if fits(anyOf: byFirstByte, key[0], key, lastPart) { return true }
    if lastPart > 0, lastPart < key.count, fits(anyOf: byFirstByte, key[lastPart], key, lastPart) {
      return true
    }
    for index in others where fits(index, key, lastPart) { return true }
    return false
  }

  @inline(__always)
  private func fits(anyOf index: ByteIndex, _ byte: UInt8, _ key: Span<UInt8>, _ lastPart: Int) -> Bool {
    guard index.contains(byte) else { return false }
    return index[byte].contains { fits($0, key, lastPart) }
  }

  private func fits(_ index: Int, _ key: Span<UInt8>, _ lastPart: Int) -> Bool {
    globs[index].matches(key)
      || lastPart > 0 && fitsLastPart[index] && globs[index].matches(key.extracting(lastPart...))
  }
}

/// Indices by a byte, which is looked up in either case.
private struct ByteIndex: Sendable {
  /// Where the items of a byte begin; one entry more than there are bytes.
  private let starts: [Int]
  private let items: [Int]
  /// Bytes that have items: 64 in each word.
  private let present: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter bytes: the byte of each index in lower case; nil for those that are not in here.
  init(_ bytes: [UInt8?]) {
    var starts = [0]
    var items: [Int] = []
    for byte in UInt8.min...UInt8.max {
      items += bytes.indices.filter { bytes[$0] == byte }
      starts.append(items.count)
    }
    self.starts = starts
    self.items = items
    func word(_ first: Int) -> UInt64 {
      (0..<64).reduce(0) { starts[first + $1] < starts[first + $1 + 1] ? $0 | 1 << UInt64($1) : $0 }
    }
    present = (word(0), word(64), word(128), word(192))
  }

  /// Whether a byte has items: most have none, and need not look further.
  @inline(__always)
  func contains(_ byte: UInt8) -> Bool {
    let byte = ASCII.lowercased(byte)
    let word =
      byte < 128 ? (byte < 64 ? present.0 : present.1) : (byte < 192 ? present.2 : present.3)
    return word >> UInt64(byte & 63) & 1 == 1
  }

  subscript(byte: UInt8) -> ArraySlice<Int> {
    let byte = Int(ASCII.lowercased(byte))
    return items[starts[byte]..<starts[byte + 1]]
  }
}
