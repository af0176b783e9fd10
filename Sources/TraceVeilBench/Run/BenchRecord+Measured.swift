import Workload

extension BenchRecord {
  /// What was read from the outside of the gateway and from its peers in a run.
  struct Measured {
    var result: LoadResult
    var summary: SinkSummary
    /// Which spans arrived.
    var received: SpanLedger
    var cpuNanoseconds: UInt64?
    var peakResidentBytes: Int?
    /// CPU nanoseconds by stage, as the gateway accounts for them.
    var stageNanoseconds: [String: UInt64]
    var references: [Reference]
    /// The compressor, as in ``BenchRecord/compressor``.
    var compressor: String?
  }

  /// The record of a run.
  init(_ options: BenchOptions, workload: Workload, _ measured: Measured) {
    let result = measured.result
    self.workload = workload.kind.rawValue
    wire = options.wire
    seed = workload.seed
    connections = options.connections
    acceptingSeconds = Double(result.elapsed) / 1e9
    let arrival = measured.summary.lastArrival
    seconds = max(acceptingSeconds, Double(arrival - min(result.start, arrival)) / 1e9)
    faults = measured.summary.faults
    heldRequests = measured.summary.heldRequests
    compressor = measured.compressor
    compressionLevel = options.compressionLevel
    references = measured.references
    peakResidentBytes = measured.peakResidentBytes
    load = Load(result, offered: options.rate)
    latency = Latency(result.latency)
    delivery = Delivery(
      measured.summary,
      lost: result.missingSpans(in: measured.received, spansPerRequest: workload.spansPerRequest)
    )
    delivery.plantedValues = workload.requests.reduce(0) { $0 + $1.plantedCount }

    spans = result.acknowledgedSpans
    bytesIn = result.acknowledgedBytes
    bytesOut = measured.summary.tally.wireBytes
    guard bytesIn > 0, bytesOut > 0, seconds > 0 else { return }
    spansPerSecond = Double(spans) / seconds
    megabytesPerSecond = Double(bytesIn) / 1e6 / seconds
    ratio = Double(bytesIn) / Double(bytesOut)
    takeCPU(measured)
    sizeOverZlib6 = reference("zlib 6").map { $0.ratio / ratio }
  }

  func reference(_ name: String) -> Reference? {
    references.first { $0.name == name }
  }

  private mutating func takeCPU(_ measured: Measured) {
    guard let cpu = measured.cpuNanoseconds else { return }
    let perByte = Double(cpu) / Double(bytesIn)
    cpuNanosecondsPerByte = perByte
    cpuSecondsPerMillionSpans = Double(cpu) / 1e9 / (Double(spans) / 1e6)
    cpuOverZlib = reference("zlib \(compressionLevel)").map { perByte / $0.nanosecondsPerByte }
    cpuOverZlibUnderLoad = reference(PhysicalReference.loadedName(compressionLevel)).map {
      perByte / $0.nanosecondsPerByte
    }
    guard !measured.stageNanoseconds.isEmpty else { return }
    stages = measured.stageNanoseconds.mapValues { Double($0) / Double(bytesIn) }
    stages["io"] = max(0, perByte - stages.values.reduce(0, +))
  }
}

extension BenchRecord.Load {
  init(_ result: LoadResult, offered: Double?) {
    offeredSpansPerSecond = offered
    acknowledgedRequests = result.acknowledged.uniqueCount
    refusals = result.refusals
    refusalSeconds = result.refusalSeconds
    for (status, count) in result.otherStatuses { otherStatuses[String(status)] = count }
    connectionErrors = result.connectionErrors
    abandonedRequests = result.abandoned
    unsentRequests = result.unsent
  }
}

extension BenchRecord.Latency {
  init(_ histogram: LatencyHistogram) {
    p50 = Double(histogram.percentile(0.5)) / 1e6
    p90 = Double(histogram.percentile(0.9)) / 1e6
    p99 = Double(histogram.percentile(0.99)) / 1e6
    maximum = Double(histogram.maximum) / 1e6
  }
}

extension BenchRecord.Delivery {
  init(_ summary: SinkSummary, lost: Int) {
    lostSpans = lost
    duplicateSpans = summary.tally.duplicateSpans
    foreignSpans = summary.tally.foreignSpans
    malformedRequests = summary.tally.malformedRequests
    jsonAttributes = summary.tally.jsonAttributes
    invalidJSONAttributes = summary.tally.invalidJSONAttributes
    leakOccurrences = summary.tally.leakOccurrences
    leakedValues = summary.tally.leakedValues
    leaksByEntity = summary.tally.leaksByEntity
    leakedTexts = summary.leakedTexts
  }
}
