import JSON
import Logging

/// How an event of the log is written.
enum LogFormat: String, Sendable, CaseIterable {
  /// `key=value`, for people.
  case text
  /// An object of JSON a line, for programs.
  case json

  static let key = "TRACEVEIL_LOG_FORMAT"

  /// One line, with its end. Nothing that comes from outside can end it or pass for something else.
  func line(_ level: Logger.Level, _ message: Logger.Message, _ metadata: Logger.Metadata) -> String {
    switch self {
    case .text: LogLineHandler.text(level, message, metadata)
    case .json: Self.json(level, message, metadata)
    }
  }

  private static let ownKeys: Set = ["time", "level", "msg"]

  private static func json(
    _ level: Logger.Level,
    _ message: Logger.Message,
    _ metadata: Logger.Metadata
  ) -> String {
    var members: [JSONValue.Member] = [
      .init("time", .string(LogLineHandler.timestamp())), .init("level", .string(level.rawValue)),
      .init("msg", .string(bounded(message.description))),
    ]
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
      members.append(
        .init(ownKeys.contains(key) ? "metadata_\(key)" : key, .string(bounded(value.description)))
      )
    }
    return String(decoding: JSONValue.object(members).encoded, as: UTF8.self) + "\n"
  }

  /// The text in the form of the other format.
  private static func bounded(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(2000)))
  }
}
