extension AnalyzedForm {
  /// Whether an analyzer is shown this text.
  ///
  /// Language models cannot judge a text without letters. They guess about single words that are written like an
  /// identifier: a key `mlflow.chat` would be a URL, a span name `ChatOpenAI` a person.
  func shows(_ text: ByteView) -> Bool {
    switch self {
    case .none: false
    case .prose: text.end(from: 0) { !$0.isLetter && !$0.isNonASCII } < text.count
    case .name:
      text.end(from: 0) { !$0.isNonASCII } < text.count
        || (AnalyzedForm.prose.shows(text) && text.end(from: 0) { !$0.isWhitespace } < text.count)
    }
  }

  /// The form of a value, given the key of its attribute. Values of these keys are names that a program gives.
  func restricted(by attributeKey: ByteView) -> AnalyzedForm {
    guard self == .prose else { return self }
    let isName =
      Self.keysOfNames.contains { $0.utf8CodeUnitCount == attributeKey.count && attributeKey.has($0, at: 0) }
      || Self.prefixesOfNames.contains { attributeKey.has($0, at: 0) }
    return isName ? .name : .prose
  }

  private static let keysOfNames: [StaticString] = [
    "exception.type", "gen_ai.tool.name", "gen_ai.agent.name", "mlflow.spanFunctionName",
  ]
  private static let prefixesOfNames: [StaticString] = ["code.", "service."]
}
