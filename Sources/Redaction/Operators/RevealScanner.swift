import JSON

/// Undoes `encrypt` in a stream of text: each token that the key opens becomes the value behind it,
/// everything else passes byte for byte.
///
/// Feed chunks in order, then call `finish`. Holds at most one unfinished token (`StandIn.maximumLength`
/// bytes, 0.7 MB). A token that does not authenticate stays as it is and is counted.
public struct RevealScanner: Sendable {
  /// Where in a token the next byte is expected.
  private enum State: Sendable {
    case outside
    case name
    case mark(matched: Int)
    case payload(start: Int)
  }

  private let cipher: ValueCipher
  private let escapesJSON: Bool
  private let mark = Array(StandIn.encryptedMark.utf8)
  private var state = State.outside
  /// The bytes of the token so far, `<` first.
  private var pending: [UInt8] = []
  private var nameEnd = 0

  /// Tokens that were replaced by their value.
  public private(set) var revealedCount = 0
  /// Tokens left in place: made with another key, for another entity, or damaged.
  public private(set) var failedCount = 0

  /// - Parameters:
  ///   - key: The key that the values were encrypted with.
  ///   - escapesJSON: Writes values as they stand inside a JSON string, for text that is JSON.
  public init(key: KeyMaterial, escapesJSON: Bool = false) {
    cipher = ValueCipher(key: key)
    self.escapesJSON = escapesJSON
  }

  /// Takes the next bytes and appends what is known by now to `output`.
  public mutating func append(_ chunk: Span<UInt8>, to output: inout [UInt8]) {
    var index = 0
    while index < chunk.count {
      if case .outside = state {
        let start = index
        while index < chunk.count, chunk[index] != UInt8(ascii: "<") { index += 1 }
        chunk.extracting(start..<index).withUnsafeBufferPointer { output.append(contentsOf: $0) }
        guard index < chunk.count else { return }
        pending.append(chunk[index])
        state = .name
        index += 1
      } else if accepts(chunk[index], output: &output) {
        index += 1
      } else {
        // Not a token, so it passes. The byte is looked at again: it may begin one.
        flush(to: &output)
      }
    }
  }

  /// Appends what is still held: an unfinished token is no token.
  public mutating func finish(to output: inout [UInt8]) {
    flush(to: &output)
  }

  /// Whether the byte continues the token; completes it on `>`.
  private mutating func accepts(_ byte: UInt8, output: inout [UInt8]) -> Bool {
    switch state {
    case .outside:
      return false
    case .name:
      if byte == mark[0], pending.count > 1 {
        nameEnd = pending.count
        state = .mark(matched: 1)
      } else {
        let fits = pending.count <= StandIn.maximumNumberedLength
        guard fits, StandIn.isNameByte(byte, first: pending.count == 1) else { return false }
      }
    case .mark(let matched):
      guard byte == mark[matched] else { return false }
      state = matched + 1 == mark.count ? .payload(start: pending.count + 1) : .mark(matched: matched + 1)
    case .payload(let start):
      if byte == UInt8(ascii: ">") {
        complete(payloadStart: start, output: &output)
        return true
      }
      guard byte.isTokenByte, pending.count < StandIn.maximumLength - 1 else { return false }
    }
    pending.append(byte)
    return true
  }

  private mutating func complete(payloadStart: Int, output: inout [UInt8]) {
    if let value = openPending(payloadStart: payloadStart) {
      revealedCount += 1
      output.append(contentsOf: escapesJSON ? JSONText.content(of: value) : value)
      pending.removeAll(keepingCapacity: true)
      state = .outside
    } else {
      failedCount += 1
      flush(to: &output)
      output.append(UInt8(ascii: ">"))
    }
  }

  private func openPending(payloadStart: Int) -> [UInt8]? {
    let token = pending.span
    let payload = token.extracting(payloadStart..<token.count)
    let name = token.extracting(1..<nameEnd)
    if let value = cipher.open(payload, entity: name) { return value }
    // The stand-in of a key may have a number.
    return StandInNumber.endOfUnnumbered(name).flatMap {
      cipher.open(payload, entity: name.extracting(..<$0))
    }
  }

  private mutating func flush(to output: inout [UInt8]) {
    output.append(contentsOf: pending)
    pending.removeAll(keepingCapacity: true)
    state = .outside
  }
}
