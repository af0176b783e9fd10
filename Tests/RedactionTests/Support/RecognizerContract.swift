import Testing

@testable import Redaction

/// The rules every recognizer keeps; see `Recognizer`. `samples` are texts of which all is one match.
func expectContract(
  of recognizer: any Recognizer,
  samples: [String],
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let probe = try RecognizerProbe(recognizer)
  #expect(!samples.isEmpty, sourceLocation: sourceLocation)
  for sample in samples {
    expectFound(sample, by: probe, sourceLocation)
  }
  // So that hundreds of triggers do not take as many times as long.
  let share = max(1, recognizer.triggers.count / 16)
  for text in literals(of: recognizer.triggers) {
    expectLinear(text, size: (1 << 20) / share, probe, sourceLocation)
  }
  for text in hostileTexts(recognizer.triggers, samples) {
    expectLinear(text, size: (1 << 16) / share, probe, sourceLocation)
  }
  expectSaneOnRandomTexts(probe, samples, sourceLocation)
}

/// At the start, the end, and in the middle of a text, and each of several.
func expectFound(
  _ sample: String,
  by probe: RecognizerProbe,
  _ location: SourceLocation = #_sourceLocation
) {
  for text in [
    sample, "\(sample) ", "(\(sample))", "see \(sample), please", "\"\(sample)\"", "\n\(sample)\n",
  ] {
    #expect(probe.matches(in: text) == [sample], "in \(text)", sourceLocation: location)
  }
  let filler = String(repeating: "x ", count: 60)
  for shift in 0..<64 {
    let padding = String(repeating: " ", count: shift)
    let text = "\(filler)\(padding)\(sample)\n\(filler)\(sample)"
    #expect(probe.matches(in: text) == [sample, sample], "shift \(shift)", sourceLocation: location)
  }
}

/// Bytes that recognizers read for each byte of a text, at most. Generous: it is to catch what grows with
/// the length of the text.
private let readsPerByte = 200

func expectLinear(
  _ unit: String,
  size: Int,
  _ probe: RecognizerProbe,
  _ location: SourceLocation = #_sourceLocation
) {
  let unit = Array(unit.utf8)
  var text: [UInt8] = []
  while text.count < size { text += unit }
  let reads = probe.scan(text).reads
  let shown = String(decoding: unit.prefix(40), as: UTF8.self)
  #expect(reads <= readsPerByte * text.count, "repeated \(shown)", sourceLocation: location)
}

private func literals(of triggers: [Trigger]) -> [String] {
  triggers.flatMap { trigger in
    switch trigger {
    case .literal(let text, _): [text]
    case .prefix(let text): [text, text + String(repeating: "a1", count: 12)]
    default: [String]()
    }
  }
}

private func hostileTexts(_ triggers: [Trigger], _ samples: [String]) -> [String] {
  var texts: [String] = ["a", "1", "1 ", "12-", "4111 ", ":", "a:", "A1", "aa11", "="]
  for text in literals(of: triggers) {
    texts += ["\(text) ", "\(text)a", "\(text)1", "\(text)-", "\(text).", "\(text)=\"", "a\(text)b."]
  }
  for sample in samples {
    texts += [sample, String(sample.dropLast()), String(sample.dropFirst()), "\(sample) "]
  }
  return texts
}

/// Matches lie inside the text, are not empty, do not overlap, and score above 0.
private func expectSaneOnRandomTexts(
  _ probe: RecognizerProbe,
  _ samples: [String],
  _ location: SourceLocation
) {
  let seed = UInt64.random(in: 0 ... .max)
  var random = SeededGenerator(seed: seed)
  let pieces = samples.flatMap { sample in
    let bytes = Array(sample.utf8)
    return [bytes, Array(bytes.prefix(bytes.count / 2)), Array(bytes.suffix(bytes.count / 2))]
  }
  for _ in 0..<200 {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 0...12, using: &random) {
      if Bool.random(using: &random), let piece = pieces.randomElement(using: &random) {
        text += piece
      } else {
        text.append(UInt8.random(in: 0...255, using: &random))
      }
    }
    var end = 0
    for candidate in probe.scan(text).candidates {
      #expect(
        candidate.start >= end && candidate.start < candidate.end,
        "seed \(seed)",
        sourceLocation: location
      )
      #expect(candidate.end <= text.count && candidate.score > 0, "seed \(seed)", sourceLocation: location)
      end = candidate.end
    }
  }
}
