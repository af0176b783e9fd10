/// Headers of an incoming request that travel on with its data, such as a tenant's name.
///
/// Requests are batched together only when these are equal. A header that was absent differs from one that
/// was empty. Values may be secrets: no description, mirror or log shows them.
public struct ForwardedHeaders: Hashable, Sendable {
  /// A header, its name in lower case.
  public struct Field: Hashable, Sendable {
    /// The name, in lower case.
    public let name: String
    /// The value as it was received. It is never in a description.
    public let value: String
  }

  /// Sorted by name; values of one name in the order they came.
  public let fields: [Field]

  /// - Parameter pairs: Names in any case and order.
  public init(_ pairs: [(String, String)] = []) {
    let fields = pairs.map { Field(name: $0.0.lowercased(), value: $0.1) }
    // The standard library's sort is stable, which keeps the values of one name in order.
    self.fields = fields.sorted { $0.name < $1.name }
  }

  /// Whether there is none.
  public var isEmpty: Bool { fields.isEmpty }
}

extension ForwardedHeaders: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "[\(fields.map(\.name).joined(separator: ", "))]" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["names": fields.map(\.name)]) }
}

extension ForwardedHeaders.Field: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { name }
  public var debugDescription: String { name }
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}
