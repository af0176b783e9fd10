/// What a pipeline of either kind is configured with, in terms of its parts.
struct PipelineSettings: Sendable, Hashable {
  var workers: Int
  var queue: QueueLimits
  var batch: BatchLimits
  /// Memory in bytes for spans that are packed together. A batch that takes more is split.
  var treeBytes = Int.max
  /// Memory of what is unpacked at a time, and of what edits make of a batch. What needs more is dropped.
  var maximumTreeBytes: Int
  var scheduleDelay: Duration
  /// Zero for none.
  var exportTimeout: Duration
  /// The time limit of the drain that a graceful shutdown of the service group starts.
  var shutdownTimeout: Duration
  var failureLogInterval: Duration
  /// Whether exports that wait for another attempt let others go on. What they hold must then be bounded elsewhere.
  var parksExports = false
  /// Whether requests are stored, each as it came, and joined when they are sent.
  var storesRequests = false
  /// Whether an export only hands its request over: what the request holds goes with it.
  var handsRequestsOver = false
  /// How long the sender of a request waits for its destinations; nil where it does not.
  var answerLimit: Duration?
  /// Elements to reserve room for in batches that wait to be used.
  var reservedElements = 0
}
