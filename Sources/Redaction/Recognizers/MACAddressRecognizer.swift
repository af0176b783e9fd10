/// MAC addresses (IEEE 802, EUI-48): six pairs of hexadecimal digits joined by `:` or `-`, or three groups of
/// four joined by dots.
///
/// A longer chain (an EUI-64, a certificate's fingerprint) is left alone.
struct MACAddressRecognizer: Recognizer {
  let entity = EntityType.macAddress
  let triggers: [Trigger] = [
    .chain(of: ":", gaps: 3...3, count: 5), .chain(of: "-", gaps: 3...3, count: 5),
    .chain(of: ".", gaps: 5...5, count: 2),
  ]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let separator = text[hit.position]
    let isDotted = separator == UInt8(ascii: ".")
    let width = isDotted ? 4 : 2
    let start = hit.position - width
    guard !text[start - 1].isWordByte, !(text[start - 1] == separator && text[start - 2].isHexDigit) else {
      return
    }
    guard let end = end(of: text, from: start, width: width, groups: isDotted ? 3 : 6, separator: separator)
    else {
      return
    }
    guard !text[end].isWordByte, !(text[end] == separator && text[end + 1].isHexDigit) else { return }
    findings.report(start..<end, score: 0.9)
    findings.floor = end
  }

  private func end(of text: ByteView, from start: Int, width: Int, groups: Int, separator: UInt8) -> Int? {
    var at = start
    for group in 0..<groups {
      if group > 0 {
        guard text[at] == separator else { return nil }
        at += 1
      }
      let end = text.end(from: at, limit: width) { $0.isHexDigit }
      guard end - at == width else { return nil }
      at = end
    }
    return at
  }
}
