/// An exporter with files that may change while it runs. Safe on any thread.
package protocol ReloadableExporter: Sendable {
  /// Reads its files again, so it blocks. What is valid takes effect for what begins afterwards; where one of them cannot
  /// be used, all stays as it was.
  func reload() throws(ExporterConfigurationError)
}
