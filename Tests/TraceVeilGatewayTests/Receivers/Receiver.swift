import HTTPServer
import NIOCore
import NIOPosix
import NIOSSL
import OTLP
import Synchronization
import TestSupport
import TraceVeil

@testable import TraceVeilGateway

/// Takes requests for a test to look at, and answers as the test wants.
final class RecordingSink: RequestSink {
  private struct State {
    var requests: [IncomingRequest] = []
    /// Kept, as a pipeline would while the request waits.
    var reserved: [ByteBudgetHold] = []
    var answer = SubmitResult.accepted
    var taken: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())

  var requests: [IncomingRequest] { state.withLock { $0.requests } }
  var reservedBytes: [Int] { state.withLock { $0.reserved.map(\.bytes) } }
  var queuedItems: Int { requests.reduce(0) { $0 + $1.summary.acceptedItems } }
  var retryAfter: Duration { .milliseconds(2500) }

  func hurry() {}
  func whenTaken(_ action: @escaping @Sendable () -> Void) { state.withLock { $0.taken = action } }

  func answer(_ answer: SubmitResult) { state.withLock { $0.answer = answer } }

  /// Lets all requests go, with their reservations.
  func clear() {
    let taken = state.withLock { state in
      state.requests = []
      state.reserved = []
      return state.taken
    }
    taken()
  }

  func submit(_ request: IncomingRequest, reservation: consuming ByteBudget.Reservation) -> SubmitResult {
    let hold = ByteBudgetHold(reservation)
    return state.withLock { state in
      guard state.answer == .accepted else { return state.answer }
      state.requests.append(request)
      state.reserved.append(hold)
      return .accepted
    }
  }
}

final class ByteBudgetHold: Sendable {
  private let reservation: ByteBudget.Reservation

  init(_ reservation: consuming ByteBudget.Reservation) { self.reservation = reservation }

  var bytes: Int { reservation.bytes }
}

/// An OTLP receiver, of HTTP or of gRPC, on a port of its own, with sinks that record.
final class Receiver: Sendable {
  let sinks: [Signal: RecordingSink]
  /// Of traces; nil where the number of items has no bound.
  let itemBound: ItemBoundedSink?
  let budget: ByteBudget
  let counters = ReceiverCounters()
  let occupancy = Occupancy()
  let listener: HTTPListener
  let port: Int

  /// - Parameters:
  ///   - signals: That are served.
  ///   - speaksGRPC: Whether that is spoken, instead of OTLP over HTTP.
  ///   - adjust: Changes limits of connections. Times are too long to pass on a busy machine; a test that waits for one makes it short.
  init(
    maximumRequestBytes: Int = 1 << 20,
    budget: Int = 16 << 20,
    admissionWait: Duration = .zero,
    tokens: String? = nil,
    access: AccessControl? = nil,
    crossOrigin: CrossOrigin? = nil,
    forwardedHeaders: [String] = [],
    signals: [Signal] = Signal.allCases,
    tls: NIOSSLContext? = nil,
    maximumConnections: Int = 100,
    maximumItems: Int? = nil,
    speaksGRPC: Bool = false,
    adjust: (inout HTTPConnectionLimits) -> Void = { _ in },
    adjustHTTP2: (inout HTTP2Limits) -> Void = { _ in }
  ) async throws {
    sinks = Dictionary(uniqueKeysWithValues: signals.map { ($0, RecordingSink()) })
    self.budget = ByteBudget(limit: budget)
    var policy = OTLPService.Policy()
    policy.maximumRequestBytes = maximumRequestBytes
    policy.access = access ?? tokens.map { AccessControl(SenderCredentials(tokens: SecretList(file: $0))) }
    policy.crossOrigin = crossOrigin
    policy.forwardedHeaders = forwardedHeaders
    policy.admissionWait = admissionWait
    let served = sinks.mapValues { sink -> any RequestSink in
      guard let maximumItems else { return sink }
      return ItemBoundedSink(sink, maximumItems: maximumItems)
    }
    itemBound = served[.traces]?.itemBound
    let service = OTLPService(
      policy: policy,
      sinks: served,
      budget: self.budget,
      occupancy: occupancy,
      counters: counters,
      threadPool: .singleton
    )
    var limits = HTTPConnectionLimits(maximumBodyBytes: maximumRequestBytes + (speaksGRPC ? 5 : 0))
    limits.resolution = .milliseconds(5)
    for time in [
      \HTTPConnectionLimits.firstHeadTimeout, \.idleTimeout, \.arrivalWindow, \.bodyTimeout, \.answerTimeout,
    ] {
      limits[keyPath: time] = .minutes(10)
    }
    adjust(&limits)
    let address = ListenAddress(host: "127.0.0.1", port: 0)
    if speaksGRPC {
      var http2 = HTTP2Limits(limits)
      adjustHTTP2(&http2)
      listener = try await HTTPListener(
        address: address,
        http2Service: GRPCService(service) { [occupancy] in occupancy.isOpen },
        limits: http2,
        tls: tls.map { ServerTLS($0) },
        maximumConnections: maximumConnections
      )
    } else {
      listener = try await HTTPListener(
        address: address,
        service: service,
        limits: limits,
        tls: tls.map { ServerTLS($0) },
        maximumConnections: maximumConnections
      )
    }
    port = listener.address?.port ?? 0
  }

  var traces: RecordingSink { sinks[.traces] ?? RecordingSink() }

  func connect(tls: NIOSSLContext? = nil) async throws -> RawConnection {
    try await RawConnection.open(port: port, tls: tls)
  }

  /// Requests that ended so.
  func count(_ outcome: RequestOutcome, _ signal: Signal? = .traces) -> Int {
    counters.statistics[signal].requests[outcome] ?? 0
  }

  /// Returns once the requests that are held have so many bytes: an answer may come before its request is let go.
  func becomes(reserved bytes: Int) async {
    while budget.reserved != bytes, !Task.isCancelled { await Task.yield() }
  }

  /// Runs a test against a receiver and closes it.
  @discardableResult
  static func with<Result>(
    _ receiver: Receiver,
    _ body: (Receiver) async throws -> Result
  ) async throws -> Result {
    let result: Result
    do {
      result = try await body(receiver)
    } catch {
      await receiver.listener.close()
      throw error
    }
    await receiver.listener.close()
    return result
  }
}

let protobuf = ("Content-Type", "application/x-protobuf")
