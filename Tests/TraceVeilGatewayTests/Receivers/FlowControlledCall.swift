import TestSupport

/// A call that sends no more than it is granted.
struct FlowControlledCall {
  private let client: RawHTTP2
  private var connectionWindow = 65_535
  private var streamWindow = 65_535

  static func open(port: Int) async throws -> FlowControlledCall {
    FlowControlledCall(client: try await RawHTTP2.open(port: port))
  }

  /// One call on the connection's first stream.
  /// - Parameter padding: Bytes that are added to each frame, which then holds 1000 of the body.
  func call(_ path: String, _ body: [UInt8], padding: Int? = nil) async -> RawHTTP2.Reply? {
    var windows = (connection: connectionWindow, stream: streamWindow)
    await client.send(RawHTTP2.headers(1, RawHTTP2.head(path)))
    var rest = body[...]
    while !rest.isEmpty {
      let added = padding.map { $0 + 1 } ?? 0
      let most = min(windows.connection, windows.stream) - added
      let part = Array(rest.prefix(max(0, min(padding == nil ? 16_384 : 1000, most))))
      guard !part.isEmpty else {
        guard let frame = await client.frame(RawFrame.Kind.windowUpdate) else { return nil }
        if frame.stream == 0 {
          windows.connection += Int(frame.number(at: 0))
        } else {
          windows.stream += Int(frame.number(at: 0))
        }
        continue
      }
      rest = rest.dropFirst(part.count)
      windows = (windows.connection - part.count - added, windows.stream - part.count - added)
      await client.send(RawHTTP2.data(1, part, end: rest.isEmpty, padding: padding))
    }
    return await client.reply(1)
  }
}
