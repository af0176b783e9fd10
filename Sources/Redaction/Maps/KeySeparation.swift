/// Keeps the keys of one map apart: two that were different never become one.
///
/// The first of those that redaction has made alike stays as it is, those behind it are numbered from 2 on, in the
/// order in which they are asked about. What was one key before stays one.
///
/// Holds fingerprints, no keys: a map may have a hundred thousand of these, and each would be an allocation of its own.
package struct KeySeparation: Sendable {
  /// Hashes of the stand-ins that are taken. If two hashes are equal by chance, a key gets a number that it does not
  /// need.
  private var taken: Set<Int> = []
  /// The numbers of keys, by the hash of the original and the redacted key. Two hashes that are equal by chance would
  /// make two keys one.
  private var numbers: [KeyFingerprint: UInt32] = [:]
  /// The lowest number that may be free, by what keys have become.
  private var free: [Int: UInt32] = [:]

  package init() {}

  /// Keeps a key for itself: one of the map that stays as it is. More do no harm.
  package mutating func take(_ key: Span<UInt8>) {
    taken.insert(KeyFingerprint.short(of: key))
  }

  /// The number that distinguishes a key from the others of its map; 1 for a key that needs none.
  ///
  /// - Parameters:
  ///   - original: What the key was.
  ///   - redacted: What it has become.
  ///   - numbered: The redacted key with a number in it.
  package mutating func number(
    of original: Span<UInt8>,
    redacted: Span<UInt8>,
    numbered: (Int) -> [UInt8]
  ) -> Int {
    let key = KeyFingerprint(of: original, and: redacted)
    if let known = numbers[key] { return Int(known) }
    let short = KeyFingerprint.short(of: redacted)
    var number: UInt32 = 1
    if !taken.insert(short).inserted {
      number = free[short] ?? 2
      while !taken.insert(KeyFingerprint.short(of: numbered(Int(number)).span)).inserted { number += 1 }
      free[short] = number + 1
    }
    numbers[key] = number
    return Int(number)
  }
}
