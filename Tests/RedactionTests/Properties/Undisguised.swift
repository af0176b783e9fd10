import Foundation

/// Undoes what `Disguise` does, in its own way: what a curious reader of a redacted text would try.
enum Undisguised {
  /// The text with disguises undone once, twice, and so on, itself included.
  static func readings(of text: String, rounds: Int) -> [String] {
    var readings = [text]
    for _ in 0..<rounds {
      let next = once(readings[readings.count - 1])
      guard next != readings.last else { break }
      readings.append(next)
    }
    return readings
  }

  private static func once(_ text: String) -> String {
    let source = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var at = 0
    while at < source.count {
      if let (scalar, length) = escape(source[at...]) {
        result.append(scalar)
        at += length
        continue
      }
      if !invisible.contains(source[at]) { result.append(source[at]) }
      at += 1
    }
    return String(result).precomposedStringWithCompatibilityMapping
  }

  private static let invisible: Set<Unicode.Scalar> = [
    "\u{AD}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
  ]

  private static let named: [String: Unicode.Scalar] = [
    "commat": "@", "period": ".", "colon": ":", "sol": "/", "lowbar": "_", "plus": "+", "equals": "=",
    "lpar": "(", "rpar": ")", "nbsp": " ", "hyphen": "-",
  ]

  private static func escape(_ rest: ArraySlice<Unicode.Scalar>) -> (Unicode.Scalar, Int)? {
    let start = rest.startIndex
    func hex(_ offset: Int, _ count: Int) -> Unicode.Scalar? {
      guard start + offset + count <= rest.endIndex else { return nil }
      var digits = ""
      digits.unicodeScalars.append(contentsOf: rest[start + offset..<start + offset + count])
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
    }
    switch rest[start] {
    case "%": return hex(1, 2).map { ($0, 3) }
    case "\\":
      guard start + 1 < rest.endIndex else { return nil }
      switch rest[start + 1] {
      case "u": return hex(2, 4).map { ($0, 6) }
      case "n": return ("\n", 2)
      case "t": return ("\t", 2)
      default: return (rest[start + 1], 2)
      }
    case "&":
      guard let end = rest.prefix(10).firstIndex(of: ";") else { return nil }
      var name = ""
      name.unicodeScalars.append(contentsOf: rest[start + 1..<end])
      let number =
        name.hasPrefix("#x")
        ? UInt32(name.dropFirst(2), radix: 16) : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
      return (number.flatMap(Unicode.Scalar.init) ?? named[name]).map { ($0, end - start + 1) }
    default: return nil
    }
  }
}
