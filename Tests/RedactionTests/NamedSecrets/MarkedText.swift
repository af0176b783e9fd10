import Testing

@testable import Redaction

/// One for all texts: making one takes a hundred times what a text takes.
private let shared = Result { try Redactor(policy: RedactionPolicy()) }

func sharedRedactor() throws -> Redactor { try shared.get() }

/// Expects exactly the findings that stand between `«` and `»` in `marked`, by the recognizers that are on by default.
func expectMarked(
  _ marked: String,
  as entity: EntityType = .password,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  var values: [String] = []
  for part in marked.split(separator: "«", omittingEmptySubsequences: false).dropFirst() {
    values.append(String(part.prefix { $0 != "»" }))
  }
  let text = marked.filter { $0 != "«" && $0 != "»" }
  let bytes = Array(text.utf8)
  let redactor = try sharedRedactor()
  var scratch = redactor.makeScratch()
  let found = try redactor.findings(in: bytes.span, scratch: &scratch)
  let parts = found.map { String(decoding: bytes[$0.range], as: UTF8.self) }
  #expect(parts == values, "in \(text)", sourceLocation: sourceLocation)
  #expect(
    found.allSatisfy { $0.entity == entity },
    "in \(text): \(found.map(\.entity))",
    sourceLocation: sourceLocation
  )
  try expectSameInJSON(text, parts, redactor, sourceLocation: sourceLocation)
}

/// Expects of a text in a string of JSON what was found in the text alone.
///
/// Where a string ends does not show in what quotation marks are in it: CSV with marks round its names has no head, and
/// `.IP "5.5.1.1 FFC"` stands in no mark of its own.
private func expectSameInJSON(
  _ text: String,
  _ parts: [String],
  _ redactor: Redactor,
  sourceLocation: SourceLocation
) throws {
  if text.hasPrefix(".IP \"") || text.hasPrefix("\"name\",") { return }
  // Alone, before another member, in an array, and in a document that is printed with an indent.
  let documents = [
    ("{\"text\":\"", "\"}"), ("{\"text\": \"", "\", \"n\": \"x\"}"), ("[\"x\", \"", "\", \"y\"]"),
    ("{\n  \"messages\": [\n    {\n      \"text\": \"", "\"\n    }\n  ]\n}"),
  ]
  for (head, tail) in documents {
    let document = Array((head + escaped(text) + tail).utf8)
    var scratch = redactor.makeScratch()
    let found = try redactor.findings(in: document.span, scratch: &scratch)
    let inside = found.map { String(decoding: document[$0.range], as: UTF8.self) }
    #expect(inside == parts.map(escaped), "in JSON: \(head)\(text)\(tail)", sourceLocation: sourceLocation)
  }
}

/// A text as JSON writes it in a string.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case _ where scalar.value < 0x20:
      let hex = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
