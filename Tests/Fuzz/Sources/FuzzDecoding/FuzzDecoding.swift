import OTLP

@main struct FuzzDecoding {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments, fuzzDecoding)
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

/// Takes any bytes for an export request, edits all texts and packs the result: as a tree, and as a gateway does, where
/// the bytes are.
///
/// The first byte chooses the signal and the edit, the rest is the body. Traps when what was accepted is
/// not clean afterwards.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let signal = Signal.allCases[Int(start[0]) % Signal.allCases.count]
  let body = UnsafeBufferPointer(start: start + 1, count: count - 1)
  guard let summary = try? WireValidator.validate(body.span, as: signal) else { return 0 }

  var batch = TelemetryBatch(signal: signal, maximumBytes: summary.treeBytes * 2 + (4 << 20))
  guard (try? batch.append(decoding: body.span, summary: summary)) != nil else {
    fatalError("protobuf-c refused what the validator accepted")
  }
  precondition(batch.memoryUsed <= summary.treeBytes, "the tree is larger than its bound")
  expectClean(batch, summary.acceptedItems)

  var editor = Rewriting(seed: start[0])
  guard (try? batch.editTexts(&editor)) != nil else { return 0 }
  expectClean(batch, summary.acceptedItems)
  editHeld(Array(body), summary, seed: start[0])
  return 0
}

private func editHeld(_ body: [UInt8], _ summary: WireSummary, seed: UInt8) {
  var batch = TelemetryBatch(signal: summary.signal, maximumBytes: summary.treeBytes * 2 + (4 << 20))
  guard (try? batch.append(holding: HeldBody(bytes: body), summary: summary)) != nil else {
    fatalError("what was decoded cannot be held")
  }
  expectClean(batch, summary.acceptedItems)
  var editor = Rewriting(seed: seed)
  guard (try? batch.editTexts(&editor)) != nil else { return }
  expectClean(batch, summary.acceptedItems)
  guard (try? batch.editSpans { _ in }) != nil else { fatalError("nobody threw") }
  expectClean(batch, summary.acceptedItems - batch.undecodedItems)
}

private struct HeldBody: RequestBytes {
  let bytes: [UInt8]

  func withBytes<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result { try body(bytes.span) }
}

private func expectClean(_ batch: borrowing TelemetryBatch, _ items: Int) {
  let packed = [UInt8](unsafeUninitializedCapacity: batch.packedSize()) { buffer, count in
    count = batch.pack(into: UnsafeMutableRawBufferPointer(buffer))
  }
  guard let summary = try? WireValidator.validate(packed.span, as: batch.signal) else {
    fatalError("packed what nobody can read")
  }
  precondition(summary.acceptedItems == items && summary.rejectedItems == 0, "items were lost or made")
  precondition(summary.unknownFields == 0 && summary.nulTexts == 0, "what was to be dropped came back")
  precondition(summary.invalidTexts == 0 && summary.deepValues == 0, "what was to be replaced came back")
}

/// Keeps, replaces and removes in turn; replaces by bytes that are no text.
private struct Rewriting: TextEditor {
  private var state: UInt8

  init(seed: UInt8) {
    state = seed
  }

  mutating func edit(
    _ text: Span<UInt8>,
    form: TextForm,
    place: TextPlace,
    attributeKey: Span<UInt8>,
    key: Span<UInt8>,
    replacement: inout [UInt8]
  ) -> TextEdit {
    state = state &* 167 &+ 13
    switch state >> 6 {
    case 0: return .removeAttribute
    case 1:
      for index in text.indices { replacement.append(text[index] ^ state) }
      return .replace
    default: return .keep
    }
  }
}
