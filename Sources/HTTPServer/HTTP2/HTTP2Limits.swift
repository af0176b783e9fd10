package import NIOCore
import NIOHTTP2

/// Bounds on what one connection in HTTP/2 may take, beside those that it shares with HTTP/1.1.
package struct HTTP2Limits: Sendable {
  /// The limits of each request, and of the connection between two requests.
  package var connection: HTTPConnectionLimits
  /// Requests of a connection at a time: what RFC 9113 recommends at least.
  package var maximumStreams = 100
  /// The age at which a connection is asked to make room for a new one, which a load balancer may send to another
  /// replica; nil for no limit. It varies by ten per cent, so that connections that began together do not end
  /// together.
  package var maximumAge: TimeAmount?
  /// How long requests that have begun may take once a connection is to end.
  package var drainTimeout: TimeAmount = .seconds(60)
  /// Bytes of a connection that have come and have no room yet. A request more is refused.
  package var maximumHeldBytes = 256 << 10
  /// Frames besides requests that cost work and carry nothing, at a time and in each second.
  package var controlFrames = 1000
  package var controlFramesPerSecond = 20

  package init(_ connection: HTTPConnectionLimits) {
    self.connection = connection
  }

  /// The bytes that a request may send before any were granted, and once some of it has come.
  static let initialWindow = 65_535
  static let streamWindow = 1 << 20
  /// The window of a connection. Bytes that were read are granted again at once, because other bounds limit what is
  /// kept.
  static let connectionWindow = 4 << 20

  /// The largest frame that is accepted. Clients that send large frames save a turn for each 16 KB. A body is still
  /// read as it arrives.
  static let frameBytes = 256 << 10

  /// How NIO's handler is set up: its own bounds on floods, and what the peer is told.
  var handler: NIOHTTP2Handler.ConnectionConfiguration {
    var configuration = NIOHTTP2Handler.ConnectionConfiguration()
    configuration.initialSettings = [
      HTTP2Setting(parameter: .maxConcurrentStreams, value: maximumStreams),
      HTTP2Setting(parameter: .maxHeaderListSize, value: connection.maximumFieldBytes),
      HTTP2Setting(parameter: .enablePush, value: 0),
      HTTP2Setting(parameter: .maxFrameSize, value: Self.frameBytes),
    ]
    // Frames of a request that was reset may still arrive.
    configuration.maximumRecentlyResetStreams = 2 * maximumStreams
    configuration.maximumBufferedControlFrames = controlFrames
    // Clients that probe the bandwidth, as Go's do, ping once a round trip while answers come: it is ``ControlFrameCredit``
    // that knows the answers. This bounds a burst.
    configuration.controlFrameRateLimit.maximumCount = 500
    configuration.controlFrameRateLimit.windowLength = .milliseconds(100)
    return configuration
  }
}
