import NIOCore

/// Texts that wait to be written to a stream, bounded. A value.
struct OutputBacklog: Sendable {
  struct Text: Sendable {
    let number: Int
    let bytes: [UInt8]
  }

  enum Arrival: Sendable, Hashable {
    case added
    /// It was added, and somebody must begin to take texts.
    case addedFirst
    /// There is no room, and it is counted as dropped.
    case dropped
  }

  private let maximumTexts: Int
  private let maximumBytes: Int
  private var waiting = CircularBuffer<Text>()
  private var bytes = 0
  /// Whether somebody takes texts.
  private(set) var isBusy = false
  /// Texts that found no room, so far.
  private(set) var dropped = 0
  /// How many of the dropped texts no reader has been told of.
  private var untold = 0

  /// - Parameter maximumBytes: The most bytes of all texts together. A larger text is accepted when no other waits.
  init(maximumTexts: Int, maximumBytes: Int) {
    self.maximumTexts = maximumTexts
    self.maximumBytes = maximumBytes
  }

  mutating func add(_ text: Text) -> Arrival {
    guard waiting.isEmpty || waiting.count < maximumTexts && text.bytes.count <= maximumBytes - bytes else {
      dropped += 1
      untold += 1
      return .dropped
    }
    waiting.append(text)
    bytes += text.bytes.count
    if isBusy { return .added }
    isBusy = true
    return .addedFirst
  }

  /// What to write next: at least one text, and as many as go into `chunk` bytes; none when nothing waits, and then
  /// the next one that comes is the first again.
  mutating func take(chunk: Int) -> [Text] {
    var taken: [Text] = []
    var size = 0
    while let text = waiting.first, taken.isEmpty || size + text.bytes.count <= chunk {
      taken.append(waiting.removeFirst())
      size += text.bytes.count
    }
    bytes -= size
    isBusy = !taken.isEmpty
    return taken
  }

  /// Texts that were dropped since this was asked for.
  mutating func takeUntold() -> Int {
    defer { untold = 0 }
    return untold
  }

  /// - Returns: False for one that is not waiting any more.
  mutating func remove(_ number: Int) -> Bool {
    guard let index = waiting.firstIndex(where: { $0.number == number }) else { return false }
    bytes -= waiting.remove(at: index).bytes.count
    return true
  }
}
