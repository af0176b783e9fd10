/// Why a text is not one that can be used.
package struct YAMLError: Error, Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// It is not YAML: libyaml's own words, which quote nothing.
    case syntax(String)
    /// Keys that a mapping has more than once, sorted.
    case duplicateKeys([String])
    case tooDeep
    /// More nodes than are taken, with those that aliases stand for.
    case tooMany
  }

  package let problem: Problem
  /// The line, from 1; 0 if there is none to name.
  package let line: Int

  /// What is wrong; of duplicate keys without what they are, which may be secret.
  package var reason: String {
    switch problem {
    case .syntax(let words): "invalid YAML: \(words)"
    case .duplicateKeys: "the key occurs more than once"
    case .tooDeep: "it is nested more than \(YAMLComposer.maximumDepth) deep"
    case .tooMany: "it has more than \(YAMLComposer.maximumCount) values"
    }
  }
}
