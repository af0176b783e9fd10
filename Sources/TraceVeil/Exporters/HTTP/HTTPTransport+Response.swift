import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import OTLP

extension HTTPTransport {
  func outcome(
    of response: HTTPClientResponse,
    to httpRequest: HTTPClientRequest,
    _ request: ExportRequest
  ) async -> AttemptOutcome {
    let status = Int(response.status.code)
    switch HTTPResponseClass(status: status) {
    case .success:
      return await success(response, of: request, httpRequest.headers)
    case .redirection:
      let detail = failures.detail(status, AnswerText(), httpRequest, request.signal)
      return .failed(.redirected, httpStatus: status, detail: detail)
    case .failure:
      let detail = failures.detail(status, await text(of: response), httpRequest, request.signal)
      return .failed(.refused, httpStatus: status, detail: detail)
    case .retryable:
      let detail = failures.detail(status, await text(of: response), httpRequest, request.signal)
      let retryAfter = response.headers.first(name: "Retry-After")
        .flatMap { RetryAfter.parse($0, unixTime: clock.unixTime) }
      return .retryable(.unavailable, httpStatus: status, retryAfter: retryAfter, detail: detail)
    }
  }

  /// The destination has the data, whatever else it says: never to be sent again.
  private func success(
    _ response: HTTPClientResponse,
    of request: ExportRequest,
    _ headers: HTTPHeaders
  ) async -> AttemptOutcome {
    let body: ByteBuffer
    do {
      body = try await response.body.collect(upTo: maximumResponseBytes)
    } catch is NIOTooManyBytesError {
      return .failed(.responseTooLarge, httpStatus: Int(response.status.code))
    } catch {
      retries.noteUnreadableAnswer()
      return .delivered(rejectedItems: 0)
    }
    guard body.readableBytes > 0 else { return .delivered(rejectedItems: 0) }
    return .delivered(rejectedItems: rejectedItems(in: body, of: response, to: request, headers))
  }

  private func rejectedItems(
    in body: ByteBuffer,
    of response: HTTPClientResponse,
    to request: ExportRequest,
    _ headers: HTTPHeaders
  ) -> Int {
    if let encoding = encoding(of: response) {
      do {
        let partial = try ExportResponse.decodePartialSuccess(
          body.readableBytesUInt8Span,
          signal: request.signal,
          from: encoding
        )
        let rejected = Int(clamping: partial?.rejectedItems ?? 0)
        retries.note(partialSuccess: failures.detail(partial?.errorMessage, headers), rejected: rejected)
        return rejected
      } catch {
        // Counted below, as an answer of another type is.
      }
    }
    retries.noteUnreadableAnswer()
    return 0
  }

  /// Nil for a type that is not OTLP's: some proxy has answered, or a login page.
  private func encoding(of response: HTTPClientResponse) -> PayloadEncoding? {
    guard let contentType = response.headers.first(name: "Content-Type") else { return .protobuf }
    let mediaType = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    return PayloadEncoding.allCases.first { $0.contentType == mediaType }
  }

  /// What the destination says. A connection can be used again only when its answer has been read to the end.
  private func text(of response: HTTPClientResponse) async -> AnswerText {
    guard let body = try? await response.body.collect(upTo: AnswerText.maximumBytes),
      !response.headers.contains(name: "Content-Encoding")
    else { return AnswerText() }
    return AnswerText(body, contentType: response.headers.first(name: "Content-Type"))
  }
}
