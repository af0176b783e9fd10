import RedactionInvariants

@main struct FuzzRedaction {
  static func main() {
    var count = CommandLine.argc
    var arguments = CommandLine.unsafeArgv
    _ = runFuzzer(&count, &arguments, fuzzRedaction)
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

/// libFuzzer calls from one thread.
private nonisolated(unsafe) var invariants = makeInvariants()

private func makeInvariants() -> RedactionInvariants {
  guard let invariants = try? RedactionInvariants() else { fatalError("the default policy does not compile") }
  return invariants
}

/// Redacts any bytes, and traps when that breaks a promise; see `RedactionInvariants`.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzRedaction(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  do {
    let broken = try invariants.firstBroken(by: Array(UnsafeBufferPointer(start: start, count: count)))
    if let broken { fatalError(broken) }
  } catch {
    fatalError("a text of this size was refused")
  }
  return 0
}
