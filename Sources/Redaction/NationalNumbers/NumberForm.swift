/// One row of characters that a number may be written in, and the part of it by which it is found.
struct NumberForm: Sendable {
  let choices: [NumberPattern.Choice]
  let score: Float
  let anyCase: Bool
  /// Which of the matcher's numbers it is.
  let number: Int
  /// The run of letters and digits by which it is looked up: of all, the one with the most digits near it.
  let anchor: Range<Int>
  /// Digits of the cluster that reaches into the anchor, as `Trigger.digits` counts them.
  let clusterDigits: Int
  /// Whether the anchor has two capitals and two digits in a row, which the scanner looks for anyway.
  let hasLettersAndDigits: Bool

  init(_ choices: [NumberPattern.Choice], of pattern: NationalNumber.Pattern, number: Int) {
    self.choices = choices
    self.score = pattern.score
    self.anyCase = pattern.anyCase
    self.number = number
    let cluster = NumberForm.largestCluster(of: choices)
    let anchor = NumberForm.run(of: choices, around: cluster.start)
    self.anchor = anchor
    clusterDigits = cluster.digits
    hasLettersAndDigits =
      !pattern.anyCase
      && (anchor.lowerBound..<anchor.upperBound).dropLast(3).contains { at in
        choices[at].isLetter && choices[at + 1].isLetter && choices[at + 2].isDigit && choices[at + 3].isDigit
      }
  }

  /// Bits of the anchor that say whether a letter stands there, the first character lowest: what is certain, and
  /// what it is then.
  var shape: (care: UInt32, letters: UInt32) {
    var care: UInt32 = 0
    var letters: UInt32 = 0
    for (bit, place) in anchor.enumerated() {
      if choices[place].isLetter { letters |= 1 << UInt32(bit) }
      if choices[place].isLetter || choices[place].isDigit { care |= 1 << UInt32(bit) }
    }
    return (care, letters)
  }

  /// The cluster with the most digits that are digits in any case. Without one, a digit that may be there: checks ask
  /// for it.
  private static func largestCluster(of choices: [NumberPattern.Choice]) -> (start: Int, digits: Int) {
    var best = (start: 0, digits: 0)
    var at = 0
    while at < choices.count {
      guard choices[at].isDigit else {
        at += 1
        continue
      }
      let start = at
      var digits = 0
      while at < choices.count {
        if choices[at].isDigit {
          digits += 1
        } else if !choices[at].isClusterJoint || at + 1 == choices.count || !choices[at + 1].isDigit {
          break
        }
        at += 1
      }
      if digits > best.digits { best = (start, digits) }
    }
    guard best.digits == 0 else { return best }
    return (choices.lastIndex { $0 & NumberPattern.digits != 0 } ?? 0, 1)
  }

  private static func run(of choices: [NumberPattern.Choice], around place: Int) -> Range<Int> {
    var start = place
    while start > 0, choices[start - 1].isAlphanumeric { start -= 1 }
    var end = place
    while end < choices.count, choices[end].isAlphanumeric { end += 1 }
    return start..<end
  }
}

extension NumberPattern.Choice {
  var isDigit: Bool { self != 0 && self & ~NumberPattern.digits == 0 }
  var isLetter: Bool { self != 0 && self & ~NumberPattern.letters == 0 }
  var isAlphanumeric: Bool { self != 0 && self & ~(NumberPattern.digits | NumberPattern.letters) == 0 }
  /// Space, hyphen or dot, or a choice of them.
  fileprivate var isClusterJoint: Bool { self != 0 && self & ~(0b111 << 36) == 0 }
}
