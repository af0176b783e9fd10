/// A mistake in a policy file: where it is, and what to do about it.
public struct PolicyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file as it was named by the user.
  public let file: String
  /// Counted from 1; 0 when the file as a whole is meant.
  public let line: Int
  /// The path of the key, as `recognizers[0].pattern`; empty when the file as a whole is meant.
  public let key: String
  /// What is wrong, and what would be right. Quotes nothing of the file but names.
  public let reason: String

  /// A mistake at a place.
  public init(file: String, line: Int, key: String, reason: String) {
    self.file = file
    self.line = line
    self.key = key
    self.reason = reason
  }

  /// `policy.yaml:7: recognizers[0].pattern: invalid pattern: missing )`.
  public var description: String {
    [line > 0 ? "\(file):\(line)" : file, key, reason].filter { !$0.isEmpty }.joined(separator: ": ")
  }
}

/// Every mistake that was found in a policy file, in the order of its lines. Never empty.
public struct PolicyErrors: Error, Sendable, Hashable, CustomStringConvertible {
  /// Every mistake that was found, in the order of the file.
  public let errors: [PolicyError]

  init(_ errors: [PolicyError]) {
    self.errors = errors.sorted { $0.line < $1.line }
  }

  /// One line for each mistake.
  public var description: String {
    errors.map(\.description).joined(separator: "\n")
  }
}
