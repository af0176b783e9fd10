import JSON

/// OTLP in JSON in which a member stands more than once, be it under both of its names. The last one counts, as in MLflow.
enum RepeatedMembers {
  /// Deeper than any value that is looked at: an array or a map of OTLP takes four levels of JSON.
  private static let limits = JSONTreeReader.Limits(
    depth: 320,
    values: JSONParser.maximumValues,
    deepValue: ""
  )

  /// A copy in which each member stands once. Nil for what cannot be read.
  static func merged(_ json: [UInt8]) -> [UInt8]? {
    json.withUnsafeBufferPointer { bytes in
      var reader = JSONTreeReader(bytes, dialect: .python, limits: limits)
      return (try? reader.document()).map { merged($0).encoded }
    }
  }

  private static func merged(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): return .array(elements.map(merged))
    case .object(let members):
      var last: [String: Int] = [:]
      for (index, member) in members.enumerated() { last[MLflowFields.snakeCase(member.name)] = index }
      return .object(
        last.values.sorted().map { index in
          var member = members[index]
          member.value = merged(member.value)
          return member
        }
      )
    default: return value
    }
  }
}
