package import NIOCore

/// What a ``ScriptedServer`` does with a request.
package enum ScriptedAnswer: Sendable {
  case answer(status: Int, headers: [(String, String)] = [], body: [UInt8] = [])
  /// Answers with the status that this says of the whole request.
  case deciding(@Sendable (ReceivedRequest) -> Int)
  /// Resets the connection when the head has arrived, before the body is read.
  case resetBeforeReading
  /// Resets the connection when the whole request has arrived: the data may have been taken.
  case resetAfterReading
  /// Never answers.
  case stall
  /// Answers with 200 when the future is there.
  case when(EventLoopFuture<Void>)
  /// Begins a 200 with a body, and never ends it.
  case stallInBody([UInt8])
  /// Begins a 200 with a body, and closes the connection before its end.
  case breakInBody([UInt8])
  /// Sends this much of a 200's body, endlessly if nobody stops it.
  case endlessBody

  package static var ok: ScriptedAnswer { .answer(status: 200) }

  package static func status(_ status: Int, retryAfter: String? = nil) -> ScriptedAnswer {
    .answer(status: status, headers: retryAfter.map { [("Retry-After", $0)] } ?? [])
  }
}

/// A request that a ``ScriptedServer`` has received, or as much of it as it read.
package struct ReceivedRequest: Sendable {
  package let method: String
  package let uri: String
  /// In the order and case they came.
  package let headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// Of the connections of the server, in the order they came.
  package let connection: Int

  /// The values of a header, whatever the case of its name.
  package func values(of name: String) -> [String] {
    headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}
