import OTLP
import Synchronization
import TraceVeil

/// Exporters whose files are read again, and those of the ways out, in whose place others can come. Safe on any thread.
final class ReloadableExporters: Sendable {
  private struct State {
    var ways: [DiskQueue.Way: ReplaceableExporter] = [:]
    /// With the name of what each is of.
    var others: [(name: String, exporter: any SpanExporter)] = []
  }

  private let state = Mutex(State())

  /// Each with the name of the destination or the signal that it is of.
  var all: [(name: String, exporter: any SpanExporter)] {
    state.withLock { state in
      state.ways.map { ($0.key.destination ?? $0.key.signal.rawValue, $0.value) } + state.others
    }
  }

  func add(_ exporter: any SpanExporter, of name: String) {
    state.withLock { $0.others.append((name, exporter)) }
  }

  /// - Returns: What stands for the exporter of this way from here on, whatever takes its place.
  @discardableResult
  func add(_ exporter: any SpanExporter, of way: DiskQueue.Way) -> ReplaceableExporter {
    let replaceable = ReplaceableExporter(exporter)
    state.withLock { $0.ways[way] = replaceable }
    return replaceable
  }

  subscript(way: DiskQueue.Way) -> ReplaceableExporter? { state.withLock { $0.ways[way] } }

  func remove(_ way: DiskQueue.Way) { state.withLock { $0.ways[way] = nil } }
}
