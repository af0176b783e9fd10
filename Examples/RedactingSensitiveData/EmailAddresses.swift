import OTLP
import TraceVeil

/// Example 1: an e-mail address in what a function was called with.
@Sendable func redactEmail(_ span: inout MutableSpan) {
  let emailPattern = /[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}/
  guard let text = span.inputs?["text"]?.string else { return }
  span.inputs = ["text": .string(text.replacing(emailPattern, with: "[REDACTED]"))]
}

extension PageExample {
  static func emailAddresses(start: UInt64) -> PageExample {
    var trace = ExampleTrace(start: start)
    trace.add(
      "predict",
      type: "UNKNOWN",
      inputs: ["text": "My e-mail address is test@example.com"],
      outputs: "Answer"
    )
    return PageExample(title: "1: e-mail addresses", spanProcessors: [redactEmail], spans: trace.spans)
  }
}
