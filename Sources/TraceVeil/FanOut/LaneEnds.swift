import Synchronization

/// Tells who waits for it that a copy of some destination has come to its end. Safe on any thread.
final class LaneEnds: Sendable {
  private let latch = Mutex(Latch())

  /// Opens with the next end after this.
  var next: Latch { latch.withLock { $0 } }

  func tell() {
    let told = latch.withLock { latch in
      defer { latch = Latch() }
      return latch
    }
    told.open()
  }
}
