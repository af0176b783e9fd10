import Redaction

/// Keys of tags as MLflow takes them: letters, digits, `_`, `-`, `.` and spaces, 250 characters at most. It takes `:` and `/`
/// too, but not on every system and not everywhere.
///
/// A tag is set, and deleted, by its key alone, so that a number would not do: the stand-in of a key has digits that are
/// the same for the same key in all requests.
package enum MLflowTagKey {
  /// What MLflow's client calls a tag among the attributes of a root span.
  static let attributePrefix = Array(MLflowSpanPreparation.tagPrefix.utf8)
  /// The most characters of a key, as of most names.
  package static let maximumLength = 250

  /// Whether an attribute stands for a tag, whose key is behind the prefix.
  static func isTag(attribute key: Span<UInt8>) -> Bool {
    guard key.count > attributePrefix.count else { return false }
    for index in attributePrefix.indices where key[index] != attributePrefix[index] { return false }
    return true
  }

  /// - Parameters:
  ///   - redacted: What redaction has made of the key.
  ///   - digest: `Redactor.digest` of what it was.
  package static func standIn(_ redacted: some Sequence<UInt8>, digest: [UInt8]) -> [UInt8] {
    var name: [UInt8] = []
    for byte in redacted {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"): break
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: " "):
        name.append(byte)
      default: name.append(UInt8(ascii: "_"))
      }
    }
    // `.` and `..` are no names.
    name = Array(name.prefix(maximumLength - digest.count - 1).drop { $0 == UInt8(ascii: ".") })
    return name + [UInt8(ascii: "_")] + digest
  }
}
