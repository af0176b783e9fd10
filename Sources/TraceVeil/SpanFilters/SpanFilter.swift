/// A function that sees a span before it is redacted and sent, and may change it. MLflow calls it a span processor.
///
/// Runs on a worker's thread, for spans of several batches at a time. When it throws, the whole batch is dropped
/// and counted as ``DropReason/processorFailed``: nothing of it is sent.
public typealias SpanFilter = @Sendable (inout MutableSpan) throws -> Void
