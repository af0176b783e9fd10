import OTLP
import Store
import TraceVeil

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The JSON of `/status`.
struct StatusDocument: Encodable {
  struct Queue: Encodable {
    var bytes: Int
    var limitBytes: Int
  }

  struct Disk: Encodable {
    var bytes: Int
    var limitBytes: Int
    /// Files that hold requests.
    var segments: Int
    /// Requests written since the start, and the syncs that took.
    var records: Int
    var syncs: Int
    /// Requests written anew, so that what was delivered behind them could be removed.
    var movedRecords: Int
    /// Requests that are left for later, while others of their tenant wait for their destination.
    var passedRecords: Int
    /// Writes, syncs and reads that failed.
    var failures: Int
    /// Whether the last write succeeded.
    var writable: Bool
    /// Whether the last read did.
    var readable: Bool
    /// Pieces of files that could not be delivered and were set aside.
    var quarantined: Int
    /// Pieces that there was no room to set aside.
    var unkept: Int
    /// Bytes behind the last whole request of a file: they were being written when an earlier run ended, or are damaged.
    var tornBytes: Int
    var deadLetters: DeadLetters
  }

  /// Dead letters: data that destinations refused permanently.
  struct DeadLetters: Encodable {
    var letters: Int
    var bytes: Int
    /// 0 where nothing is kept.
    var limitBytes: Int
    /// The letters that were removed to make room for others, since the start.
    var removedLetters: Int
    var removedItems: Int
    /// Times that the disk did not take one.
    var failures: Int
  }

  struct Redaction: Encodable {
    struct Match: Encodable {
      var entity: String
      var `operator`: String
      var place: String
      var count: Int
    }

    struct Policy: Encodable {
      var file: String
      var reloads: Int
      var refusedReloads: Int
    }

    var processors: [String]
    /// Whether matches are only counted.
    var dryRun: Bool
    var policy: Policy?
    var entities: [String: Int]
    /// What was found, by what was done to it and where it stood.
    var matches: [Match]
    /// Spans that a rule applied to.
    var ruleSpans: Int
    /// Texts replaced as a whole because they could not be redacted.
    var failures: Int
  }

  struct Reload: Encodable {
    var applied: Int
    var refused: Int
  }

  struct Presidio: Encodable {
    var requests: Int
    var failures: [String: Int]
    var texts: Int
    var cacheHits: Int
    var cachedTexts: Int
    /// Texts that the analyzer fails on although it answers: replaced as a whole.
    var refusedTexts: Int
    /// Batches that wait for the analyzer now.
    var heldBatches: Int
    /// `closed`, `open` or `half_open`.
    var breaker: String
  }

  struct Destination: Encodable {
    var exporter: String
    var endpoint: String?
    var attempts: Int
    var retries: Int
    /// Whether it does not answer, and is asked by one request at a time.
    var unreachable: Bool
    var lastError: String?
    /// The HTTP status of that answer, and what the log says about it: `reason`, `message`, `advice` and others.
    var lastErrorStatus: Int?
    var lastErrorDetail: [String: String]?
    /// Details about the last request of which the destination accepted only a part.
    var lastRejectionDetail: [String: String]?
    /// Items that were refused, by the HTTP status of the answer.
    var refused: [String: Int]
  }

  /// Every item is in exactly one: `received` is the sum of all the others.
  struct Items: Encodable {
    var received: Int
    var exported: Int
    var rejected: Int
    var dropped: [String: Int]
    var deadLettered: Int
    var queued: Int
    var onDisk: Int
    var inFlight: Int
    /// The age of the oldest item that is queued or in flight; 0 when there is none.
    var oldestAgeSeconds: Double
  }

  /// One of several destinations of a signal. Its items balance by themselves.
  struct Copies: Encodable {
    var destination: Destination
    var items: Items
  }

  struct SignalStatus: Encodable {
    var destination: Destination
    /// The copies of each destination, by name; absent for a single one.
    var destinations: [String: Copies]?
    var items: Items
    var requests: [String: Int]
    /// Items refused at the door, malformed or with an id of the wrong length: not part of `items`.
    var rejectedOnArrival: Int
    var unknownFields: Int
    var defaultedValues: Int
    var nulTexts: Int
    var invalidTexts: Int
    var deepValues: Int
  }

  var version: String
  var state: String
  var uptimeSeconds: Double
  var queue: Queue
  /// Absent for a queue in memory alone.
  var disk: Disk?
  var redaction: Redaction
  /// The reloads, by what was reloaded.
  var reloads: [String: Reload]
  /// Nanoseconds of CPU time by stage of the work on requests. What is missing to the whole of the process is
  /// the network, HTTP and the queue.
  var stages: [String: UInt64]
  /// The analyzer's state; absent without an analyzer.
  var presidio: Presidio?
  /// Absent when drop-in mode is off.
  var mlflow: MLflow?
  var signals: [String: SignalStatus]

