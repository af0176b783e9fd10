import OTLP
import Redaction
import TraceVeil

/// A queue on disk.
struct DiskQueueConfiguration: Sendable {
  /// What is done when the queue is full.
  enum WhenFull: String, CaseIterable, Sendable {
    case refuse
    case dropOldest = "drop-oldest"
  }

  static let directoryKey = "TRACEVEIL_QUEUE_DIRECTORY"
  fileprivate static let ageKey = "TRACEVEIL_QUEUE_MAX_AGE"
  fileprivate static let deadLetterKey = "TRACEVEIL_DEAD_LETTER_BYTES"
  fileprivate static let defaultDeadLetterBytes = 64 << 20
  fileprivate static let whenFullKey = "TRACEVEIL_QUEUE_WHEN_FULL"
  static let elapsedKey = "TRACEVEIL_RETRY_MAX_ELAPSED"
  /// No segment is larger; smaller ones where less than eight of them would fit.
  private static let largestSegment = 64 << 20
  fileprivate static let defaultBytes = 1 << 30
  /// A time that is practically unlimited, and small enough to calculate with.
  fileprivate static let forever = Duration.seconds(100 * 365 * 86_400)

  var directory: String
  /// Bound on its files.
  var bytes: Int
  /// The maximum age of waiting requests; nil for no limit.
  var maximumAge: Duration?
  var whenFull: WhenFull
  /// Bound on what destinations refused for good; 0 to keep nothing of it.
  var deadLetterBytes: Int
  /// Encrypts what is stored; nil for no key.
  var key: StorageKey?

  var segmentBytes: Int { min(Self.largestSegment, bytes / 8) }
  /// A request that needs more can never be stored.
  var maximumRequestBytes: Int { bytes / 2 }

  /// How old an item may be when it is tried for the last time.
  /// - Parameter limit: What `TRACEVEIL_RETRY_MAX_ELAPSED` says; nil where it is not set.
  func lifetime(_ limit: Duration?) -> Duration { min(maximumAge ?? Self.forever, limit ?? Self.forever) }

  /// What only other settings show.
  func check(
    _ configuration: GatewayConfiguration,
    _ reader: inout ConfigurationReader
  ) throws(ConfigurationError) {
    if configuration.forwardedHeaders.contains("authorization") {
      throw reader.error(
        Self.directoryKey,
        "credentials of senders are never written to disk, and TRACEVEIL_FORWARD_AUTHORIZATION is true"
      )
    }
    let forwarded = "TRACEVEIL_FORWARD_HEADERS"
    if key == nil, reader.environment[forwarded] != nil, !configuration.forwardedHeaders.isEmpty {
      reader.warn(
        forwarded,
        "the values of these headers are stored as they come, in plain text, since there is no TRACEVEIL_KEY_FILE"
      )
    }
    for name in reader.environment.keys.sorted()
    where name.hasPrefix("OTEL_B") && name.hasSuffix("_EXPORT_TIMEOUT") {
      reader.warn(name, "it is not applied to what waits on disk; \(Self.ageKey) is")
    }
  }
}

extension SignalRoute {
  /// - Parameter isLimited: Whether `TRACEVEIL_RETRY_MAX_ELAPSED` is set, or that of one of several destinations.
  mutating func keep(on disk: DiskQueueConfiguration, isLimited: (DestinationName?) -> Bool) {
    change { name, policy in
      policy.maximumElapsed = disk.lifetime(isLimited(name) ? policy.maximumElapsed : nil)
    }
    pipeline.maximumStoredAge = destination.transport?.retry.maximumElapsed
  }

  /// Sets how long senders wait for the result of their requests. Then they are asked to retry.
  mutating func answer(within limit: Duration) {
    pipeline.answerLimit = limit
    // Of several, one may have taken it by then, and its sender knows: the others are tried for longer.
    if case .several = destination { return }
    limitRetries(to: limit)
  }

  /// Where somebody waits for what comes of it.
  mutating func limitRetries(to limit: Duration) {
    change { _, policy in policy.maximumElapsed = min(policy.maximumElapsed, limit) }
  }

  private mutating func change(
    of name: DestinationName? = nil,
    _ retry: (DestinationName?, inout RetryPolicy) -> Void
  ) {
    switch destination {
    case .otlp(var exporter):
      retry(name, &exporter.retry)
      destination = .otlp(exporter)
    case .mlflow(var mlflow):
      retry(name, &mlflow.transport.retry)
      destination = .mlflow(mlflow)
    case .several(let named, let copying):
      destination = .several(
        named.map { one in
          var route = self
          route.destination = one.destination
          route.change(of: one.name, retry)
          return NamedDestination(name: one.name, destination: route.destination)
        },
        copying
      )
    case .console, .notServed: break
    }
  }
}

extension ConfigurationReader {
  /// How often, and until when, what drop-in mode has stored is sent.
  mutating func retryPolicy(on disk: DiskQueueConfiguration) throws(ConfigurationError) -> RetryPolicy {
    let isLimited = environment[DiskQueueConfiguration.elapsedKey] != nil
    var policy = try RetryPolicy(reading: &self)
    policy.maximumElapsed = disk.lifetime(isLimited ? policy.maximumElapsed : nil)
    return policy
  }

  /// `TRACEVEIL_QUEUE_DIRECTORY` and what belongs to it; nil without one.
  mutating func diskQueue() throws(ConfigurationError) -> DiskQueueConfiguration? {
    let directory = try text([DiskQueueConfiguration.directoryKey])
    let bytes = try integer(
      ["TRACEVEIL_QUEUE_DISK_BYTES"],
      default: DiskQueueConfiguration.defaultBytes,
      in: (1 << 20)...Int.max
    )
    let age = try duration([DiskQueueConfiguration.ageKey], default: .zero)
    let whenFull = try choice(
      [DiskQueueConfiguration.whenFullKey],
      default: DiskQueueConfiguration.WhenFull.refuse
    )
    let deadLetterBytes = try integer(
      [DiskQueueConfiguration.deadLetterKey],
      default: DiskQueueConfiguration.defaultDeadLetterBytes,
      in: 0...Int.max
    )
    guard let directory else {
      // Their defaults ask for nothing.
      let others = [
        ("TRACEVEIL_QUEUE_DISK_BYTES", bytes != DiskQueueConfiguration.defaultBytes),
        (DiskQueueConfiguration.ageKey, age > .zero),
        (DiskQueueConfiguration.whenFullKey, whenFull != .refuse),
        (
          DiskQueueConfiguration.deadLetterKey,
          deadLetterBytes != DiskQueueConfiguration.defaultDeadLetterBytes
        ),
      ]
      for (key, isSet) in others where isSet {
        throw error(key, "it needs \(DiskQueueConfiguration.directoryKey)")
      }
      return nil
    }
    let maximumAge = age > .zero ? age : nil
    if environment[DiskQueueConfiguration.elapsedKey] == nil {
      let lifetime = maximumAge ?? DiskQueueConfiguration.forever
      record(DiskQueueConfiguration.elapsedKey, String(lifetime.wholeMilliseconds), .default)
    }
    return DiskQueueConfiguration(
      directory: directory,
      bytes: bytes,
      maximumAge: maximumAge,
      whenFull: whenFull,
      deadLetterBytes: deadLetterBytes,
      key: try keyMaterial().map { StorageKey($0) }
    )
  }
}
