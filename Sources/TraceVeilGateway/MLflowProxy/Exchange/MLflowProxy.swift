import HTTPServer
import Logging
import NIOCore
import NIOPosix
import TraceVeil

/// Drop-in mode: a reverse proxy in front of an MLflow tracking server, which redacts what is about traces on its
/// way in. What all connections share.
struct MLflowProxy: Sendable {
  let configuration: MLflowProxyConfiguration
  let redaction: MLflowRedaction
  let headers: ProxyHeaders
  let upstream: MLflowUpstream
  /// Where MLflow says that an artifact is to be sent.
  let storage = MLflowUpstream()
  let uploads: PartedUploads
  /// The most bytes of a body that is held to be redacted, before and after decompression.
  let maximumRequestBytes: Int
  let admission: ProxyAdmission
  /// The memory for trees of bodies, and what is made of them.
  let memory: WorkMemory
  let occupancy: Occupancy
  let counters = MLflowCounters()
  let claims: SpanClaims
  /// Where spans wait for MLflow; nil where their clients do.
  let queue: MLflowQueue?
  let failures: UpstreamFailures
  let monitor: UpstreamMonitor
  /// Where bodies are inflated and redacted.
  let threadPool: NIOThreadPool
  let logger: Logger

  init(
    _ configuration: MLflowProxyConfiguration,
    redaction: MLflowRedaction,
    upstream: MLflowUpstream,
    logRedaction: LogRedaction,
    maximumRequestBytes: Int,
    isTLS: Bool,
    admission: ProxyAdmission,
    memory: WorkMemory,
    occupancy: Occupancy,
    claims: SpanClaims = SpanClaims(),
    queue: MLflowQueue? = nil,
    threadPool: NIOThreadPool,
    logger: Logger
  ) {
    self.configuration = configuration
    self.redaction = redaction
    self.upstream = upstream
    self.maximumRequestBytes = maximumRequestBytes
    uploads = PartedUploads(maximumBytes: maximumRequestBytes)
    self.admission = admission
    self.memory = memory
    self.occupancy = occupancy
    self.claims = claims
    self.queue = queue
    self.threadPool = threadPool
    self.logger = logger
    failures = UpstreamFailures(configuration, redaction: logRedaction, logger: logger)
    var headers = ProxyHeaders(configuration.upstream, isTLS: isTLS, access: configuration.access)
    headers.keyHeader = configuration.keyHeader
    self.headers = headers
    monitor = UpstreamMonitor(
      address: configuration.upstream.shown,
      failures: failures,
      logger: logger
    ) { [upstream, headers] in await upstream.ask(headers) }
  }
}

extension MLflowProxy {
  var budget: ByteBudget { admission.budget }

  /// Work on so many bytes is done where they were read: it takes less than two changes of threads.
  private static let shortLength = 16 << 10
  /// Work on so many bytes leaves much memory behind that nobody uses, and takes far longer than giving it back.
  private static let largeLength = 1 << 20

  /// Runs `work` on a thread for such work, or at once where it is on few bytes.
  ///
  /// - Returns: Nil at a shutdown.
  func work<Output: Sendable>(on bytes: Int, _ work: @escaping @Sendable () -> Output) async -> Output? {
    guard bytes > Self.shortLength || redaction.mayWait else { return work() }
    return try? await threadPool.runIfActive(work)
  }

  /// Works on a body from which a tree is made. If the body is long, the work waits for memory.
  func work<Output: Sendable>(on body: ByteBuffer, _ work: @escaping @Sendable () -> Output) async -> Output?
  {
    let bytes = body.readableBytes
    guard bytes > Self.shortLength else { return await self.work(on: bytes, work) }
    guard let share = await memory.take(BodyTree.bytes(of: body)) else { return nil }
    let output = await self.work(on: bytes) {
      let output = work()
      if bytes > Self.largeLength { ProcessLimits.giveBackMemory() }
      return output
    }
    _ = consume share
    return output
  }
}

extension ProxyHeaders {
  init(_ upstream: OTLPEndpoint, isTLS: Bool, access: UpstreamAccess) {
    self.access = access
    let host = upstream.host.contains(":") ? "[\(upstream.host)]" : upstream.host
    upstreamOrigin = "\(upstream.scheme.rawValue)://\(host)\(upstream.explicitPort.map { ":\($0)" } ?? "")"
    upstreamPath = upstream.path.hasSuffix("/") ? String(upstream.path.dropLast()) : upstream.path
    ownScheme = isTLS ? "https" : "http"
  }
}
