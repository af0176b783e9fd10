import OTLP
import Synchronization

/// Puts requests into the queue on disk whose senders have been answered before: what the disk does not take stays in
/// memory, and is handed over again until it does.
///
/// A request that is held keeps its place in the pipeline and its reservation. So memory is bounded as without a queue on
/// disk, and new requests are refused when there is no more of it. What is held when the time for the end of the pipeline
/// has passed is given up.
final class HoldingExporter: HandingExporter {
  private struct Held: Sendable {
    let request: ExportRequest
    let completion: @Sendable (ExportResult) -> Void
  }

  private let storing: any HandingExporter
  private let clock: any PipelineClock
  private let line = Mutex(HoldingLine<Held>())
  /// From one attempt to the next.
  private let pause: Duration

  init(_ storing: any HandingExporter, clock: any PipelineClock, pause: Duration = .seconds(1)) {
    self.storing = storing
    self.clock = clock
    self.pause = pause
  }

  var name: String { storing.name }
  var address: String? { storing.address }
  var compression: Compression { storing.compression }
  var requestCut: TraceRequestLimits? { storing.requestCut }
  var statistics: ExporterStatistics { storing.statistics }
  var maximumConcurrentExports: Int { storing.maximumConcurrentExports }

  func reload() throws(ExporterConfigurationError) { try storing.reload() }
  func beginMaking(_ bytes: Int) { storing.beginMaking(bytes) }
  func endMaking(_ bytes: Int, isBusy: Bool) { storing.endMaking(bytes, isBusy: isBusy) }

  func hand(over request: ExportRequest, completion: @escaping @Sendable (ExportResult) -> Void) {
    storing.hand(over: request) { [self] result in
      guard case .failure(let error) = result, error.code == .notStored else { return completion(result) }
      let held = line.withLock { $0.hold(Held(request: request, completion: completion)) }
      switch held {
      case .refused: completion(result)
      case .waits: break
      case .begins: Task { await retry() }
      }
    }
  }

  /// Tries until nothing is held. A disk that takes nothing is asked with one request at a time.
  private func retry() async {
    while true {
      // Only the end of the process cancels it.
      do { try await clock.sleep(for: pause) } catch { return giveUp() }
      // Nil where it has been closed.
      guard let probe = line.withLock({ $0.next() }) else { return }
      guard await storesAgain(probe) else { continue }
      for held in line.withLock({ $0.takeAll() }) { hand(over: held.request, completion: held.completion) }
      if line.withLock({ $0.rest() }) { return }
    }
  }

  private func storesAgain(_ held: Held) async -> Bool {
    let result = await storing.export(held.request)
    guard case .failure(let error) = result, error.code == .notStored else {
      held.completion(result)
      return true
    }
    if line.withLock({ $0.putBack(held) }) { return false }
    held.completion(result)
    return false
  }

  private func giveUp() {
    for held in line.withLock({ $0.close() }) {
      held.completion(.failure(ExportError(.notStored, ending: .shutDown)))
    }
  }

  func beginDrain(within limit: Duration) { storing.beginDrain(within: limit) }

  func stopRetrying() {
    storing.stopRetrying()
    giveUp()
  }

  func shutdown(timeout: Duration) async -> FlushResult {
    giveUp()
    return await storing.shutdown(timeout: timeout)
  }
}

/// What waits for a disk, as a value.
struct HoldingLine<Element> {
  enum Holding: Equatable {
    /// It is held, and somebody tries again already.
    case waits
    /// It is held, and somebody is to begin to try again.
    case begins
    /// It is not held.
    case refused
  }

  private var held: [Element] = []
  private var isTrying = false
  private var isClosed = false

  mutating func hold(_ element: Element) -> Holding {
    guard !isClosed else { return .refused }
    held.append(element)
    defer { isTrying = true }
    return isTrying ? .waits : .begins
  }

  /// Takes the one that has waited longest. Nil when it is closed.
  mutating func next() -> Element? { isClosed || held.isEmpty ? nil : held.removeFirst() }

  /// Puts one back, behind the others: one that is too large for the disk holds up none of them.
  /// - Returns: False when it is closed.
  mutating func putBack(_ element: Element) -> Bool {
    guard !isClosed else { return false }
    held.append(element)
    return true
  }

  mutating func takeAll() -> [Element] {
    defer { held = [] }
    return held
  }

  /// - Returns: True when nothing is held and nobody tries again from now on.
  mutating func rest() -> Bool {
    guard held.isEmpty else { return false }
    isTrying = false
    return true
  }

  /// Holds nothing from now on.
  /// - Returns: What was held.
  mutating func close() -> [Element] {
    isClosed = true
    return takeAll()
  }
}
