/// The text of an attachment, in whatever encoding it is.
///
/// UTF-8; UTF-16 and UTF-32 with a mark, or by where the zeros are; any other is read as Latin-1, in which every byte is a
/// character, so that a text in Windows-1252 or Shift JIS keeps its bytes and what is ASCII in it is found.
struct AttachmentText: Hashable {
  private enum Form: Hashable {
    case unicode(JSONEncoding)
    case latin1
  }

  let text: String
  private let form: Form
  private let mark: [UInt8]

  /// In a text, at most one byte in this many is a control character. In random bytes, one in nine is.
  private static let charactersPerControl = 64

  /// Nil for what is no text.
  init?(_ bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      (self.text, form, mark) = (text, .unicode(.utf8), [])
      return
    }
    if let (encoding, markLength) = Self.wideEncoding(of: bytes),
      let text = try? JSONEncoding.utf8(bytes, as: encoding, behind: markLength)
    {
      self.text = String(decoding: text, as: UTF8.self)
      (form, mark) = (.unicode(encoding), Array(bytes.prefix(markLength)))
      return
    }
    let controls = bytes.count { $0 < 0x20 && !(0x07...0x0D).contains($0) && $0 != 0x1B || $0 == 0x7F }
    guard controls <= bytes.count / Self.charactersPerControl else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: bytes.lazy.map { UnicodeScalar($0) })
    (self.text, form, mark) = (String(text), .latin1, [])
  }

  /// Another text in the same encoding; in UTF-8 where that does not have its characters.
  func encoded(_ text: String) -> [UInt8] {
    switch form {
    case .unicode(.utf8): return Array(text.utf8)
    case .unicode(.utf16(let isBigEndian)):
      return mark + text.utf16.flatMap { Self.bytes(of: UInt32($0), 2, isBigEndian) }
    case .unicode(.utf32(let isBigEndian)):
      return mark + text.unicodeScalars.flatMap { Self.bytes(of: $0.value, 4, isBigEndian) }
    case .latin1:
      let scalars = text.unicodeScalars
      return scalars.allSatisfy { $0.value < 0x100 } ? scalars.map { UInt8($0.value) } : Array(text.utf8)
    }
  }

  private static func bytes(of unit: UInt32, _ size: Int, _ isBigEndian: Bool) -> [UInt8] {
    (0..<size).map { place in
      UInt8(truncatingIfNeeded: unit >> UInt32(8 * (isBigEndian ? size - 1 - place : place)))
    }
  }

  /// Nil for one of bytes.
  private static func wideEncoding(of bytes: [UInt8]) -> (JSONEncoding, mark: Int)? {
    let (encoding, mark) = JSONEncoding.detect(bytes)
    if mark > 0, encoding != .utf8 { return (encoding, mark) }
    // Without a mark: of ASCII in it, the other bytes are zero.
    var zeros = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() where byte == 0 { zeros[index % 4] += 1 }
    let most = bytes.count / 4
    func isMostly(_ place: Int) -> Bool { zeros[place] > most / 2 }
    func isHardly(_ place: Int) -> Bool { zeros[place] <= most / 64 }
    guard bytes.count >= 4 else { return nil }
    if bytes.count.isMultiple(of: 4) {
      if isHardly(0), isMostly(1), isMostly(2), isMostly(3) { return (.utf32(isBigEndian: false), 0) }
      if isMostly(0), isMostly(1), isMostly(2), isHardly(3) { return (.utf32(isBigEndian: true), 0) }
    }
    guard bytes.count.isMultiple(of: 2) else { return nil }
    if isHardly(0), isHardly(2), isMostly(1), isMostly(3) { return (.utf16(isBigEndian: false), 0) }
    if isMostly(0), isMostly(2), isHardly(1), isHardly(3) { return (.utf16(isBigEndian: true), 0) }
    return nil
  }
}

extension AttachmentText {
  /// An attachment whose text `redact` has changed.
  static func redact<Failure: Error>(
    _ bytes: [UInt8],
    by redact: (String) throws(Failure) -> String
  ) throws(Failure) -> [UInt8] {
    guard let content = AttachmentText(bytes) else { return bytes }
    let redacted = try redact(content.text)
    return redacted == content.text ? bytes : content.encoded(redacted)
  }
}
