extension TokenForm {
  /// Reads the lines of a table: an entity, a form, and words about it, up to `#`.
  ///
  /// A form is the token as it stands, with `{`, the letter of an alphabet, how many of it and `}` for each run:
  /// `{h32}`, `{a5-6}`, `{t20+}`; `{guid}` is five of them. Two marks have no width: what stands before `>` is not
  /// replaced, and `^` is before the part that the scanner is to find, where that is not the first one; what is before
  /// `^` has one length. `(a|b)` is two forms. Words are a `Demand`, a `Checksum` or `apart`.
  static func read(_ table: String) -> [TokenForm] {
    table.split(separator: "\n").flatMap { line in
      let words = line.prefix { $0 != "#" }.split(separator: " ")
      precondition(words.count > 1, "no form: \(line)")
      return choices(of: String(words[1])).map { text in
        var form = TokenForm(EntityType(String(words[0])), text)
        for word in words.dropFirst(2) { form.add(String(word)) }
        return form
      }
    }
  }

  private mutating func add(_ word: String) {
    if let demand = Demand(rawValue: word) {
      self.demand = demand
    } else if let checksum = Checksum(rawValue: word) {
      self.checksum = checksum
    } else if word == "apart" {
      isApart = true
    } else {
      preconditionFailure("no such word: \(word)")
    }
  }

  /// What `a(b|c)d` stands for.
  private static func choices(of text: String) -> [String] {
    guard let start = text.firstIndex(of: "("), let end = text[start...].firstIndex(of: ")") else {
      return [text]
    }
    let rest = choices(of: String(text[text.index(after: end)...]))
    return text[text.index(after: start)..<end].split(separator: "|", omittingEmptySubsequences: false)
      .flatMap {
        choice in rest.map { text[..<start] + choice + $0 }
      }
  }

  /// - Precondition: `text` is a form.
  init(_ entity: EntityType, _ text: String) {
    var parts: [Part] = []
    var (firstOfValue, anchor) = (0, 0)
    var literal: [UInt8] = []
    func endLiteral() {
      if !literal.isEmpty { parts.append(.text(literal)) }
      literal = []
    }
    var rest = text[...]
    while let character = rest.popFirst() {
      switch character {
      case "{":
        endLiteral()
        guard let end = rest.firstIndex(of: "}") else { preconditionFailure("no end of a run: \(text)") }
        parts += Self.runs(rest[..<end])
        rest = rest[rest.index(after: end)...]
      case ">":
        endLiteral()
        firstOfValue = parts.count
      case "^":
        endLiteral()
        anchor = parts.count
      default: literal += Array(String(character).utf8)
      }
    }
    endLiteral()
    precondition(anchor < parts.count && firstOfValue < parts.count, "nothing behind the mark: \(text)")
    let offset = parts[..<anchor].reduce(0) { offset, part in
      let lengths = part.lengths
      precondition(lengths.lowerBound == lengths.upperBound, "of no fixed length before ^: \(text)")
      return offset + lengths.lowerBound
    }
    self.init(
      entity: entity,
      parts: parts,
      firstOfValue: firstOfValue,
      anchor: anchor,
      anchorOffset: offset
    )
  }

  /// The most bytes of a run without a maximum.
  private static let longest = 1 << 16

  private static func runs(_ text: Substring) -> [Part] {
    guard text != "guid" else {
      let groups = [8, 4, 4, 4, 12].map { [Part.run(.alphanumeric, $0...$0)] }
      return Array(groups.joined(separator: [.text([UInt8(ascii: "-")])]))
    }
    guard let alphabet = TokenAlphabet.all.first(where: { $0.name == text.first }) else {
      preconditionFailure("no such alphabet: \(text)")
    }
    let lengths = text.dropFirst().split(separator: "-")
    guard let first = lengths.first, let lower = Int(first.last == "+" ? first.dropLast() : first) else {
      preconditionFailure("no length: \(text)")
    }
    let upper = lengths.count > 1 ? Int(lengths[1]) : first.last == "+" ? longest : lower
    guard let upper, upper >= lower else { preconditionFailure("no length: \(text)") }
    return [.run(alphabet, lower...upper)]
  }
}

extension TokenForm.Part {
  var lengths: ClosedRange<Int> {
    switch self {
    case .text(let bytes): bytes.count...bytes.count
    case .run(_, let lengths): lengths
    }
  }
}
