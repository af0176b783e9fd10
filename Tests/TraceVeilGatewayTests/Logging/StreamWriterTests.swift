import Testing

@testable import TraceVeilGateway

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writing to pipes that somebody reads, or nobody.
@Suite("Writer of a stream", .timeLimit(.minutes(5)))
struct StreamWriterTests {
  /// A pipe, read when the test says so.
  private final class Pipe: Sendable {
    private let ends: (read: Int32, write: Int32)
    let stream: StandardStream

    init() {
      var ends: [Int32] = [0, 0]
      #expect(pipe(&ends) == 0)
      self.ends = (ends[0], ends[1])
      stream = StandardStream(descriptor: ends[1])
    }

    deinit {
      close(ends.read)
      close(ends.write)
    }

    /// Whether something has been written.
    var isBegun: Bool {
      var event = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
      return poll(&event, 1, 0) > 0
    }

    /// Blocks until so many bytes are there.
    func read(_ count: Int) -> String {
      var text = ""
      var left = count
      while left > 0 {
        let bytes = [UInt8](unsafeUninitializedCapacity: left) { buffer, initialized in
          initialized = max(0, systemRead(ends.read, buffer.baseAddress, left))
        }
        text += String(decoding: bytes, as: UTF8.self)
        left -= bytes.count
      }
      return text
    }
  }

  private func backlog(_ texts: Int = 10) -> OutputBacklog {
    OutputBacklog(maximumTexts: texts, maximumBytes: 1 << 20)
  }

  /// More than a pipe holds.
  private let large = String(repeating: "a", count: 1 << 20)

  @Test("In order, and all of it before a flush returns")
  func order() async {
    let pipe = Pipe()
    let writer = StreamWriter(pipe.stream, backlog())
    for number in 0..<10 { writer.post("\(number)") }
    #expect(await writer.flush(within: .seconds(60)))
    #expect(pipe.read(10) == "0123456789")
    #expect(await writer.flush(within: .seconds(60)), "nothing waits")
  }

  @Test("Nobody reads: nothing blocks, what has no room is dropped, and the reader is told when there is one")
  func stalledLog() async {
    let pipe = Pipe()
    let writer = StreamWriter(pipe.stream, backlog(2))
    writer.tellOfDrops { "(\($0) dropped)" }
    writer.post(large)
    #expect(await !writer.flush(within: .milliseconds(1)))
    // The first one may have been begun by now or not: two wait at most.
    for number in 0..<10 { writer.post("\(number)") }
    let dropped = writer.dropped
    #expect(dropped >= 8)
    #expect(pipe.read(large.utf8.count) == large)
    #expect(await writer.flush(within: .seconds(60)))
    writer.post("end")
    let notice = "(\(dropped) dropped)"
    let rest = pipe.read(notice.utf8.count + (10 - dropped) + 3)
    #expect(rest.contains(notice))
    #expect(rest.hasSuffix("end"))
  }

  @Test("Nobody reads: printing fails in time, and at once until the reader goes on")
  func stalledOutput() async throws {
    let pipe = Pipe()
    let writer = StreamWriter(pipe.stream, backlog())
    // One that was not begun in time is taken back.
    repeat {
      await #expect(throws: StreamWriter.NotWritten.self) {
        try await writer.write(large, within: .milliseconds(1))
      }
    } while !pipe.isBegun
    await #expect(throws: StreamWriter.NotWritten.self) { try await writer.write("x", within: .hours) }
    #expect(pipe.read(large.utf8.count) == large)
    #expect(await writer.flush(within: .seconds(60)))
    try await writer.write("again", within: .seconds(60))
    #expect(pipe.read(5) == "again")
  }

  @Test("A task that is cancelled waits for no reader")
  func cancellation() async {
    let pipe = Pipe()
    let writer = StreamWriter(pipe.stream, backlog())
    let task = Task { try await writer.write(large, within: .hours) }
    task.cancel()
    await #expect(throws: StreamWriter.NotWritten.self) { try await task.value }
  }

  @Test("A last message ends although nobody reads, also while another thread writes")
  func tell() async {
    let pipe = Pipe()
    let writer = StreamWriter(pipe.stream, backlog())
    writer.post(large)
    #expect(await !writer.flush(within: .milliseconds(1)))
    pipe.stream.tell("good-bye")
  }

  @Test("A closed stream fails what is printed, and harms no log")
  func closed() async {
    let writer = StreamWriter(StandardStream(descriptor: -1), backlog())
    writer.post("x")
    await #expect(throws: StreamWriter.NotWritten.self) { try await writer.write("x", within: .hours) }
    #expect(await writer.flush(within: .seconds(60)))
  }
}

extension Duration {
  fileprivate static var hours: Duration { .seconds(3600) }
}

/// `read`, which the method of the same name hides.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}
