/// Why a call had no answer, besides what the system and TLS say.
enum GRPCFailure: Error, Sendable, Hashable {
  /// The server has not looked at it: it can be sent again as if it had never been.
  case notProcessed
  /// The connection, or this call, was broken off.
  case reset
  /// The server has ended the connection before it said anything.
  case closedEarly
  /// The answer is larger than may be.
  case responseTooLarge
  /// A server of HTTP/1 has answered.
  case notHTTP2
  /// A server that wants TLS has answered.
  case needsTLS
  /// The server lets nobody begin a call.
  case noStreams
  /// No connection within the time for it.
  case timedOut
  /// A header cannot be sent as it is.
  case invalidRequest
  /// All connections have been ended.
  case shutDown
}
