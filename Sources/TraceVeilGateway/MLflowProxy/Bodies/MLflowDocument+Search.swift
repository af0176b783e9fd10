import JSON

/// What is searched.
enum MLflowSearch: Sendable {
  case traces, datasets, issues
}

// Questions: what they look for is what redaction has made of it when it was written.
extension MLflowDocument {
  /// Goes over the filters of a question, and over what it looks for in issues, and leaves all else.
  mutating func redact(question value: inout JSONValue, _ search: MLflowSearch) throws(Failure) {
    guard case .object(var members) = value else { return }
    if search == .issues {
      for index in members.indices
      where try !redactNames(in: &members[index]) && members[index].name == "name" {
        if let name = members[index].value.text {
          members[index].value = .string(try redacted(name: name))
        }
      }
    }
    for index in members.indices where MLflowFields.isFilter(members[index].name) {
      guard case .array(var filters) = members[index].value else {
        try redact(filter: &members[index].value, search)
        continue
      }
      for filter in filters.indices { try redact(filter: &filters[filter], search) }
      members[index].value = .array(filters)
    }
    value = .object(members)
  }

  mutating func redact(filter value: inout JSONValue, _ search: MLflowSearch) throws(Failure) {
    guard let text = value.text else { return }
    let filter = MLflowFilter(text)
    var (result, copied): ([UInt8], Int) = ([], 0)
    for part in filter.parts {
      let content = filter.content(of: part)
      guard let standIn = try standIn(for: content, of: part, search), standIn != content,
        let written = part.written(standIn)
      else { continue }
      result += filter.text[copied..<part.range.lowerBound] + written
      copied = part.range.upperBound
    }
    guard copied > 0 else { return }
    value = .string(String(decoding: result + filter.text[copied...], as: UTF8.self))
  }

  /// - Returns: Nil for what stays.
  private mutating func standIn(
    for content: String,
    of part: MLflowFilter.Part,
    _ search: MLflowSearch
  ) throws(Failure) -> String? {
    let place = MLflowFilterPlace(part.subject, search)
    switch part.role {
    case .key: return try standIn(forKey: content, place)
    case .value(.expression): return nil
    case .value(.exact): return try standIn(forValue: content, place)
    case .value(.pattern):
      var pieces: [String] = []
      for piece in content.split(separator: "%", omittingEmptySubsequences: false) {
        pieces.append(piece.isEmpty ? "" : try standIn(forValue: String(piece), place) ?? String(piece))
      }
      return pieces.joined(separator: "%")
    }
  }

  private mutating func standIn(forKey key: String, _ place: MLflowFilterPlace) throws(Failure) -> String? {
    switch place {
    case .tag: try redact(tag: JSONValue.Member(key, .null))?.name
    case .metadata: try redacted(name: key, .key)
    case .attribute: try exchanged(JSONValue.Member(key, .null), .carrier)?.name
    // A name stands where others have a key.
    case .assessment: try redacted(name: key)
    default: nil
    }
  }

  private mutating func standIn(forValue value: String, _ place: MLflowFilterPlace) throws(Failure) -> String?
  {
    switch place {
    case .tag(let key):
      return MLflowFields.isStructure(attribute: key, .string(value))
        ? nil : try redact(tag: JSONValue.Member(key, .string(value)))?.value.text
    case .metadata(let key), .attribute(let key):
      return MLflowFields.isStructure(attribute: key, .string(value))
        ? nil : try exchanged(JSONValue.Member(key, .string(value)), .carrier)?.value.text
    case .assessment:
      var text = JSONValue.string(value)
      if try redact(choice: &text) { return text.text }
      return try exchanged(JSONValue.Member("value", .string(value)), .carrier)?.value.text
    case .name: return try redacted(name: value)
    case .prompt:
      let slash = value.lastIndex(of: "/") ?? value.endIndex
      if TextShape.promptName.fits(String(value[..<slash])) { return nil }
      let name = JSONValue.Member("name", .string(String(value[..<slash])))
      return try exchanged(name, .carrier)?.value.text.map { $0 + value[slash...] }
    case .text(let key): return try exchanged(JSONValue.Member(key, .string(value)), .carrier)?.value.text
    case .structure: return nil
    }
  }

  private mutating func exchanged(
    _ member: JSONValue.Member,
    _ kind: TextCarriers.Kind
  ) throws(Failure) -> JSONValue.Member? {
    var members = [member]
    try exchange(&members, [0], kind)
    return members.first
  }
}

/// Where what a clause of a filter is about has been written.
private enum MLflowFilterPlace {
  case tag(String)
  case metadata(String)
  /// An attribute of a span.
  case attribute(String)
  case assessment
  case name
  /// A prompt's name, a slash and its version.
  case prompt
  case text(key: String)
  /// Ids, times, states: nothing that redaction changes.
  case structure

  init(_ subject: MLflowFilter.Subject, _ search: MLflowSearch) {
    switch (subject.entity, subject.key) {
    case ("tag", let key), ("tags", let key): self = .tag(key)
    case ("metadata", let key), ("request_metadata", let key): self = .metadata(key)
    case ("span.attributes", let key): self = .attribute(key)
    case ("feedback", _), ("expectation", _): self = .assessment
    case ("assessment", "name"): self = .name
    case (_, "name") where search != .traces: self = .name
    // As MLflow gets it from who creates a dataset.
    case (_, "created_by"), (_, "last_updated_by"): self = .tag("mlflow.user")
    case ("span", "name"), ("span", "content"), (_, "text"): self = .text(key: "")
    case (_, "name"): self = .tag("mlflow.traceName")
    case (_, "prompt"): self = .prompt
    case (_, "client_request_id"): self = .text(key: "client_request_id")
    default: self = .structure
    }
  }
}

extension MLflowFilter.Part {
  /// The content with quotes that do not occur in it; nil if both kinds do.
  fileprivate func written(_ content: String) -> [UInt8]? {
    let bytes = Array(content.utf8)
    let quotes = (quote.map { [$0] } ?? []) + (role == .key ? #"`""# : #"'""#).utf8
    return quotes.first { !bytes.contains($0) }.map { [$0] + bytes + [$0] }
  }
}
