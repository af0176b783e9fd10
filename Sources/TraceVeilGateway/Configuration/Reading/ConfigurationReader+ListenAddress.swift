import HTTPServer
import TraceVeil

extension ConfigurationReader {
  /// `host:port` or `unix:/path`, or nil for `none`.
  mutating func listenAddress(
    _ key: String,
    default fallback: String
  ) throws(ConfigurationError) -> ListenAddress? {
    try read(
      [key],
      default: ListenAddress(fallback),
      expected: "host:port, unix:/path or none",
      shown: { $0?.description ?? "none" },
      parse: { text in
        if text.lowercased() == "none" { return .some(nil) }
        return ListenAddress(text).map { .some($0) }
      }
    )
  }
}
