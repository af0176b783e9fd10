// Section `presidio`.
extension PolicyReader {
  mutating func readAnalyzer(_ node: PolicyNode) -> AnalyzerFailureAction? {
    if !context.hasAnalyzer { fail(node, "there is no analyzer: add presidio to TRACEVEIL_PROCESSORS") }
    let fields = members(of: node, allowing: ["on_failure"])
    guard let field = fields["on_failure"], let name = text(of: field) else { return nil }
    if let action = AnalyzerFailureAction(rawValue: name.lowercased()) { return action }
    let names = AnalyzerFailureAction.allCases.map(\.rawValue).joined(separator: ", ")
    fail(field, "must be one of \(names)")
    return nil
  }
}
