/// References to variables in the values of a file, by the rules of OpenTelemetry's declarative configuration:
/// `${NAME}`, `${env:NAME}` and `${NAME:-default}`, and `$$` for a dollar sign.
enum VariableReferences {
  /// Something between `${` and `}` that is not a reference, or a missing `}`. The error does not quote it.
  struct Invalid: Error {}

  /// The text with its references replaced, from left to right. The value of a variable is not searched for
  /// references.
  ///
  /// - Parameters:
  ///   - variable: The value of a variable; nil or empty if it is not set. A reference to such a variable gives its
  ///     default, or nothing.
  ///   - whenUnset: Called with the name of a variable that is not set and whose reference has no default.
  static func resolve(
    _ text: String,
    whenUnset: (String) -> Void = { _ in },
    variable: (String) -> String?
  ) throws(Invalid) -> String {
    guard text.utf8.contains(dollar) else { return text }
    var result = ""
    var rest = text[...]
    while let sign = rest.utf8.firstIndex(of: dollar) {
      result += rest[..<sign]
      rest = rest[rest.index(after: sign)...]
      if rest.hasPrefix("$") {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.hasPrefix("{") {
        guard let end = rest.firstIndex(of: "}") else { throw Invalid() }
        // An escaped dollar sign ends what may be a reference, by the specification.
        if rest[..<end].contains("$$") {
          result += "$"
          continue
        }
        result += try value(of: rest[..<end].dropFirst(), whenUnset, variable)
        rest = rest[rest.index(after: end)...]
      } else {
        result += "$"
      }
    }
    return result + rest
  }

  private static let dollar = UInt8(ascii: "$")

  private static func value(
    of reference: Substring,
    _ whenUnset: (String) -> Void,
    _ variable: (String) -> String?
  ) throws(Invalid) -> String {
    let reference = reference.hasPrefix("env:") ? reference.dropFirst(4) : reference
    let name = reference.prefix { $0 != ":" }
    let tail = reference[name.endIndex...]
    guard isName(name), tail.isEmpty || tail.hasPrefix(":-"), !tail.contains(where: \.isNewline) else {
      throw Invalid()
    }
    if let value = variable(String(name)), !value.isEmpty { return value }
    if tail.isEmpty { whenUnset(String(name)) }
    return String(tail.dropFirst(2))
  }

  private static func isName(_ name: Substring) -> Bool {
    guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F
    }
  }
}
