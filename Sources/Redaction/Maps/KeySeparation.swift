/// Keeps the keys of one map apart: two that were different never become one.
///
/// The first of those that redaction has made alike stays as it is, those behind it are numbered from 2 on, in the
/// order in which they are asked about. What was one key before stays one.
package struct KeySeparation: Sendable {
  private struct Named: Sendable {
    let redacted: [UInt8]
    let number: Int
  }

  /// Keys that nobody else may have.
  private var taken: Set<[UInt8]>
  /// By what the keys were before.
  private var named: [[UInt8]: Named] = [:]
  /// The lowest number that may be free, by what keys have become.
  private var free: [[UInt8]: Int] = [:]

  /// - Parameter taken: The keys of the map that stay as they are; more do no harm.
  package init(taken: Set<[UInt8]>) {
    self.taken = taken
  }

  /// The number that tells a key from others of its map; 1 for one that needs none.
  ///
  /// - Parameters:
  ///   - original: What the key was.
  ///   - redacted: What it has become.
  ///   - numbered: The same with a number in it.
  package mutating func number(
    of original: [UInt8],
    redacted: [UInt8],
    numbered: (Int) -> [UInt8]
  ) -> Int {
    if let known = named[original], known.redacted == redacted { return known.number }
    var number = 1
    if !taken.insert(redacted).inserted {
      number = free[redacted] ?? 2
      while !taken.insert(numbered(number)).inserted { number += 1 }
      free[redacted] = number + 1
    }
    named[original] = Named(redacted: redacted, number: number)
    return number
  }
}
