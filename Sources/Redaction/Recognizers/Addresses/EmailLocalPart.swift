/// Where the local part of an e-mail address begins.
///
/// Letters, digits, `._%+-`, letters outside of ASCII, and an apostrophe between letters. RFC 5322 allows more, most of
/// which joins an address to what stands before it: the `=` of `to=bob@example.com` is no part of it. So the rest
/// counts between letters and digits, where the whole of it stands behind a blank, a bracket or a quote; and a `=`
/// where a mailing list or a server has written the address of somebody else before it.
enum EmailLocalPart {
  /// Octets of a local part, at most (RFC 5321 section 4.5.3.1.1), and two quotes.
  private static let maximum = 66

  /// The first byte of the local part that ends at `at`, which is `at` when there is none.
  static func start(_ text: ByteView, before at: Int, floor: Int) -> Int {
    if text[at - 1] == UInt8(ascii: "\"") { return quotedStart(text, before: at) ?? at }
    var start = plainStart(text, before: at, floor: floor)
    if start == at { return atomStart(text, before: at, floor: floor) ?? at }
    if let plain = behindColours(text, start, before: at) { return plain }
    if let whole = bracketed(text, start, before: at, floor: floor) { return whole }
    if let whole = member(text, start, before: at, floor: floor) { return whole }
    if let whole = behindMail(text, start, floor: floor) { return whole }
    var wide = start
    var mayBeName = false
    // Further parts, each behind a mark: "R&D", "bounce+anna=example.org".
    while wide < at, at - wide < maximum, text[wide - 1].joinsLocalParts, wide - 1 > floor,
      text[wide].isAlphanumeric,
      text[wide - 2].isAlphanumeric
    {
      let joint = text[wide - 1]
      if joint == UInt8(ascii: "=") { mayBeName = true }
      wide = plainStart(text, before: wide - 1, floor: floor)
      // A `&` that no other `name=` stands behind is a part of the value.
      if joint == UInt8(ascii: "&"), text[wide - 1] == UInt8(ascii: "="), text[wide].isLetter, !mayBeName {
        start = wide
      }
      let isMarked = isOpen(text, before: wide - 1) && isLeadingMark(text[wide - 1]) && wide - 1 >= floor
      if isOpen(text, before: wide) || isMarked, !mayBeName || isReturnPath(text, wide) {
        // Where a line begins, a bar joins columns.
        if joint == UInt8(ascii: "|"), text[wide - 1] == 0 || text[wide - 1].isLineEnd { break }
        start = wide
      }
    }
    return behindMark(text, start, floor: floor)
  }

