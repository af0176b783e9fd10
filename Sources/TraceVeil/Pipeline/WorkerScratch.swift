import Synchronization

/// What belongs to one worker. It runs on one thread at a time, but not always on the same.
final class WorkerScratch<Item: BatchItem>: Sendable {
  private struct State: ~Copyable {
    var elements: [Item] = []
    var encoding: EncodingScratch
  }

  private let state: Mutex<State>

  init(_ encoding: consuming sending EncodingScratch) {
    state = Mutex(State(encoding: encoding))
  }

  /// Takes the elements of the next batch, leaving an empty array.
  func load(_ elements: inout [Item]) {
    // Swapped, so that the array has one owner and is emptied in place.
    var loaded: [Item] = []
    swap(&loaded, &elements)
    state.withLock { $0.elements = loaded }
  }

  /// Encodes what was loaded, and frees it on this thread.
  /// - Returns: The result and an empty array with the room of the batch.
  func encode(with encoder: BatchEncoder<Item>) -> (EncodedBatch, [Item]) {
    state.withLock { state in
      let encoded = encoder.encode(state.elements, with: &state.encoding)
      state.elements.removeAll(keepingCapacity: true)
      var emptied: [Item] = []
      swap(&emptied, &state.elements)
      return (encoded, emptied)
    }
  }
}
