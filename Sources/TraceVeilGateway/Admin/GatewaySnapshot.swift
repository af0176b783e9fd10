import HTTPServer
import OTLP
import TraceVeil

/// All numbers of a gateway at one moment, for `/status` and `/metrics` alike, so that they cannot disagree.
struct GatewaySnapshot: Sendable {
  struct SignalSnapshot: Sendable {
    var signal: Signal
    /// A kind of exporter: `otlp_http`, `console`; `none` for a signal that is not served.
    var exporter: String
    /// The address without credentials or query; nil where there is none.
    var endpoint: String?
    /// The numbers of the pipeline, which are consistent with each other.
    var pipeline = PipelineStatistics()
    /// The received items. Each counts once, whatever destinations it has.
    var receivedItems = 0
    var receiver = ReceiverStatistics.Counts()
    /// The destinations if there are several, in their order; empty for a single one.
    var destinations: [DestinationSnapshot] = []
  }

  /// One of several destinations of a signal.
  struct DestinationSnapshot: Sendable {
    var name: String
    var exporter: String
    var endpoint: String?
    var pipeline = PipelineStatistics()
  }

  var version = LibraryVersion.current
  var phase: GatewayPhase
  var uptime: Duration
  /// Accepted bytes that have not come to their end, and the bound on them.
  var queueBytes: Int
  var queueLimit: Int
  /// Requests that wait for room.
  var waitingRequests = 0
  /// Bytes of memory for work, see `WorkMemory`.
  var workBytes = 0
  var workLimit = 0
  var waitingWork = 0
  /// The signals, in the order of `Signal.allCases`.
  var signals: [SignalSnapshot]
  /// Requests whose path names no signal.
  var otherRequests = ReceiverStatistics.Counts()
  var openConnections = 0
  var connectionCounts = ConnectionCounts()
  var redaction: RedactionSnapshot
  /// The reloads of each kind that can be reloaded.
  var reloads: [ReloadKind: ReloadCounts] = [:]
  /// Nil where no analyzer is asked.
  var analyzer: AnalyzerStatistics?
  /// Nil for a queue in memory alone.
  var disk: DiskSnapshot?
  /// Nil when drop-in mode is off.
  var mlflow: MLflowSnapshot?
  var process = ProcessUsage.current()
  var droppedLogLines = StreamWriter.error.dropped

  /// CPU time of all signals by stage: of the workers, and of the receivers before them.
  var stages: StageTimes {
    var sum = StageTimes()
    for signal in signals {
      sum += signal.pipeline.stages
      sum[.decode] &+= signal.receiver.decodeNanoseconds
    }
    return sum
  }
}
