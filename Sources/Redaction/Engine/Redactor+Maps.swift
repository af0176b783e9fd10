extension Redactor {
  /// Puts a number into a redacted key if it equals the redacted form of another key of its map.
  ///
  /// - Parameters:
  ///   - original: What the key was.
  ///   - redacted: What it has become.
  ///   - separation: The keys of the same map so far.
  package func separate(
    _ original: Span<UInt8>,
    redacted: inout [UInt8],
    _ separation: inout KeySeparation
  ) {
    let key = redacted
    let offset = policy.offsetOfNumber(in: key)
    let number = separation.number(of: original, redacted: key.span) {
      StandInNumber.numbered(key, at: offset, $0)
    }
    if number > 1 { redacted = StandInNumber.numbered(key, at: offset, number) }
  }

  /// Puts digits of `digest(of:)` into stand-ins of this redactor's that are the same for all values of an entity, where
  /// its operator leaves one that can be told from other texts.
  ///
  /// - Returns: Nil where there are none.
  package func mark(standInsIn text: Span<UInt8>, with digest: [UInt8]) -> [UInt8]? {
    policy.shield.mark(text, with: digest)
  }

  /// 16 hexadecimal digits that are the same for the same text: in this process, and with a key file everywhere.
  package func digest(of text: Span<UInt8>) -> [UInt8] {
    var digits: [UInt8] = []
    policy.hasher.append(text, entity: "KEY", to: &digits)
    return digits
  }
}
