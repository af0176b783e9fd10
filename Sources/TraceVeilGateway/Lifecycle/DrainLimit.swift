import Logging
import NIOCore
import NIOPosix
import TraceVeil

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The last resort of a drain: ends the process if something keeps it from ending by itself.
enum DrainLimit {
  /// What the drain does after its time: its report, its threads, the end of its log.
  private static let grace = Duration.seconds(1)

  /// Begins the countdown: the process ends at most one second after `timeout`. The timer is on an event loop, which
  /// nothing blocks.
  static func begin(_ timeout: Duration, logger: Logger) {
    let group = MultiThreadedEventLoopGroup.singleton
    let loop = group.next()
    loop.scheduleTask(in: TimeAmount(timeout + grace)) {
      logger.critical("Not ended in time: the process is ended")
      // The line has a moment to be written. Nothing of what `exit` would wait for.
      loop.scheduleTask(in: .milliseconds(100)) { _exit(ExitStatus.software.rawValue) }
    }
  }
}
