import OTLP
import Redaction
import TraceVeil

/// Example 3: a support request full of personal data. No filter is needed: the pipeline looks for it, and is told for
/// what. Names of people and places take a Presidio analyzer.
extension PageExample {
  static func personalData(start: UInt64) -> PageExample {
    var trace = ExampleTrace(start: start)
    trace.add(
      "customer_support_agent",
      type: "AGENT",
      inputs: [
        "request": """
        Please cancel my credit card effective September 19th. My name is John Doe and my credit card number is \
        4095-2609-9393-4932. My email is john.doe@example.com and I live in Amsterdam.
        """
      ],
      outputs: "Yes"
    )
    var policy = RedactionPolicy()
    policy.entities = [.creditCard, .emailAddress, .dateTime]
    policy.analyzed = .some([EntityType("PERSON"), EntityType("LOCATION"), .dateTime])
    return PageExample(title: "3: personal data", policy: policy, spans: trace.spans)
  }
}
