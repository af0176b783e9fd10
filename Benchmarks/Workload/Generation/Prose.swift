/// Varied sentences and code that compress about as well as what language models are sent and send.
struct Prose {
  var random: SeededRandom

  /// One sentence of English, at times of Spanish, with a full stop and no space behind.
  mutating func sentence() -> String {
    if random.chance(0.06) {
      return sentence(of: (0..<random.within(6...12)).map { _ in random.pick(Vocabulary.spanishWords) })
    }
    if random.chance(0.8) { return sentence(of: (0..<random.within(6...18)).map { _ in word }) }
    let shapes: [(inout Prose) -> String] = [
      { "The \($0.noun) \($0.verb) the \($0.adjective) \($0.noun) of each \($0.noun)" },
      { "\($0.amount) \($0.noun)s \($0.adverb) need a \($0.adjective) \($0.noun) and a \($0.noun)" },
      {
        "If the \($0.adjective) \($0.noun) \($0.verb) a \($0.noun), the \($0.noun) \($0.adverb) \($0.verb) it"
      },
      { "Could you tell me why our \($0.noun) \($0.verb) \($0.amount) \($0.noun)s \($0.adverb)" },
      {
        "I \($0.adverb) keep the \($0.noun), as its \($0.noun) \($0.verb) no \($0.adjective) \($0.noun)"
      },
      { "\($0.accented) is where the \($0.adjective) \($0.noun) \($0.verb) its \($0.noun)" },
      {
        "Between \($0.noun) and \($0.noun), \($0.amount) percent of the \($0.noun) \($0.verb) \($0.adverb)"
      },
      { "A \($0.noun) that \($0.verb) \"\($0.adjective) \($0.noun)\" is not a \($0.noun)" },
      {
        "It \($0.verb) the \($0.noun); then it \($0.verb) version \($0.amount).\($0.amount) of the \($0.noun)"
      },
      { "Nobody \($0.adverb) \($0.verb) \($0.adjective) \($0.noun)s, so the \($0.noun) is \($0.adjective)" },
    ]
    let text = random.pick(shapes)(&self)
    return text.prefix(1).uppercased() + text.dropFirst() + random.pick([".", ".", ".", "?", "!"])
  }

  /// Sentences in paragraphs, at least `count` bytes of them.
  mutating func paragraphs(bytes count: Int) -> String {
    var text = sentence()
    while text.utf8.count < count {
      text += random.chance(0.15) ? "\n\n" : random.chance(0.1) ? "\n- " : " "
      text += sentence()
    }
    return text
  }

  /// A fenced block of Python-like code, at least `count` bytes of it.
  mutating func code(bytes count: Int) -> String {
    var text = "```python\ndef \(name)_\(name)(\(name), \(name)=\(random.within(0...99))):\n"
    while text.utf8.count < count {
      let indent = String(repeating: "    ", count: random.within(1...3))
      let shapes: [(inout Prose) -> String] = [
        { "\($0.name) = \($0.name).\($0.name)(\($0.name), \"\($0.noun)\")" },
        { "if \($0.name) > \($0.amount) and not \($0.name):" },
        { "for \($0.name) in \($0.name)[\"\($0.noun)_\($0.noun)\"]:" },
        { "self.\($0.name)[\($0.name)] += \($0.amount)" },
        { "raise ValueError(f\"\($0.adjective) \($0.noun): {\($0.name)!r}\")" },
        { "return {'\($0.name)': \($0.name), '\($0.noun)': \($0.amount).\($0.amount)}" },
        { "# \($0.noun) \($0.verb) the \($0.adjective) \($0.noun)" },
        {
          "assert \($0.name)[\($0.amount)] != \($0.name).\($0.name), '\($0.adjective)_\($0.noun)'"
        },
        {
          "\($0.name), \($0.name) = await \($0.name)(\($0.name)=\($0.amount))  # \($0.word) \($0.word)"
        },
        { "with \($0.name)(\"\($0.noun)/\($0.noun).json\") as \($0.name):" },
        { "\($0.name) = [\($0.name) for \($0.name) in \($0.name) if \($0.name) % \($0.amount)]" },
        { "logger.info(\"\($0.noun) %s\\t%d\", \($0.name), len(\($0.name)))" },
      ]
      text += indent + random.pick(shapes)(&self) + "\n"
    }
    return text + "```"
  }

  private mutating func sentence(of words: [String]) -> String {
    let text = words.joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// A word of any kind, as often as its kind occurs in English.
  private var word: String {
    mutating get {
      switch random.below(100) {
      case 0..<36: random.pick(Vocabulary.particles)
      case 36..<64: noun
      case 64..<78: verb
      case 78..<91: adjective
      case 91..<95: adverb
      case 95..<97: noun + ","
      case 97: accented
      case 98: amount
      default: noun + "-" + noun
      }
    }
  }

  var noun: String { mutating get { random.pick(Vocabulary.nouns) } }
  var verb: String { mutating get { random.pick(Vocabulary.verbs) } }
  var adjective: String { mutating get { random.pick(Vocabulary.adjectives) } }
  var adverb: String { mutating get { random.pick(Vocabulary.adverbs) } }
  var accented: String { mutating get { random.pick(Vocabulary.accented) } }
  var name: String { mutating get { random.pick(Vocabulary.identifiers) } }
  /// A number of one to three digits: too short to be anything a recognizer looks for.
  var amount: String { mutating get { String(random.below(random.pick([10, 100, 1000]))) } }
}