  init(_ snapshot: GatewaySnapshot) {
    version = snapshot.version
    state = snapshot.phase.rawValue
    uptimeSeconds = Double(snapshot.uptime.wholeMilliseconds) / 1000
    queue = Queue(bytes: snapshot.queueBytes, limitBytes: snapshot.queueLimit)
    disk = snapshot.disk.map { Disk($0) }
    redaction = Redaction(
      snapshot.redaction,
      failures: snapshot.signals.reduce(0) { $0 + $1.pipeline.redactionFailures }
    )
    reloads = Dictionary(
      uniqueKeysWithValues: snapshot.reloads.map {
        ($0.key.rawValue, Reload(applied: $0.value.applied, refused: $0.value.refused))
      }
    )
    let times = snapshot.stages
    stages = Dictionary(
      uniqueKeysWithValues: StageTimes.Stage.allCases.map { ($0.rawValue, times[$0]) }
    )
    presidio = snapshot.analyzer.map { Presidio($0) }
    mlflow = snapshot.mlflow.map { MLflow($0) }
    signals = Dictionary(
      uniqueKeysWithValues: snapshot.signals.map { ($0.signal.rawValue, SignalStatus($0)) }
    )
  }

  /// The document as JSON, in a stable order of keys.
  func encoded() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(self)).map(Array.init) ?? []
  }
}

extension StatusDocument.Disk {
  init(_ snapshot: DiskSnapshot) {
    let disk = snapshot.whole
    self.init(
      bytes: disk.bytes,
      limitBytes: snapshot.limit,
      segments: disk.segments,
      records: disk.records,
      syncs: disk.syncs,
      movedRecords: disk.movedRecords,
      passedRecords: disk.passedRecords,
      failures: disk.failures,
      writable: disk.isWritable,
      readable: disk.isReadable,
      quarantined: disk.quarantined,
      unkept: disk.unkept,
      tornBytes: disk.tornBytes,
      deadLetters: .init(
        letters: disk.deadLetters.letters,
        bytes: disk.deadLetters.bytes,
        limitBytes: disk.deadLetters.limit,
        removedLetters: disk.deadLetters.removedLetters,
        removedItems: disk.deadLetters.removedItems,
        failures: disk.deadLetters.failures
      )
    )
  }
}

extension StatusDocument.Redaction {
  init(_ snapshot: RedactionSnapshot, failures: Int) {
    processors = snapshot.processors
    dryRun = snapshot.isDryRun
    policy = snapshot.policy.map {
      Policy(file: $0.file, reloads: $0.reloads.applied, refusedReloads: $0.reloads.refused)
    }
    entities = Dictionary(
      snapshot.byOperation.map { ($0.operation.entity, $0.count) },
      uniquingKeysWith: +
    )
    matches = snapshot.matches.map {
      Match(entity: $0.entity, operator: $0.operator, place: $0.place.label, count: $0.count)
    }
    ruleSpans = snapshot.ruledSpans
    self.failures = failures
  }
}

extension StatusDocument.Presidio {
  init(_ analyzer: AnalyzerStatistics) {
    requests = analyzer.requests
    failures = Dictionary(analyzer.failures.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +)
    texts = analyzer.texts
    cacheHits = analyzer.cacheHits
    cachedTexts = analyzer.cachedTexts
    refusedTexts = analyzer.refusedTexts
    heldBatches = analyzer.heldBatches
    breaker = analyzer.breaker
  }
}

extension StatusDocument.Destination {
  init(exporter: String, endpoint: String?, _ pipeline: PipelineStatistics) {
    self.init(
      exporter: exporter,
      endpoint: endpoint,
      attempts: pipeline.exporter.attempts,
      retries: pipeline.exporter.retries,
      unreachable: pipeline.exporter.isUnreachable,
      lastError: pipeline.exporter.lastError?.rawValue,
      lastErrorStatus: pipeline.exporter.lastStatus,
      lastErrorDetail: pipeline.exporter.lastDetail?.members,
      lastRejectionDetail: pipeline.exporter.lastRejection?.members,
      refused: Dictionary(
        pipeline.refusedByStatus.map { (String($0.key), $0.value) },
        uniquingKeysWith: +
      )
    )
  }
}

extension StatusDocument.Items {
  init(_ pipeline: PipelineStatistics) {
    self.init(
      received: pipeline.received,
      exported: pipeline.exported,
      rejected: pipeline.rejected,
      dropped: Dictionary(pipeline.dropped.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: +),
      deadLettered: pipeline.deadLettered,
      queued: pipeline.queued,
      onDisk: pipeline.onDisk,
      inFlight: pipeline.inFlight,
      oldestAgeSeconds: Double(pipeline.oldestItemAge.wholeMilliseconds) / 1000
    )
  }
}

extension StatusDocument.SignalStatus {
  init(_ snapshot: GatewaySnapshot.SignalSnapshot) {
    destination = .init(exporter: snapshot.exporter, endpoint: snapshot.endpoint, snapshot.pipeline)
    items = .init(snapshot.pipeline)
    if !snapshot.destinations.isEmpty {
      let copies = snapshot.destinations.map { one in
        let destination = StatusDocument.Destination(
          exporter: one.exporter,
          endpoint: one.endpoint,
          one.pipeline
        )
        return (one.name, StatusDocument.Copies(destination: destination, items: .init(one.pipeline)))
      }
      destinations = Dictionary(copies) { first, _ in first }
    }
    requests = Dictionary(
      snapshot.receiver.requests.map { ($0.key.rawValue, $0.value) },
      uniquingKeysWith: +
    )
    rejectedOnArrival = snapshot.receiver.rejectedItems
    unknownFields = snapshot.receiver.unknownFields
    defaultedValues = snapshot.receiver.defaultedValues
    nulTexts = snapshot.receiver.nulTexts
    invalidTexts = snapshot.receiver.invalidTexts
    deepValues = snapshot.receiver.deepValues
  }
}
