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
}
