/// What recognizers have reported for one text, and how far each has read.
struct Findings: Sendable {
  /// All candidates, in the order they were reported.
  private(set) var candidates: [Candidate] = []

  /// Floors by recognizer; the scanner points `recognizer` at the one that runs.
  private var floors: [Int] = []
  private var hasFloors = false
  private var recognizer = 0

  init(recognizers: Int) {
    floors = Array(repeating: 0, count: recognizers)
    candidates.reserveCapacity(64)
  }

  /// The running recognizer reads nothing below this index, and gets no hit below it.
  var floor: Int {
    get { floors[recognizer] }
    set {
      floors[recognizer] = newValue
      hasFloors = true
    }
  }

  /// Reports a match of the running recognizer, or of the one `offset` places behind it, for which it looks too.
  mutating func report(_ range: Range<Int>, score: Float, offset: Int = 0) {
    candidates.append(
      Candidate(start: range.lowerBound, end: range.upperBound, score: score, source: recognizer + offset)
    )
  }

  /// Reports a match that may have been reported just now for another reason. The higher score is kept.
  mutating func reportOnce(_ range: Range<Int>, score: Float, offset: Int) {
    var index = candidates.count - 1
    while index >= 0, candidates[index].end == range.upperBound {
      if candidates[index].source == recognizer + offset, candidates[index].start == range.lowerBound {
        candidates[index].score = max(candidates[index].score, score)
        return
      }
      index -= 1
    }
    report(range, score: score, offset: offset)
  }

  /// Makes `recognizer` the running one, and answers whether it wants to see a hit at `position`.
  @inline(__always)
  mutating func resume(_ recognizer: Int, at position: Int) -> Bool {
    self.recognizer = recognizer
    return position >= floors[recognizer]
  }

  /// Forgets the text, keeps the memory.
  mutating func startText() {
    if !candidates.isEmpty { candidates.removeAll(keepingCapacity: true) }
    startPass()
  }

  /// Forgets the text, and gives memory back that is more than `bytes`.
  mutating func trim(to bytes: Int) {
    startText()
    if candidates.capacity * MemoryLayout<Candidate>.stride > bytes { candidates = [] }
  }

  /// Forgets the floors: another view of the same text follows.
  mutating func startPass() {
    guard hasFloors else { return }
    for index in floors.indices { floors[index] = 0 }
    hasFloors = false
  }

  /// Edits the candidates in place.
  mutating func rewrite(_ body: (inout [Candidate]) -> Void) {
    body(&candidates)
  }
}

/// A validated match, before overlaps are resolved. Those of a text are in memory together, so each is small; a text is
/// shorter than 4 GiB.
struct Candidate: Sendable, Hashable {
  private var first: UInt32
  private var behind: UInt32
  /// 0 to 1.
  var score: Float
  private var index: Int32

  init(start: Int, end: Int, score: Float, source: Int) {
    first = UInt32(start)
    behind = UInt32(end)
    self.score = score
    index = Int32(source)
  }

  /// Byte offsets in the scanned text.
  var start: Int {
    get { Int(first) }
    set { first = UInt32(newValue) }
  }
  var end: Int {
    get { Int(behind) }
    set { behind = UInt32(newValue) }
  }
  /// Index of the recognizer; a lower one wins where all else is equal.
  var source: Int {
    get { Int(index) }
    set { index = Int32(newValue) }
  }

  var length: Int { end - start }
}
