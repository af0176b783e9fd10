/// Words that lists of leaked passwords have at their top: where something only may be a password, such a word is one.
enum WeakPassword {
  static func holds(_ text: ByteView, _ range: Range<Int>) -> Bool { words.contains(text, range) }

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
