/// Snappy's block format: how many bytes there are, then literals and copies of what is there already.
package enum SnappyBlock {
  /// Three bytes copy 64, and nothing does more: what a block says beyond is a lie.
  private static let largestRatio = 22

  /// How many bytes a block says that it inflates to.
  ///
  /// - Throws: `.corruptSnappy` for more than a block of its size can hold.
  package static func inflatedCount(_ block: UnsafeRawBufferPointer) throws(DecodeError) -> Int {
    try begin(block).inflatedCount
  }

  /// Inflates a block. What stands in `output` means nothing when it throws.
  ///
  /// - Parameter output: Has exactly the bytes of ``inflatedCount(_:)``.
  package static func inflate(
    _ block: UnsafeRawBufferPointer,
    into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeError) {
    var input = Input(block, at: try begin(block).length)
    var filled = 0
    while let tag = input.next() {
      let kind = tag & 3
      if kind == 0 {
        let literal = try input.literal(tag)
        guard literal.count <= output.count - filled else { throw input.corrupt }
        UnsafeMutableRawBufferPointer(rebasing: output[filled...]).copyMemory(from: literal)
        filled += literal.count
      } else {
        let (count, distance) = try input.copy(tag)
        guard distance > 0, distance <= filled, count <= output.count - filled else { throw input.corrupt }
        copy(count, distance, in: output, at: filled)
        filled += count
      }
    }
    guard filled == output.count else { throw DecodeError(.truncated, offset: block.count) }
  }

  /// The first number: up to 32 bits, seven a byte.
  private static func begin(_ block: UnsafeRawBufferPointer) throws(DecodeError) -> (
    inflatedCount: Int, length: Int
  ) {
    var count: UInt64 = 0
    for (index, byte) in block.prefix(5).enumerated() {
      count |= UInt64(byte & 0x7F) << (7 * UInt64(index))
      if byte & 0x80 != 0 { continue }
      let length = index + 1
      guard count <= UInt64(UInt32.max), count <= UInt64((block.count - length) * largestRatio) else {
        throw DecodeError(.corruptSnappy, offset: 0)
      }
      return (Int(count), length)
    }
    throw DecodeError(block.count < 5 ? .truncated : .corruptSnappy, offset: min(block.count, 5))
  }

  /// A copy may run into what it makes itself, which repeats it.
  private static func copy(
    _ count: Int,
    _ distance: Int,
    in output: UnsafeMutableRawBufferPointer,
    at place: Int
  ) {
    guard distance < count else {
      let source = UnsafeRawBufferPointer(rebasing: output[(place - distance)..<(place - distance + count)])
      UnsafeMutableRawBufferPointer(rebasing: output[place...]).copyMemory(from: source)
      return
    }
    for index in place..<(place + count) { output[index] = output[index - distance] }
  }

  /// The elements of a block.
  private struct Input {
    private let bytes: UnsafeRawBufferPointer
    private var place: Int

    init(_ bytes: UnsafeRawBufferPointer, at place: Int) {
      self.bytes = bytes
      self.place = place
    }

    var corrupt: DecodeError { DecodeError(.corruptSnappy, offset: place) }

    /// The tag of the next element; nil at the end.
    mutating func next() -> UInt8? {
      guard place < bytes.count else { return nil }
      defer { place += 1 }
      return bytes[place]
    }

    mutating func literal(_ tag: UInt8) throws(DecodeError) -> UnsafeRawBufferPointer {
      var count = Int(tag >> 2)
      // From 60 on, so many bytes more than 59 hold it.
      if count >= 60 { count = try number(of: count - 59) }
      guard count < bytes.count - place else { throw DecodeError(.truncated, offset: bytes.count) }
      let literal = bytes[place..<(place + count + 1)]
      place = literal.endIndex
      return UnsafeRawBufferPointer(rebasing: literal)
    }

    mutating func copy(_ tag: UInt8) throws(DecodeError) -> (count: Int, distance: Int) {
      switch tag & 3 {
      case 1: (4 + Int(tag >> 2 & 7), Int(tag >> 5) << 8 | (try number(of: 1)))
      case 2: (1 + Int(tag >> 2), try number(of: 2))
      default: (1 + Int(tag >> 2), try number(of: 4))
      }
    }

    /// Least byte first.
    private mutating func number(of count: Int) throws(DecodeError) -> Int {
      guard count <= bytes.count - place else { throw DecodeError(.truncated, offset: bytes.count) }
      var number = 0
      for index in 0..<count { number |= Int(bytes[place + index]) << (8 * index) }
      place += count
      return number
    }
  }
}
