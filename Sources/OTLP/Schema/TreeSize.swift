/// Arena bytes that protobuf-c 1.4 and 1.5 take for the parts of a message that is unpacked, rounded up as the arena
/// does.
enum TreeSize {
  /// A pointer or a number in the array of a repeated field.
  static let element = 8

  @inline(__always)
  static func bytes(_ count: Int) -> Int {
    (count + 7) & ~7
  }

  /// A text ends with a NUL.
  @inline(__always)
  static func text(_ count: Int) -> Int {
    bytes(count + 1)
  }

  /// The structure, and the list of fields that unpacking makes: 16 stand on the stack, then come blocks
  /// of 32, 64, 128, ..., each entry of 32 bytes.
  @inline(__always)
  static func message(structBytes: Int, fields: Int) -> Int {
    bytes(structBytes) + (fields > 16 ? fieldList(fields) : 0)
  }

  private static func fieldList(_ fields: Int) -> Int {
    let blocks = (fields + 15) / 16
    let doublings = Int.bitWidth - blocks.leadingZeroBitCount - 1
    return 32 * 32 * ((1 << doublings) - 1)
  }
}
