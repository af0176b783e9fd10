import CScheduling
import NIOCore
import NIOPosix
import Testing

@testable import HTTPServer

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

#if os(Linux)
  @Suite struct EventLoopSlicesTests {
    /// Before 6.12 the kernel has no slices to ask for.
    private static var kernelHasSlices: Bool {
      var name = utsname()
      guard uname(&name) == 0 else { return false }
      let release = withUnsafeBytes(of: &name.release) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
      return numbers.count == 2 && (numbers[0], numbers[1]) >= (6, 12)
    }

    @Test(.enabled(if: kernelHasSlices, "the kernel is older than 6.12"))
    func everyLoopAsksForTheShortestSlice() async throws {
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
      EventLoopSlices.shorten(of: group)
      for loop in group.makeIterator() {
        #expect(try await loop.submit { cscheduling_slice() }.get() == EventLoopSlices.nanoseconds)
      }
      try await group.shutdownGracefully()
    }

    @Test(.enabled(if: kernelHasSlices, "the kernel is older than 6.12"))
    func aThreadThatSyncsAsksForItselfAlone() async throws {
      let pool = NIOThreadPool(numberOfThreads: 1)
      pool.start()
      let ordinary = try await pool.runIfActive { cscheduling_slice() }
      for _ in 0..<2 {
        let slice = try await pool.runIfActive {
          EventLoopSlices.shortenOfThisThread()
          return cscheduling_slice()
        }
        #expect(slice == EventLoopSlices.nanoseconds)
      }
      #expect(ordinary != EventLoopSlices.nanoseconds)
      try await pool.shutdownGracefully()
    }
  }
#endif
