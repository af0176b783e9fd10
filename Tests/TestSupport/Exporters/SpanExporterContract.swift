package import TraceVeil

/// What ``SpanExporter`` demands of every exporter whose destination is well.
package enum SpanExporterContract {
  /// - Returns: What is wrong, in words; nothing when all is well.
  package static func violations(
    by makeExporter: () throws -> any SpanExporter,
    request: ExportRequest
  ) async throws -> [String] {
    var violations: [String] = []
    violations += await checkExports(try makeExporter(), request)
    violations += await checkStop(try makeExporter(), request)
    violations += await checkShutdown(try makeExporter(), request)
    violations += await checkCancellation(try makeExporter(), request)
    return violations
  }

  /// As many exports at a time as it says it can take.
  private static func checkExports(_ exporter: any SpanExporter, _ request: ExportRequest) async -> [String] {
    var violations: [String] = []
    let limit = exporter.maximumConcurrentExports
    if limit < 1 { violations.append("maximumConcurrentExports is \(limit)") }
    if exporter.name.isEmpty { violations.append("the name is empty") }
    let results = await withTaskGroup(of: ExportResult.self) { group in
      for _ in 0..<max(1, limit) { group.addTask { await exporter.export(request) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    if results.contains(where: { $0 != .success }) { violations.append("concurrent exports: \(results)") }
    let flush = await exporter.forceFlush(timeout: .seconds(10))
    if flush != .success { violations.append("a flush after an export: \(flush)") }
    _ = await exporter.shutdown(timeout: .seconds(10))
    return violations
  }

  /// It goes on working when nothing needs a retry.
  private static func checkStop(_ exporter: any SpanExporter, _ request: ExportRequest) async -> [String] {
    exporter.beginDrain()
    exporter.stopRetrying()
    exporter.stopRetrying()
    let result = await exporter.export(request)
    _ = await exporter.shutdown(timeout: .seconds(10))
    return result == .success ? [] : ["an export after stopRetrying: \(result)"]
  }

  private static func checkShutdown(_ exporter: any SpanExporter, _ request: ExportRequest) async -> [String]
  {
    var violations: [String] = []
    let results = await withTaskGroup(of: FlushResult.self) { group in
      for _ in 0..<3 { group.addTask { await exporter.shutdown(timeout: .seconds(10)) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    if results.contains(where: { $0 != .success }) { violations.append("concurrent shutdowns: \(results)") }
    if case .success = await exporter.export(request) { violations.append("it exports after its shutdown") }
    let flush = await exporter.forceFlush(timeout: .seconds(10))
    if flush == .timeout { violations.append("a flush after the shutdown takes forever") }
    return violations
  }

  /// A cancelled export comes back, whatever it answers.
  private static func checkCancellation(
    _ exporter: any SpanExporter,
    _ request: ExportRequest
  ) async -> [String] {
    await withTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask { _ = await exporter.export(request) }
      await group.waitForAll()
    }
    _ = await exporter.shutdown(timeout: .seconds(10))
    return []
  }
}
