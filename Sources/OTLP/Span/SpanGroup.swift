internal import ProtobufWire

/// The resource and the scope that spans share, as they are on the wire.
///
/// Made for each scope of a request. Its bytes are good for as long as the batch shows spans of it; its values are
/// copies, made once.
final class SpanGroup {
  private let resourceBytes: UnsafeBufferPointer<UInt8>
  private let resourceURL: UnsafeBufferPointer<UInt8>
  private let scopeBytes: UnsafeBufferPointer<UInt8>
  private let scopeURL: UnsafeBufferPointer<UInt8>

  /// - Parameters:
  ///   - resourceSpans: The `ResourceSpans` that holds them.
  ///   - scopeSpans: The `ScopeSpans` that does.
  init(resourceSpans: UnsafeBufferPointer<UInt8>, scopeSpans: UnsafeBufferPointer<UInt8>) {
    (resourceBytes, resourceURL) = Self.parts(
      of: resourceSpans,
      SpanFields.ResourceSpans.resource,
      SpanFields.ResourceSpans.schemaURL
    )
    (scopeBytes, scopeURL) = Self.parts(
      of: scopeSpans,
      SpanFields.ScopeSpans.scope,
      SpanFields.ScopeSpans.schemaURL
    )
  }

  /// Makes a group for copies of spans, without the encoded bytes.
  private init(resource: Resource, scope: InstrumentationScope) {
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    (resourceBytes, resourceURL, scopeBytes, scopeURL) = (none, none, none, none)
    (copiedResource, copiedScope) = (resource, scope)
  }

  /// This group without the encoded bytes, for copies of spans. All spans that share this group share one copy.
  var detached: SpanGroup {
    if let copies { return copies }
    let made = SpanGroup(resource: resource, scope: scope)
    copies = made
    return made
  }

  private var copies: SpanGroup?
  private var copiedResource: Resource?
  private var copiedScope: InstrumentationScope?

  var resourceAttributes: EncodedAttributes {
    EncodedAttributes(resourceBytes, field: SpanFields.Resource.attributes)
  }

  var resource: Resource {
    if let copiedResource { return copiedResource }
    let resource = Resource(
      attributes: Attributes(resourceAttributes),
      schemaURL: String(decoding: resourceURL, as: UTF8.self)
    )
    copiedResource = resource
    return resource
  }

  var scope: InstrumentationScope {
    if let copiedScope { return copiedScope }
    let scope = InstrumentationScope(
      encoded: scopeBytes,
      schemaURL: String(decoding: scopeURL, as: UTF8.self)
    )
    copiedScope = scope
    return scope
  }

  /// Two fields of a message, wherever in it they stand.
  private static func parts(
    of message: UnsafeBufferPointer<UInt8>,
    _ first: UInt32,
    _ second: UInt32
  ) -> (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) {
    let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    var parts = (none, none)
    var fields = WireFields(message)
    while let field = fields.next() {
      if field.number == first { parts.0 = field.content }
      if field.number == second { parts.1 = field.content }
    }
    return parts
  }
}

extension InstrumentationScope {
  fileprivate init(encoded bytes: UnsafeBufferPointer<UInt8>, schemaURL: String) {
    self.init(
      attributes: Attributes(EncodedAttributes(bytes, field: SpanFields.Scope.attributes)),
      schemaURL: schemaURL
    )
    var fields = WireFields(bytes)
    while let field = fields.next() {
      switch field.number {
      case SpanFields.Scope.name: name = String(decoding: field.content, as: UTF8.self)
      case SpanFields.Scope.version: version = String(decoding: field.content, as: UTF8.self)
      default: break
      }
    }
  }
}
