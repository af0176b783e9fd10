@testable import OTLP

@main struct FuzzDecompression {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments, fuzzDecompression)
  }
}

/// libFuzzer's own main function, under the name it has for programs that bring theirs: SwiftPM insists on
/// one.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ run: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Takes any bytes for a compressed body.
///
/// The first byte chooses the format and how many bytes are handed over at a time, the rest is the body. Traps when more
/// comes out than the limit, or something else where the body comes in parts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecompression(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let format = BodyFormat.allCases[Int(start[0]) % BodyFormat.allCases.count]
  let body = UnsafeRawBufferPointer(start: start + 1, count: count - 1)
  let whole = inflate(body, format, part: max(body.count, 1))
  precondition((whole?.count ?? 0) <= limit, "more came out than is allowed")
  let part = 1 + Int(start[0]) / BodyFormat.allCases.count
  precondition(inflate(body, format, part: part) == whole, "the parts say something else than the whole")
  return 0
}

private let limit = 1 << 20

/// Nil for a body that is wrong.
private func inflate(_ body: UnsafeRawBufferPointer, _ format: BodyFormat, part: Int) -> [UInt8]? {
  var output: [UInt8] = []
  let receive: (UnsafeRawBufferPointer) -> Bool = { piece in
    output += piece
    return true
  }
  do {
    switch format {
    case .gzip, .deflate:
      let gzip = GzipDecompressor(limit: limit, format: format == .gzip ? .gzip : .deflate)
      try inflate(body, with: gzip, part, receive)
    case .zstd: try inflate(body, with: ZstdDecompressor(limit: limit), part, receive)
    case .lz4: try inflate(body, with: LZ4Decompressor(limit: limit), part, receive)
    case .framedSnappy: try SnappyFrames.inflate(body, limit: limit, while: receive)
    case .snappy:
      let count = try SnappyBlock.inflatedCount(body)
      guard count <= limit else { return nil }
      output = Array(repeating: 0, count: count)
      try output.withUnsafeMutableBytes { try SnappyBlock.inflate(body, into: $0) }
    }
    return output
  } catch {
    return nil
  }
}

private func inflate<Decompressor: BodyDecompressor & ~Copyable>(
  _ body: UnsafeRawBufferPointer,
  with decompressor: consuming Decompressor,
  _ part: Int,
  _ receive: (UnsafeRawBufferPointer) -> Bool
) throws {
  var inflater = decompressor
  var rest = body[...]
  while !rest.isEmpty {
    try inflater.inflate(UnsafeRawBufferPointer(rebasing: rest.prefix(part)), while: receive)
    rest = rest.dropFirst(part)
  }
  try inflater.finish()
}
