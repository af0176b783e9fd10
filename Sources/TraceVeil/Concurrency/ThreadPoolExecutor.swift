import NIOPosix

/// Runs tasks on the threads of a pool, where they may block.
///
/// A task that goes from a queue to such a thread and back is woken once, not three times.
final class ThreadPoolExecutor: TaskExecutor {
  private let pool: NIOThreadPool

  init(_ pool: NIOThreadPool) {
    self.pool = pool
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // Also when the pool has ended: then it runs here and now, and finds out that there is nothing to do.
    pool.submit { _ in job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
