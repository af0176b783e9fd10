/// Secrets that their issuers made easy to find: a fixed prefix, and runs of an alphabet. One recognizer for each entity
/// of `TokenForm.all`.
///
/// The whole run of an alphabet belongs to a token. A run that is too short is none, and so is one that is too long where
/// the issuer's tokens have a fixed length. Where several forms fit, the longest one does.
struct TokenRecognizer: Recognizer {
  let entity: EntityType
  let triggers: [Trigger]
  private let forms: [TokenForm]
  /// The forms that begin with a text, in the order of its first byte.
  private let texts: [TokenLead]
  /// Where in `texts` those end that begin with a byte below an index.
  private let ends: [Int]
  /// The forms that are found as a run of letters and digits, in the order of its length. A form is there once for
  /// each length that the run may have. For each length, forms before which anything may stand come first.
  private let runs: [TokenLead]
  /// Where in `runs` the two parts of each length end, behind a zero.
  private let runEnds: [Int]
  /// What stands before those of the second part.
  private let joints: TokenAlphabet
  /// Those that are found by a number.
  private let numbers: [TokenForm]

  static let all: [TokenRecognizer] = {
    var entities: [EntityType] = []
    for form in TokenForm.all where !entities.contains(form.entity) { entities.append(form.entity) }
    entities = entities.filter { $0 != .apiKey } + [.apiKey]
    return entities.map { entity in TokenRecognizer(entity, TokenForm.all.filter { $0.entity == entity }) }
  }()

  init(_ entity: EntityType, _ forms: [TokenForm]) {
    self.entity = entity
    var known: Set<Trigger> = []
    triggers = forms.map(\.trigger).filter { known.insert($0).inserted }
    self.forms = forms
    numbers = forms.filter(\.isFoundAsNumber)
    var (byFirstByte, runs) = (Array(repeating: [TokenLead](), count: 257), [TokenLead]())
    for (index, form) in forms.enumerated() where !form.isFoundAsNumber {
      let lead = TokenLead(of: form, at: index)
      if form.isFoundAsRun {
        runs.append(lead)
      } else {
        byFirstByte[1 + Int(lead.firstByte)].append(lead)
      }
    }
    texts = byFirstByte.flatMap(\.self)
    var end = 0
    ends = byFirstByte.map { leads in
      end += leads.count
      return end
    }
    let byLength = (0...Self.longestKnown).map { length in
      runs.filter { $0.mayHave(length, orMore: length == Self.longestKnown) }
    }
    let parts = byLength.flatMap { leads in
      [leads.filter { $0.before == 0 }, leads.filter { $0.before != 0 }]
    }
    self.runs = parts.flatMap(\.self)
    end = 0
    runEnds =
      [0]
      + parts.map { leads in
        end += leads.count
        return end
      }
    joints = TokenAlphabet("-", runs.map(\.before))
  }

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let first = text[hit.position]
    var best: (range: Range<Int>, score: Float)?
    var furthest = hit.position
    let word = text.word(at: hit.position)
    for index in ends[Int(first)]..<ends[Int(first) + 1] where texts[index].fits(word) {
      attempt(forms[texts[index].form], text, at: hit.position, findings.floor, &furthest, &best)
    }
    if hit.count >= TokenForm.longRun {
      let part = 2 * min(hit.count, Self.longestKnown)
      let end = runEnds[joints.contains(text[hit.position - 1]) ? part + 2 : part + 1]
      for index in runEnds[part]..<end
      where runs[index].fits(word) && runs[index].fits(text, hit) {
        attempt(forms[runs[index].form], text, at: hit.position, findings.floor, &furthest, &best)
      }
    }
    if !numbers.isEmpty, first.isDigit, best == nil {
      confirmNumber(text, at: hit.position, findings.floor, &furthest, &best)
    }
    if let best {
      findings.floor = max(findings.floor, best.range.upperBound)
      findings.report(best.range, score: best.score)
    }
    if furthest - hit.position > Self.shortRead { findings.floor = max(findings.floor, furthest) }
  }

  /// Longer runs are looked up together.
  private static let longestKnown = 96

  /// What was read up to here may be read again for another hit.
  private static let shortRead = 64

  @inline(never)
  private func attempt(
    _ form: TokenForm,
    _ text: ByteView,
    at position: Int,
    _ floor: Int,
    _ furthest: inout Int,
    _ best: inout (range: Range<Int>, score: Float)?
  ) {
    let start = position - form.anchorOffset
    guard start >= floor, form.mayFollow(text[start - 1]),
      let range = form.range(in: text, at: start, furthest: &furthest),
      range.isLonger(than: best?.range)
    else { return }
    best = (range, form.score(of: text, range))
  }

  /// The last number of a cluster, if it is one of a token: `<bot>:<token>`, also as `/bot<bot>:<token>`.
  @inline(__always)
  private func confirmNumber(
    _ text: ByteView,
    at position: Int,
    _ floor: Int,
    _ furthest: inout Int,
    _ best: inout (range: Range<Int>, score: Float)?
  ) {
    let end = text.endOfDigitCluster(position)
    furthest = max(furthest, end)
    guard TokenForm.signsBehindNumbers.contains(text[end]) else { return }
    let number = text.start(before: end, floor: position) { $0.isDigit }
    guard !text[number - 1].isWordByte || text.has("/bot", endingAt: number) else { return }
    for form in numbers {
      let start = number - form.anchorOffset
      guard start == number || (start >= floor && form.mayFollow(text[start - 1])),
        let range = form.range(in: text, at: start, furthest: &furthest),
        range.isLonger(than: best?.range)
      else { continue }
      best = (range, form.score(of: text, range))
    }
  }
}

extension Range<Int> {
  /// Whether it goes on behind another one, or begins before one that has the same end.
  fileprivate func isLonger(than other: Range<Int>?) -> Bool {
    guard let other else { return true }
    return upperBound > other.upperBound || (upperBound == other.upperBound && lowerBound < other.lowerBound)
  }
}

extension TokenForm {
  /// Whether a token may begin behind `byte`.
  fileprivate func mayFollow(_ byte: UInt8) -> Bool {
    if isApart, byte == UInt8(ascii: "/") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".") {
      return false
    }
    guard byte.isWordByte else { return true }
    guard case .text(let bytes) = parts[0] else { return false }
    return !bytes[0].isWordByte
  }

  fileprivate func score(of text: ByteView, _ range: Range<Int>) -> Float {
    switch checksum {
    case nil: 1
    case .crc32: TokenChecksum.isValid(text.slice(range).unsafeBytes.span) ? 1 : 0.9
    }
  }
}
