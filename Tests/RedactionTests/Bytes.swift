/// Calls `body` with the UTF-8 bytes of a text, as recognizers and operators are called.
func withBytes<Result>(_ text: String, _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
  try withBytes(Array(text.utf8), body)
}

/// The same for bytes that need not be UTF-8. `#expect` cannot take a span apart: hence the closures.
func withBytes<Result>(_ bytes: [UInt8], _ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
  try body(bytes.span)
}
