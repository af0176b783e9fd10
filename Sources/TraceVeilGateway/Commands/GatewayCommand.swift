package import ArgumentParser
import HTTPServer
import Logging
import NIOPosix
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `traceveil gateway`.
package struct GatewayCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "gateway",
    abstract: "Takes OTLP in, redacts it, and sends it on.",
    discussion: """
      Environment variables configure it. They are below, the page Settings of the documentation explains them, and \
      --print-config shows those in force. With no destination, the gateway prints what it receives, redacted. \
      SIGTERM and SIGINT drain the queue, for at most TRACEVEIL_SHUTDOWN_TIMEOUT. SIGHUP reads the policy, \
      credentials and certificates again, and what the file of --config says of destinations.

      Settings:

      \(SettingNames.shown)
      """
  )

  package init() {}

  @Option(help: "A YAML file of the same names as the environment variables, which win.")
  var config: String?

  @Option(help: "How the log is written: text or json. Wins over TRACEVEIL_LOG_FORMAT.")
  var logFormat: String?

  @Flag(help: "Check the settings and exit: 0, or 78 with the key, its source and the reason.")
  var check = false

  @Flag(help: "Print the settings in force, secrets masked, and exit.")
  var printConfig = false

  @Flag(help: "Print a JSON schema of the file of --config, for editors, and exit.")
  var printSchema = false

  @Flag(help: "Print what is done with each route of MLflow in drop-in mode, and exit.")
  var printRoutes = false

  package func run() async throws {
    if printSchema { return try StandardStream.output.write(SettingsSchema.text) }
    if printRoutes { return try StandardStream.output.write(MLflowRouteTable.shown) }
    try await ExitStatus.reportingErrors {
      var source = SettingsSource(
        variables: ProcessInfo.processInfo.environment,
        file: config,
        logFormat: logFormat
      )
      let files = FileFingerprints(of: source.knownFiles)
      let reading = try source.read()
      source.declaredFile = reading.declaredFile
      let configuration = reading.configuration
      if check || printConfig {
        try show(configuration)
        if check, let queue = configuration.diskQueue { try DiskQueue.check(queue) }
        return .success
      }
      return try await serve(configuration, from: source, files)
    }
  }

  /// Whatever can be made without a port is made, so that a bad certificate is found too.
  private func show(_ configuration: GatewayConfiguration) throws {
    _ = try Gateway(configuration, logger: Self.logger(nil, .text), console: { _ in })
    for warning in configuration.warnings { StandardStream.error.tell("traceveil: warning: \(warning)\n") }
    if printConfig { try StandardStream.output.write(configuration.printed()) }
  }

  private func serve(
    _ configuration: GatewayConfiguration,
    from source: SettingsSource,
    _ files: FileFingerprints
  ) async throws -> ExitStatus {
    let logger = Self.logger(configuration.logLevel, configuration.logFormat)
    for warning in configuration.warnings {
      logger.warning(
        "Setting",
        metadata: [
          "key": "\(warning.key)", "source": "\(warning.source)", "reason": "\(warning.message)",
        ]
      )
    }
    // Somebody who reads nothing, of the log or of what is printed, must not hold the gateway up.
    let gateway = try Gateway(configuration, from: source, files, logger: logger) {
      try await StreamWriter.output.write($0, within: .seconds(5))
    }
    configuration.crashReport.prepare()
    ProcessLimits.prepare()
    EventLoopSlices.shorten(of: MultiThreadedEventLoopGroup.singleton)
    let listeners: Gateway.Listeners
    do {
      listeners = try await gateway.bind()
    } catch {
      await gateway.endThreads()
      throw error
    }
    let ending = try await gateway.run(listeners)
    await StreamWriter.error.flush(within: .milliseconds(500))
    return ending.undeliveredItems == 0 ? .success : .software
  }

  private static func logger(_ level: Logger.Level?, _ format: LogFormat) -> Logger {
    var logger = Logger(label: "traceveil") { _ in
      level.map {
        LogLineHandler(level: $0, format: format, write: StreamWriter.error.post) as any LogHandler
      }
        ?? SwiftLogNoOpLogHandler()
    }
    if let level { logger.logLevel = level }
    StreamWriter.error.tellOfDrops {
      format.line(.warning, "Log lines were dropped: nobody read them", ["lines": "\($0)"])
    }
    return logger
  }
}
