/// A node of a YAML document.
package struct YAMLNode: Sendable {
  package enum Content: Sendable {
    /// A text as it is written. A plain one, without quotes and tag, can stand for a number, a truth value or nothing.
    case scalar(String, isPlain: Bool)
    case list([YAMLNode])
    /// The members in the order of the file. No two scalar keys are equal.
    case mapping([(key: YAMLNode, value: YAMLNode)])
  }

  package let content: Content
  /// The line of its beginning, from 1.
  package let line: Int
  /// The number of nodes, including itself. Nodes behind aliases count as often as they are referred to.
  let count: Int

  /// The text of a scalar.
  package var scalar: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether it is what YAML's core schema calls null.
  package var isNull: Bool {
    if case .scalar(let text, isPlain: true) = content { Self.isNull(text) } else { false }
  }

  /// Whether a plain scalar stands for nothing.
  package static func isNull(_ plain: String) -> Bool {
    ["", "~", "null", "Null", "NULL"].contains(plain)
  }
}
