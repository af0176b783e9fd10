import Logging

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a line of `key=value` pairs an event, to standard error: `time`, `level`, `msg`, then the metadata
/// in the order of their keys. A value that could be read as something else is quoted, so nothing that comes
/// from outside can end a line or forge a pair.
struct LogLineHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level
  private let format: LogFormat
  private let write: @Sendable (String) -> Void

  /// - Parameter write: Is given one line with its end.
  init(level: Logger.Level, format: LogFormat = .text, write: @escaping @Sendable (String) -> Void) {
    logLevel = level
    self.format = format
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    write(format.line(event.level, event.message, metadata.merging(event.metadata ?? [:]) { _, new in new }))
  }

  /// The line with its line end.
  static func text(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
    var line = "time=\(timestamp()) level=\(level) msg=\(quoted(message.description))"
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      line += " \(bare(key))=\(quoted(value.description))"
    }
    return line + "\n"
  }

  /// The text as it is if it is plain, otherwise in quotes with escapes.
  static func quoted(_ value: String) -> String {
    let isPlain =
      !value.isEmpty
      && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x3D && $0 != 0x5C }
    guard !isPlain else { return value }
    var text = "\""
    for scalar in value.unicodeScalars.prefix(2000) {
      switch scalar {
      case "\"", "\\": text += "\\\(scalar)"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        text += "\\u{\(String(scalar.value, radix: 16))}"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func bare(_ key: String) -> String {
    String(
      key.unicodeScalars.map {
        $0.value > 0x20 && $0.value < 0x7F && $0 != "=" && $0 != "\"" ? Character($0) : "_"
      }
    )
  }

  /// UTC with milliseconds: `2026-11-23T20:41:07.123Z`.
  static func timestamp() -> String {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    var parts = tm()
    gmtime_r(&time.tv_sec, &parts)
    let milliseconds = Int(time.tv_nsec) / 1_000_000
    return "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
      + "T\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))"
      + ".\(padded(milliseconds, to: 3))Z"
  }

  private static func padded(_ number: some BinaryInteger, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
