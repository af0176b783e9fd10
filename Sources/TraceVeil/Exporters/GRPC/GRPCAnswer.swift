import JSON
import NIOCore
import NIOHPACK

/// The answer to one call, as a value that receives it part by part.
struct GRPCAnswer: Sendable {
  /// The bytes before a message: whether it is compressed, and its length in four bytes.
  static let prefixBytes = 5

  /// 0 until there is one.
  private(set) var httpStatus = 0
  private(set) var contentType: String?
  /// Nil while the server has not said how the call ended.
  private(set) var code: GRPCStatusCode?
  /// The server's words, decoded.
  private(set) var message = ""
  /// A `google.rpc.Status`; empty for none.
  private(set) var details: [UInt8] = []
  private(set) var body = ByteBuffer()
  private var hasHead = false

  /// Whether whoever answers speaks gRPC.
  var isGRPC: Bool { code != nil || contentType?.lowercased().hasPrefix("application/grpc") ?? false }

  /// Fields of a head, or of trailers, or of both in one.
  mutating func receive(_ fields: HPACKHeaders) {
    let status = fields.first(name: ":status").flatMap { Int($0) }
    // One that is only preliminary.
    if let status, (100..<200).contains(status) { return }
    if !hasHead {
      hasHead = true
      httpStatus = status ?? 0
      contentType = fields.first(name: "content-type")
    }
    guard let number = fields.first(name: "grpc-status") else { return }
    // Numbers that nobody knows count as this one.
    code = Int(number).flatMap { GRPCStatusCode(rawValue: $0) } ?? .unknown
    message = fields.first(name: "grpc-message").map(Self.decode) ?? ""
    details = fields.first(name: "grpc-status-details-bin").flatMap { Base64.bytes(Array($0.utf8)) } ?? []
  }

  /// - Returns: False when it is more than `limit` bytes by that.
  mutating func receive(_ bytes: inout ByteBuffer, limit: Int) -> Bool {
    guard body.readableBytes + bytes.readableBytes <= limit + Self.prefixBytes else { return false }
    body.writeBuffer(&bytes)
    return true
  }

  /// The one message of the body. Nil when there is none, or it is compressed, which was not asked for.
  var response: ByteBuffer? {
    guard let flag = body.getInteger(at: body.readerIndex, as: UInt8.self), flag == 0,
      let length = body.getInteger(at: body.readerIndex + 1, as: UInt32.self),
      Int(length) == body.readableBytes - Self.prefixBytes
    else { return nil }
    return body.getSlice(at: body.readerIndex + Self.prefixBytes, length: Int(length))
  }

  /// What is not printable, and `%`, stands there in hexadecimal. What is not so encoded stays as it is.
  private static func decode(_ text: String) -> String {
    String(decoding: PercentEncoding.decode(Array(text.utf8)), as: UTF8.self)
  }
}
