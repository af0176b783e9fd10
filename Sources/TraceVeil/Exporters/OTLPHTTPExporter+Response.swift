import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL
import OTLP

extension OTLPHTTPExporter {
  /// Bytes of the answer to a failed request that are read to keep the connection; its words are not used.
  private static let maximumErrorBody = 64 << 10

  func outcome(of response: HTTPClientResponse, to request: ExportRequest) async -> AttemptOutcome {
    let status = Int(response.status.code)
    switch HTTPResponseClass(status: status) {
    case .success:
      return await success(response, of: request)
    case .redirection:
      return .failed(.redirected, httpStatus: status)
    case .failure:
      await discardBody(of: response)
      return .failed(.refused, httpStatus: status)
    case .retryable:
      await discardBody(of: response)
      let retryAfter = response.headers.first(name: "Retry-After")
        .flatMap { RetryAfter.parse($0, unixTime: clock.unixTime) }
      return .retryable(.unavailable, httpStatus: status, retryAfter: retryAfter)
    }
  }

  /// The destination has the data, whatever else it says: never to be sent again.
  private func success(_ response: HTTPClientResponse, of request: ExportRequest) async -> AttemptOutcome {
    let body: ByteBuffer
    do {
      body = try await response.body.collect(upTo: maximumResponseBytes)
    } catch is NIOTooManyBytesError {
      return .failed(.responseTooLarge, httpStatus: Int(response.status.code))
    } catch {
      retries.countUnreadableResponse()
      return .delivered(rejectedItems: 0)
    }
    guard body.readableBytes > 0 else { return .delivered(rejectedItems: 0) }
    return .delivered(rejectedItems: rejectedItems(in: body, of: response, to: request))
  }

  private func rejectedItems(
    in body: ByteBuffer,
    of response: HTTPClientResponse,
    to request: ExportRequest
  ) -> Int {
    if let encoding = encoding(of: response) {
      do {
        let partial = try ExportResponse.decodePartialSuccess(
          body.readableBytesUInt8Span,
          signal: request.signal,
          from: encoding
        )
        return Int(clamping: partial?.rejectedItems ?? 0)
      } catch {
        // Counted below, as an answer of another type is.
      }
    }
    retries.countUnreadableResponse()
    return 0
  }

  /// Nil for a type that is not OTLP's: some proxy has answered, or a login page.
  private func encoding(of response: HTTPClientResponse) -> PayloadEncoding? {
    guard let contentType = response.headers.first(name: "Content-Type") else { return .protobuf }
    let mediaType = contentType.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    return PayloadEncoding.allCases.first { $0.contentType == mediaType }
  }

  /// A connection can be used again only when its answer has been read to the end.
  private func discardBody(of response: HTTPClientResponse) async {
    _ = try? await response.body.collect(upTo: Self.maximumErrorBody)
  }

  static func outcome(of error: any Error) -> AttemptOutcome {
    switch error {
    case is CancellationError: .cancelled
    case let error as HTTPClientError: outcome(of: error)
    case is NIOSSLError, is BoringSSLError: .retryable(.tlsFailed)
    default: .retryable(.connectionFailed)
    }
  }

  private static func outcome(of error: HTTPClientError) -> AttemptOutcome {
    switch error {
    case .cancelled: .cancelled
    case .alreadyShutdown: .failed(.shutDown)
    case .invalidURL, .emptyHost, .emptyScheme, .missingSocketPath: .failed(.invalidRequest)
    case .tlsHandshakeTimeout: .retryable(.tlsFailed)
    case .connectTimeout, .deadlineExceeded, .readTimeout, .writeTimeout: .retryable(.attemptTimedOut)
    default:
      // The cases with values cannot be matched, but their short descriptions come from a closed set.
      ["Unsupported scheme", "Invalid header field names", "Invalid header field values"]
        .contains(error.shortDescription) ? .failed(.invalidRequest) : .retryable(.connectionFailed)
    }
  }
}
