internal import JSON
internal import ProtobufWire

/// Why bytes from outside were refused. Holds a place and a reason, never what stood there.
package struct DecodeError: Error, Sendable, Hashable {
  package enum Reason: String, Sendable, CaseIterable {
    /// The input ends inside a field, or a length points past the end of its message.
    case truncated
    /// A field number of 0, a group, or a tag that is not in its shortest form.
    case invalidTag
    /// A variable-length number of more than 64 bits.
    case invalidNumber
    /// A field holds another wire type than its definition says.
    case wrongWireType
    /// A field of which there can be one message, or in JSON one value, occurs twice.
    case duplicateField
    /// JSON nested deeper than a request of OTLP can be.
    case nestingTooDeep
    /// More bytes than the limit, as they are or once inflated or decoded.
    case tooLarge
    case notGzip
    /// Gzip data that does not inflate, or whose checksum is wrong.
    case corruptGzip
    /// The body is not valid deflate.
    case corruptDeflate
    case corruptZstd
    /// A frame of zstd asks for a window of more than 8 MiB, which those of HTTP may not (RFC 9659).
    case zstdWindow
    case corruptLZ4
    case corruptSnappy
    case invalidJSON
    /// A JSON value that its field cannot hold: wrong type, out of range, or an id that is not hexadecimal.
    case invalidValue
  }

  package let reason: Reason
  /// The offset of the byte where the fault was found, from the beginning of the input.
  package let offset: Int?

  package init(_ reason: Reason, offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }

  /// One English sentence, fit for the answer to the sender.
  package var message: String {
    guard let offset else { return explanation }
    return "\(explanation) (at byte \(offset))"
  }

  private var explanation: String {
    switch reason {
    case .truncated: "the message is truncated"
    case .invalidTag: "a field tag is invalid"
    case .invalidNumber: "a number is longer than 64 bits"
    case .wrongWireType: "a field has the wrong wire type"
    case .duplicateField: "a singular field occurs more than once"
    case .nestingTooDeep: "the body is nested too deeply"
    case .tooLarge: "the message is too large"
    case .notGzip: "the body is not gzip data"
    case .corruptGzip: "the gzip data is corrupt"
    case .corruptDeflate: "the deflate data is corrupt"
    case .corruptZstd: "the body is not zstd data, or corrupt"
    case .zstdWindow: "the zstd data asks for a window of more than 8 MiB; compress it with a smaller one"
    case .corruptLZ4: "the body is not LZ4's frames, or corrupt"
    case .corruptSnappy: "the body is not snappy data, or corrupt"
    case .invalidJSON: "the body is not valid JSON"
    case .invalidValue: "a value does not fit its field"
    }
  }
}

extension DecodeError: CustomStringConvertible {
  package var description: String { message }
}

extension DecodeError {
  init(_ error: WireError) {
    self.init(Reason(error.reason), offset: error.offset)
  }

  init(_ error: JSONError) {
    self.init(Reason(error.reason), offset: error.offset)
  }
}

extension DecodeError.Reason {
  fileprivate init(_ reason: WireError.Reason) {
    self =
      switch reason {
      case .truncated: .truncated
      case .invalidTag: .invalidTag
      case .invalidNumber: .invalidNumber
      case .wrongWireType: .wrongWireType
      case .duplicateField: .duplicateField
      case .tooLarge: .tooLarge
      }
  }

  fileprivate init(_ reason: JSONError.Reason) {
    self =
      switch reason {
      case .truncated: .truncated
      case .malformed: .invalidJSON
      case .nestingTooDeep: .nestingTooDeep
      case .tooLarge: .tooLarge
      case .invalidValue: .invalidValue
      case .duplicateField: .duplicateField
      }
  }
}
