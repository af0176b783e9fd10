import TraceVeil

/// Where the settings of a gateway come from: the environment of the process and the command line, which stay as they are, and
/// files, which can be read again.
struct SettingsSource: Sendable {
  /// Settings as they were read.
  struct Reading: Sendable {
    var configuration: GatewayConfiguration
    /// The files with settings.
    var files: [String]
    var declaredFile: String?
  }

  var variables: [String: String]
  /// The file of `--config`.
  var file: String?
  var logFormat: String?
  /// The file that ``file`` names as `OTEL_CONFIG_FILE`, once that is known.
  var declaredFile: String?

  /// The files that are known without reading any.
  var knownFiles: [String] {
    [file, declaredFile ?? Environment(variables)[DeclarativeFile.key]].compactMap { $0 }
  }

  func read() throws(ConfigurationError) -> Reading {
    var environment = Environment(variables)
    if let file {
      environment = environment.over(try ConfigurationFile.environment(at: file, variables: variables))
    }
    if let logFormat { environment.set(LogFormat.key, to: logFormat, source: .commandLine) }
    let declaredFile = environment[DeclarativeFile.key]
    let declared = try DeclarativeFile.applied(to: environment, variables: variables)
    var configuration = try GatewayConfiguration(declared.settings)
    configuration.warnings = declared.warnings + configuration.warnings
    let files = [file, declaredFile].compactMap { $0 }
    return Reading(configuration: configuration, files: files, declaredFile: declaredFile)
  }
}
