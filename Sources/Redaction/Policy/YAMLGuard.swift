/// A look at YAML text before it is parsed: refuses what policies do not need and what makes parsers slow or
/// deep.
///
/// Anchors and aliases (a few lines of them expand to billions of nodes), tags, and deep nesting. It knows
/// quotes and comments, but not every corner of YAML; where it is wrong about a text, quotes around the text
/// help.
struct YAMLGuard {
  /// Nesting of brackets, and columns of indentation: a policy needs four levels.
  static let maximumBracketDepth = 32
  static let maximumIndentation = 64

  struct Finding: Sendable, Hashable {
    var line: Int
    var reason: String
  }

  private enum State {
    case plain, comment, singleQuoted, doubleQuoted
  }

  private var state = State.plain
  private var line = 1
  private var depth = 0
  private var indentation = 0
  private var isIndenting = true
  private var findings: [Finding] = []

  /// The findings, at most one of a kind for each line; empty for text that may be parsed.
  static func findings(in text: [UInt8]) -> [Finding] {
    var yamlGuard = YAMLGuard()
    var index = 0
    while index < text.count {
      yamlGuard.read(text, &index)
      index += 1
    }
    return yamlGuard.findings
  }

  private mutating func read(_ text: [UInt8], _ index: inout Int) {
    let byte = text[index]
    if byte == UInt8(ascii: "\n") {
      line += 1
      indentation = 0
      isIndenting = true
      if state == .comment { state = .plain }
      return
    }
    switch state {
    case .comment: break
    case .singleQuoted:
      guard byte == UInt8(ascii: "'") else { return }
      // Two in a row are a quote within the text.
      if index + 1 < text.count, text[index + 1] == byte { index += 1 } else { state = .plain }
    case .doubleQuoted:
      if byte == UInt8(ascii: "\\") { index += 1 }
      if byte == UInt8(ascii: "\"") { state = .plain }
    case .plain:
      countIndentation(byte)
      readPlain(
        byte,
        beginsToken: Self.beginsToken(text, index),
        next: index + 1 < text.count ? text[index + 1] : 0
      )
    }
  }

  private mutating func countIndentation(_ byte: UInt8) {
    guard isIndenting else { return }
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "?"):
      indentation += 1
      if indentation > Self.maximumIndentation {
        report("more than \(Self.maximumIndentation) columns of indentation")
      }
    default:
      isIndenting = false
    }
  }

  private mutating func readPlain(_ byte: UInt8, beginsToken: Bool, next: UInt8) {
    switch byte {
    case UInt8(ascii: "#") where beginsToken: state = .comment
    case UInt8(ascii: "'") where beginsToken: state = .singleQuoted
    case UInt8(ascii: "\"") where beginsToken: state = .doubleQuoted
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      if depth > Self.maximumBracketDepth {
        report(
          "brackets are nested more than \(Self.maximumBracketDepth) deep; put text with brackets in quotes"
        )
      }
    case UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth = max(0, depth - 1)
    case UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "!"):
      guard beginsToken, next > 0x20 else { return }
      let what = byte == UInt8(ascii: "!") ? "tags" : "anchors and aliases"
      let character = Character(UnicodeScalar(byte))
      report("\(what) are not supported; put text that begins with \(character) in quotes")
    default: break
    }
  }

  private mutating func report(_ reason: String) {
    let finding = Finding(line: line, reason: reason)
    if findings.last != finding { findings.append(finding) }
  }

  /// Whether a quote or an indicator at `index` would begin something, rather than stand within plain text.
  private static func beginsToken(_ text: [UInt8], _ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch text[index - 1] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "["),
      UInt8(ascii: "{"), UInt8(ascii: ","):
      return true
    default:
      return false
    }
  }
}
