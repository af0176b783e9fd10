package import Logging
import Synchronization

/// Keeps log lines instead of printing them.
package final class LogRecorder: Sendable {
  package struct Line: Sendable {
    package let level: Logger.Level
    package let message: String
    package let metadata: [String: String]
  }

  private let recorded = Mutex<[Line]>([])

  package init() {}

  package var lines: [Line] { recorded.withLock { $0 } }

  /// Everything in one text, to search for what must not be there.
  package var text: String {
    lines.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
  }

  package var logger: Logger { Logger(label: "recorded") { _ in Handler(recorder: self) } }

  private struct Handler: LogHandler {
    let recorder: LogRecorder
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
      let line = Line(
        level: event.level,
        message: event.message.description,
        metadata: all.mapValues { $0.description }
      )
      recorder.recorded.withLock { $0.append(line) }
    }
  }
}
