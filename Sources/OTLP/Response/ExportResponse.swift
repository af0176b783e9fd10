/// Bodies of the answers to export requests: `Export*ServiceResponse` of a 200, `google.rpc.Status` of an
/// error.
package enum ExportResponse {
  /// The part of a request that was not accepted, although the answer was a success.
  package struct PartialSuccess: Sendable, Hashable {
    /// Spans, log records or metric data points. With 0 the message is a warning.
    package var rejectedItems: Int64
    package var errorMessage: String

    package init(rejectedItems: Int64, errorMessage: String) {
      self.rejectedItems = rejectedItems
      self.errorMessage = errorMessage
    }

    /// Some receivers send an empty partial success for full success.
    var isEmpty: Bool { rejectedItems == 0 && errorMessage.isEmpty }
  }

  /// Bound on the bodies that are read, after inflating: what the protocol recommends.
  package static let maximumResponseBytes = 4 << 20

  /// Body of a 200.
  ///
  /// - Parameters:
  ///   - partialSuccess: Nil when everything was accepted.
  ///   - signal: The signal of the answered request.
  ///   - encoding: The encoding of the answered request.
  package static func encode(
    _ partialSuccess: PartialSuccess?,
    signal: Signal,
    as encoding: PayloadEncoding
  ) -> [UInt8] {
    switch encoding {
    case .protobuf: encodeProtobuf(partialSuccess, signal: signal)
    case .json: encodeJSON(partialSuccess, signal: signal)
    }
  }

  /// Body of a 4xx or 5xx: a `google.rpc.Status`.
  ///
  /// - Parameters:
  ///   - code: The gRPC code. Clients are told not to branch on it.
  ///   - message: English, for a developer.
  ///   - details: For programs.
  ///   - encoding: The encoding of the answered request.
  package static func encodeStatus(
    code: Int32,
    message: String,
    details: [StatusDetail] = [],
    as encoding: PayloadEncoding
  ) -> [UInt8] {
    switch encoding {
    case .protobuf:
      encodeProtobufStatus(code: code, message: message) + details.flatMap(\.protobufField)
    case .json: encodeJSONStatus(code: code, message: message, details: details)
    }
  }

  /// Reads the body of a 200.
  ///
  /// - Returns: Nil when the body says, in one of the ways there are, that everything was accepted.
  /// - Throws: When the body is no such response. The request was accepted all the same.
  package static func decodePartialSuccess(
    _ body: Span<UInt8>,
    signal: Signal,
    from encoding: PayloadEncoding
  ) throws(DecodeError) -> PartialSuccess? {
    guard body.count <= maximumResponseBytes else { throw DecodeError(.tooLarge) }
    guard !body.isEmpty else { return nil }
    let decoded =
      switch encoding {
      case .protobuf: try decodeProtobuf(body, signal: signal)
      case .json: try decodeJSON(body, signal: signal)
      }
    return decoded.isEmpty ? nil : decoded
  }

  /// Reads the message of a `google.rpc.Status`: what the destination has to say about a refusal, in words
  /// that are not ours and may repeat what it was sent.
  package static func decodeStatusMessage(
    _ body: Span<UInt8>,
    from encoding: PayloadEncoding
  ) throws(DecodeError) -> String {
    guard body.count <= maximumResponseBytes else { throw DecodeError(.tooLarge) }
    guard !body.isEmpty else { return "" }
    return switch encoding {
    case .protobuf: try decodeProtobufStatusMessage(body)
    case .json: try decodeJSONStatusMessage(body)
    }
  }
}
