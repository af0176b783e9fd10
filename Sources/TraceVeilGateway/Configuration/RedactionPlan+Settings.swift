import Redaction
import TraceVeil

extension RedactionPlan {
  /// The plan of the settings about redaction: what the variables say, and a policy file over it.
  ///
  /// - Parameters:
  ///   - setting: What named the file, for errors.
  static func made(
    of variables: RedactionPolicy,
    _ file: PolicySource?,
    named setting: (key: String, source: ConfigurationSource)
  ) throws(ConfigurationError) -> RedactionPlan {
    if let file {
      do throws(PolicySource.Refusal) {
        return try file.load()
      } catch {
        throw ConfigurationError(key: setting.key, source: setting.source, reason: error.text)
      }
    }
    do {
      return try RedactionPlan(policy: variables)
    } catch {
      throw ConfigurationError(
        key: "TRACEVEIL_PROCESSORS",
        source: .environment,
        reason: "the recognizers cannot be made ready: \(error)"
      )
    }
  }
}
