extension SpanData {
  /// A lower bound of how deep arrays and maps are nested in the deepest value that is written. Values of its
  /// resource and scope do not count.
  var depth: Int {
    var depth = attributes.depth
    for event in events { depth = max(depth, event.attributes.depth) }
    for link in links { depth = max(depth, link.attributes.depth) }
    return depth
  }
}

extension SpanGroups {
  /// The depth of all spans, resources and scopes.
  var depth: Int {
    var depth = spans.indices.reduce(0) { max($0, spans[$1].depth) }
    for resource in resources {
      depth = max(depth, resource.resource.attributes.depth)
      for scope in resource.scopes { depth = max(depth, scope.scope.attributes.depth) }
    }
    return depth
  }
}

extension Attributes {
  fileprivate var depth: Int {
    var depth = 0
    // Nearly all attributes are neither.
    for attribute in self where attribute.value.isNested {
      depth = Swift.max(depth, attribute.value.depth(level: 1))
    }
    return depth
  }
}

extension AttributeValue {
  fileprivate var isNested: Bool {
    switch self {
    case .array, .map: true
    case .string, .bool, .int, .double, .bytes, .empty: false
    }
  }

  /// - Parameter level: Arrays and maps that the value is in, itself counted.
  fileprivate func depth(level: Int) -> Int {
    // A text takes the place of deeper ones.
    guard level <= WireLimits().maximumDepth else { return level }
    switch self {
    case .array(let elements):
      return elements.reduce(level) { max($0, $1.isNested ? $1.depth(level: level + 1) : level) }
    case .map(let members):
      return members.reduce(level) { max($0, $1.value.isNested ? $1.value.depth(level: level + 1) : level) }
    case .string, .bool, .int, .double, .bytes, .empty: return level - 1
    }
  }
}
