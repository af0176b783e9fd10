import CScheduling
package import NIOCore

/// Time slices of the threads that receive, answer and send, and of those that sync.
///
/// They do little and are waited for; the workers beside them compute for milliseconds. Linux since 6.12 lets a thread
/// ask for a shorter slice (`sched_setattr(2)`): it has no more of the CPU then, but gets it at once when it wakes,
/// in the middle of the slice of a thread that has not asked.
package enum EventLoopSlices {
  /// The shortest that the kernel grants.
  static let nanoseconds: UInt64 = 100_000

  /// Asks for all loops of a group. Where the system does not know of it, nothing changes.
  package static func shorten(of group: any EventLoopGroup) {
    for loop in group.makeIterator() {
      loop.execute { _ = cscheduling_set_slice(nanoseconds) }
    }
  }

  /// Asks for the calling thread, permanently. It must be a thread that does little and is waited for.
  package static func shortenOfThisThread() { cscheduling_set_slice_once(nanoseconds) }
}
