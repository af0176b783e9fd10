/// Something a single pass over a text can find, where a recognizer then takes a closer look.
///
/// Pick the rarest thing every match must contain: each hit costs a call of `Recognizer.confirm`.
/// Equal triggers of several recognizers are searched for once.
enum Trigger: Hashable, Sendable {
  /// 1 to 8 bytes, at any place. A longer word is found by its first 8 bytes. One and two bytes are
  /// allowed, but should be rare in text (`@` is, `a` is not).
  case literal(String, anyCase: Bool = false)

  /// 3 to 8 bytes, the first a letter or digit, that begin a long word: no letter or digit stands before them, and 23
  /// bytes or more from the first one on are letters, digits or of `.-_+/=?;[]>^`. A longer prefix is found by its
  /// first 8 bytes.
  ///
  /// For tokens and addresses. There may be hundreds at no cost to a clean text, which has few words that long; each
  /// literal costs wherever bytes like its first four stand.
  case prefix(String)

  /// A cluster of at least this many digits (1 to 32), joined by single spaces, hyphens or dots, or two
  /// spaces: `4111-1111 1111.1111` is one cluster of 16. The hit is its first digit.
  case digits(atLeast: Int)

  /// Four digits, a tab, slash or underscore, four to six digits, and the same mark again. The hit is the first digit.
  case digitGroups

  /// A run of at least this many ASCII letters and digits (1 to 64). The hit is its first byte.
  case alphanumerics(atLeast: Int)

  /// Two letters and two digits: capitals at any place, small ones behind no letter or digit.
  case lettersAndDigits

  /// `count` times the same byte (`:`, `-` or `.`), each `gaps` positions behind the one before: a MAC
  /// address is a chain of 5 colons with gaps of 3. Each stands between two ASCII letters or digits. The hit is
  /// the first of them. Reach at most 63.
  case chain(of: Character, gaps: ClosedRange<Int>, count: Int)
}

/// A place where a trigger was found.
struct TriggerHit: Sendable {
  /// Index of its first byte.
  var position: Int
  /// Length of the literal or prefix; digits of the cluster or length of the run (both at most 65535); 0 for a chain and for groups of digits.
  var count: Int
}
