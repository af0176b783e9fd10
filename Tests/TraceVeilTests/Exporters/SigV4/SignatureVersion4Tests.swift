import NIOCore
import NIOHTTP1
import TestSupport
import Testing

@testable import TraceVeil

@Suite("Signature Version 4 of AWS")
struct SignatureVersion4Tests {
  /// 2015-08-30T12:36:00Z.
  private static let moment: Int64 = 1_440_938_160
  private let key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
  private let folder = TemporaryDirectory()

  @Test("AWS's own requests have AWS's own signatures", arguments: SigningVector.all)
  func vectors(vector: SigningVector) {
    let time = SigningTime(unixTime: Self.moment)
    let hash = Array(vector.body.utf8).withUnsafeBytes { SignatureVersion4.hash($0) }
    var headers = vector.headers + [("Host", "example.amazonaws.com"), ("X-Amz-Date", time.text)]
    if vector.signsBody { headers.append(("X-Amz-Content-Sha256", hash)) }
    if let token = vector.token { headers.append(("X-Amz-Security-Token", token)) }
    let parts = vector.target.split(separator: "?", maxSplits: 1)
    let request = CanonicalRequest(
      method: vector.method,
      path: parts.first.map(String.init) ?? "/",
      query: parts.count > 1 ? String(parts[1]) : nil,
      headers: headers,
      bodyHash: hash
    )
    let signature = SignatureVersion4(
      credentials: AWSCredentials(accessKeyID: "AKIDEXAMPLE", secretAccessKey: key),
      region: "us-east-1",
      service: "service"
    )
    #expect(signature.signature(of: request, at: time) == vector.signature)
    #expect(
      signature.authorization(of: request, at: time)
        .hasPrefix("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ")
    )
  }

  @Test(
    "Moments",
    arguments: [
      (0, "19700101T000000Z"), (951_782_399, "20000228T235959Z"), (951_782_400, "20000229T000000Z"),
      (1_709_164_800, "20240229T000000Z"), (4_107_542_399, "21000228T235959Z"),
      (4_107_542_400, "21000301T000000Z"), (1_440_938_160, "20150830T123600Z"),
    ] as [(Int64, String)]
  )
  func moments(unixTime: Int64, text: String) {
    #expect(SigningTime(unixTime: unixTime).text == text)
    #expect(SigningTime(unixTime: unixTime).date == text.prefix(8))
  }

  @Test("What is sent is signed: the host with its port, the type, and every header of AWS's own")
  func signsARequest() throws {
    let credentials = AWSCredentials(accessKeyID: "ID", secretAccessKey: "s3cret", sessionToken: "t0ken")
    let signer = try RequestSigner(
      AWSSignature(region: "eu-central-1", service: "xray", source: .keys(credentials))
    )
    var headers = HTTPHeaders([
      ("Content-Type", "application/json"), ("x-amz-date", "a sender's"), ("authorization", "a sender's"),
      ("X-Amz-Target", "T"), ("User-Agent", "U"),
    ])
    let endpoint = try OTLPEndpoint("http://Host.example:8080/v1/traces")
    let body = ByteBuffer(string: "body")
    signer.sign(&headers, method: "POST", endpoint, body: body, unixTime: Self.moment)
    #expect(headers["Host"] == ["host.example:8080"])
    #expect(headers["X-Amz-Date"] == ["20150830T123600Z"])
    #expect(headers["X-Amz-Security-Token"] == ["t0ken"])
    #expect(
      headers["X-Amz-Content-Sha256"]
        == ["230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5"]
    )
    let authorization = try #require(headers["Authorization"].first)
    #expect(headers["Authorization"].count == 1)
    #expect(
      authorization.contains(
        "SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-security-token;x-amz-target,"
      )
    )
    #expect(!authorization.contains("s3cret"))
    // The port of the scheme is left out, as a client leaves it out.
    signer.sign(
      &headers,
      method: "POST",
      try OTLPEndpoint("https://host.example/"),
      body: body,
      unixTime: Self.moment
    )
    #expect(headers["Host"] == ["host.example"])
  }

  private func file(_ text: String, _ profile: String = "default") throws -> AWSCredentials {
    try AWSCredentialsFile.credentials(folder.file("credentials", text), profile: profile)
  }

  @Test("A profile of the shared credentials file")
  func profiles() throws {
    let text = """
      # of two roles
      [default]
      aws_access_key_id = A
      aws_secret_access_key=B=
      [ other ]
      aws_session_token = E
      AWS_ACCESS_KEY_ID = C
      aws_secret_access_key = D
      """
    #expect(try file(text) == AWSCredentials(accessKeyID: "A", secretAccessKey: "B="))
    #expect(
      try file(text, "other") == AWSCredentials(accessKeyID: "C", secretAccessKey: "D", sessionToken: "E")
    )
  }

  @Test(
    "A file without keys is a mistake that shows nothing of it",
    arguments: [
      "", "[default]\naws_access_key_id = s3cret", "[else]\naws_access_key_id = s3cret",
      "[default]\naws_access_key_id = A\naws_secret_access_key = s3\u{1}cret",
      "[default]\naws_access_key_id = A\naws_secret_access_key =",
    ]
  )
  func mistakes(text: String) throws {
    let error = #expect(throws: ExporterConfigurationError.self) { try file(text) }
    #expect(error?.property == "awsCredentialsFile")
    #expect(error?.description.contains("s3") == false)
  }
}
