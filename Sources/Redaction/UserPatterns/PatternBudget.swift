/// What the patterns of a policy may cost. Checked once, when a policy is loaded.
package struct PatternBudget: Sendable, Hashable {
  package var maximumPatterns = 1000
  /// Bytes of one pattern.
  package var maximumLength = 4096
  /// Instructions of one compiled pattern. When a text defeats RE2's automaton, it steps through every
  /// instruction for every byte, at 1.5 ns each (measured): 10 000 are 15 us per byte at the very worst.
  package var maximumProgramSize = 10_000
  /// Instructions of all patterns.
  package var maximumTotalProgramSize = 200_000
  /// Price of one pattern: its CPU time on a probe text, in units of an ordinary pattern's (1.5 ns per byte).
  /// Measured: 0.2 to 2 for most, 5 for `\d+`, 9 for `\w+` (it finds every word), 15 to 100 for counted
  /// repeats that overlap what stands before them and for repeated Unicode classes.
  package var maximumPrice = 12.0
  /// Price of the patterns that share an automaton. When more do not fit, they are halved: two passes over a
  /// text cost less than one automaton that never ends growing.
  package var maximumAutomatonPrice = 16.0
  /// Price of all automata. Measured: 1 for 10 ordinary patterns, 4 to 10 for 100, 100 to 120 for 1000.
  package var maximumTotalPrice = 200.0
  /// Memory for the automata that find exact bounds, of all patterns together, in bytes.
  package var patternMemory = 256 << 20
  /// Memory of each automaton that tells which patterns match, in bytes.
  package var automatonMemory = 16 << 20

  package init() {}

  package static let standard = PatternBudget()

  /// The share of one of `count` patterns. Unicode classes need some hundred kilobytes.
  func memory(perPatternOf count: Int) -> Int {
    min(4 << 20, max(256 << 10, patternMemory / max(count, 1)))
  }
}
