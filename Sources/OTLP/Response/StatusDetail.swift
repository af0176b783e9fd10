internal import JSON
internal import ProtobufWire

/// Details of a `google.rpc.Status` besides its message, for programs.
package enum StatusDetail: Sendable, Hashable {
  /// When to come again.
  case retryInfo(Duration)
  /// What was wrong with the request, in a sentence.
  case badRequest(String)
}

extension StatusDetail {
  private static let typePrefix = "type.googleapis.com/google.rpc."
  /// The subject of a violation. A byte is known, not a field.
  private static let violated = "body"

  private var typeURL: String {
    switch self {
    case .retryInfo: Self.typePrefix + "RetryInfo"
    case .badRequest: Self.typePrefix + "BadRequest"
    }
  }

  /// The field of a status that holds it: a `google.protobuf.Any`.
  var protobufField: [UInt8] {
    let content: [UInt8] =
      switch self {
      case .retryInfo(let delay): ProtobufField.bytes(1, Self.encode(delay))
      case .badRequest(let text):
        ProtobufField.bytes(
          1,
          ProtobufField.bytes(1, Array(Self.violated.utf8)) + ProtobufField.bytes(2, Array(text.utf8))
        )
      }
    return ProtobufField.bytes(
      3,
      ProtobufField.bytes(1, Array(typeURL.utf8)) + ProtobufField.bytes(2, content)
    )
  }

  var json: JSONValue {
    switch self {
    case .retryInfo(let delay):
      let (seconds, nanoseconds) = Self.parts(delay)
      let digits = String(nanoseconds)
      let fraction = nanoseconds > 0 ? "." + String(repeating: "0", count: 9 - digits.count) + digits : ""
      return ["@type": .string(typeURL), "retryDelay": .string("\(seconds)\(fraction)s")]
    case .badRequest(let text):
      let violation: JSONValue = ["field": .string(Self.violated), "description": .string(text)]
      return ["@type": .string(typeURL), "fieldViolations": .array([violation])]
    }
  }

  /// A `google.protobuf.Duration`.
  private static func encode(_ delay: Duration) -> [UInt8] {
    let (seconds, nanoseconds) = parts(delay)
    return (seconds > 0 ? ProtobufField.varint(1, UInt64(seconds)) : [])
      + (nanoseconds > 0 ? ProtobufField.varint(2, UInt64(nanoseconds)) : [])
  }

  private static func parts(_ delay: Duration) -> (seconds: Int64, nanoseconds: Int64) {
    let (seconds, attoseconds) = max(delay, .zero).components
    return (seconds, attoseconds / 1_000_000_000)
  }
}

/// Fields of small messages, each in an array of its own.
private enum ProtobufField {
  static func bytes(_ number: UInt32, _ content: [UInt8]) -> [UInt8] {
    WireOutput.array(capacity: content.count + 15) { output in
      output.tag(number, WireCursor.WireType.lengthPrefixed)
      content.withUnsafeBufferPointer { output.bytes($0) }
    }
  }

  static func varint(_ number: UInt32, _ value: UInt64) -> [UInt8] {
    WireOutput.array(capacity: 15) { output in
      output.tag(number, WireCursor.WireType.number)
      output.varint(value)
    }
  }
}
