internal import COTLP
internal import CProtobufC
internal import ProtobufWire

// Texts and bytes as messages hold them.
extension ArenaAllocator {
  /// A C string of `bytes`; NUL and what is not UTF-8 become U+FFFD.
  func text(_ bytes: [UInt8]) throws(ArenaFull) -> TextPointer {
    try bytes.withUnsafeBufferPointer { (bytes) throws(ArenaFull) in
      if UTF8Text.nulCount(bytes) == 0 { return try copy(bytes) }
      return try text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A C string of `string`; NUL becomes U+FFFD.
  func text(_ string: String) throws(ArenaFull) -> TextPointer {
    var string = string
    let result = string.withUTF8 { (bytes) -> Result<TextPointer, ArenaFull>? in
      guard UTF8Text.nulCount(bytes) == 0 else { return nil }
      return Result { () throws(ArenaFull) in try copy(bytes) }
    }
    guard let result else {
      let clean = string.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
      return try text(String(String.UnicodeScalarView(clean)))
    }
    return try result.get()
  }

  func bytes(_ bytes: [UInt8]) throws(ArenaFull) -> ProtobufCBinaryData {
    guard !bytes.isEmpty else { return ProtobufCBinaryData(len: 0, data: nil) }
    let data = try array(of: UInt8.self, count: bytes.count)
    data.update(from: bytes, count: bytes.count)
    return ProtobufCBinaryData(len: bytes.count, data: data)
  }

  /// Copies the bytes, with a NUL behind them, which arena memory holds already.
  private func copy(_ bytes: UnsafeBufferPointer<UInt8>) throws(ArenaFull) -> TextPointer {
    let memory = try self.bytes(bytes.count + 1)
    UnsafeMutableRawBufferPointer(start: memory, count: bytes.count).copyMemory(from: .init(bytes))
    return memory.bindMemory(to: CChar.self, capacity: bytes.count + 1)
  }
}
