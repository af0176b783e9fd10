/// Keeps stand-ins of an earlier pass from being taken for values.
///
/// A text may be redacted twice, by two gateways or by a gateway behind a library. A user's pattern for
/// sixteen hexadecimal digits, or a rule that goes by what stands in front of a value, would find the
/// stand-in again.
struct StandInShield: Sendable {
  private let names: Set<[UInt8]>
  private let cipher: ValueCipher?

  /// - Parameter entities: whose stand-ins are known, besides the built-in ones.
  init(entities: [EntityType], key: KeyMaterial?) {
    names = Set((EntityType.known.union(entities)).map { Array($0.name.utf8) })
    cipher = key.map { ValueCipher(key: $0) }
  }

  /// Drops candidates that lie within a genuine stand-in, or cover nothing else. Linear; only called for
  /// texts in which something was found.
  func drop(_ candidates: inout [Candidate], in text: ByteView) {
    var shields: [Range<Int>] = []
    let bytes = text.unsafeBytes.span
    var at = 0
    while at < text.count {
      at = text.index(of: UInt8(ascii: "<"), from: at)
      guard at < text.count else { break }
      if let end = endOfStandIn(in: bytes, from: at) {
        shields.append(at..<end)
        at = end
      } else {
        at += 1
      }
    }
    guard !shields.isEmpty else { return }
    candidates.removeAll { candidate in
      guard let shield = Self.shield(at: candidate.start, in: shields) else { return false }
      // What begins behind the `<` goes by the name of the entity, as in `<AWS_ACCESS_KEY:0123456789abcdef>.`
      return candidate.start > shield.lowerBound || candidate.end <= shield.upperBound
    }
  }

  /// Whether the text is a genuine stand-in and nothing else.
  func covers(_ text: Span<UInt8>) -> Bool {
    endOfStandIn(in: text, from: 0) == text.count
  }

  /// Where a number belongs in a text: in the last genuine stand-in, if there is one.
  func offsetOfNumber(in text: Span<UInt8>) -> Int? {
    var offset: Int?
    var at = 0
    while at < text.count {
      guard text[at] == UInt8(ascii: "<"), let end = endOfStandIn(in: text, from: at) else {
        at += 1
        continue
      }
      offset = StandIn.endOfName(in: text, from: at + 1, limit: StandIn.maximumNumberedLength)
      at = end
    }
    return offset
  }

  /// The text with digits in each genuine stand-in that is no more than a name; nil without one.
  func mark(_ text: Span<UInt8>, with digest: [UInt8]) -> [UInt8]? {
    var marked: [UInt8] = []
    var (at, copied) = (0, 0)
    while at < text.count {
      guard text[at] == UInt8(ascii: "<"), let end = endOfStandIn(in: text, from: at) else {
        at += 1
        continue
      }
      if StandIn.parts(in: text, from: at)?.form == .name {
        text.extracting(copied..<end - 1).withUnsafeBufferPointer { marked += $0 }
        marked += [UInt8(ascii: ":")] + digest
        copied = end - 1
      }
      at = end
    }
    guard copied > 0 else { return nil }
    text.extracting(copied..<text.count).withUnsafeBufferPointer { marked += $0 }
    return marked
  }

  /// The end of the stand-in at `start` if it is genuine: of a known entity, and if encrypted, with this key.
  private func endOfStandIn(in text: Span<UInt8>, from start: Int) -> Int? {
    guard let parts = StandIn.parts(in: text, from: start) else { return nil }
    var name = text.extracting(parts.name)
    if !isKnown(name) {
      guard let end = StandInNumber.endOfUnnumbered(name) else { return nil }
      name = name.extracting(..<end)
      guard isKnown(name) else { return nil }
    }
    if case .encrypted(let payload) = parts.form {
      guard cipher?.open(text.extracting(payload), entity: name) != nil else { return nil }
    }
    return parts.end
  }

  private func isKnown(_ name: Span<UInt8>) -> Bool {
    names.contains(name.withUnsafeBufferPointer { Array($0) })
  }

  private static func shield(at position: Int, in shields: [Range<Int>]) -> Range<Int>? {
    var low = 0
    var high = shields.count
    while low < high {
      let middle = (low + high) / 2
      if shields[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0, shields[low - 1].contains(position) else { return nil }
    return shields[low - 1]
  }
}
