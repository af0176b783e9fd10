import OTLP

extension OTLPExporterConfiguration: Equatable {
  public static func == (one: Self, other: Self) -> Bool {
    one.headers.elementsEqual(other.headers, by: ==) && one.way == other.way && one.limits == other.limits
  }

  /// Where requests go, and who sends them.
  private var way: Way {
    Way(
      endpoint: endpoint,
      wireProtocol: wireProtocol,
      tls: tlsFiles,
      credentials: credentials,
      oauth2: oauth2,
      signature: signature,
      proxy: proxy,
      settingsPrefix: settingsPrefix
    )
  }

  /// How they are sent.
  private var limits: Limits {
    Limits(
      timeout: timeout,
      compression: compression,
      retry: retry,
      maximumConcurrentExports: maximumConcurrentExports,
      cutStatuses: cutStatuses,
      maximumConnectionAge: maximumConnectionAge,
      maximumResponseBytes: maximumResponseBytes,
      requestCut: requestCut
    )
  }

  private struct Way: Equatable {
    let endpoint: String
    let wireProtocol: WireProtocol
    let tls: ClientTLSFiles
    let credentials: CredentialFiles
    let oauth2: OAuth2Client?
    let signature: AWSSignature?
    let proxy: ProxyServer?
    let settingsPrefix: String?
  }

  private struct Limits: Equatable {
    let timeout: Duration
    let compression: Compression
    let retry: RetryPolicy
    let maximumConcurrentExports: Int
    let cutStatuses: Set<Int>
    let maximumConnectionAge: Duration
    let maximumResponseBytes: Int
    let requestCut: TraceRequestLimits?
  }
}
