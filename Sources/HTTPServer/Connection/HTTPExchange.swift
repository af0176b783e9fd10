package import NIOCore
package import NIOHTTP1

/// A request that is read, and answered, part by part. Each part waits for who takes it.
///
/// One task asks for the body, and one answers; that may be the same, on any thread. On the connection's event loop it
/// costs no change of threads.
package final class HTTPExchange: Sendable {
  /// The body will not be complete, or is nobody's any more, as the answer has been given.
  package struct Aborted: Error {}

  /// The client has closed the connection before all of the answer was written.
  package struct ClientGone: Error {
    package init() {}
  }

  package let head: HTTPRequestHead
  /// Tells the requests of a connection apart.
  let number: Int
  private let eventLoop: any EventLoop
  private let connection: NIOLoopBound<(HTTPConnection, ChannelHandlerContext)>

  init(_ head: HTTPRequestHead, number: Int, _ connection: HTTPConnection, _ context: ChannelHandlerContext) {
    self.head = head
    self.number = number
    eventLoop = context.eventLoop
    self.connection = NIOLoopBound((connection, context), eventLoop: eventLoop)
  }

  /// The next part of the body; nil at its end. A client that waits to be asked for its body is asked.
  package func nextPart() async throws -> ByteBuffer? {
    try await withCheckedThrowingContinuation { taker in
      perform { $0.take(self.number, taker, $1) }
    }
  }

  /// Sends the whole answer.
  package func answer(_ answer: HTTPAnswer) async throws {
    try await write { $0.answer(self.number, answer, $2, $1) }
  }

  /// Sends the whole of an answer that was made elsewhere.
  /// - Parameter headers: They say how long the body is, or the connection closes after it.
  package func answer(_ status: HTTPResponseStatus, _ headers: HTTPHeaders, _ body: ByteBuffer) async throws {
    try await write { $0.answer(self.number, status, headers, body, $2, $1) }
  }

  /// Begins an answer. What is wrong with the connection shows with the first part.
  package func beginAnswer(_ status: HTTPResponseStatus, _ headers: HTTPHeaders) {
    perform { $0.beginAnswer(self.number, status, headers, $1) }
  }

  /// Returns once the client's system has taken the part.
  package func write(_ part: ByteBuffer) async throws {
    try await write { $0.write(self.number, part, $2, $1) }
  }

  package func endAnswer() async throws {
    try await write { $0.endAnswer(self.number, $2, $1) }
  }

  /// Nothing will be read or written any more. Closes a connection whose answer is not complete.
  package func finish() {
    perform { $0.abandon(self.number, $1) }
  }

  private func write(
    _ body: @escaping @Sendable (HTTPConnection, ChannelHandlerContext, EventLoopPromise<Void>) -> Void
  ) async throws {
    let written = eventLoop.makePromise(of: Void.self)
    perform { body($0, $1, written) }
    do {
      try await written.futureResult.get()
    } catch {
      throw ClientGone()
    }
  }

  private func perform(_ body: @escaping @Sendable (HTTPConnection, ChannelHandlerContext) -> Void) {
    if eventLoop.inEventLoop { return body(connection.value.0, connection.value.1) }
    eventLoop.execute { [connection] in body(connection.value.0, connection.value.1) }
  }
}

/// The parts of the body.
extension HTTPExchange: AsyncSequence {
  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let exchange: HTTPExchange

    package mutating func next() async throws -> ByteBuffer? { try await exchange.nextPart() }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(exchange: self) }
}
