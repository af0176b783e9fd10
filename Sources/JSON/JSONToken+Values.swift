// What a token says.
extension JSONToken {
  /// The text of a string; half of a surrogate pair becomes U+FFFD. For texts that are few and short.
  @usableFromInline package var text: [UInt8] {
    guard hasEscapes else { return Array(bytes) }
    return [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
      count = decode(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Writes the text of a string; half of a surrogate pair becomes U+FFFD.
  ///
  /// - Parameter output: Room for `bytes.count` bytes: no escape is shorter than what it stands for.
  /// - Returns: How many bytes were written.
  package func decode(into output: UnsafeMutableRawBufferPointer) -> Int {
    var (rest, count) = (0, 0)
    func copy(_ plain: Slice<UnsafeBufferPointer<UInt8>>) {
      UnsafeMutableRawBufferPointer(rebasing: output[count...]).copyBytes(from: plain)
      count += plain.count
    }
    while let backslash = bytes[rest...].firstIndex(of: UInt8(ascii: "\\")) {
      copy(bytes[rest..<backslash])
      let escape = JSONEscape(in: bytes, at: backslash)
      rest = backslash + escape.length
      switch escape.meaning {
      case .byte(let byte):
        output[count] = byte
        count += 1
      case .scalar(let scalar):
        for byte in JSONEscape.bytes(of: scalar) {
          output[count] = byte
          count += 1
        }
      }
    }
    copy(bytes[rest...])
    return count
  }

  /// Whether a string is `name`.
  @inlinable package func isEqual(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    hasEscapes ? text.elementsEqual(name) : bytes.count == name.count && bytes.elementsEqual(name)
  }

  /// A whole number; nil when the number is none, or does not fit.
  ///
  /// Exponents and fractions of nought are allowed.
  package func integer<Value: FixedWidthInteger>(as type: Value.Type) -> Value? {
    let text = content
    guard isNumber(text) else { return nil }
    return Value(text) ?? Self.digits(ofWhole: text).flatMap { Value($0) }
  }

  /// A number that is written with an exponent or a fraction, by its digits alone; nil when it is not whole, or has more
  /// digits than any integer. Doubles would round it.
  private static func digits(ofWhole number: String) -> String? {
    let parts = number.split(whereSeparator: { $0 == "e" || $0 == "E" })
    guard parts.count <= 2, let exponent = parts.count == 2 ? Int(parts[1]) : 0, let mantissa = parts.first
    else { return nil }
    let halves = mantissa.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = halves.count > 1 ? halves[1] : ""
    var digits = String((halves[0] + fraction).drop { $0 == "0" })
    guard !digits.isEmpty else { return "0" }
    var zeros = exponent.subtractingReportingOverflow(fraction.count).partialValue
    while digits.hasSuffix("0") {
      digits.removeLast()
      zeros = zeros.addingReportingOverflow(1).partialValue
    }
    guard zeros >= 0, zeros <= 20, digits.count <= 20 else { return nil }
    return (mantissa.hasPrefix("-") ? "-" : "") + digits + String(repeating: "0", count: zeros)
  }

  /// A number, or one of the words for what JSON has no number for; nil when the text is neither, or the number
  /// is too large.
  package var double: Double? {
    let text = content
    switch text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default:
      guard isNumber(text), let value = Double(text), value.isFinite else { return nil }
      return value
    }
  }

  private var content: String { String(decoding: text, as: UTF8.self) }

  private func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { JSONScan.numberLength($0[...]) == $0.count && $0.count <= 512 }
  }
}
