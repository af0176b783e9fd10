@testable import OTLP

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

/// Takes any bytes for an export request, edits spans and all texts where they are, and packs the result, as a gateway
/// does.
///
/// The first byte chooses the signal and the edit, the rest is the body. Traps when what was accepted is
/// not clean afterwards.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDecoding(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 0 else { return 0 }
  let signal = Signal.allCases[Int(start[0]) % Signal.allCases.count]
  let body = UnsafeBufferPointer(start: start + 1, count: count - 1)
  guard let summary = try? WireValidator.validate(body.span, as: signal) else { return 0 }

  var batch = TelemetryBatch(signal: signal, maximumBytes: (summary.treeBytes + count) * 4 + (4 << 20))
  guard (try? batch.append(holding: Array(body), summary: summary)) != nil else {
    fatalError("what the validator accepted cannot be held")
  }
  expectClean(batch, summary.acceptedItems)
  // Every other span is unpacked, and packed again.
  var count = 0
  let edited: Void? = try? batch.editSpans { span in
    _ = span.original.data
    count += 1
    if count % 2 == Int(start[0] >> 7) { try span.setAttribute("fuzzed", to: .array(["a", 1, .bytes([2])])) }
  }
  guard edited != nil else { fatalError("there was no memory for what is accepted") }
  precondition(batch.undecodedItems == 0, "protobuf-c refused what the validator accepted")
  expectClean(batch, summary.acceptedItems)

  var editor = Rewriting(seed: start[0])
  guard (try? batch.editTexts(&editor)) != nil else { return 0 }
  expectClean(batch, summary.acceptedItems)
  _ = batch.encodeJSON()
  return 0
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

// What it does nothing about. The defaults of the protocol cannot be seen from another package.
extension Rewriting {
  mutating func separate(key original: Span<UInt8>, in list: TextKeyList, replacement: inout [UInt8]) {}
  mutating func didShow(list id: Int) {}
  mutating func keeps(attribute: Span<UInt8>, place: TextPlace) -> Bool { false }
  mutating func didKeep(attribute: Span<UInt8>) {}
  var followsSpans: Bool { false }
  mutating func willShowSpan() {}
  mutating func didShowSpan() -> Attributes { [:] }
  mutating func willShow(events: EncodedEvents) {}
}
