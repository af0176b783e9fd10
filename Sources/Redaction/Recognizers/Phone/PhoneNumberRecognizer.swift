/// Phone numbers: international ones (ITU-T E.164, at most 15 digits behind `+` or what is dialled for it), North
/// American ones, the common European and Asian national forms, and behind a word for a phone those of all countries.
///
/// What is grouped like a phone number stands for itself; a plain run of digits needs a word or a key. Part
/// numbers, ISBNs and decimals are left alone because a digit stands on the other side of a joint, tables and dumps
/// because numbers stand on both sides.
struct PhoneNumberRecognizer: Recognizer {
  let entity = EntityType.phoneNumber
  let triggers: [Trigger] = [.digits(atLeast: 5)]
  let contextWords = PhoneWords.context
  let opposingWords = PhoneWords.opposing + PhoneWords.opposingKeys

  private static let internationalScore: Float = 0.75
  private static let groupedScore: Float = 0.5
  private static let plainScore: Float = 0.1
  /// The score of digits that only a key makes a phone number.
  private static let faintScore: Float = 0.02
  /// Shorter clusters of digits are phone numbers behind a word alone.
  private static let shortCluster = 7

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let floor = findings.floor
    let isJoined = text[hit.position - 1].isPhoneJoint
    var at = isJoined ? firstGroup(text, before: hit.position, floor: floor) : hit.position
    // Most short clusters are ids, ports and sizes: nothing but a word is worth a look at them.
    if hit.count < Self.shortCluster, at == hit.position, isDecimal(text, hit) || !mayMatter(text, at) {
      findings.floor = text.endOfDigits(at)
      return
    }
    while text[at].isDigit {
      if let found = match(text, at: at, floor: floor) {
        findings.report(found.range, score: found.score)
        at = found.range.upperBound
      } else {
        at = text.endOfDigits(at)
      }
      guard let next = nextGroup(text, at, isInside: at < hit.position) else { break }
      at = next
    }
    findings.floor = max(floor, at)
  }

  /// Whether anything before a short cluster could make it a number to dial.
  private func mayMatter(_ text: ByteView, _ start: Int) -> Bool {
    if start <= 1 || text[start - 1] == UInt8(ascii: "+") { return true }
    return text[start - 1] != UInt8(ascii: "#") && canBegin(text, at: start)
      && PhoneWords.certainty(text, before: start) == .certain
  }

  /// Whether a short cluster is two groups with a dot between: `48.254`.
  @inline(__always)
  private func isDecimal(_ text: ByteView, _ hit: TriggerHit) -> Bool {
    let point = text.end(from: hit.position, limit: hit.count) { $0.isDigit }
    guard text[point] == UInt8(ascii: ".") else { return false }
    return text.end(from: point + 1, limit: hit.count) { $0.isDigit } == hit.position + hit.count + 1
  }

  /// Where the next group of digits begins, in the cluster or, before it, on the way there.
  private func nextGroup(_ text: ByteView, _ end: Int, isInside: Bool) -> Int? {
    if isInside { return text.end(from: end, limit: 4) { !$0.isDigit } }
    return text.nextInCluster(from: end)
  }

  /// The first of the groups that are joined to the cluster at `cluster` by more than the joints of a cluster: brackets,
  /// slashes, a hyphen between spaces.
  private func firstGroup(_ text: ByteView, before cluster: Int, floor: Int) -> Int {
    var start = cluster
    var isInside = false
    for _ in 0..<4 {
      var end = start
      // In brackets, as in `(06 1) 234 8206`, a space joins, too.
      var joins = isInside
      while end > floor, start - end < 3, text[end - 1].isPhoneJoint {
        end -= 1
        joins = joins || text[end] != UInt8(ascii: " ")
        if text[end] == UInt8(ascii: ")") { isInside = true }
        if text[end] == UInt8(ascii: "(") { isInside = false }
      }
      guard joins, end < start else { break }
      let digits = text.start(before: end, floor: max(floor, end - 6)) { $0.isDigit }
      guard digits < end, end - digits < 6 else { break }
      start = digits
    }
    return start
  }

  private func match(_ text: ByteView, at start: Int, floor: Int) -> (range: Range<Int>, score: Float)? {
    let before = text[start - 1]
    let isBracketed = before == UInt8(ascii: "(") && start > floor
    if before == UInt8(ascii: "+") {
      if text[start - 2] == UInt8(ascii: "("), start - 2 >= floor,
        let found = international(text, start, begin: start - 2, isOpen: true)
      {
        return found
      }
      return international(text, start, begin: start - 1, isOpen: false)
    }
    if isBracketed, canBegin(text, at: start - 1),
      let found = national(text, start, begin: start - 1, isOpen: true)
    {
      return found
    }
    guard canBegin(text, at: start) else { return nil }
    return national(text, start, begin: start, isOpen: false)
  }

  private func international(_ text: ByteView, _ start: Int, begin: Int, isOpen: Bool)
    -> (range: Range<Int>, score: Float)?
  {
    guard !text[begin - 1].isWordByte, text[begin - 1] != UInt8(ascii: "+") else { return nil }
    let digits = PhoneDigits(text, from: start, isOpen: isOpen)
    for groups in stride(from: digits.groups, to: 0, by: -1) {
      guard let prefix = digits.prefix(groups), 7...16 ~= prefix.digits,
        NumberingPlan.world.hasInternational(prefix, behind: 0, strictly: prefix.hasSign),
        !(groups == 2 && prefix.isFraction && !NumberingPlan.world.isOfSmallCountry(prefix)),
        !prefix.isOfCalendar, !prefix.isCoordinate, !prefix.isBinary, !prefix.isOutsideOfAmericanPlan,
        let end = PhoneEnd.end(of: prefix, in: text, isInternational: true)
      else { continue }
      return (begin..<end, Self.internationalScore)
    }
    return nil
  }

  private func national(_ text: ByteView, _ start: Int, begin: Int, isOpen: Bool)
    -> (range: Range<Int>, score: Float)?
  {
    let digits = PhoneDigits(text, from: start, isOpen: isOpen)
    var certainty: PhoneWords.Certainty?
    var groups = digits.groups
    while groups > 0 {
      defer { groups -= 1 }
      guard let prefix = digits.prefix(groups), prefix.mayBeDialled, !isOneDigit(prefix),
        let end = PhoneEnd.end(of: prefix, in: text)
      else { continue }
      let range = begin..<end
      let known = certainty ?? PhoneWords.certainty(text, before: begin)
      certainty = known
      if let score = score(of: prefix, text, range, known) { return (range, score) }
    }
    return nil
  }

  /// `000-000-0000`, `1111111111`: what stands where a number was left out.
  private func isOneDigit(_ prefix: PhoneDigits.Prefix) -> Bool {
    prefix.digits >= 9 && (1..<prefix.digits).allSatisfy { prefix.digit($0) == prefix.digit(0) }
  }

  private func score(
    of prefix: PhoneDigits.Prefix,
    _ text: ByteView,
    _ range: Range<Int>,
    _ word: PhoneWords.Certainty
  )
    -> Float?
  {
    let isNamed =
      switch word {
      case .certain: true
      case .marked: prefix.digits >= Self.shortCluster
      case .distant: prefix.looksDialled
      case .labelled: prefix.digits >= 9
      case .american:
        prefix.digits >= 9
          && (prefix.digit(0) == 0 || prefix.isNorthAmerican && NumberingPlan.world.hasNorthAmerican(prefix))
      default: false
      }
    if isNamed,
      !PhoneEnd.isMeasured(text, range.upperBound), !PhoneEnd.isCounted(text, range.upperBound),
      !PhoneEnd.isPriced(text, range.lowerBound),
      !(prefix.groups == 1 && (isOrdinal(text, range.lowerBound) || isSent(text, range))),
      !prefix.isOfScreen, !(prefix.isOfYears && !isLabelled(text, range.lowerBound)),
      !(prefix.digits < Self.shortCluster && isBesideNumber(text, range)),
      NumberingPlan.world.hasNational(prefix) || prefix.internationalPrefix != nil
        || NumberingPlan.world.hasInternational(prefix, behind: 0, strictly: true)
    {
      return Self.groupedScore
    }
    guard prefix.digits >= Self.shortCluster else { return isWhole(text, range) ? Self.faintScore : nil }
    if let score = bareScore(of: prefix, text, range, word) { return score }
    return isWhole(text, range) && NumberingPlan.world.hasNational(prefix) ? Self.faintScore : nil
  }

  /// Whether a colon or a `=` stands right before, or behind a space.
  private func isLabelled(_ text: ByteView, _ start: Int) -> Bool {
    let mark = text[start - 1] == UInt8(ascii: " ") ? text[start - 2] : text[start - 1]
    return mark == UInt8(ascii: ":") || mark == UInt8(ascii: "=")
  }

  /// Whether another number stands before or behind with a space between: few digits are a part of a row then.
  private func isBesideNumber(_ text: ByteView, _ range: Range<Int>) -> Bool {
    text[range.upperBound] == UInt8(ascii: " ") && text[range.upperBound + 1].isDigit
      || text[range.lowerBound - 1] == UInt8(ascii: " ") && text[range.lowerBound - 2].isDigit
  }

  /// `(Closes: #1091517)`: the number of a ticket, where no word for a phone stands right before the mark.
  private func isOrdinal(_ text: ByteView, _ start: Int) -> Bool {
    guard text[start - 1] == UInt8(ascii: "#") else { return false }
    let word = text.start(before: start - 1, floor: max(0, start - 3)) { $0 == UInt8(ascii: " ") }
    return !text[word - 1].isLetter
  }

  /// `sms: 5783170 sent`: so many messages. A number that one was sent to has no colon before it.
  private func isSent(_ text: ByteView, _ range: Range<Int>) -> Bool {
    isLabelled(text, range.lowerBound) && text.has(" sent", at: range.upperBound)
      && !text[range.upperBound + 5].isAlphanumeric
  }

  /// What a number is worth without a word.
  private func bareScore(
    of prefix: PhoneDigits.Prefix,
    _ text: ByteView,
    _ range: Range<Int>,
    _ word: PhoneWords.Certainty
  ) -> Float? {
    if prefix.groups == 1 {
      guard word != .opposed, word != .turned, !text.isNegative(at: range.lowerBound),
        !PhoneEnd.isMeasured(text, range.upperBound), !PhoneEnd.isCounted(text, range.upperBound)
      else { return nil }
      if prefix.isPrefixed {
        let isOther = word == .numbered || PhoneWords.isFilledUp(text, before: range.lowerBound)
        return !isOther && standsFree(text, range) ? Self.groupedScore : nil
      }
      if prefix.isNorthAmerican || prefix.isMobileForm { return Self.plainScore }
      let isPlainTrunk = prefix.digit(0) == 0 && prefix.digit(1) > 0 && 9...11 ~= prefix.digits
      return isPlainTrunk ? Self.plainScore : nil
    }
    let isTable = prefix.isJoined(by: 1) && (PhoneEnd.isInTable(text, range) || prefix.isProgression)
    if isTable || prefix.isFraction || prefix.isMixed || prefix.isRowOfDecimals || prefix.isRowOfFours
      || PhoneEnd.isAmongDecimals(text, range)
    {
      return nil
    }
    if prefix.isNorthAmerican {
      // `220 3000237 <...>`: nobody leaves the exchange and the number together behind a space.
      if prefix.isPairOfNumbers { return word == .turned ? nil : Self.plainScore }
      // Three numbers in a row are as often three numbers: `sizes 949 505 1186`.
      guard prefix.isJoined(by: 1), !prefix.isBracketed, word != .vague else { return Self.groupedScore }
      let isArea =
        word != .opposed && word != .turned && NumberingPlan.world.hasNorthAmerican(prefix)
        && !PhoneEnd.isMeasured(text, range.upperBound)
        && !PhoneWords.isPlural(text, before: range.lowerBound)
      return isArea ? Self.groupedScore : word == .opposed || word == .turned ? nil : Self.plainScore
    }
    if prefix.isTrunkGrouped { return word == .numbered ? nil : Self.groupedScore }
    if prefix.isMobileForm {
      return word == .turned || PhoneEnd.isCounted(text, range.upperBound) ? nil : Self.plainScore
    }
    if prefix.isPrefixed, prefix.isJoined(by: 3), !prefix.isRowOfPairs {
      return word == .opposed || word == .numbered ? nil : Self.groupedScore
    }
    guard prefix.digit(0) <= 1 || prefix.digit(0) == 8, prefix.groups >= 3, !prefix.isOfDotsAndHyphens,
      prefix.digits >= 10,
      prefix.shape & 0xF > 1, prefix.internationalPrefix != nil
    else { return nil }
    return prefix.isRowOfPairs ? nil : Self.groupedScore
  }

  /// Whether blanks, quotes, brackets or the mark of a label stand round digits that have nothing else to show.
  private func standsFree(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let (before, behind) = (text[range.lowerBound - 1], text[range.upperBound])
    let isFree = { (byte: UInt8, marks: StaticString) in
      byte == 0 || byte.isWhitespace || byte.isQuote || byte.isNonASCII
        || (0..<marks.utf8CodeUnitCount).contains { byte == marks.utf8Start[$0] }
    }
    return isFree(before, "=:,;([{<>|`&") && !text.has("::", endingAt: range.lowerBound)
      && isFree(behind, ",;)]}<>|`&.!?:\\/")
      && !(behind == UInt8(ascii: ":") && text[range.upperBound + 1].isAlphanumeric)
  }

  /// Whether nothing but quotes and blanks stands round it.
  private func isWhole(_ text: ByteView, _ range: Range<Int>) -> Bool {
    range.lowerBound <= 1 && range.upperBound >= text.count - 1
      && !text[range.lowerBound - 1].isWordByte && !text[range.upperBound].isWordByte
  }

  private func canBegin(_ text: ByteView, at start: Int) -> Bool {
    let before = text[start - 1]
    if before.isWordByte || before == UInt8(ascii: "+") || before == UInt8(ascii: "$") { return false }
    // The digits of an escape: `%202025550143`.
    if before == UInt8(ascii: "%") { return false }
    if before == UInt8(ascii: ":") || before == UInt8(ascii: ",") { return !text[start - 2].isDigit }
    guard before != UInt8(ascii: " "), before.isPhoneSeparator, text[start - 2].isAlphanumeric else {
      return true
    }
    return before == UInt8(ascii: "/")
      && (text.has("wa.me", endingAt: start - 1) || PhoneEnd.joinsNumbers(text, start - 1))
  }
}

extension UInt8 {
  /// A space, a hyphen, a dot or a slash.
  @inline(__always) var isPhoneSeparator: Bool { isMark(0b1110_0000_0000_0001) }

  /// A separator or a bracket.
  @inline(__always) var isPhoneJoint: Bool {
    isMark(0b1110_0011_0000_0001) || self == UInt8(ascii: "~")
  }

  /// Whether it is one of the sixteen bytes from the space on that have a bit in `marks`.
  @inline(__always)
  private func isMark(_ marks: UInt16) -> Bool {
    self &- 0x20 < 16 && marks &>> UInt16(self &- 0x20) & 1 == 1
  }
}
