import NIOCore
import NIOHTTP1
import Synchronization

/// Signs the requests of one exporter. Safe on any thread.
final class RequestSigner: Sendable {
  /// What a signature consists of: nobody else's may stand beside it.
  private static let own = [
    "authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "host",
  ]

  private let settings: AWSSignature
  private let current: Mutex<AWSCredentials>

  /// Reads a file, so it blocks for it.
  init(_ settings: AWSSignature) throws(ExporterConfigurationError) {
    self.settings = settings
    current = Mutex(try Self.credentials(settings))
  }

  /// Reads the file again, so it blocks.
  func read() throws(ExporterConfigurationError) -> AWSCredentials { try Self.credentials(settings) }

  /// Changes the keys for later requests.
  func use(_ credentials: AWSCredentials) { current.withLock { $0 = credentials } }

  /// Adds what the server knows the sender by. Takes time in proportion to the body: not for an event loop.
  ///
  /// The host, the type of the body and all headers of AWS's own are signed; what a proxy may change is not.
  /// - Parameter unixTime: The server refuses a signature that is older than some minutes.
  func sign(
    _ headers: inout HTTPHeaders,
    method: String,
    _ endpoint: OTLPEndpoint,
    body: ByteBuffer,
    unixTime: Int64
  ) {
    let credentials = current.withLock { $0 }
    let time = SigningTime(unixTime: unixTime)
    let hash = body.withUnsafeReadableBytes { SignatureVersion4.hash($0) }
    for name in Self.own { headers.remove(name: name) }
    headers.add(name: "Host", value: endpoint.hostHeader)
    headers.add(name: "X-Amz-Date", value: time.text)
    headers.add(name: "X-Amz-Content-Sha256", value: hash)
    if let token = credentials.sessionToken { headers.add(name: "X-Amz-Security-Token", value: token) }
    let signed = headers.filter { name, _ in
      let name = name.lowercased()
      return name == "host" || name == "content-type" || name.hasPrefix("x-amz-")
    }
    let request = CanonicalRequest(
      method: method,
      path: endpoint.path,
      query: endpoint.query,
      headers: signed.map { ($0.name, $0.value) },
      bodyHash: hash
    )
    let signature = SignatureVersion4(
      credentials: credentials,
      region: settings.region,
      service: settings.service
    )
    headers.add(name: "Authorization", value: signature.authorization(of: request, at: time))
  }

  private static func credentials(_ settings: AWSSignature) throws(ExporterConfigurationError)
    -> AWSCredentials
  {
    switch settings.source {
    case .keys(let credentials): credentials
    case .file(let path, let profile): try AWSCredentialsFile.credentials(path, profile: profile)
    }
  }
}

extension RequestSigner: CustomStringConvertible, CustomReflectable {
  var description: String { "RequestSigner" }
  var customMirror: Mirror { Mirror(self, children: ["files": settings.paths]) }
}

extension OTLPEndpoint {
  /// The host as a client names it to its server.
  fileprivate var hostHeader: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return port == (scheme == .https ? 443 : 80) ? host : "\(host):\(port)"
  }
}
