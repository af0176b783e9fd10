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
  func distinct(_ original: String, redacted: String) -> String {
    guard let redactor, redacted.firstMatch(of: /:[0-9a-f]{16}>/) == nil else {
      return bounded(original, redacted: redacted)
    }
    let digest = String(decoding: digest(of: original, redactor), as: UTF8.self)
    return bounded(original, redacted: "\(redacted)_\(digest)")
  }

  /// A text that has become longer than MLflow takes ends in what tells it from others.
  func bounded(_ original: String, redacted: String) -> String {
    let limit = MLflowTagKey.maximumLength
    guard let redactor, redacted.unicodeScalars.count > limit, original.unicodeScalars.count <= limit else {
      return redacted
    }
    let digest = digest(of: original, redactor)
    var text = String(redacted.unicodeScalars.prefix(limit - digest.count - 1))
    // Nothing of a stand-in that would be cut.
    if let start = text.lastIndex(of: "<"), !text[start...].contains(">") { text.removeSubrange(start...) }
    return text + "_" + String(decoding: digest, as: UTF8.self)
  }

  /// Texts of one list, with numbers in those that were different and have become the same.
  func separated(_ originals: [String], redacted: [String]) -> [String] {
    guard let redactor else { return redacted }
    let kept = zip(originals, redacted).filter { $0 == $1 }.map { Array($0.1.utf8) }
    var separation = KeySeparation(taken: Set(kept))
    return zip(originals, redacted).map { original, text in
      guard original != text else { return text }
      var bytes = Array(text.utf8)
      redactor.separate(Array(original.utf8).span, redacted: &bytes, &separation)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  private func digest(of text: String, _ redactor: Redactor) -> [UInt8] {
    let bytes = Array(text.utf8)
    return redactor.digest(of: bytes.span)
  }

  /// Nil where nothing is changed.
  private var redactor: Redactor? {
    isDryRun ? nil : processors.lazy.compactMap { ($0 as? RedactionProcessor)?.plan.redactor }.first
  }
}
