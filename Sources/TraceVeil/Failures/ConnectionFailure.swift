import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why a request got no answer. A closed set: raw values are for logs and metrics.
public enum ConnectionFailure: String, Sendable, Hashable, CaseIterable {
  /// The host's name has no address.
  case nameNotResolved = "dns"
  /// No process listens at the address.
  case refused
  /// No way to the address.
  case unreachable
  /// The connection was broken off, by a reset or a close, before the answer was there.
  case reset
  /// No connection, or no answer, within the time limit.
  case timedOut = "timeout"
  /// The server's certificate is not signed by a trusted authority, or has expired. The handshake does not tell
  /// which.
  case untrusted = "tls_untrusted"
  /// The certificate is for another host.
  case wrongHost = "tls_wrong_host"
  /// The server does not take our certificate, or wants one.
  case clientRefused = "tls_client_certificate"
  /// The answer is not TLS.
  case notTLS = "tls_not_spoken"
  /// Another failure of the handshake.
  case handshake = "tls_handshake"
  /// The proxy of `HTTP_PROXY` or `HTTPS_PROXY` lets nothing through, or wants other credentials.
  case proxyRefused = "proxy_refused"
  /// The answer is not HTTP.
  case notHTTP = "http_not_spoken"
  /// The answer is not HTTP/2, which gRPC needs.
  case notHTTP2 = "http2_not_spoken"
  /// The answer is TLS, which was not begun.
  case needsTLS = "tls_needed"
  /// Any other failure.
  case other

  package init(_ error: any Error) {
    switch error {
    case let error as HTTPClientError: self = Self.failure(error)
    case let error as NIOConnectionError: self = Self.failure(error)
    case let error as IOError: self = Self.failure(errno: error.errnoCode)
    case let error as NIOSSLError: self = Self.failure(error)
    case let error as NIOSSLExtraError: self = error == .failedToValidateHostname ? .wrongHost : .handshake
    case let error as BoringSSLError: self = Self.failure(tls: "\(error)")
    case is HTTPParserError: self = .notHTTP
    case ChannelError.connectTimeout: self = .timedOut
    case is ChannelError: self = .reset
    default: self = .other
    }
  }

  /// Whether it is about TLS.
  package var isTLS: Bool { rawValue.hasPrefix("tls_") }

  private static func failure(_ error: HTTPClientError) -> ConnectionFailure {
    switch error {
    case .connectTimeout, .readTimeout, .writeTimeout, .deadlineExceeded, .tlsHandshakeTimeout,
      .getConnectionFromPoolTimeout:
      .timedOut
    case .remoteConnectionClosed: .reset
    case .invalidProxyResponse, .proxyAuthenticationRequired: .proxyRefused
    default: .other
    }
  }

  private static func failure(_ error: NIOConnectionError) -> ConnectionFailure {
    // A host may have several addresses, each of which has failed; the last is the one of the system's choice.
    if let last = error.connectionErrors.last { return ConnectionFailure(last.error) }
    return error.dnsAError != nil || error.dnsAAAAError != nil ? .nameNotResolved : .other
  }

  private static func failure(errno code: Int32) -> ConnectionFailure {
    switch code {
    case ECONNREFUSED: .refused
    case ECONNRESET, EPIPE, ECONNABORTED: .reset
    case ETIMEDOUT: .timedOut
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN, EHOSTDOWN, EADDRNOTAVAIL: .unreachable
    default: .other
    }
  }

  private static func failure(_ error: NIOSSLError) -> ConnectionFailure {
    switch error {
    case .handshakeFailed(let cause): failure(tls: "\(cause)")
    case .uncleanShutdown: .reset
    case .unableToValidateCertificate: .untrusted
    default: .handshake
    }
  }

  /// The failure by BoringSSL's names of its errors, which are all that BoringSSL tells.
  private static func failure(tls reasons: String) -> ConnectionFailure {
    let reasons = reasons.uppercased()
    let meanings: [(String, ConnectionFailure)] = [
      ("WRONG_VERSION_NUMBER", .notTLS), ("HTTP_REQUEST", .notTLS), ("HTTPS_PROXY_REQUEST", .notTLS),
      ("ALERT_CERTIFICATE_EXPIRED", .clientRefused), ("ALERT_CERTIFICATE_REQUIRED", .clientRefused),
      ("ALERT_BAD_CERTIFICATE", .clientRefused), ("ALERT_UNKNOWN_CA", .clientRefused),
      ("ALERT_CERTIFICATE_UNKNOWN", .clientRefused), ("CERTIFICATE_VERIFY_FAILED", .untrusted),
    ]
    return meanings.first { reasons.contains($0.0) }?.1 ?? .handshake
  }
}
