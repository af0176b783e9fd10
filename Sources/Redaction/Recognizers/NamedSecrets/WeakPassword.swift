/// Passwords as people choose them.
enum WeakPassword {
  /// Whether it is a word that lists of leaked passwords have at their top: where something only may be a password, such a
  /// word is one.
  static func holds(_ text: ByteView, _ range: Range<Int>) -> Bool { words.contains(text, range) }

  /// Whether a mark joins a word that begins with a capital, as people make them, and a number, with a letter or two behind:
  /// `Mokbroy_076Xr`, `Tulpe-4711`. A word that things are numbered by is none.
  static func joins(_ text: ByteView, _ range: Range<Int>, _ look: ValueLook) -> Bool {
    guard look.marks == 1, look.nonASCII == 0, look.blanks == 0, look.backslashes == 0, look.lowercase > 1,
      3...6 ~= look.digits, look.longestDigits == look.digits, text[range.lowerBound].isUppercase
    else { return false }
    let word = text.letters(of: range)
    let mark = text[word.upperBound]
    let number = word.upperBound + 1
    let end = text.end(from: number, limit: 7) { $0.isDigit }
    guard 4...10 ~= word.count, mark.isMarkOfPasswords, mark != UInt8(ascii: "."),
      end - number == look.digits, range.upperBound - end <= 2
    else { return false }
    return !Placeholder.isNumbered(text, word) && !Placeholder.isGeneric(text, word)
      && !Placeholder.holdsName(text, range) && SecretName.named(text, word) == nil
  }

  /// Whether two letters or more stand behind the number, a capital among them: no part of a program and no size of a model
  /// is called so.
  static func joinsWithTail(_ text: ByteView, _ range: Range<Int>, _ look: ValueLook) -> Bool {
    guard text[range.upperBound - 1].isLetter, text[range.upperBound - 2].isLetter,
      text[range.upperBound - 1].isUppercase || text[range.upperBound - 2].isUppercase
    else { return false }
    return joins(text, range, look)
  }

  // Of the hundred most frequent ones those that no manual has behind an option.
  private static let words = WordSet([
    "qwerty", "qwertz", "azerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "letmein",
    "iloveyou",
    "monkey", "dragon", "sunshine", "princess", "football", "baseball", "superman", "batman", "trustno1",
    "shadow", "michael", "jordan", "jennifer", "hunter", "buster", "soccer", "tigger", "charlie", "andrew",
    "michelle", "jessica", "pepper", "daniel", "joshua", "maggie", "starwars", "matrix", "freedom",
    "whatever",
    "nicole", "jasmine", "hottie", "loveme", "ashley", "bailey", "hallo", "schatz", "ficken",
    "soleil", "doudou", "loulou", "chouchou", "welcome", "ninja", "mustang", "access14", "flower", "cheese",
    "computer", "summer", "winter", "spring", "autumn", "sommer", "internet", "killer", "yankees", "chelsea",
    "liverpool", "arsenal", "barcelona", "juventus", "thomas", "robert", "george", "harley", "ranger",
    "cookie",
    "purple", "orange", "banana", "chocolate", "butterfly", "lovely", "babygirl", "samsung", "naruto",
    "pokemon",
  ])
}
