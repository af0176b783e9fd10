package import ArgumentParser
import Redaction
import TraceVeil

/// `traceveil reveal`.
package struct RevealCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Undoes the encrypt operator in text on standard input.",
    discussion: "Tokens that the key does not open stay as they are, and are counted on standard error."
  )

  package init() {}

  @Option(help: "The key file that the values were encrypted with.")
  var keyFile: String

  @Flag(help: "Write values as they stand inside a JSON string, for text that is JSON.")
  var json = false

  package func run() async throws {
    try await ExitStatus.reportingErrors {
      var scanner = RevealScanner(key: try key(), escapesJSON: json)
      var output: [UInt8] = []
      try InputFiles.forEachChunk(of: []) { chunk in
        scanner.append(Array(chunk).span, to: &output)
        try StandardStream.output.write(bytes: &output)
      }
      scanner.finish(to: &output)
      try StandardStream.output.write(bytes: &output)
      if scanner.failedCount > 0 {
        StandardStream.error.tell(
          "traceveil: \(scanner.failedCount) tokens could not be opened with this key\n"
        )
      }
      return .success
    }
  }

  private func key() throws(ConfigurationError) -> KeyMaterial {
    let bytes: [UInt8]
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.bytes(keyFile, limit: 4096)
    } catch {
      throw ConfigurationError(key: "--key-file", source: .commandLine, reason: error.reason)
    }
    do throws(KeyMaterialError) {
      return try KeyMaterial(fileBytes: bytes)
    } catch {
      throw ConfigurationError(key: "--key-file", source: .commandLine, reason: error.description)
    }
  }
}
