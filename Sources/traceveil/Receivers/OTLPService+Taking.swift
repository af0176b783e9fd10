import NIOCore
import NIOHTTP1
import OTLP
import TraceVeil

/// The work on a complete body, done on the thread pool, or on the event loop where it is quick.
extension OTLPService {
  func take(
    _ received: ReceivedBody,
    _ coding: ContentCoding,
    _ signal: Signal,
    _ headers: ForwardedHeaders,
    as encoding: PayloadEncoding
  ) -> HTTPAnswer {
    guard let wireReservation = received.takeReservation() else {
      return .error(.internalServerError, .internal, "", as: encoding)
    }
    let start = ThreadCPUTime.nanoseconds()
    do {
      var body = received.wireBytes
      var reservation = wireReservation
      if let format = coding.format {
        var inflation = Inflation(
          format,
          reservation: reservation,
          budgetLimit: budget.limit,
          limit: policy.maximumRequestBytes
        )
        body = try inflation.inflate(body)
        reservation = inflation.finish()
      }
      var unknownMembers = 0
      if encoding == .json {
        var transcoding = Transcoding(
          reservation: reservation,
          budgetLimit: budget.limit,
          limit: policy.maximumRequestBytes
        )
        body = try transcoding.transcode(body, as: signal, limits: policy.wireLimits)
        unknownMembers = transcoding.unknownMembers
        reservation = transcoding.finish()
      }
      let summary = try validate(body, as: signal, from: encoding)
      counters.add(decodeNanoseconds: ThreadCPUTime.nanoseconds() &- start, signal)
      let request = IncomingRequest(signal: signal, body: body, summary: summary, headers: headers)
      let answer = submit(
        request,
        reservation: reservation,
        wireBytes: received.wireBytes.readableBytes,
        as: encoding
      )
      if answer.status == .ok { counters.countUnknown(unknownMembers, signal) }
      return answer
    } catch let error as DecodeError {
      return answer(to: error, signal, as: encoding)
    } catch BodyError.invalid(let error) {
      return answer(to: error, signal, as: encoding)
    } catch {
      return overloaded(signal, as: encoding)
    }
  }

  private func validate(
    _ body: ByteBuffer,
    as signal: Signal,
    from encoding: PayloadEncoding
  ) throws -> WireSummary {
    do throws(DecodeError) {
      return try WireValidator.validate(body.readableBytesUInt8Span, as: signal, limits: policy.wireLimits)
    } catch {
      // What came as JSON has no such place.
      throw encoding == .json ? DecodeError(error.reason) : error
    }
  }

  private func submit(
    _ request: IncomingRequest,
    reservation: consuming ByteBudget.Reservation,
    wireBytes: Int,
    as encoding: PayloadEncoding
  ) -> HTTPAnswer {
    let summary = request.summary
    let signal = request.signal
    if summary.acceptedItems > 0 {
      switch sinks[signal]?.submit(request, reservation: reservation) {
      case .accepted: break
      case .full(let retryAfter):
        counters.count(.overloaded, signal)
        return .unavailable("the queue is full", retryAfter: retryAfter, as: encoding)
      case .shutDown, nil:
        counters.count(.shuttingDown, signal)
        return Self.shuttingDown(as: encoding)
      }
    }
    let isEmpty = summary.acceptedItems + summary.rejectedItems == 0
    counters.count(isEmpty ? .empty : .accepted, summary, wireBytes: wireBytes)
    return .success(partialSuccess(summary), signal: signal, as: encoding)
  }

  private func partialSuccess(_ summary: WireSummary) -> ExportResponse.PartialSuccess? {
    guard summary.rejectedItems > 0 else { return nil }
    return ExportResponse.PartialSuccess(
      rejectedItems: Int64(summary.rejectedItems),
      errorMessage: "a trace id must be 16 bytes long and a span id 8"
    )
  }

  private func answer(to error: DecodeError, _ signal: Signal, as encoding: PayloadEncoding) -> HTTPAnswer {
    if error.reason == .tooLarge {
      counters.count(.tooLarge, signal, error.reason)
      return tooLarge(as: encoding)
    }
    counters.count(.malformed, signal, error.reason)
    return .error(.badRequest, .invalidArgument, error.message, as: encoding)
  }
}
