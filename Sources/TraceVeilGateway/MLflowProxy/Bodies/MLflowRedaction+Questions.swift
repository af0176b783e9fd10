import JSON

extension MLflowRedaction {
  /// The target of a question with what redaction has made of what it asks for.
  ///
  /// - Returns: Nil where it names a tag that a rule for keys drops, so that there is none.
  func redact(_ target: RequestTarget, _ question: MLflowQuestion) throws(Failure) -> RequestTarget? {
    if question == .tagKey {
      guard let key = target.lastSegment, !key.isEmpty else { return target }
      guard let redacted = try redact(tagKey: key) else { return nil }
      return redacted == key ? target : target.replacing(lastSegment: redacted)
    }
    var parameters = target.parameters
    for index in parameters.indices where question.isAsked(in: parameters[index].name) {
      parameters[index].value = try redact(parameters[index].value, question)
    }
    return parameters == target.parameters ? target : target.replacing(parameters: parameters)
  }

  /// The target of a write with its query redacted. MLflow reads none there, and puts it into the log of its requests.
  func redact(queryOf target: RequestTarget) throws(Failure) -> RequestTarget {
    var parameters = target.parameters
    for index in parameters.indices {
      let (name, value) = (parameters[index].name, parameters[index].value)
      parameters[index].value = try redact(text: value, key: name)
      parameters[index].name = try redact(text: name, key: "name")
    }
    guard parameters != target.parameters else { return target }
    guard let redacted = target.replacing(parameters: parameters) else { throw .failed }
    return redacted
  }

  private func redact(tagKey key: String) throws(Failure) -> String? {
    var value = JSONValue.object([.init("key", .string(key))])
    var repairs = MLflowRepairs()
    let isKept = try redact(&value, &repairs) { (document, value) throws(MLflowDocument.Failure) in
      try document.redact(message: &value)
    }
    return isKept ? value["key"]?.text ?? key : nil
  }

  private func redact(_ text: String, _ question: MLflowQuestion) throws(Failure) -> String {
    var value = JSONValue.object([.init(question == .user ? "user" : "name", .string(text))])
    if [.filter, .datasetFilter].contains(question) { value = .object([.init("filter", .string(text))]) }
    var repairs = MLflowRepairs()
    _ = try redact(&value, &repairs) { (document, value) throws(MLflowDocument.Failure) in
      switch question {
      case .filter: try document.redact(question: &value, .traces)
      case .datasetFilter: try document.redact(question: &value, .datasets)
      case .name, .queueName, .user, .tagKey:
        document.naming = question == .queueName ? .people : .things
        _ = try document.redact(message: &value)
      }
      return true
    }
    guard case .object(let members) = value else { return text }
    return members.first?.value.text ?? text
  }
}
