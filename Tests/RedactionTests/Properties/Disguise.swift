/// The ways of writing a value that hide it from a plain search, and that the redactor sees through.
enum Disguise: CaseIterable {
  case none, percent, unicodeEscape, slash, decimalReference, hexReference, namedReference, fullWidth
  case mathematical, softHyphen, zeroWidth, mixed

  /// `value`, disguised: some of its characters, or all.
  func apply(to value: String, using random: inout SeededGenerator) -> String {
    let hidesAll = Bool.random(using: &random)
    var result = ""
    for (index, scalar) in value.unicodeScalars.enumerated() {
      let style = self == .mixed ? Disguise.allCases.randomElement(using: &random) ?? .none : self
      let isChosen = hidesAll || Int.random(in: 0..<3, using: &random) == 0 || !scalar.isWord
      guard isChosen, scalar.isASCII else {
        result.unicodeScalars.append(scalar)
        continue
      }
      if style.isInvisible, index > 0 { result.unicodeScalars.append(style.invisible(using: &random)) }
      result += style.written(scalar)
    }
    return result
  }

  private var isInvisible: Bool { self == .softHyphen || self == .zeroWidth }

  private func invisible(using random: inout SeededGenerator) -> Unicode.Scalar {
    guard self == .zeroWidth else { return "\u{AD}" }
    return ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"].randomElement(using: &random)
      ?? "\u{200B}"
  }

  private func written(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16)
    let two = hex.count < 2 ? "0\(hex)" : hex
    switch self {
    case .percent: return "%\(two)"
    case .unicodeEscape: return "\\u00\(two)"
    case .slash: return scalar == "/" ? "\\/" : String(scalar)
    case .decimalReference: return "&#\(scalar.value);"
    case .hexReference: return "&#x\(hex);"
    case .namedReference: return Self.references[scalar].map { "&\($0);" } ?? String(scalar)
    case .fullWidth:
      return scalar.shifted(by: 0xFEE0, from: 0x21...0x7E) ?? (scalar == " " ? "\u{3000}" : nil)
        ?? String(scalar)
    case .mathematical: return scalar.mathematical ?? String(scalar)
    default: return String(scalar)
    }
  }

  private static let references: [Unicode.Scalar: String] = [
    "@": "commat", ".": "period", ":": "colon", "/": "sol", "_": "lowbar", "+": "plus", "=": "equals",
    "(": "lpar", ")": "rpar", " ": "nbsp", "-": "hyphen",
  ]
}

extension Unicode.Scalar {
  fileprivate var isWord: Bool { properties.isAlphabetic || properties.numericType != nil }

  fileprivate func shifted(by offset: UInt32, from range: ClosedRange<UInt32>) -> String? {
    range.contains(value) ? Unicode.Scalar(value + offset).map { String($0) } : nil
  }

  /// In mathematical bold.
  fileprivate var mathematical: String? {
    shifted(by: 0x1D7CE - 0x30, from: 0x30...0x39) ?? shifted(by: 0x1D400 - 0x41, from: 0x41...0x5A)
      ?? shifted(by: 0x1D41A - 0x61, from: 0x61...0x7A)
  }
}