  /// The start of an address between `<` and the `@`, as in the header of a mail. There, characters that separate an
  /// address elsewhere are a part of it: `<customer/department=shipping@example.com>`.
  private static func bracketed(_ text: ByteView, _ start: Int, before at: Int, floor: Int) -> Int? {
    guard text[start - 1] == UInt8(ascii: "=") || text[start - 1] == UInt8(ascii: "/"), start - 1 > floor
    else {
      return nil
    }
    let first = text.start(before: start, floor: max(floor, at - maximum)) {
      $0.isLocalPart || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "/")
    }
    guard text[first - 1] == UInt8(ascii: "<"), text[first].isAlphanumeric else { return nil }
    let end = text.end(from: at + 1, limit: 254) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    return text[end] == UInt8(ascii: ">") ? first : nil
  }

  /// The start of the address behind a mark that stands alone before it: `$ave@example.org`.
  private static func behindMark(_ text: ByteView, _ start: Int, floor: Int) -> Int {
    guard isLeadingMark(text[start - 1]), start - 1 >= floor else { return start }
    return isOpen(text, before: start - 1) ? start - 1 : start
  }

  private static func isLeadingMark(_ mark: UInt8) -> Bool {
    mark == UInt8(ascii: "$") || mark == UInt8(ascii: "!")
  }

  /// The start of an address with a `=` or a slash in it that is all of a text, of a string in quotes or of the member of
  /// JSON for an address: `"email":"a=b@example.com"`. Elsewhere `to=bob@example.com` is a name and its value.
  private static func member(_ text: ByteView, _ start: Int, before at: Int, floor: Int) -> Int? {
    let mark = text[start - 1]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "/") || isLeadingMark(mark), start - 1 > floor
    else {
      return nil
    }
    let first = text.start(before: start, floor: max(floor, at - maximum)) {
      $0.isLocalPart || ($0.isAtomMark || $0.joinsLocalParts || $0 == UInt8(ascii: "/")) && !$0.isQuote
    }
    let before = text[first - 1]
    guard first < start, before == 0 || before.isQuote else { return nil }
    let end = text.end(from: at + 1, limit: 254) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    let close = text[end] == UInt8(ascii: "\\") ? end + 1 : end
    guard before == 0 ? end >= text.count : text[close] == before else { return nil }
    if before != 0, isUnderMail(text, before: first - 1) { return first }
    guard mark == UInt8(ascii: "="), text[first].isAlphanumeric else { return nil }
    let name = first..<text.end(from: first, limit: start - first) { $0.isAlphanumeric || $0.isTokenByte }
    guard name.upperBound == start - 1 else { return nil }
    let word = text.nameWord(before: name.upperBound, floor: first)
    return names.contains(text, name) || names.contains(text, word) ? nil : first
  }

  /// The start of an address with a `=` or a slash in it behind a word that says what it is: `mail to a=b@example.com`,
  /// `email: a/b@example.com`, `email=a=b@example.com`.
  private static func behindMail(_ text: ByteView, _ start: Int, floor: Int) -> Int? {
    let mark = text[start - 1]
    guard mark == UInt8(ascii: "=") || mark == UInt8(ascii: "/"), start - 1 > floor else { return nil }
    var first = text.start(before: start, floor: max(floor, start - maximum)) {
      $0.isLocalPart || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "/")
    }
    let name = first..<text.end(from: first, limit: start - first) { $0.isTokenByte }
    if text[name.upperBound] == UInt8(ascii: "="), text.hasAnyCase("mail", endingAt: name.upperBound) {
      // What is left has a mark of its own.
      first = name.upperBound + 1
      return first < start && text[first].isAlphanumeric ? first : nil
    }
    guard text[first].isAlphanumeric, !names.contains(text, name) else { return nil }
    let before = text[first - 1] == UInt8(ascii: " ") ? first - 2 : first - 1
    guard before < first - 1 || text[before] == UInt8(ascii: ":") else { return nil }
    var walk = WordWalk(text, before: first, reach: 24)
    guard var word = walk.next(), first - word.upperBound <= 2 else { return nil }
    if word.count == 2, text.hasAnyCase("to", at: word.lowerBound), let verb = walk.next() { word = verb }
    return text.hasAnyCase("mail", endingAt: word.upperBound)
      || text.hasAnyCase("mailto", endingAt: word.upperBound)
      ? first : nil
  }

  /// Whether a quoted string is the value of `email`, `mail_address` or the like.
  private static func isUnderMail(_ text: ByteView, before quote: Int) -> Bool {
    var walk = WordWalk(text, before: quote, reach: 32)
    for index in 0..<2 {
      guard let word = walk.next(), index > 0 || quote - word.upperBound <= 6 else { return false }
      if text.hasAnyCase("mail", endingAt: word.upperBound)
        || text.hasAnyCase("mails", endingAt: word.upperBound)
      {
        return true
      }
    }
    return false
  }

  /// What programs call an address of mail, or whose it is, before a `=`.
  private static let names = WordSet([
    "email", "mail", "emails", "mails", "to", "from", "cc", "bcc", "by", "user", "users", "username", "name",
    "login",
    "account", "owner", "author", "contact", "sender", "recipient", "recipients", "rcpt", "addr", "address",
    "replyto",
    "reply", "customer", "client", "uid", "id", "who", "assignee", "reviewer", "creator", "admin", "member",
    "person",
    "subject", "principal", "actor", "identity", "x", "q", "query", "search", "key", "value", "val", "v", "u",
    "m", "e",
    "tag", "uri", "url", "href", "arg", "param", "filter", "where", "on", "notify", "alert", "support",
    "committer", "upn",
    "sub", "iss", "host", "ruser", "logname", "maintainer", "target", "dest", "destination", "source", "src",
    "dst", "cn",
    // Members of a trace state and of baggage.
    "vendor", "state", "tenant", "userid", "enduser", "session", "caller", "team", "org", "group",
    "requester",
    "submitter", "editor", "reporter", "operator", "agent", "visitor", "guest", "student", "patient",
    "employee",
    "text", "input", "output", "content", "body", "message", "msg", "payload", "context", "note", "comment",
    "label", "title", "description", "field", "data", "item", "entry", "attr", "attribute", "tags", "meta",
    "dd", "nr", "ot", "es", "sw", "az", "gcp", "congo", "rojo", "sentry",
  ])

  /// The start of the address behind the colours of a terminal, whose end reads like a part of the address:
  /// `ESC[1;32manna@example.org`.
  private static func behindColours(_ text: ByteView, _ start: Int, before at: Int) -> Int? {
    let mark = text[start - 1]
    guard mark == UInt8(ascii: "[") || mark == UInt8(ascii: ";"), text[start].isDigit else { return nil }
    let end = text.end(from: start, limit: 3) { $0.isDigit }
    guard text[end] == UInt8(ascii: "m"), end + 1 < at else { return nil }
    let bracket = text.start(before: start, floor: max(0, start - 16)) {
      $0.isDigit || $0 == UInt8(ascii: ";")
    }
    guard text[bracket - 1] == UInt8(ascii: "[") else { return nil }
    switch text[bracket - 2] {
    // The escape character, and what `^[`, `#033`, `\x1b` and `\e` end in.
    case 0x1B, UInt8(ascii: "["), UInt8(ascii: "3"), UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "e"):
      return end + 1
    default: return nil
    }
  }

  /// A local part that ends in a mark, as in `{curly}@example.org` and `otto!@example.org`: it stands alone, and is no
  /// slot of a template.
  private static func atomStart(_ text: ByteView, before at: Int, floor: Int) -> Int? {
    guard text[at - 1].endsAtom else { return nil }
    let start = text.start(before: at, floor: max(floor, at - maximum)) { $0.isLocalPart || $0.isAtomMark }
    let letters = (start..<at).reduce(0) { $0 + (text[$1].isLetter ? 1 : 0) }
    guard letters > 2, isOpen(text, before: start), !text[start - 1].isQuote,
      text[start - 1] != UInt8(ascii: ":")
    else { return nil }
    guard text[at - 1] == UInt8(ascii: "}") else {
      return text[start].isLetter || text[start] == text[at - 1] ? start : nil
    }
    let slot = text.start(before: at - 1, floor: start) { $0.isLetter }
    guard text[slot - 1] == UInt8(ascii: "{"), slot - 1 == start, !slots.contains(text, slot..<at - 1) else {
      return nil
    }
    return start
  }

  /// What templates have in braces before a host.
  private static let slots = WordSet([
    "user", "username", "name", "email", "mail", "login", "local", "localpart", "account", "id", "uid",
    "first", "last", "firstname", "lastname", "handle", "mailbox", "address", "alias", "host", "domain",
    "recipient", "sender", "from", "to", "prefix", "slug", "key", "token", "value", "var", "nick", "owner",
    "author", "customer", "client", "person", "member", "contact", "employee", "project", "app", "service",
    "string", "text", "str", "random", "uuid", "suffix", "tag", "tenant", "company", "org", "env", "region",
  ])

  private static func plainStart(_ text: ByteView, before at: Int, floor: Int) -> Int {
    var start = at
    while start > floor {
      let byte = text[start - 1]
      if byte.isNonASCII {
        let lead = text.start(before: start, floor: max(floor, start - 4)) { $0 & 0xC0 == 0x80 } - 1
        // A byte that is none of UTF-8 was a letter, too.
        if text.isOutsideOfUTF8(lead, before: start) {
          start -= 1
          continue
        }
        guard lead >= floor, text[lead].leadsLetter || text.has("\u{FFFD}", at: lead) else { break }
        start = lead
        continue
      }
      let isApostrophe =
        byte == UInt8(ascii: "'") && start < at && text[start].isLetter && text[start - 2].isLetter
      guard byte.isLocalPart || isApostrophe else { break }
      start -= 1
    }
    while start < at,
      !(text[start].isAlphanumeric || text[start].isNonASCII || text[start] == UInt8(ascii: "_"))
    {
      start += 1
    }
    return start
  }

  /// Whether what stands before a local part can be no part of it.
  private static func isOpen(_ text: ByteView, before start: Int) -> Bool {
    switch text[start - 1] {
    case 0, UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"), UInt8(ascii: "<"),
      UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","),
      UInt8(ascii: ";"):
      true
    case UInt8(ascii: ":"): text[start] != UInt8(ascii: "/")
    default: false
    }
  }

  /// Whether it begins as the addresses do that bounces go to: VERP, SRS and BATV.
  private static func isReturnPath(_ text: ByteView, _ start: Int) -> Bool {
    let words: [StaticString] = ["bounce", "srs0", "srs1", "prvs", "btv1", "msprvs1", "verp", "return"]
    if words.contains(where: { text.hasAnyCase($0, at: start) }) { return true }
    let end = text.end(from: start, limit: maximum) { $0.isLocalPart }
    return (start..<end).contains { text[$0] == UInt8(ascii: "+") }
  }

  /// `"anna muster"`: what is quoted, and quotes and backslashes behind a backslash.
  private static func quotedStart(_ text: ByteView, before at: Int) -> Int? {
    // An `@` inside of the quotes has raised the floor.
    let least = max(0, at - maximum)
    var start = at - 2
    while start >= least {
      let byte = text[start]
      if byte == UInt8(ascii: "\""), text[start - 1] != UInt8(ascii: "\\") { break }
      guard byte >= 0x20, byte != 0x7F else { return nil }
      start -= 1
    }
    guard start >= least, start < at - 2, !text[start - 1].isWordByte else { return nil }
    // `pattern="/**" access="@bean.method()"`: between two values, not inside of quotes.
    if text[start + 1].isWhitespace || text[at - 2] == UInt8(ascii: "=") { return nil }
    return start
  }
}

