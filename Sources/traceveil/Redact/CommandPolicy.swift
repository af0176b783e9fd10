import Redaction
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The policy of a command that redacts without a gateway: the same settings as the gateway's.
enum CommandPolicy {
  /// Warnings go to standard error. `TRACEVEIL_PROCESSORS=none` gives a redactor that finds nothing.
  static func redactor(policyFile: String?) throws -> Redactor {
    var values = ProcessInfo.processInfo.environment
    if let policyFile { values["TRACEVEIL_POLICY"] = policyFile }
    var reader = ConfigurationReader(Environment(values))
    if values["TRACEVEIL_POLICY"] != nil {
      throw reader.error("TRACEVEIL_POLICY", UnavailableSettings.reason)
    }
    let policy = try reader.redactionPolicy()
    if policy.map({ $0.analyzed != .none }) ?? false {
      throw reader.error("TRACEVEIL_PROCESSORS", "presidio is asked by the gateway only; name pii and secrets here")
    }
    for warning in reader.warnings { StandardStream.error.tell("traceveil: warning: \(warning)\n") }
    var none = RedactionPolicy()
    none.processors = []
    return try Redactor(policy: policy ?? none)
  }
}
