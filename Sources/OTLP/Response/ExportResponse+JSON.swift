internal import JSON

// OTLP's JSON: lower camel case, and 64-bit numbers as strings.
extension ExportResponse {
  static func encodeJSON(_ partialSuccess: PartialSuccess?, signal: Signal) -> [UInt8] {
    guard let partialSuccess else { return JSONValue.object([]).encoded }
    let members: JSONValue = [
      rejectedKey(signal): .string(String(partialSuccess.rejectedItems)),
      "errorMessage": .string(partialSuccess.errorMessage),
    ]
    return JSONValue.object([.init("partialSuccess", members)]).encoded
  }

  static func encodeJSONStatus(code: Int32, message: String, details: [StatusDetail]) -> [UInt8] {
    var status: JSONValue = ["code": .number(String(code)), "message": .string(message)]
    if !details.isEmpty { status["details"] = .array(details.map(\.json)) }
    return status.encoded
  }

  static func decodeJSON(_ body: Span<UInt8>, signal: Signal) throws(DecodeError) -> PartialSuccess {
    var result = PartialSuccess(rejectedItems: 0, errorMessage: "")
    try read(body) { (reader, key) throws(JSONError) in
      guard key == "partialSuccess" || key == "partial_success" else { return try reader.skipValue() }
      try reader.object { (reader, key) throws(JSONError) in
        switch key {
        case rejectedKey(signal): result.rejectedItems = try reader.integer()
        case "errorMessage", "error_message": result.errorMessage = try reader.string()
        default: try reader.skipValue()
        }
      }
    }
    return result
  }

  static func decodeJSONStatusMessage(_ body: Span<UInt8>) throws(DecodeError) -> String {
    var message = ""
    try read(body) { (reader, key) throws(JSONError) in
      guard key == "message" else { return try reader.skipValue() }
      message = try reader.string()
    }
    return message
  }

  /// Reads a body that is one object.
  private static func read(
    _ body: Span<UInt8>,
    _ member: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(DecodeError) {
    try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      var reader = JSONReader(bytes)
      do throws(JSONError) {
        try reader.object(member)
        try reader.end()
      } catch {
        throw DecodeError(error)
      }
    }
  }

  private static func rejectedKey(_ signal: Signal) -> String {
    switch signal {
    case .traces: "rejectedSpans"
    case .logs: "rejectedLogRecords"
    case .metrics: "rejectedDataPoints"
    }
  }
}
