package import NIOCore
import Synchronization

/// Runs tasks on the thread of an event loop.
///
/// What an export does between two answers of its connection takes microseconds, and the way to the cooperative pool and
/// back, with a thread to be woken at either end, takes many times as long. Nothing that blocks may run here.
package final class EventLoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// An executor for each event loop of a group.
package final class EventLoopExecutors: Sendable {
  private let executors: [EventLoopExecutor]
  private let byEventLoop: [ObjectIdentifier: EventLoopExecutor]
  private let turn = Atomic(0)

  package init(_ group: any EventLoopGroup) {
    let pairs = group.makeIterator().map { (ObjectIdentifier($0), EventLoopExecutor($0)) }
    executors = pairs.map(\.1)
    byEventLoop = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The one of an event loop; nil for a loop of another group.
  package func executor(of eventLoop: any EventLoop) -> EventLoopExecutor? {
    byEventLoop[ObjectIdentifier(eventLoop)]
  }

  /// The next executor, each in turn.
  func next() -> EventLoopExecutor {
    executors[turn.wrappingAdd(1, ordering: .relaxed).oldValue % executors.count]
  }
}
