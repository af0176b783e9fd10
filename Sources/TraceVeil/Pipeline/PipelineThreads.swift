import NIOPosix

/// The threads that do the CPU work of batches: never those of the cooperative pool, which has as many as
/// there are cores and serves the whole application.
struct PipelineThreads: Sendable {
  private let pool: NIOThreadPool
  private let isOwned: Bool
  /// The executor of tasks that run on these threads.
  let executor: ThreadPoolExecutor

  /// - Parameter pool: One that its owner starts and ends; nil to have an own one of `count` threads.
  init(pool: NIOThreadPool?, count: Int) {
    self.pool = pool ?? NIOThreadPool(numberOfThreads: count)
    isOwned = pool == nil
    executor = ThreadPoolExecutor(self.pool)
  }

  func start() {
    if isOwned { pool.start() }
  }

  func shutDown() async {
    // It fails only when it has been shut down before.
    if isOwned { try? await pool.shutdownGracefully() }
  }
}
