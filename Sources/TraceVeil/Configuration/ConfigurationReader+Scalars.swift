/// The types of the OpenTelemetry specification, "Environment Variable Specification".
extension ConfigurationReader {
  /// Reads a truth value. Only `true`, in any case, is true; the specification allows no other word.
  package mutating func boolean(_ keys: [String], default fallback: Bool = false) throws(ConfigurationError)
    -> Bool
  {
    try read(
      keys,
      default: fallback,
      expected: "true or false",
      kind: .boolean,
      shown: { String($0) },
      parse: { Bool($0.lowercased()) }
    )
  }

  /// A whole number within `range`.
  package mutating func integer(
    _ keys: [String],
    default fallback: Int,
    in range: ClosedRange<Int> = 0...Int.max
  ) throws(ConfigurationError) -> Int {
    try read(
      keys,
      default: fallback,
      expected: Self.wholeNumber(range),
      kind: .integer(range),
      shown: { String($0) },
      parse: { Self.integer($0, in: range) }
    )
  }

  /// A whole number within `range` that may be unset, which a limit of 0 is not.
  package mutating func optionalInteger(
    _ keys: [String],
    in range: ClosedRange<Int> = 0...Int.max
  ) throws(ConfigurationError) -> Int? {
    try read(
      keys,
      expected: Self.wholeNumber(range),
      kind: .integer(range),
      shown: { String($0) },
      parse: { Self.integer($0, in: range) }
    )
  }

  /// Milliseconds without a unit. 0 is no delay for a delay and no limit for a time limit; either way it
  /// stays `.zero` here.
  package mutating func duration(
    _ keys: [String],
    default fallback: Duration,
    in range: ClosedRange<Int> = 0...Self.longest
  ) throws(ConfigurationError) -> Duration {
    try read(
      keys,
      default: fallback,
      expected: Self.wholeNumber(range) + " (milliseconds)",
      kind: .integer(range),
      shown: { String($0.wholeMilliseconds) },
      parse: { Self.integer($0, in: range).map { .milliseconds($0) } }
    )
  }

  /// One of a closed set of words, in any case.
  package mutating func choice<Value: RawRepresentable & CaseIterable>(
    _ keys: [String],
    default fallback: Value
  ) throws(ConfigurationError) -> Value where Value.RawValue == String {
    try read(
      keys,
      default: fallback,
      expected: Self.oneOf(Value.self),
      kind: .word(Value.allCases.map(\.rawValue)),
      shown: { $0.rawValue },
      parse: { Value(rawValue: $0.lowercased()) }
    )
  }

  /// One of a closed set of words, or nil when nothing is set.
  package mutating func optionalChoice<Value: RawRepresentable & CaseIterable>(
    _ keys: [String],
    as type: Value.Type
  ) throws(ConfigurationError) -> Value? where Value.RawValue == String {
    try read(
      keys,
      expected: Self.oneOf(type),
      kind: .word(type.allCases.map(\.rawValue)),
      shown: { $0.rawValue },
      parse: { Value(rawValue: $0.lowercased()) }
    )
  }

  /// Any text, shown as it is: not for secrets.
  package mutating func text(_ keys: [String]) throws(ConfigurationError) -> String? {
    try read(keys, expected: "a text", shown: { $0 }, parse: { $0 })
  }

  /// Digits only, with one optional sign, as every SDK reads them: no blanks, no units, no fractions.
  static func integer(_ text: String, in range: ClosedRange<Int>) -> Int? {
    guard let number = Int(text), range.contains(number) else { return nil }
    return number
  }

  static func oneOf<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> String
  where Value.RawValue == String {
    "one of " + type.allCases.map(\.rawValue).joined(separator: ", ")
  }

  private static func wholeNumber(_ range: ClosedRange<Int>) -> String {
    range.upperBound == Int.max
      ? "a whole number of at least \(range.lowerBound)"
      : "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  /// A duration as long as any clock here can add to the current time: about 146 years.
  package static let longest = Int.max / 2_000_000
}

extension Duration {
  /// Rounded towards zero.
  package var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
