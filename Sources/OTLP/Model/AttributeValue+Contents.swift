extension AttributeValue {
  /// The text of a string; nil for anything else.
  public var string: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The elements of an array; nil for anything else.
  public var array: [AttributeValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of a map; nil for anything else.
  public var map: Attributes? {
    if case .map(let members) = self { members } else { nil }
  }

  /// The member of a map; nil for anything else, and where there is none. If the key is there more than once, the
  /// first value is read, and setting it removes the others. Setting a member of a value that is not a map makes it a
  /// map with that member only; setting nil there does nothing.
  public subscript(key: String) -> AttributeValue? {
    get { map?[key] }
    set {
      guard map != nil || newValue != nil else { return }
      var members = map ?? [:]
      members[key] = newValue
      let place = members.firstIndex { $0.key == key }
      members = Attributes(members.enumerated().filter { $1.key != key || $0 == place }.map(\.element))
      self = .map(members)
    }
  }

  /// This value with every text in it changed, at any depth: strings, also in arrays and maps, but no keys.
  public func mapStrings<Failure: Error>(
    _ transform: (String) throws(Failure) -> String
  ) throws(Failure) -> AttributeValue {
    switch self {
    case .string(let text): return .string(try transform(text))
    case .array(let elements):
      var changed: [AttributeValue] = []
      changed.reserveCapacity(elements.count)
      for element in elements { changed.append(try element.mapStrings(transform)) }
      return .array(changed)
    case .map(let members):
      var changed = Attributes()
      changed.reserveCapacity(members.count)
      for member in members { changed.append(member.key, try member.value.mapStrings(transform)) }
      return .map(changed)
    case .bool, .int, .double, .bytes, .empty: return self
    }
  }
}

extension AttributeValue: ExpressibleByDictionaryLiteral {
  /// A map. If a key is written twice, the last value counts, at the position of the first.
  public init(dictionaryLiteral elements: (String, AttributeValue)...) {
    var members = Attributes()
    for (key, value) in elements { members[key] = value }
    self = .map(members)
  }
}
