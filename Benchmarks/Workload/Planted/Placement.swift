/// How a planted value stands in an LLM span. Most of the ways have made a redactor leak or break JSON.
enum Placement: CaseIterable {
  /// In a chat message, behind a space.
  case prose
  /// Right behind `\n` of a JSON string, where a pattern's `\b` fails between the `n` and the value.
  case behindNewline
  /// Right behind `\t`.
  case behindTab
  /// Right behind a letter or dash beyond ASCII that is written as `\uXXXX`.
  case behindUnicodeEscape
  /// A bare JSON number. For cards; a redactor has to make a string of it.
  case number
  /// In JSON in a JSON string: behind `\\n`, between `\"`.
  case nestedJSON
  /// An e-mail address whose `@` is written as `\u0040`.
  case escapedAtSign
  /// A string attribute of its own that is no JSON.
  case plainAttribute
  /// In the message and the stack trace of an exception event.
  case exception

  /// Whether a value can stand like this.
  func suits(_ value: PlantedValue) -> Bool {
    switch self {
    case .number: value.family == .creditCard && value.text.allSatisfy(\.isNumber)
    case .escapedAtSign: value.family == .emailAddress
    default: true
    }
  }

  /// The value in its sentence, for the placements that are part of a text.
  func sentence(_ value: PlantedValue, _ random: inout SeededRandom) -> String {
    let leadIn = random.pick(value.family.leadIns)
    let tail = random.pick([". ", " today. ", ", thanks! ", "\n", " - can you help? "])
    guard let separator = separator(for: value) else { return " " + leadIn + value.text + tail }
    if value.family.needsAdjacentLeadIn { return separator + leadIn + value.text + tail }
    let words = leadIn.last?.isWhitespace == true ? String(leadIn.dropLast()) : leadIn
    return " " + words + separator + value.text + tail
  }

  private func separator(for value: PlantedValue) -> String? {
    switch self {
    case .behindNewline, .nestedJSON: "\n"
    case .behindTab: "\t"
    // An accented letter may belong to an e-mail address, but not to a card number, say: those get a dash.
    case .behindUnicodeEscape: value.family == .emailAddress ? " café" : "\u{2014}"
    default: nil
    }
  }
}
