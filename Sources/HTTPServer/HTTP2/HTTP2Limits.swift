package import NIOCore
import NIOHTTP2

/// Bounds on what one connection in HTTP/2 may take, beside those that it shares with HTTP/1.1.
package struct HTTP2Limits: Sendable {
  /// Of each request, and of a connection between two requests.
  package var connection: HTTPConnectionLimits
  /// Requests of a connection at a time: what RFC 9113 recommends at least.
  package var maximumStreams = 100
  /// After so long a connection is asked to make room for a new one, which a load balancer may lead elsewhere; nil for
  /// never. Ten per cent more or less, so that connections that began together do not end together.
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

  /// What a request may send before anything was granted, and once some of it has come.
  static let initialWindow = 65_535
  static let streamWindow = 1 << 20
  /// Of a connection: what was read is granted again at once, as other bounds hold what is kept.
  static let connectionWindow = 4 << 20

  /// Of a frame: clients that send large ones save a turn for each 16 KB. The body comes as it arrives all the same.
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
    // Of each request that was cut off, parts may still be on their way.
    configuration.maximumRecentlyResetStreams = 2 * maximumStreams
    configuration.maximumBufferedControlFrames = controlFrames
    // Clients that probe the bandwidth, as Go's do, ping once a round trip while answers come: it is ``ControlFrameCredit``
    // that knows the answers. This bounds a burst.
    configuration.controlFrameRateLimit.maximumCount = 500
    configuration.controlFrameRateLimit.windowLength = .milliseconds(100)
    return configuration
  }
}
