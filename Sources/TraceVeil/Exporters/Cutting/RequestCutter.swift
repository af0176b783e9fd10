import NIOCore
import OTLP
import Synchronization

/// Delivers requests in parts where a destination refuses them whole, so that one item costs no others.
///
/// One for each exporter; safe to use from any number of tasks. A request that is not refused costs a lock.
final class RequestCutter: Sendable {
  /// Refusals of one request, when the destination takes nothing, after which no more is tried.
  static let allowance = 64
  /// The refusals after which no more is tried, for a destination that has accepted nothing since an earlier request
  /// was given up like that.
  static let smallestAllowance = 16

  private struct State {
    var size = SizeLimit()
    var allowance = RequestCutter.allowance
  }

  private let statuses: Set<Int>
  private let clock: any PipelineClock
  private let state = Mutex(State())

  /// - Parameter statuses: The statuses of answers that may concern a single item. 413 concerns the bytes, unless a
  ///   request as large was accepted.
  init(statuses: Set<Int>, clock: any PipelineClock) {
    self.statuses = statuses
    self.clock = clock
  }

  /// Bytes of a request that the destination is known to take; nil where it has refused none for its size.
  var knownBytes: Int? {
    let now = clock.now
    return state.withLock { $0.size.bytes(at: now) }
  }

  /// - Parameters:
  ///   - alone: What to do about an item that is refused alone, besides giving it up; nil where that has not helped.
  ///   - send: Delivers a request whole, with all the attempts that takes.
  func deliver(
    _ request: ExportRequest,
    alone: (ExportRequest) async -> ExportResult? = { _ in nil },
    send: (ExportRequest) async -> ExportResult
  ) async -> ExportResult {
    let start = clock.now
    let result = await send(request)
    guard let refusal = note(result, request) else { return result }
    if request.itemCount == 1 { return await alone(request) ?? result }
    // What cannot be cut because it cannot be read was not made here; the refusal stands.
    guard case .failure(let error) = result, let divided = try? DividedRequest(request),
      divided.itemCount == request.itemCount
    else { return result }
    var search = RefusalSearch(
      costs: divided.costs,
      senders: divided.senders,
      allowance: state.withLock { $0.allowance }
    )
    var outcome = PartialDelivery()
    var last = error
    outcome.add(refused: search.refused(for: refusal), of: divided, request, last)
    while let range = search.next(limit: knownBytes) {
      guard var part = try? divided.part(range) else {
        search.ended()
        outcome.add(failed: range.count, last)
        continue
      }
      // It grows older while the parts before it are sent.
      part.age = divided.age(of: range) + (clock.now - start)
      part.timeLeft = request.timeLeft.map { $0 - (clock.now - start) }
      let result = await send(part)
      let refusal = note(result, part)
      switch result {
      case .failure(let error):
        last = error
        guard let refusal else {
          var ended = (old: [range], young: [Range<Int>]())
          if error.ending == .retriesExhausted { ended = divided.givenUp(range, after: clock.now - start) }
          search.ended(butFor: ended.young)
          outcome.add(refused: ended.old, of: divided, request, error)
          continue
        }
        let other = part.itemCount == 1 ? await alone(part) : nil
        if other != nil { search.deliveredOtherwise() }
        let givenUp = search.refused(for: refusal)
        if let other {
          outcome.add(other, of: part)
        } else {
          outcome.add(refused: givenUp, of: divided, request, error)
        }
      case .success, .partial:
        search.delivered()
        outcome.add(result, of: part)
      }
    }
    note(search)
    return outcome.result
  }

  /// - Returns: Why the request is to be cut, if it is.
  private func note(_ result: ExportResult, _ request: ExportRequest) -> RefusalSearch.Refusal? {
    switch result {
    case .failure(let error):
      guard let status = error.httpStatus, error.ending == .permanent, statuses.contains(status) else {
        return nil
      }
      guard status == 413 else { return .content }
      guard request.itemCount > 1 else { return .size }
      let now = clock.now
      return state.withLock { $0.size.refuse(request.uncompressedBytes, at: now) } ? .size : .content
    case .success, .partial:
      let now = clock.now
      state.withLock {
        $0.size.pass(request.uncompressedBytes, at: now)
        $0.allowance = Self.allowance
      }
      return nil
    }
  }

  /// A destination that refuses everything is asked less and less.
  private func note(_ search: RefusalSearch) {
    guard search.isHopeless else { return }
    state.withLock { $0.allowance = max(Self.smallestAllowance, $0.allowance / 2) }
  }
}

extension PartialDelivery {
  /// Items that have failed; as requests of their own, too, where whoever sent them wants to have what is refused.
  fileprivate mutating func add(
    refused ranges: [Range<Int>],
    of divided: DividedRequest,
    _ request: ExportRequest,
    _ error: ExportError
  ) {
    for range in ranges {
      add(failed: range.count, error)
      guard request.keepsRefused, error.isRefusal, let part = try? divided.part(range).refused(error) else {
        continue
      }
      keep(part)
    }
  }

  fileprivate mutating func add(_ result: ExportResult, of part: ExportRequest) {
    add(
      result,
      items: part.itemCount,
      bytes: part.body.readableBytes,
      uncompressedBytes: part.uncompressedBytes
    )
  }
}
