/// CPU time of the threads that did a pipeline's work, by what they did, in nanoseconds.
public struct StageTimes: Sendable, Hashable {
  /// The parts of a worker's task.
  public enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Validated requests are joined, or spans of the process packed by protobuf-c.
    case decode
    /// The CPU time of all transforms.
    case redact
    /// The CPU time in which the redacted data is encoded as one request.
    case encode
    /// Compression.
    case gzip
  }

  private var decode: UInt64 = 0
  private var redact: UInt64 = 0
  private var encode: UInt64 = 0
  private var gzip: UInt64 = 0

  /// Makes times of zero.
  public init() {}

  /// Nanoseconds of a stage.
  public subscript(stage: Stage) -> UInt64 {
    get {
      switch stage {
      case .decode: decode
      case .redact: redact
      case .encode: encode
      case .gzip: gzip
      }
    }
    set {
      switch stage {
      case .decode: decode = newValue
      case .redact: redact = newValue
      case .encode: encode = newValue
      case .gzip: gzip = newValue
      }
    }
  }

  package static func += (times: inout StageTimes, more: StageTimes) {
    for stage in Stage.allCases { times[stage] &+= more[stage] }
  }
}
