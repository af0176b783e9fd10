/// One measurement, as `--json` prints it. Times are CPU times of the gateway process alone unless named
/// otherwise.
struct BenchRecord: Codable, Sendable {
  struct Latency: Codable, Sendable {
    /// Milliseconds from the time a request was meant for to its acknowledgement.
    var p50 = 0.0
    var p90 = 0.0
    var p99 = 0.0
    var maximum = 0.0
  }

  struct Delivery: Codable, Sendable {
    /// Spans that were acknowledged and never arrived.
    var lostSpans = 0
    var duplicateSpans = 0
    var foreignSpans = 0
    var malformedRequests = 0
    var jsonAttributes = 0
    var invalidJSONAttributes = 0
    /// Different values that the workload has planted.
    var plantedValues = 0
    /// How often one of them arrived, and how many of them did.
    var leakOccurrences = 0
    var leakedValues = 0
    var leaksByEntity: [String: Int] = [:]
    var leakedTexts: [String] = []
  }

  struct Load: Codable, Sendable {
    /// Spans a second that were asked for; none in a closed loop.
    var offeredSpansPerSecond: Double?
    var acknowledgedRequests = 0
    var refusals = 0
    var refusalSeconds = 0
    var otherStatuses: [String: Int] = [:]
    var connectionErrors = 0
    var abandonedRequests = 0
    var unsentRequests = 0
  }

  /// A plain library on the same bytes, in this process, in the same run.
  struct Reference: Codable, Sendable {
    var name: String
    /// CPU time.
    var nanosecondsPerByte: Double
    /// Bytes in over bytes out.
    var ratio: Double
  }

  var workload = ""
  /// What was sent to the gateway in.
  var wire = LoadProtocol.httpProtobuf
  /// What senders are answered from, if that was chosen: `memory` or `disk`.
  var acknowledgement: String?
  var seed: UInt64 = 0
  var connections = 0
  /// The time from the first request to the arrival of the last span at the destination. A gateway that fills its
  /// queue quickly is not a fast one.
  var seconds = 0.0
  /// The time from the first request to the last acknowledgement.
  var acceptingSeconds = 0.0
  var faults: [String: Int] = [:]
  var heldRequests = 0
  var machine = Machine.current

  var spans = 0
  var spansPerSecond = 0.0
  var megabytesPerSecond = 0.0
  var bytesIn = 0
  var bytesOut = 0
  var ratio = 0.0
  var cpuNanosecondsPerByte: Double?
  var cpuSecondsPerMillionSpans: Double?
  var peakResidentBytes: Int?
  /// CPU nanoseconds per byte by stage, and `io` for all that is in none of them.
  var stages: [String: Double] = [:]

  var latency = Latency()
  var load = Load()
  var delivery = Delivery()
  /// Name and version of the library that the gateway compresses with, as `zlib 1.2.13`; nil when it does not
  /// compress, and for another program.
  var compressor: String?
  var compressionLevel = 1
  var references: [Reference] = []
  /// CPU over what plain zlib takes at the same level, and bytes out over what plain zlib makes of it at
  /// level 6: zlib is the scale, whichever library the gateway compresses with.
  var cpuOverZlib: Double?
  /// The CPU time relative to plain zlib while the load ran.
  var cpuOverZlibUnderLoad: Double?
  var sizeOverZlib6: Double?

  /// What was wrong, in words.
  var faultsFound: [String] {
    var found: [String] = []
    if delivery.lostSpans > 0 { found.append("\(delivery.lostSpans) acknowledged spans were lost") }
    if delivery.leakOccurrences > 0 {
      found.append("\(delivery.leakedValues) planted values leaked, \(delivery.leakOccurrences) times in all")
    }
    if delivery.invalidJSONAttributes > 0 {
      found.append("\(delivery.invalidJSONAttributes) JSON attributes were broken")
    }
    if delivery.malformedRequests > 0 {
      found.append("\(delivery.malformedRequests) requests were malformed")
    }
    if delivery.foreignSpans > 0 { found.append("\(delivery.foreignSpans) spans had changed ids") }
    if spans == 0 { found.append("nothing was acknowledged") }
    return found
  }
}
