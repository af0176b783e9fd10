/// Looks up which national numbers stand at a place, of any count of kinds at once.
///
/// A number is found by one of its runs of letters and digits, its anchor: forms are kept by the length of theirs,
/// and by where it has letters. So what it costs to look at a run hangs on how many forms look the same, not on how
/// many there are.
struct NationalNumberMatcher: Sendable {
  /// A kind of number, and what its candidates are reported under: see `Findings.report`.
  struct Part: Sendable {
    let number: NationalNumber
    /// How the policy names it: see `NationalNumber.Pattern.isForNamed`.
    let naming: NationalNumberRecognizer.Naming
    var offset = 0
    var isNamed: Bool { naming != .nothing }
  }

  private struct Entry: Sendable {
    var care: UInt32
    var letters: UInt32
    var form: Int
  }

  /// The longest anchor there may be.
  private static let longestAnchor = 28

  private let parts: [Part]
  private let forms: [NumberForm]
  /// The entries, by the length of their anchor.
  private let entries: [Entry]
  private let starts: [Int]
  /// Bit n: there are forms with an anchor of n characters.
  private let lengths: UInt32
  private let hasJoining: Bool
  /// Whether no form is found by digits alone.
  private let needsLetter: Bool
  let triggers: [Trigger]

  init(_ parts: [Part]) {
    self.parts = parts
    let forms = parts.enumerated().flatMap { index, part in
      part.number.patterns.filter { part.isNamed || !$0.isForNamed }.flatMap { pattern in
        NumberPattern.expand(pattern.text).map { NumberForm($0, of: pattern, number: index) }
      }
    }
    var byLength: [[Entry]] = Array(repeating: [], count: Self.longestAnchor + 1)
    for (index, form) in forms.enumerated() {
      precondition(form.anchor.count <= Self.longestAnchor && form.choices.count <= 2 * Self.longestAnchor)
      let shape = form.shape
      byLength[form.anchor.count].append(Entry(care: shape.care, letters: shape.letters, form: index))
    }
    self.forms = forms
    entries = byLength.flatMap(\.self)
    starts = byLength.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    lengths = byLength.indices.reduce(0) { $0 | (byLength[$1].isEmpty ? 0 : 1 << UInt32($1)) }
    hasJoining = parts.contains { $0.number.mayFollowLetters }
    needsLetter = forms.allSatisfy { $0.shape.letters != 0 }
    triggers = Self.triggers(of: forms)
  }

  /// Two letters and two digits, where that is all that is needed and digits are few; clusters of digits for the
  /// rest.
  private static func triggers(of forms: [NumberForm]) -> [Trigger] {
    let manyDigits = 7
    let byLetters = forms.filter { $0.hasLettersAndDigits && $0.clusterDigits < manyDigits }
    let byDigits = forms.filter { !($0.hasLettersAndDigits && $0.clusterDigits < manyDigits) }
    let fewest = byDigits.map(\.clusterDigits).min()
    return (byLetters.isEmpty ? [] : [.lettersAndDigits]) + (fewest.map { [.digits(atLeast: $0)] } ?? [])
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    var at = hit.position
    // Nearly every cluster of digits stands alone: it has letters neither before nor behind it.
    if needsLetter, text[at].isDigit, !text[at - 1].isLetter, !text[text.endOfDigitCluster(at)].isLetter {
      return
    }
    var end = at
    repeat {
      let start = text.start(before: at, floor: max(findings.floor, at - Self.longestAnchor)) {
        $0.isAlphanumeric
      }
      end = text.end(from: at, limit: Self.longestAnchor + 1 - (at - start)) { $0.isAlphanumeric }
      if end - start <= Self.longestAnchor, lengths >> UInt32(end - start) & 1 == 1,
        !text[start - 1].isAlphanumeric
      {
        end = max(end, report(text, start..<end, isJoined: false, into: &findings))
      }
      if hasJoining, start < at, text[at].isDigit, text[at - 1].isLowercase,
        lengths >> UInt32(end - at) & 1 == 1
      {
        end = max(end, report(text, at..<end, isJoined: true, into: &findings))
      }
      at = end + 1
      if text[end] == UInt8(ascii: " "), text[at] == UInt8(ascii: " ") { at += 1 }
    } while text[end].isJoint && text[at].isDigit
    findings.floor = end
  }

  /// Reports what has `anchor` for its own, and answers where the last of it ends.
  private func report(_ text: ByteView, _ anchor: Range<Int>, isJoined: Bool, into findings: inout Findings)
    -> Int
  {
    var letters: UInt32 = 0
    for index in anchor where !text[index].isDigit { letters |= 1 << UInt32(index - anchor.lowerBound) }
    var last = anchor.lowerBound
    for index in starts[anchor.count]..<starts[anchor.count + 1] {
      let entry = entries[index]
      guard letters & entry.care == entry.letters else { continue }
      let form = forms[entry.form]
      let start = anchor.lowerBound - form.anchor.lowerBound
      guard let number = number(text, at: start, as: form) else { continue }
      let range = start..<(start + form.choices.count)
      let part = parts[form.number]
      guard isJoined ? part.number.mayFollowLetters : isAlone(text, before: range) else { continue }
      guard isAlone(text, behind: range),
        let score = part.number.score(of: number, written: form.score, naming: part.naming)
      else {
        continue
      }
      // No authority writes `T8169345a`: only a word makes a number of it, whatever its check digit.
      let isSure = score < 1 || !mixesCases(text, range)
      let worth = isSure ? score : form.score
      findings.reportOnce(
        range,
        score: part.isNamed ? worth : min(worth, NationalNumber.unnamedScore),
        offset: part.offset
      )
      last = max(last, range.upperBound)
    }
    return last
  }

  /// The number, if the text at `start` has the form.
  private func number(_ text: ByteView, at start: Int, as form: NumberForm) -> CompactNumber? {
    var number = CompactNumber()
    for offset in form.choices.indices {
      let byte = text[start + offset]
      guard let code = NumberPattern.code(of: byte), form.choices[offset] >> UInt64(code) & 1 == 1 else {
        return nil
      }
      if byte.isAlphanumeric {
        if byte.isLowercase, !form.anyCase { return nil }
        number.append(byte)
      }
    }
    return number
  }

  private func mixesCases(_ text: ByteView, _ range: Range<Int>) -> Bool {
    range.contains { text[$0].isLowercase } && range.contains { text[$0].isUppercase }
  }

  /// Whether nothing in front makes it a part of something longer: a word, a decimal, a phone number.
  private func isAlone(_ text: ByteView, before range: Range<Int>) -> Bool {
    let before = text[range.lowerBound - 1]
    guard !before.isWordByte else { return false }
    let isDigit = text[range.lowerBound].isDigit
    switch before {
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      let further = text[range.lowerBound - 2]
      return isDigit ? !further.isAlphanumeric : !further.isDigit
    case UInt8(ascii: "/"): return !(isDigit && text[range.lowerBound - 2].isDigit)
    case UInt8(ascii: "+"): return !isDigit
    default: return true
    }
  }

  private func isAlone(_ text: ByteView, behind range: Range<Int>) -> Bool {
    let after = text[range.upperBound]
    guard !after.isWordByte, after != UInt8(ascii: "@") else { return false }
    switch after {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"): return !text[range.upperBound + 1].isDigit
    default: return true
    }
  }
}

extension UInt8 {
  /// What joins the digits of a cluster; see `Trigger.digits`.
  fileprivate var isJoint: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
