import NIOPosix
import Synchronization

/// Runs tasks on the threads of a pool, where they may block.
///
/// A task that goes from a queue to such a thread and back is woken once, not three times.
final class ThreadPoolExecutor: TaskExecutor {
  private let pool: NIOThreadPool
  private let active = Atomic(true)

  init(_ pool: NIOThreadPool) {
    self.pool = pool
  }

  /// Whether the pool took the last job. What takes its time is not to be begun when it did not.
  var isActive: Bool { active.load(ordering: .relaxed) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pool.submit { state in
      self.active.store(state == .active, ordering: .relaxed)
      if state == .active { return self.run(job) }
      // The pool has not begun or has ended, and this is the thread of whoever woke the task, which it may not keep.
      NIOThreadPool.singleton.submit { _ in self.run(job) }
    }
  }

  private func run(_ job: UnownedJob) {
    job.runSynchronously(on: asUnownedTaskExecutor())
  }
}
