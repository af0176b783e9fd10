import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import TraceVeil

/// A whole body in memory, with the reservation that covers it.
struct HeldBody: Sendable {
  private let received: ReceivedBody
  private let coding: ContentCoding
  private let waits: ProxyAdmission.Waits

  init(
    _ bytes: ByteBuffer,
    _ reservation: consuming ByteBudget.Reservation?,
    _ coding: ContentCoding,
    _ waits: ProxyAdmission.Waits
  ) {
    received = ReceivedBody(bytes, reservation: reservation)
    self.coding = coding
    self.waits = waits
  }

  /// The bytes as they were received.
  var wireBytes: ByteBuffer { received.wireBytes }

  /// Runs `body` on the bytes, inflated, on a thread for such work, or at once where they are few. Where what comes of them
  /// finds no room, it waits for that.
  func work<Output: Sendable>(
    on proxy: MLflowProxy,
    _ body: @escaping @Sendable (ByteBuffer) throws(MLflowRedaction.Failure) -> Output
  ) async -> Result<Output, MLflowRedaction.Failure> {
    let body: @Sendable (ReceivedBody) -> Result<Output, MLflowRedaction.Failure> = { inflated in
      do throws(MLflowRedaction.Failure) {
        return .success(try body(inflated.wireBytes))
      } catch {
        return .failure(error)
      }
    }
    switch await inflated(on: proxy) {
    case .failure(let failure): return .failure(failure)
    case .success(let inflated):
      return await proxy.work(on: inflated.wireBytes) { body(inflated) } ?? .failure(.ended)
    }
  }

  /// The body as it is to be read, with the reservation that covers it. In a step of its own: how much memory the next
  /// one needs is seen now.
  private func inflated(on proxy: MLflowProxy) async -> Result<ReceivedBody, MLflowRedaction.Failure> {
    guard let format = coding.format else { return .success(received) }
    var waits = waits
    while true {
      // Nobody knows how many bytes it has.
      let outcome = await proxy.work(on: Int.max) { [received] () -> Inflated in
        do throws(MLflowRedaction.Failure) {
          return try Self.inflate(received, format, proxy)
        } catch {
          return .failed(error)
        }
      }
      switch outcome {
      case nil: return .failure(.ended)
      case .failed(let failure): return .failure(failure)
      case .body(let body): return .success(body)
      case .needsRoom(let bytes):
        let held = received.wireBytes.readableBytes
        let granted = await proxy.admission.reserve(bytes - held, holding: held, waits: &waits)
        guard let granted else { return .failure(.overloaded) }
        received.add(granted)
      }
    }
  }

  private enum Inflated: Sendable {
    case body(ReceivedBody)
    case failed(MLflowRedaction.Failure)
    /// What comes of the body needs so many bytes in all, and there is no room for them now.
    case needsRoom(Int)
  }

  private static func inflate(
    _ received: ReceivedBody,
    _ format: BodyFormat,
    _ proxy: MLflowProxy
  ) throws(MLflowRedaction.Failure) -> Inflated {
    guard let reservation = received.takeReservation() else { throw .failed }
    var inflation = Inflation(
      format,
      reservation: reservation,
      budgetLimit: proxy.admission.budget.limit,
      limit: proxy.maximumRequestBytes
    )
    do throws(BodyError) {
      let bytes = try inflation.inflate(received.wireBytes)
      var reservation = inflation.finish()
      reservation.complete()
      return .body(ReceivedBody(bytes, reservation: reservation))
    } catch {
      switch error {
      case .invalid(let error) where error.reason == .tooLarge: throw .tooLarge
      case .invalid(let error): throw .malformed(error.reason)
      case .overloaded(let bytes):
        var reservation = inflation.finish()
        _ = reservation.resize(to: received.wireBytes.readableBytes)  // Smaller than it was: cannot fail.
        received.add(reservation)
        return .needsRoom(bytes)
      }
    }
  }
}

extension MLflowExchange {
  /// Reads the whole body, within the bounds.
  /// - Returns: Nil when the request has been answered instead.
  func hold(_ routeClass: MLflowRouteClass) async throws -> HeldBody? {
    guard let coding = ContentCoding(head.headers) else {
      try await answer(MLflowAnswers.unsupportedMediaType, .unsupportedMediaType, routeClass)
      return nil
    }
    let declared = head.declaredBodyLength
    guard (declared ?? 0) <= proxy.maximumRequestBytes else {
      return try await refuseHolding(.tooLarge, routeClass)
    }
    // In steps, as it comes: what a head only declares takes nobody's room.
    let most = declared ?? proxy.maximumRequestBytes
    var waits = ProxyAdmission.Waits()
    let first = min(HTTPConnectionLimits.firstReservation, most)
    let claim = coding == .identity ? declared.map(BudgetClaim.total) ?? .unknown : .unknown
    guard var reservation = await proxy.admission.reserve(first, claiming: claim, waits: &waits) else {
      return try await refuseHolding(.overloaded, routeClass)
    }
    var bytes = ByteBuffer()
    while var part = try await client.nextPart() {
      let total = bytes.readableBytes + part.readableBytes
      guard total <= proxy.maximumRequestBytes else { return try await refuseHolding(.tooLarge, routeClass) }
      if total > reservation.bytes {
        let held = reservation.bytes
        let more = max(total, min(2 * held, most)) - held
        let granted = await proxy.admission.reserve(more, holding: held, claiming: claim, waits: &waits)
        guard let granted else {
          return try await refuseHolding(.overloaded, routeClass)
        }
        reservation.absorb(granted)
      }
      if total > bytes.capacity { bytes.reserveCapacity(max(total, min(declared ?? 0, 4 * total))) }
      bytes.writeBuffer(&part)
    }
    _ = reservation.resize(to: bytes.readableBytes)  // Smaller than it was: cannot fail.
    if coding == .identity { reservation.complete() }
    return HeldBody(bytes, reservation, coding, waits)
  }

  private func refuseHolding(_ failure: MLflowRedaction.Failure, _ routeClass: MLflowRouteClass) async throws
    -> HeldBody?
  {
    try await answer(failure, routeClass)
    return nil
  }
}
