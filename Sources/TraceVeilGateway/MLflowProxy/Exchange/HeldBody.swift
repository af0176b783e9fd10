import HTTPServer
import NIOCore
import NIOHTTP1
import NIOPosix
import OTLP
import TraceVeil

/// A whole body in memory, with the reservation that covers it.
struct HeldBody {
  private let received: ReceivedBody
  private let coding: ContentCoding

  init(_ bytes: ByteBuffer, _ reservation: consuming ByteBudget.Reservation?, _ coding: ContentCoding) {
    received = ReceivedBody(bytes, reservation: reservation)
    self.coding = coding
  }

  /// As they came.
  var wireBytes: ByteBuffer { received.wireBytes }

  /// Runs `body` on the bytes, inflated, on a thread for such work, or at once where they are few. Where what comes of them
  /// finds no room, it waits for that.
  func work<Output: Sendable>(
    on proxy: MLflowProxy,
    _ body: @escaping @Sendable (ByteBuffer) throws(MLflowRedaction.Failure) -> Output
  ) async -> Result<Output, MLflowRedaction.Failure> {
    let (received, coding) = (received, coding)
    // Nobody knows how many bytes one that is compressed has.
    let length = coding.format == nil ? received.wireBytes.readableBytes : Int.max
    var deadline: Duration?
    while true {
      let outcome = await proxy.work(on: length) { () -> Outcome<Output> in
        do throws(MLflowRedaction.Failure) {
          return try Self.work(received, coding, proxy, body)
        } catch {
          return .done(.failure(error))
        }
      }
      switch outcome {
      case nil: return .failure(.failed)
      case .done(let result): return result
      case .needsRoom(let bytes):
        let held = received.wireBytes.readableBytes
        let granted = await proxy.admission.reserve(bytes - held, holding: held, deadline: &deadline)
        guard let granted else { return .failure(.overloaded) }
        received.add(granted)
      }
    }
  }

  private enum Outcome<Output: Sendable>: Sendable {
    case done(Result<Output, MLflowRedaction.Failure>)
    /// What comes of the body needs so many bytes in all, and there is no room for them now.
    case needsRoom(Int)
  }

  private static func work<Output>(
    _ received: ReceivedBody,
    _ coding: ContentCoding,
    _ proxy: MLflowProxy,
    _ body: (ByteBuffer) throws(MLflowRedaction.Failure) -> Output
  ) throws(MLflowRedaction.Failure) -> Outcome<Output> {
    guard let format = coding.format, let reservation = received.takeReservation() else {
      return .done(.success(try body(received.wireBytes)))
    }
    var inflation = Inflation(
      format,
      reservation: reservation,
      budgetLimit: proxy.budget.limit,
      limit: proxy.maximumRequestBytes
    )
    let inflated: ByteBuffer
    do throws(BodyError) {
      inflated = try inflation.inflate(received.wireBytes)
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
    let result = try body(inflated)
    _ = inflation.finish()
    return .done(.success(result))
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
    var deadline: Duration?
    let first = min(HTTPConnectionLimits.firstReservation, most)
    guard var reservation = await proxy.admission.reserve(first, deadline: &deadline) else {
      return try await refuseHolding(.overloaded, routeClass)
    }
    var bytes = ByteBuffer()
    while var part = try await client.nextPart() {
      let total = bytes.readableBytes + part.readableBytes
      guard total <= proxy.maximumRequestBytes else { return try await refuseHolding(.tooLarge, routeClass) }
      if total > reservation.bytes {
        let held = reservation.bytes
        let more = max(total, min(2 * held, most)) - held
        guard let granted = await proxy.admission.reserve(more, holding: held, deadline: &deadline) else {
          return try await refuseHolding(.overloaded, routeClass)
        }
        reservation.absorb(granted)
      }
      if total > bytes.capacity { bytes.reserveCapacity(max(total, min(declared ?? 0, 4 * total))) }
      bytes.writeBuffer(&part)
    }
    _ = reservation.resize(to: bytes.readableBytes)  // Smaller than it was: cannot fail.
    return HeldBody(bytes, reservation, coding)
  }

  private func refuseHolding(_ failure: MLflowRedaction.Failure, _ routeClass: MLflowRouteClass) async throws
    -> HeldBody?
  {
    try await answer(failure, routeClass)
    return nil
  }
}
