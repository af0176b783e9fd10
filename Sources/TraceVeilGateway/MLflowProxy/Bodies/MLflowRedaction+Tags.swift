import Redaction
import TraceVeil

// Stand-ins that tell what they stand for from other values, where MLflow does.
extension MLflowRedaction {
  /// The key that MLflow gets in the place of a tag's: the same for the same key in every request.
  ///
  /// - Parameter redacted: What redaction has made of the key when it stood alone.
  func tagKey(of original: String, redacted: String) -> String {
    guard let redactor else { return redacted }
    return String(
      decoding: MLflowTagKey.standIn(redacted.utf8, digest: digest(of: original, redactor)),
      as: UTF8.self
    )
  }

  /// A name, whatever characters are in it, that is the same for the same one in every request.
  ///
  /// - Parameter redacted: What redaction has made of it: told apart already, unless stand-ins have a form of their own.
  func distinct(_ original: String, redacted: String, _ limit: MLflowLimit) -> String {
    guard let redactor, !Self.holdsDigest(redacted) else {
      return bounded(original, redacted: redacted, limit)
    }
    let digest = String(decoding: digest(of: original, redactor), as: UTF8.self)
    return bounded(original, redacted: "\(redacted)_\(digest)", limit)
  }

  /// A text that has become longer than MLflow takes is cut, and ends in what tells it from others if that matters.
  func bounded(_ original: String, redacted: String, _ limit: MLflowLimit) -> String {
    guard let redactor, let most = limit.characters.first(where: { original.unicodeScalars.count <= $0 }),
      redacted.unicodeScalars.count > most
    else { return redacted }
    let end = limit.identifies ? "_" + String(decoding: digest(of: original, redactor), as: UTF8.self) : ""
    var text = String(redacted.unicodeScalars.prefix(most - end.unicodeScalars.count))
    // Nothing of a stand-in that would be cut.
    if let start = text.lastIndex(of: "<"), !text[start...].contains(">") { text.removeSubrange(start...) }
    return text + end
  }

  /// A text in which stand-ins that are alike for all values have what tells `owner` from others.
  func marked(_ text: String, owner: String) -> String {
    guard let redactor else { return text }
    let bytes = Array(text.utf8)
    let marked = redactor.mark(standInsIn: bytes.span, with: digest(of: owner, redactor))
    return marked.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Whether a stand-in in it ends in `:0123456789abcdef>`. By hand: one pattern of Swift's brings its whole engine into the program.
  private static func holdsDigest(_ text: String) -> Bool {
    var digits = 0
    var follows = false
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): (follows, digits) = (true, 0)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): digits += 1
      case UInt8(ascii: ">") where follows && digits == 16: return true
      default: follows = false
      }
    }
    return false
  }

  private func digest(of text: String, _ redactor: Redactor) -> [UInt8] {
    let bytes = Array(text.utf8)
    return redactor.digest(of: bytes.span)
  }

  /// Whether anything is.
  var isRedacting: Bool { redactor != nil }

  /// Nil where nothing is changed.
  private var redactor: Redactor? {
    isDryRun ? nil : transforms.lazy.compactMap { $0.redactor }.first
  }
}
