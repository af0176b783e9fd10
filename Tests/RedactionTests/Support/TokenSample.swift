@testable import Redaction

/// A made-up token of a form, and where it stands in its address.
struct TokenSample {
  private(set) var text: String
  /// What is to be replaced.
  private(set) var value: String
  /// What its issuer has made up.
  private var runs = ""

  /// - Parameter longest: Runs without a maximum are made this much longer than they have to be, at most.
  init(of form: TokenForm, longest: Int = 20, using random: inout SeededGenerator) {
    (text, value) = ("", "")
    repeat {
      var text = ""
      var runs = ""
      var start = 0
      for (index, part) in form.parts.enumerated() {
        if index == form.firstOfValue { start = text.utf8.count }
        switch part {
        case .text(let bytes): text += String(decoding: bytes, as: UTF8.self)
        case .run(let alphabet, let lengths):
          let length = Int.random(
            in: lengths.lowerBound...min(lengths.upperBound, lengths.lowerBound + longest),
            using: &random
          )
          let run = Self.run(of: alphabet, length, using: &random)
          text += run
          runs += run
        }
      }
      self.text = text
      self.runs = runs
      value = String(decoding: Array(text.utf8)[start...], as: UTF8.self)
    } while !isTypical(of: form)
  }

  /// Signs in the middle of a run alone, where issuers have them, and neither two in a row.
  private static func run(of alphabet: TokenAlphabet, _ length: Int, using random: inout SeededGenerator)
    -> String
  {
    let all = (33...126).map { UInt8($0) }.filter(alphabet.contains)
    let letters = all.filter(\.isAlphanumeric)
    let bytes = (0..<length).map { index in
      let isInside = index > 0 && index < length - 1 && index % 5 == 2
      return (isInside ? all : letters).randomElement(using: &random) ?? 0
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One token in hundreds has no digit, or no letter of one case, and is not found.
  private func isTypical(of form: TokenForm) -> Bool {
    let bytes = Array(value.utf8)
    let runs = Array(runs.utf8)
    let isMixed =
      form.demand != .mixed
      || runs.contains(where: \.isUppercase) && runs.contains(where: \.isLowercase)
        && runs.contains(where: \.isDigit)
    return isMixed && bytes.contains(where: \.isDigit) && Set(bytes).count > 6
  }
}
