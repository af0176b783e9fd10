/// Keccak-256 as Ethereum uses it: the function of the competition, whose padding is not that of SHA3-256.
enum Keccak256 {
  /// Bytes of input taken per permutation: 1600 bits of state less twice 256 of capacity.
  static let rate = 136

  /// Calls `body` with the 32 bytes of the digest of at most 135 bytes, which is all an address needs.
  static func withDigest<Result>(
    ofShort input: Span<UInt8>,
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    precondition(input.count < rate)
    return withUnsafeTemporaryAllocation(byteCount: 200, alignment: 8) { state in
      state.initializeMemory(as: UInt8.self, repeating: 0)
      for index in input.indices { state[index] = input[index] }
      state[input.count] ^= 0x01
      state[rate - 1] ^= 0x80
      let lanes = state.bindMemory(to: UInt64.self)
      swapToLittleEndian(lanes)
      permute(lanes)
      swapToLittleEndian(lanes)
      return body(UnsafeRawBufferPointer(rebasing: state[0..<32]))
    }
  }

  private static func swapToLittleEndian(_ lanes: UnsafeMutableBufferPointer<UInt64>) {
    for index in lanes.indices { lanes[index] = lanes[index].littleEndian }
  }

  private static func permute(_ lanes: UnsafeMutableBufferPointer<UInt64>) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 5) { columns in
      columns.initialize(repeating: 0)
      for round in roundConstants {
        theta(lanes, columns)
        rhoAndPi(lanes)
        chi(lanes, columns)
        lanes[0] ^= round
      }
    }
  }

  private static func theta(
    _ lanes: UnsafeMutableBufferPointer<UInt64>,
    _ columns: UnsafeMutableBufferPointer<UInt64>
  ) {
    for x in 0..<5 {
      columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20]
    }
    for x in 0..<5 {
      let mixed = columns[(x + 4) % 5] ^ rotate(columns[(x + 1) % 5], by: 1)
      for y in stride(from: 0, to: 25, by: 5) { lanes[x + y] ^= mixed }
    }
  }

  private static func rhoAndPi(_ lanes: UnsafeMutableBufferPointer<UInt64>) {
    var moved = lanes[1]
    for step in 0..<24 {
      let destination = Int(piLanes[step])
      let next = lanes[destination]
      lanes[destination] = rotate(moved, by: UInt64(rotations[step]))
      moved = next
    }
  }

  private static func chi(
    _ lanes: UnsafeMutableBufferPointer<UInt64>,
    _ row: UnsafeMutableBufferPointer<UInt64>
  ) {
    for y in stride(from: 0, to: 25, by: 5) {
      for x in 0..<5 { row[x] = lanes[y + x] }
      for x in 0..<5 { lanes[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]) }
    }
  }

  private static func rotate(_ value: UInt64, by bits: UInt64) -> UInt64 {
    value << bits | value >> (64 - bits)
  }

  // FIPS 202, sections 3.2.2 to 3.2.5, in the order in which pi visits the lanes.
  private static let rotations: [UInt8] = [
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44,
  ]
  private static let piLanes: [UInt8] = [
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1,
  ]
  private static let roundConstants: [UInt64] = [
    0x0000_0000_0000_0001, 0x0000_0000_0000_8082, 0x8000_0000_0000_808a, 0x8000_0000_8000_8000,
    0x0000_0000_0000_808b, 0x0000_0000_8000_0001, 0x8000_0000_8000_8081, 0x8000_0000_0000_8009,
    0x0000_0000_0000_008a, 0x0000_0000_0000_0088, 0x0000_0000_8000_8009, 0x0000_0000_8000_000a,
    0x0000_0000_8000_808b, 0x8000_0000_0000_008b, 0x8000_0000_0000_8089, 0x8000_0000_0000_8003,
    0x8000_0000_0000_8002, 0x8000_0000_0000_0080, 0x0000_0000_0000_800a, 0x8000_0000_8000_000a,
    0x8000_0000_8000_8081, 0x8000_0000_0000_8080, 0x0000_0000_8000_0001, 0x8000_0000_8000_8008,
  ]
}
