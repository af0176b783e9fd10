import NIOCore
import Synchronization

/// The lines that a child has written, the last few of them, and a wait for one that says something.
final class ChildOutput: Sendable {
  struct EndOfOutput: Error, CustomStringConvertible {
    let lastLines: [String]
    var description: String {
      "the process ended before it was ready. Its last words:\n" + lastLines.joined(separator: "\n")
    }
  }

  private struct State {
    var lines: [String] = []
    var waiters: [(matches: @Sendable (String) -> Bool, promise: EventLoopPromise<String>)] = []
    var isAtEnd = false
  }

  private static let keptLines = 200
  private let state = Mutex(State())

  init() {}

  var lastLines: [String] { state.withLock { $0.lines } }

  /// The first line, of those kept or still to come, that matches.
  func line(on eventLoop: any EventLoop, where matches: @escaping @Sendable (String) -> Bool) async throws
    -> String
  {
    let promise = eventLoop.makePromise(of: String.self)
    enum Found {
      case line(String)
      case end([String])
      case later
    }
    let found: Found = state.withLock { state in
      if let line = state.lines.first(where: matches) { return .line(line) }
      if state.isAtEnd { return .end(state.lines.suffix(10)) }
      state.waiters.append((matches, promise))
      return .later
    }
    switch found {
    case .line(let line): promise.succeed(line)
    case .end(let lines): promise.fail(EndOfOutput(lastLines: lines))
    case .later: break
    }
    return try await promise.futureResult.get()
  }

  func append(_ line: String) {
    let promises = state.withLock { state in
      state.lines.append(line)
      if state.lines.count > Self.keptLines { state.lines.removeFirst() }
      let promises = state.waiters.filter { $0.matches(line) }.map(\.promise)
      state.waiters.removeAll { $0.matches(line) }
      return promises
    }
    for promise in promises { promise.succeed(line) }
  }

  func end() {
    let (waiters, lines) = state.withLock { state in
      state.isAtEnd = true
      defer { state.waiters = [] }
      return (state.waiters, Array(state.lines.suffix(10)))
    }
    for waiter in waiters { waiter.promise.fail(EndOfOutput(lastLines: lines)) }
  }
}

/// Cuts what comes out of a pipe into lines.
final class ChildOutputReader: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private static let longestLine = 64 << 10
  private let output: ChildOutput
  private var rest: [UInt8] = []

  init(_ output: ChildOutput) {
    self.output = output
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for byte in unwrapInboundIn(data).readableBytesView {
      if byte == UInt8(ascii: "\n") || rest.count == Self.longestLine {
        output.append(String(decoding: rest, as: UTF8.self))
        rest.removeAll(keepingCapacity: true)
      } else {
        rest.append(byte)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !rest.isEmpty { output.append(String(decoding: rest, as: UTF8.self)) }
    output.end()
    context.fireChannelInactive()
  }
}
