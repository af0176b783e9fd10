import JSON
import NIOCore

extension JSONValue {
  /// The document that a server has answered with; nil if it is none. What is nested more than 32 times is an empty text.
  init?(answer body: ByteBuffer) {
    let document = body.withUnsafeReadableBytes { bytes in
      var reader = JSONTreeReader(bytes.bindMemory(to: UInt8.self), limits: .init(depth: 32, deepValue: ""))
      return try? reader.document()
    }
    guard let document else { return nil }
    self = document
  }
}