extension ByteView {
  /// Whether the bytes from `lead` to `end`, all but the first of which go on with a character, are none of UTF-8.
  fileprivate func isOutsideOfUTF8(_ lead: Int, before end: Int) -> Bool {
    guard lead >= 0 else { return true }
    switch self[lead] {
    case 0xC2...0xDF: return end - lead > 2
    case 0xE0...0xEF: return end - lead > 3
    case 0xF0...0xF4: return end - lead != 4
    default: return true
    }
  }
}

extension UInt8 {
  /// Marks of atoms (RFC 5322 section 3.2.3).
  fileprivate var isAtomMark: Bool {
    endsAtom || self == UInt8(ascii: "{") || self == UInt8(ascii: "&") || self == UInt8(ascii: "=")
      || self == UInt8(ascii: "'")
  }

  /// The marks that a local part may end in, if no letter is behind the other marks of a program's.
  fileprivate var endsAtom: Bool {
    switch self {
    case UInt8(ascii: "}"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "~"), UInt8(ascii: "^"),
      UInt8(ascii: "?"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  /// Marks that a local part may have inside.
  fileprivate var joinsLocalParts: Bool {
    switch self {
    case UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"),
      UInt8(ascii: "*"), UInt8(ascii: "^"), UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: "|"),
      UInt8(ascii: "`"):
      true
    default: false
    }
  }
}
