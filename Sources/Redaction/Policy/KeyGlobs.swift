/// Globs of which any may fit a key, found by the byte they must begin or end with.
struct KeyGlobs: Sendable {
  private let globs: [Glob]
  /// For each glob, whether it may also fit what stands behind the last dot.
  private let fitsLastPart: [Bool]
  private let byLastByte: ByteIndex
  private let byFirstByte: ByteIndex
  /// Globs that fix neither: `*token*`.
  private let others: [Int]

  init(_ globs: [Glob], fitsLastPart: Bool) {
    self.globs = globs
    self.fitsLastPart = globs.map { fitsLastPart && !$0.text.contains(".") }
    byLastByte = ByteIndex(globs.map(\.lastByte))
    byFirstByte = ByteIndex(globs.map { $0.lastByte == nil ? $0.firstByte : nil })
    others = globs.indices.filter { globs[$0].lastByte == nil && globs[$0].firstByte == nil }
  }

  /// - Parameter lastPart: where the last part of a dotted key begins, 0 when it has one part only.
  func match(_ key: Span<UInt8>, lastPart: Int) -> Bool {
    guard !globs.isEmpty else { return false }
    for index in byLastByte[key[key.count - 1]] where fits(index, key, lastPart) { return true }
    for index in byFirstByte[key[0]] where fits(index, key, lastPart) { return true }
    for index in others where fits(index, key, lastPart) { return true }
    guard lastPart > 0, lastPart < key.count else { return false }
    for index in byFirstByte[key[lastPart]] where fits(index, key, lastPart) { return true }
    return false
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
  }

  subscript(byte: UInt8) -> ArraySlice<Int> {
    let byte = Int(ASCII.lowercased(byte))
    return items[starts[byte]..<starts[byte + 1]]
  }
}
