import Redaction
import TraceVeil

extension MLflowRedaction {
  /// The key that MLflow gets in the place of a tag's: the same for the same key in every request.
  ///
  /// - Parameter redacted: What redaction has made of the key when it stood alone.
  func tagKey(of original: String, redacted: String) -> String {
    guard !isDryRun else { return redacted }
    for case let redaction as RedactionProcessor in processors {
      let key = Array(original.utf8)
      let digest = redaction.plan.redactor.digest(of: key.span)
      return String(decoding: MLflowTagKey.standIn(redacted.utf8, digest: digest), as: UTF8.self)
    }
    return redacted
  }
}
