import NIOCore

/// The frame of a message: whether it is compressed, and its length (gRPC's `Length-Prefixed-Message`).
enum GRPCFrame {
  static let prefixBytes = 5

  /// Why a body is not one message.
  enum Fault: Error {
    case none, several, truncated, invalidFlag
  }

  static func prefix(_ length: Int) -> [UInt8] {
    [0] + withUnsafeBytes(of: UInt32(length).bigEndian) { Array($0) }
  }

  /// Bytes of the first message of a body, frame included. Nil where its prefix has not come whole.
  static func length(_ begin: ByteBuffer) -> Int? {
    begin.getInteger(at: begin.readerIndex + 1, as: UInt32.self).map { Int($0) + prefixBytes }
  }

  /// The one message of a body.
  static func message(_ body: ByteBuffer) throws(Fault) -> (bytes: ByteBuffer, isCompressed: Bool) {
    guard body.readableBytes > 0 else { throw .none }
    guard let length = length(body), length <= body.readableBytes else { throw .truncated }
    guard length == body.readableBytes else { throw .several }
    guard let flag = body.getInteger(at: body.readerIndex, as: UInt8.self), flag <= 1,
      let bytes = body.getSlice(at: body.readerIndex + prefixBytes, length: length - prefixBytes)
    else { throw .invalidFlag }
    return (bytes, flag == 1)
  }
}
