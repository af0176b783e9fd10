/// The text of `replace`, in which `{entity}` is the entity's name.
public struct ReplacementTemplate: Sendable, Hashable {
  /// The template as it was written.
  public let text: String
  /// What stands between the names: one part more than there are names.
  private let parts: [[UInt8]]

  /// A text, in which `{entity}` stands for the name of the entity.
  public init(_ text: String) {
    self.text = text
    let placeholder = Array("{entity}".utf8)
    let bytes = Array(text.utf8)
    var parts: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: placeholder) {
        parts.append([])
        index += placeholder.count
      } else {
        parts[parts.count - 1].append(bytes[index])
        index += 1
      }
    }
    self.parts = parts
  }

  /// `<{entity}>`, as `<EMAIL_ADDRESS>`.
  public static let entityName = ReplacementTemplate("<{entity}>")

  /// Takes the place of a text that could not be looked at.
  static let failure = ReplacementTemplate("<REDACTION_FAILED>")

  /// The stand-in, where it is the same for all entities.
  var fixedText: [UInt8]? { parts.count == 1 ? parts[0] : nil }

  func append(entity: String, to output: inout [UInt8]) {
    output.append(contentsOf: parts[0])
    for part in parts.dropFirst() {
      output.append(contentsOf: entity.utf8)
      output.append(contentsOf: part)
    }
  }
}
