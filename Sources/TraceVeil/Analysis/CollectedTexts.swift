import Redaction

/// The different texts of a batch that an analyzer is to see, each once.
struct CollectedTexts: Sendable {
  struct Text: Sendable {
    let digest: TextDigest
    /// UTF-8.
    let bytes: [UInt8]
  }

  private(set) var texts: [Text] = []
  private var known: Set<TextDigest> = []
  private let digester: TextDigester

  init(digester: TextDigester) {
    self.digester = digester
  }

  mutating func add(_ text: Span<UInt8>) {
    let digest = digester.digest(of: text)
    guard known.insert(digest).inserted else { return }
    texts.append(Text(digest: digest, bytes: text.withUnsafeBufferPointer { Array($0) }))
  }
}

extension [CollectedTexts.Text] {
  /// Cut into requests. A text that is too long by itself goes alone.
  func requests(maximumTexts: Int, maximumBytes: Int) -> [ArraySlice<CollectedTexts.Text>] {
    var requests: [ArraySlice<CollectedTexts.Text>] = []
    var start = 0
    var byteCount = 0
    for (index, text) in enumerated() {
      if index > start, index - start >= maximumTexts || byteCount + text.bytes.count > maximumBytes {
        requests.append(self[start..<index])
        start = index
        byteCount = 0
      }
      byteCount += text.bytes.count
    }
    if start < count { requests.append(self[start...]) }
    return requests
  }
}
