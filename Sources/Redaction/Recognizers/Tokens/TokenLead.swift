/// What a form begins with, where the scanner finds it: enough to pass over nearly all hits without a look at the form.
struct TokenLead: Sendable {
  /// Index of the form.
  let form: Int
  /// Up to eight bytes of the text that it begins with, and which those are; none if it begins with a run.
  private let word: UInt64
  private let mask: UInt64
  /// How many letters and digits it begins with, in a row.
  private let lengths: ClosedRange<Int>
  /// The bytes that stand before them and behind; 0 where that may be any.
  let before: UInt8
  private let behind: UInt8

  var firstByte: UInt8 { UInt8(truncatingIfNeeded: word) }

  init(of form: TokenForm, at index: Int) {
    self.form = index
    var (word, mask): (UInt64, UInt64) = (0, 0)
    if case .text(let bytes) = form.parts[form.anchor] {
      for (offset, byte) in bytes.prefix(8).enumerated() {
        word |= UInt64(byte) << UInt64(8 * offset)
        mask |= 0xff << UInt64(8 * offset)
      }
    }
    (self.word, self.mask) = (word, mask)
    lengths = form.lengthsOfRun
    before = form.anchor > 0 ? form.parts[form.anchor - 1].text?.last ?? 0 : 0
    let joint = form.parts[form.anchor...].first { !$0.isOfRun }
    behind = joint?.text?[joint?.lengthOfRun ?? 0] ?? 0
  }

  @inline(__always)
  func fits(_ word: UInt64) -> Bool { word & mask == self.word }

  /// Whether it may begin with as many letters and digits, or with even more.
  func mayHave(_ length: Int, orMore: Bool) -> Bool {
    orMore ? lengths.upperBound >= length : lengths.contains(length)
  }

  /// Whether a run of letters and digits may be the one it begins with.
  func fits(_ text: ByteView, _ run: TriggerHit) -> Bool {
    lengths.contains(run.count) && (before == 0 || text[run.position - 1] == before)
      && (behind == 0 || text[run.position + run.count] == behind)
  }
}

extension TokenForm.Part {
  fileprivate var text: [UInt8]? {
    guard case .text(let bytes) = self else { return nil }
    return bytes
  }

  /// How many letters and digits a text begins with; none where it is a run of something else.
  var lengthOfRun: Int { text?.prefix { $0.isAlphanumeric }.count ?? 0 }

  /// Whether all of it is letters and digits.
  var isOfRun: Bool {
    switch self {
    case .text(let bytes): bytes.allSatisfy(\.isAlphanumeric)
    case .run(let alphabet, _): alphabet.isWithin(.alphanumeric)
    }
  }
}
