import HTTPServer
import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

/// The work on a complete body, done on the thread pool, or on the event loop where it is quick.
extension OTLPRequest {
  enum Taken: Sendable {
    case answered(HTTPAnswer)
    /// What comes of the body needs so many bytes in all, and there is no room for them now.
    case needsRoom(Int)
    /// It is whole, and waits for items of the queue to be taken.
    case waits(EventLoopFuture<HTTPAnswer>)
  }

  func take(_ wireBytes: ByteBuffer, in coding: ContentCoding, on eventLoop: any EventLoop) -> Taken {
    guard let wireReservation = takeReservation() else {
      return .answered(.error(.internalServerError, .internal, "", as: kind.form))
    }
    let policy = service.policy
    let start = ThreadCPUTime.nanoseconds()
    do {
      var body = wireBytes
      var reservation = wireReservation
      if let format = coding.format {
        var inflation = Inflation(
          format,
          reservation: reservation,
          budgetLimit: service.budget.limit,
          limit: policy.maximumRequestBytes
        )
        do throws(BodyError) {
          body = try inflation.inflate(body)
        } catch {
          keep(inflation.finish(), covering: wireBytes.readableBytes)
          throw error
        }
        reservation = inflation.finish()
      }
      var transcoded: OTLPJSON.Transcoded?
      if kind.encoding == .json {
        var transcoding = Transcoding(
          reservation: reservation,
          budgetLimit: service.budget.limit,
          limit: policy.maximumRequestBytes
        )
        do throws(BodyError) {
          body = try transcoding.transcode(body, as: signal, limits: policy.wireLimits)
        } catch {
          keep(transcoding.finish(), covering: wireBytes.readableBytes)
          throw error
        }
        transcoded = transcoding.transcoded
        reservation = transcoding.finish()
      }
      let summary = try validate(body)
      service.counters.add(decodeNanoseconds: ThreadCPUTime.nanoseconds() &- start, signal)
      let request = IncomingRequest(signal: signal, body: body, summary: summary, headers: headers)
      // If the request is in JSON, the validator saw the transcoded bytes, whose positions the sender never saw.
      let fault = kind.encoding == .json ? transcoded?.firstFault : summary.firstFault
      let arrived = Arrived(
        summary: summary,
        wireBytes: wireBytes.readableBytes,
        fault: fault,
        transcoded: transcoded
      )
      return submit(request, reservation: reservation, arrived, on: eventLoop)
    } catch let error as DecodeError {
      return .answered(answer(to: error))
    } catch BodyError.invalid(let error) {
      return .answered(answer(to: error))
    } catch BodyError.overloaded(let bytes) {
      return .needsRoom(bytes)
    } catch {
      return .answered(service.overloaded(signal, as: kind.form))
    }
  }

  private func validate(_ body: ByteBuffer) throws -> WireSummary {
    do throws(DecodeError) {
      return try WireValidator.validate(
        body.readableBytesUInt8Span,
        as: signal,
        limits: service.policy.wireLimits,
        screeningFor: service.policy.screenedKeys
      )
    } catch {
      // What came as JSON has no such place.
      throw kind.encoding == .json ? DecodeError(error.reason) : error
    }
  }

  /// What the answer and the counters need of a request that has been handed on.
  private struct Arrived: Sendable {
    let summary: WireSummary
    let wireBytes: Int
    let fault: DecodeError?
    let transcoded: OTLPJSON.Transcoded?
  }

