import TraceVeil

extension GatewayConfiguration {
  /// The settings in force as YAML, with where each came from: what `--config` reads, but for the secrets,
  /// which are masked.
  func printed() -> String {
    var text = ""
    for setting in settings.sorted(by: { $0.key < $1.key }) {
      text += "\(setting.key): \(Self.yaml(setting.value))  # \(Self.comment(setting.source))\n"
    }
    return text
  }

  /// Always in quotes: a bare word could be read as something else than a text.
  private static func yaml(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      // It would begin a reference.
      case "$": text += "$$"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func comment(_ source: ConfigurationSource) -> String {
    source.description.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
