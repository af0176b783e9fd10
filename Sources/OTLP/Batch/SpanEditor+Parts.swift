internal import COTLP

// Attributes, events, links, and what the span shares with others.
extension SpanEditor {
  /// A copy of the value of one attribute.
  public func attribute(_ key: String) -> AttributeValue? {
    attributes[key]
  }

  public mutating func setAttribute(_ key: String, to value: AttributeValue) throws(ArenaFull) {
    var attributes = attributes
    try attributes.set(key, to: value)
  }

  /// - Returns: Whether there was one.
  @discardableResult
  public mutating func removeAttribute(_ key: String) -> Bool {
    var attributes = attributes
    return attributes.remove(key)
  }

  public mutating func editAttributes<Result>(
    _ body: (inout AttributeEditor) throws -> Result
  ) rethrows -> Result {
    var attributes = attributes
    return try body(&attributes)
  }

  private var attributes: AttributeEditor {
    AttributeEditor(
      count: span.address(of: \.n_attributes),
      array: span.address(of: \.attributes),
      builder: builder
    )
  }

  /// Shows the events one by one; those that are dropped leave the span.
  public mutating func editEvents(_ body: (inout SpanEventEditor) throws -> Void) rethrows {
    guard let events = span.pointee.events else { return }
    try MessageFiltering.filter(events, count: &span.pointee.n_events) { event in
      var editor = SpanEventEditor(event, builder: builder)
      try body(&editor)
      return !editor.isDropped
    }
  }

  /// Shows the links one by one; those that are dropped leave the span.
  public mutating func editLinks(_ body: (inout SpanLinkEditor) throws -> Void) rethrows {
    guard let links = span.pointee.links else { return }
    try MessageFiltering.filter(links, count: &span.pointee.n_links) { link in
      var editor = SpanLinkEditor(link, builder: builder)
      try body(&editor)
      return !editor.isDropped
    }
  }

  public var scopeName: String {
    scope.pointee.scope.map { MessageTexts.string($0.pointee.name) } ?? ""
  }

  /// A copy of the value of one attribute of the resource.
  public func resourceAttribute(_ key: String) -> AttributeValue? {
    guard let resource = resource.pointee.resource else { return nil }
    return resourceAttributes(resource)[key]
  }

  /// Edits the resource, which other spans of the batch share. Does nothing for a span without one.
  public mutating func editResourceAttributes(
    _ body: (inout AttributeEditor) throws -> Void
  ) rethrows {
    guard let resource = resource.pointee.resource else { return }
    var attributes = resourceAttributes(resource)
    try body(&attributes)
  }

  private func resourceAttributes(_ resource: UnsafeMutablePointer<ResourceMessage>) -> AttributeEditor {
    AttributeEditor(
      count: resource.address(of: \.n_attributes),
      array: resource.address(of: \.attributes),
      builder: builder
    )
  }
}