  private func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation,
    _ arrived: Arrived,
    on eventLoop: any EventLoop
  ) -> Taken {
    guard arrived.summary.acceptedItems > 0 else { return .answered(answer(to: .accepted, arrived)) }
    var reservation = reservation
    reservation.complete()
    var request = request
    let ending = service.policy.acknowledgement == .memory ? nil : receipt(for: &request, on: eventLoop)
    guard let bound = sink.itemBound, service.policy.admissionWait > .zero else {
      return taken(sink.submit(request, reservation: reservation), arrived, ending)
    }
    let reply = eventLoop.makePromise(of: SubmitResult.self)
    switch bound.submit(request, reservation: reservation, later: { reply.succeed($0) }) {
    case .done(let result):
      reply.succeed(result)
      return taken(result, arrived, ending)
    case .waits(let id):
      let timer = eventLoop.scheduleTask(deadline: beginWait()) { [retryAfter = sink.retryAfter] in
        if bound.giveUp(id) { reply.succeed(.full(retryAfter: retryAfter)) }
      }
      return .waits(
        reply.futureResult.flatMap { [self] result in
          timer.cancel()
          switch taken(result, arrived, ending) {
          case .waits(let answer): return answer
          case .answered(let answer): return eventLoop.makeSucceededFuture(answer)
          case .needsRoom: return eventLoop.makeSucceededFuture(service.overloaded(signal, as: kind.form))
          }
        }
      )
    }
  }

  /// Makes a receipt for a request whose sender is answered when it is on disk, or delivered.
  private func receipt(
    for request: inout IncomingRequest,
    on eventLoop: any EventLoop
  ) -> EventLoopFuture<RequestEnding> {
    let ended = eventLoop.makePromise(of: RequestEnding.self)
    let receipt = RequestReceipt { ended.succeed($0) }
    request.receipt = receipt
    let id = service.receipts.add(receipt)
    ended.futureResult.whenComplete { [receipts = service.receipts] _ in receipts.remove(id) }
    if case .delivered(let limit) = service.policy.acknowledgement {
      // Not held by the timer: where it is forgotten, the sender need not wait.
      let timer = eventLoop.scheduleTask(in: TimeAmount(limit)) { [weak receipt] in receipt?.expire() }
      ended.futureResult.whenComplete { _ in timer.cancel() }
    }
    return ended.futureResult
  }

  /// - Parameter ending: How the request ends, once that is known; nil for a sender that is answered now.
  private func taken(
    _ result: SubmitResult,
    _ arrived: Arrived,
    _ ending: EventLoopFuture<RequestEnding>?
  ) -> Taken {
    guard result == .accepted, let ending else { return .answered(answer(to: result, arrived)) }
    return .waits(
      ending.map { [self] ending in
        switch ending {
        case .taken(let rejected): return answer(to: .accepted, arrived, rejectedByDestination: rejected)
        case .refused(let status):
          service.counters.count(.refusedByDestination, signal)
          return .refused(by: status, as: kind.form)
        case .notTaken: return notTaken()
        }
      }
    )
  }

  private func notTaken() -> HTTPAnswer {
    let isStored = service.policy.acknowledgement == .disk
    service.counters.count(isStored ? .notStored : .notDelivered, signal)
    let reason = isStored ? "the queue on disk did not take it" : "the destination has not taken it in time"
    return .unavailable(reason, retryAfter: sink.retryAfter, as: kind.form)
  }

  private func answer(
    to result: SubmitResult,
    _ arrived: Arrived,
    rejectedByDestination rejected: Int = 0
  ) -> HTTPAnswer {
    let summary = arrived.summary
    switch result {
    case .accepted: if service.budget.waiting > 0 { sink.hurry() }
    case .full(let retryAfter):
      return service.overloaded(signal, retryAfter: retryAfter, as: kind.form)
    case .shutDown:
      service.counters.count(.shuttingDown, signal)
      return OTLPService.shuttingDown(as: kind.form)
    }
    let isEmpty = summary.acceptedItems + summary.rejectedItems == 0
    service.counters.count(isEmpty ? .empty : .accepted, summary, wireBytes: arrived.wireBytes)
    if let transcoded = arrived.transcoded { service.counters.count(transcoded, signal) }
    let partial = partialSuccess(summary, arrived.fault, rejected)
    return .success(partial, signal: signal, as: kind.form)
  }

  private func partialSuccess(
    _ summary: WireSummary,
    _ fault: DecodeError?,
    _ rejected: Int
  ) -> ExportResponse.PartialSuccess? {
    if rejected > 0 {
      return ExportResponse.PartialSuccess(
        rejectedItems: Int64(summary.rejectedItems + rejected),
        errorMessage: "the destination rejected \(rejected) of them"
      )
    }
    guard summary.rejectedItems > 0 else { return nil }
    return ExportResponse.PartialSuccess(
      rejectedItems: Int64(summary.rejectedItems),
      errorMessage: fault?.message ?? "a trace id must be 16 bytes long and a span id 8"
    )
  }

  private func answer(to error: DecodeError) -> HTTPAnswer {
    if error.reason == .tooLarge {
      service.counters.count(.tooLarge, signal, error.reason)
      return service.tooLarge(as: kind.form)
    }
    service.counters.count(.malformed, signal, error.reason)
    return .error(
      .badRequest,
      .invalidArgument,
      error.message,
      details: [.badRequest(error.message)],
      as: kind.form
    )
  }
}
