internal import COTLP

// Attributes, events, links, and what the span shares with others.
extension SpanEditor {
  /// A copy of the value of one attribute.
  package func attribute(_ key: String) -> AttributeValue? {
    guard let changed else { return original.attributes[key] }
    return attributes(of: changed)[key]
  }

  package mutating func setAttribute(_ key: String, to value: AttributeValue) throws(ArenaFull) {
    var attributes = attributes(of: message)
    try attributes.set(key, to: value)
  }

  /// - Returns: Whether there was one.
  @discardableResult
  package mutating func removeAttribute(_ key: String) -> Bool {
    guard attribute(key) != nil else { return false }
    var attributes = attributes(of: message)
    return attributes.remove(key)
  }

  package mutating func editAttributes<Result>(
    _ body: (inout AttributeEditor) throws -> Result
  ) rethrows -> Result {
    var attributes = attributes(of: message)
    return try body(&attributes)
  }

  private func attributes(of message: UnsafeMutablePointer<SpanMessage>) -> AttributeEditor {
    AttributeEditor(
      count: message.address(of: \.n_attributes),
      array: message.address(of: \.attributes),
      builder: builder
    )
  }

  /// Shows the events one by one; those that are dropped leave the span.
  package mutating func editEvents(_ body: (inout SpanEventEditor) throws -> Void) rethrows {
    guard changed != nil || original.head.hasEvents, case let span = message, let events = span.pointee.events
    else { return }
    let builder = builder
    try MessageFiltering.filter(events, count: &span.pointee.n_events) { event in
      var editor = SpanEventEditor(event, builder: builder)
      try body(&editor)
      return !editor.isDropped
    }
  }

  /// Shows the links one by one; those that are dropped leave the span.
  package mutating func editLinks(_ body: (inout SpanLinkEditor) throws -> Void) rethrows {
    guard changed != nil || original.head.hasLinks, case let span = message, let links = span.pointee.links
    else { return }
    let builder = builder
    try MessageFiltering.filter(links, count: &span.pointee.n_links) { link in
      var editor = SpanLinkEditor(link, builder: builder)
      try body(&editor)
      return !editor.isDropped
    }
  }
}
