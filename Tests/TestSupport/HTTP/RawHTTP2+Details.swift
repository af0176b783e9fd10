/// What a status holds for programs.
extension RawHTTP2.Reply {
  package struct Detail: Sendable, Hashable {
    package var type: String
    package var value: [UInt8]
  }

  /// Not one field after the other where a length says so.
  package struct NoSuchMessage: Error {}

  package func details() throws -> [Detail] {
    guard let text = self["grpc-status-details-bin"] else { return [] }
    guard let bytes = Self.base64(text) else { throw NoSuchMessage() }
    return try Self.fields(bytes).filter { $0.number == 3 }.map {
      let any = try Self.fields($0.bytes)
      return Detail(
        type: String(decoding: any.first { $0.number == 1 }?.bytes ?? [], as: UTF8.self),
        value: any.first { $0.number == 2 }?.bytes ?? []
      )
    }
  }

  /// Seconds, as `RetryInfo` has them; nil without one.
  package func retryDelay() throws -> UInt64? {
    guard let info = try details().first(where: { $0.type == "type.googleapis.com/google.rpc.RetryInfo" }),
      let delay = try Self.fields(info.value).first
    else { return nil }
    return try Self.fields(delay.bytes).first { $0.number == 1 }?.value
  }

  private struct Field {
    var number: UInt64
    var value: UInt64 = 0
    var bytes: [UInt8] = []
  }

  private static func fields(_ message: [UInt8]) throws -> [Field] {
    var rest = message[...]
    func varint() throws -> UInt64 {
      var value: UInt64 = 0
      var shift = 0
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      throw NoSuchMessage()
    }
    var fields: [Field] = []
    while !rest.isEmpty {
      let tag = try varint()
      let value = try varint()
      if tag & 7 == 0 {
        fields.append(Field(number: tag >> 3, value: value))
      } else {
        guard tag & 7 == 2, value <= UInt64(rest.count) else { throw NoSuchMessage() }
        fields.append(Field(number: tag >> 3, bytes: Array(rest.prefix(Int(value)))))
        rest = rest.dropFirst(Int(value))
      }
    }
    return fields
  }

  private static func base64(_ text: String) -> [UInt8]? {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var bytes: [UInt8] = []
    var bits = 0
    var buffer = 0
    for digit in text.utf8 where digit != UInt8(ascii: "=") {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      buffer = (buffer << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
      }
    }
    return bytes
  }
}
