import OTLP
import Redaction
import TraceVeil

/// What a command that redacts without a gateway reads: the gateway's own settings about redaction.
struct CommandSettings {
  /// Nothing is found by it when redaction is off.
  let plan: RedactionPlan
  let options: RedactionOptions
  /// The most bytes of a request, and of a line of text.
  let maximumBytes: Int
  let warnings: [ConfigurationWarning]

  /// Whether telemetry is redacted, or text.
  enum Subject {
    case requests, text
  }

  /// - Parameter policyFile: Wins over `TRACEVEIL_POLICY`.
  init(_ variables: [String: String], policyFile: String?, for subject: Subject) throws(ConfigurationError) {
    var variables = variables
    if let policyFile { variables["TRACEVEIL_POLICY"] = policyFile }
    var reader = ConfigurationReader(Environment(variables))
    try reader.refuseMisspelt()
    let policy = try reader.redactionPolicy()
    if policy.map({ $0.analyzed != .none }) ?? false {
      throw reader.error(
        "TRACEVEIL_PROCESSORS",
        "presidio is asked by the gateway only; name pii, secrets and ner here"
      )
    }
    let source = try reader.policySource(policy)
    options = try reader.redactionOptions()
    if options.isDryRun, subject == .text {
      // A filter that lets everything pass, and counts where nobody sees it, is of no use.
      throw reader.error("TRACEVEIL_DRY_RUN", "it is about telemetry; --report shows what is found in text")
    }
    maximumBytes = try reader.maximumRequestBytes()
    warnings = reader.warnings
    var nothing = RedactionPolicy()
    nothing.recognizerSets = []
    plan = try RedactionPlan.made(
      of: policy ?? nothing,
      source,
      named: policyFile == nil ? ("TRACEVEIL_POLICY", .environment) : ("--policy", .commandLine)
    )
  }
}
