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
    guard let redactor, redacted.firstMatch(of: /:[0-9a-f]{16}>/) == nil else {
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
