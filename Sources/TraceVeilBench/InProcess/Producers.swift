import NIOCore
import NIOPosix

/// Threads of an application that make spans.
enum Producers {
  /// Runs `body` on so many threads at once; what they answer is added up.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> UInt64) async throws -> UInt64 {
    let pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
    let total = try await withThrowingTaskGroup(of: UInt64.self) { tasks in
      for index in 0..<count {
        tasks.addTask { try await pool.runIfActive { body(index) } }
      }
      return try await tasks.reduce(0, +)
    }
    try await pool.shutdownGracefully()
    return total
  }
}
