/// A record as a table for people.
struct BenchTable {
  let record: BenchRecord

  /// The whole text, without a newline at the end.
  var text: String {
    let rows = loadRows + costRows + stageRows + deliveryRows + referenceRows
    let width = rows.map(\.0.count).max() ?? 0
    let lines = rows.map { name, value in
      name + String(repeating: " ", count: width - name.count + 2) + value
    }
    let title =
      "\(record.workload), \(record.wire.rawValue), seed \(record.seed), \(record.connections) connections, "
      + (record.acknowledgement.map { "answered from \($0), " } ?? "") + record.machine.processor
    return ([title] + lines).joined(separator: "\n")
  }

  private func fixed(_ value: Double, _ digits: Int) -> String {
    Figure.fixed(value, digits)
  }

  private var loadRows: [(String, String)] {
    var rows = [
      ("spans", "\(record.spans) in \(fixed(record.seconds, 1)) s"),
      (
        "throughput",
        "\(fixed(record.spansPerSecond, 0)) spans/s, \(fixed(record.megabytesPerSecond, 1)) MB/s"
      ),
    ]
    if let offered = record.load.offeredSpansPerSecond {
      rows.append(
        (
          "offered",
          "\(fixed(offered, 0)) spans/s, \(record.load.unsentRequests) requests not sent in time"
        )
      )
    }
    let latency = record.latency
    rows.append(
      (
        "latency ms",
        "p50 \(fixed(latency.p50, 2)), p90 \(fixed(latency.p90, 2)), "
          + "p99 \(fixed(latency.p99, 2)), max \(fixed(latency.maximum, 1))"
      )
    )
    return rows
  }

  private var costRows: [(String, String)] {
    var rows = [
      (
        "bytes",
        "in \(record.bytesIn), out \(record.bytesOut), ratio \(fixed(record.ratio, 2))"
          + (record.sizeOverZlib6.map { ", \(fixed($0, 2)) times plain zlib 6" } ?? "")
      )
    ]
    if let compressor = record.compressor {
      let level = record.compressionLevel > 0 ? ", level \(record.compressionLevel)" : ""
      rows.append(("compressor", compressor + level))
    }
    if let perByte = record.cpuNanosecondsPerByte, let perSpan = record.cpuSecondsPerMillionSpans {
      let ratio =
        (record.cpuOverZlib.map { ", \(fixed($0, 2)) times plain zlib \(record.compressionLevel)" } ?? "")
        + (record.cpuOverZlibUnderLoad.map { ", \(fixed($0, 2)) times that under this load" } ?? "")
      rows.append(
        (
          "gateway CPU",
          "\(fixed(perByte, 2)) ns/byte, \(fixed(perSpan, 2)) s per million spans" + ratio
        )
      )
    }
    if let peak = record.peakResidentBytes {
      rows.append(("gateway memory", "\(fixed(Double(peak) / 1e6, 1)) MB at its peak"))
    }
    return rows
  }

  private var stageRows: [(String, String)] {
    guard let total = record.cpuNanosecondsPerByte, total > 0 else { return [] }
    let order = ["decode", "redact", "encode", "gzip", "io"]
    return order.compactMap { name in
      record.stages[name].map { value in
        ("  " + name, "\(fixed(value, 2)) ns/byte, \(fixed(100 * value / total, 1)) %")
      }
    }
  }

  private func leaks(_ delivery: BenchRecord.Delivery) -> String {
    delivery.leakOccurrences == 0
      ? "none of \(delivery.plantedValues) planted values leaked"
      : "\(delivery.leakOccurrences) leaks, of \(delivery.leakedValues) of \(delivery.plantedValues) planted values"
  }

  private var deliveryRows: [(String, String)] {
    let delivery = record.delivery
    var rows = [
      (
        "delivery",
        "\(delivery.lostSpans) lost, \(delivery.duplicateSpans) duplicates, "
          + "\(leaks(delivery)), "
          + "\(delivery.invalidJSONAttributes) of \(delivery.jsonAttributes) JSON broken"
      ),
      (
        "answers",
        "\(record.load.acknowledgedRequests) accepted, \(record.load.refusals) refused with Retry-After, "
          + "\(record.load.connectionErrors) connection errors, \(record.load.abandonedRequests) abandoned"
      ),
    ]
    if !record.load.otherStatuses.isEmpty {
      let statuses = record.load.otherStatuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      rows.append(("other answers", statuses.joined(separator: ", ")))
    }
    if !record.faults.isEmpty || record.heldRequests > 0 {
      let faults = record.faults.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      rows.append(
        ("injected", (faults + ["held by a stall: \(record.heldRequests)"]).joined(separator: ", "))
      )
    }
    if delivery.leakOccurrences > 0 {
      let entities = delivery.leaksByEntity.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      rows.append(("leaks", entities.joined(separator: ", ")))
    }
    return rows
  }

  private var referenceRows: [(String, String)] {
    record.references.map { reference in
      (
        "plain " + reference.name,
        "\(fixed(reference.nanosecondsPerByte, 2)) ns/byte, ratio \(fixed(reference.ratio, 2))"
      )
    }
  }
}
