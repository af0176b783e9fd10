import NIOCore
import Synchronization

/// Runs tasks on the thread of an event loop.
///
/// What an export does between two answers of its connection takes microseconds, and the way to the cooperative pool and
/// back, with a thread to be woken at either end, takes many times as long. Nothing that blocks may run here.
final class EventLoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop

  init(_ eventLoop: any EventLoop) {
    self.eventLoop = eventLoop
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// An executor for each event loop of a group, to be used in turn.
final class EventLoopExecutors: Sendable {
  private let executors: [EventLoopExecutor]
  private let turn = Atomic(0)

  init(_ group: any EventLoopGroup) {
    executors = group.makeIterator().map { EventLoopExecutor($0) }
  }

  func next() -> EventLoopExecutor {
    executors[turn.wrappingAdd(1, ordering: .relaxed).oldValue % executors.count]
  }
}
