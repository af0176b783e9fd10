import HTTPServer
import NIOCore
import NIOSSL
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

/// What a connection may do, and how long.
@Suite("Connections", .timeLimit(.minutes(5)))
struct ConnectionTests {
  private static let body = OTLPBytes.traces()
  private static let head =
    "POST /v1/traces HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-protobuf\r\nContent-Length: \(body.count)\r\n"

  @Test("A head that trickles in is not waited for: 408, counted")
  func slowHead() async throws {
    // The time runs from the connection's begin: with too little of it the begin of the head comes too late to be seen.
    for timeout: Int64 in [20, 200, 2000, 20_000] {
      let isRefused = try await Receiver.with(Receiver { $0.firstHeadTimeout = .milliseconds(timeout) }) {
        receiver in
        let connection = try await receiver.connect()
        await connection.send("POST /v1/tra")
        let status = await connection.response()?.status
        await connection.closedByPeer()
        #expect(receiver.count(.tooSlow, nil) == (status == 408 ? 1 : 0))
        return status == 408
      }
      if isRefused { return }
    }
    Issue.record("it is closed without an answer")
  }

  @Test("An idle connection is closed")
  func idle() async throws {
    try await Receiver.with(Receiver { $0.idleTimeout = .milliseconds(20) }) { receiver in
      let connection = try await receiver.connect()
      #expect(
        await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)?.status == 200
      )
      await connection.closedByPeer()
    }
  }

  @Test("A body that stalls: 408, and what it held is given back")
  func stalledBody() async throws {
    try await Receiver.with(Receiver { $0.arrivalWindow = .milliseconds(20) }) { receiver in
      let connection = try await receiver.connect()
      await connection.send(Self.head + "\r\n")
      await connection.send(Self.body.prefix(3))
      let response = await connection.response()
      #expect(response?.status == 408)
      #expect(response?["content-type"] == "application/x-protobuf")
      await connection.closedByPeer()
      await receiver.becomes(reserved: 0)
      #expect(receiver.count(.tooSlow) == 1)
    }
  }

  @Test("A client that never sends the rest of a refused body is not waited for")
  func lingering() async throws {
    let limits: (inout HTTPConnectionLimits) -> Void = { $0.lingerTimeout = .milliseconds(20) }
    try await Receiver.with(Receiver(maximumRequestBytes: 10, adjust: limits)) { receiver in
      let connection = try await receiver.connect()
      await connection.send(Self.head + "\r\n")
      #expect(await connection.response()?.status == 413)
      await connection.closedByPeer()
    }
  }

  @Test("One more connection takes the place of the one that has been idle for longest")
  func displacement() async throws {
    try await Receiver.with(Receiver(maximumConnections: 2)) { receiver in
      let first = try await receiver.connect()
      let second = try await receiver.connect()
      for connection in [second, first] {
        #expect(await connection.request("POST", "/v1/traces", headers: [protobuf])?.status == 200)
      }
      let third = try await receiver.connect()
      await second.closedByPeer()
      for connection in [first, third] {
        #expect(await connection.request("POST", "/v1/traces", headers: [protobuf])?.status == 200)
      }
      #expect(receiver.listener.counts.displaced == 1)
      #expect(receiver.listener.counts.refused == 0)
    }
  }

  @Test("A connection of TLS that does not begin it gives way, and is not waited for")
  func displacedTLS() async throws {
    let files = TemporaryDirectory()
    let server = GatewayConfiguration.InboundTLS(
      certificateFile: files.file("server.pem", TestCertificates.serverCertificate),
      keyFile: files.file("server.key", TestCertificates.serverKey),
      clientCAFile: nil
    )
    try await Receiver.with(Receiver(tls: server.makeContext(), maximumConnections: 1)) { receiver in
      let silent = try await receiver.connect()
      let good = try await receiver.connect(tls: Self.clientContext(hasCertificate: false))
      #expect(await silent.closedByPeer() == [])
      let response = await good.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(response?.status == 200)
    }
  }

  @Test("A request that nothing more comes of gives way")
  func displacedBody() async throws {
    try await Receiver.with(Receiver(maximumConnections: 1) { $0.patience = .zero }) { receiver in
      let silent = try await receiver.connect()
      await silent.send(Self.head + "Expect: 100-continue\r\n\r\n")
      #expect(await silent.response()?.status == 100)
      let good = try await receiver.connect()
      let response = await good.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
      #expect(response?.status == 200)
      await silent.closedByPeer()
    }
  }

  @Test("With as many in use as allowed, one more is closed at once, and room is made by one that ends")
  func connectionLimit() async throws {
    try await Receiver.with(Receiver(maximumConnections: 2) { $0.patience = .hours(1) }) { receiver in
      let first = try await receiver.connect()
      let second = try await receiver.connect()
      for connection in [first, second] {
        await connection.send(Self.head + "Expect: 100-continue\r\n\r\n")
        #expect(await connection.response()?.status == 100)
      }
      let third = try await receiver.connect()
      await third.closedByPeer()
      #expect(receiver.listener.counts.refused == 1)
      #expect(receiver.listener.openConnections == 2)

      await first.close()
      // The server learns of the end a moment later; a refused connection is simply tried again.
      var response: RawResponse?
      while response == nil {
        let next = try await receiver.connect()
        response = await next.request("POST", "/v1/traces", headers: [protobuf])
      }
      #expect(response?.status == 200)
    }
  }

  @Test("One header field, all of them, or too many: 431")
  func largeHeads() async throws {
    let long = "X-A: " + String(repeating: "a", count: 17 << 10) + "\r\n"
    let much = (0..<5).map { "X-\($0): " + String(repeating: "a", count: 15 << 10) + "\r\n" }.joined()
    let many = (0..<200).map { "X-\($0): a\r\n" }.joined()
    try await Receiver.with(Receiver()) { receiver in
      for fields in [long, much, many] {
        let connection = try await receiver.connect()
        await connection.send(Self.head + fields + "\r\n")
        let response = await connection.response()
        #expect(response?.status == 431)
        #expect(response?["connection"] == "close")
        await connection.closedByPeer()
      }
    }
  }

  @Test(
    "What is not HTTP/1.1: 400 and the end",
    arguments: [
      "rubbish\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "POST /v1/traces HTTP/1.1\r\nContent-Length: x\r\n\r\n",
      "POST /v1/traces HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
      "POST /v1/traces HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "POST /v1/traces HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-protobuf\r\n\r\nzz\r\n",
      "POST /v1/traces HTTP/1.1\r\nBad Header: x\r\n\r\n",
      "POST /v1/traces HTTP/1.1\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n",
      "GET /v1/traces HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    ]
  )
  func malformed(text: String) async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      await connection.send(text)
      let response = await connection.response()
      #expect(response?.status == 400)
      #expect(response?["connection"] == "close")
      await connection.closedByPeer()
      await receiver.becomes(reserved: 0)
    }
  }

  @Test("HTTP/1.0 and Connection: close end with the answer")
  func notKeptAlive() async throws {
    try await Receiver.with(Receiver()) { receiver in
      for head in [Self.head.replacing("HTTP/1.1", with: "HTTP/1.0"), Self.head + "Connection: close\r\n"] {
        let connection = try await receiver.connect()
        await connection.send(Array((head + "\r\n").utf8) + Self.body)
        let response = await connection.response()
        #expect(response?.status == 200)
        #expect(response?["connection"] == "close")
        await connection.closedByPeer()
      }
    }
  }

  @Test("An offer of HTTP/2 is declined: the request is answered in HTTP/1.1 and the connection closed")
  func upgrade() async throws {
    try await Receiver.with(Receiver()) { receiver in
      let connection = try await receiver.connect()
      let offer = "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n\r\n"
      await connection.send(Array((Self.head + offer).utf8) + Self.body)
      let response = await connection.response()
      #expect(response?.status == 200)
      #expect(response?["connection"] == "close")
      await connection.closedByPeer()
    }
  }

  @Test("TLS, and with authorities for clients only those they signed", arguments: [false, true])
  func tls(isMutual: Bool) async throws {
    let context = try Self.serverContext(isMutual: isMutual)
    try await Receiver.with(Receiver(tls: context)) { receiver in
      for hasCertificate in [true, false] {
        let connection = try await receiver.connect(tls: Self.clientContext(hasCertificate: hasCertificate))
        let response = await connection.request("POST", "/v1/traces", headers: [protobuf], body: Self.body)
        #expect(response?.status == (isMutual && !hasCertificate ? nil : 200))
        await connection.close()
      }
      let plain = try await receiver.connect()
      #expect(await plain.request("POST", "/v1/traces", headers: [protobuf], body: Self.body) == nil)
    }
  }

  /// - Parameter protocols: What a client can choose.
  static func serverContext(isMutual: Bool = true, protocols: [String] = ["http/1.1"]) throws -> NIOSSLContext
  {
    let files = TemporaryDirectory()
    let server = GatewayConfiguration.InboundTLS(
      certificateFile: files.file("server.pem", TestCertificates.serverCertificate),
      keyFile: files.file("server.key", TestCertificates.serverKey),
      clientCAFile: isMutual ? files.file("ca.pem", TestCertificates.authority) : nil
    )
    return try server.makeContext(protocols)
  }

  static func clientContext(hasCertificate: Bool) throws -> NIOSSLContext {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(TestCertificates.authority.utf8)))
    tls.certificateVerification = .noHostnameVerification
    if hasCertificate {
      tls.certificateChain = try NIOSSLCertificate.fromPEMBytes(
        Array(TestCertificates.clientCertificate.utf8)
      )
      .map { .certificate($0) }
      tls.privateKey = .privateKey(
        try NIOSSLPrivateKey(bytes: Array(TestCertificates.clientKey.utf8), format: .pem)
      )
    }
    return try NIOSSLContext(configuration: tls)
  }
}
