internal import Crypto
import JSON

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// AWS's Signature Version 4, as "Create a signed AWS API request" of AWS's documentation has it.
struct SignatureVersion4: Sendable {
  private static let algorithm = "AWS4-HMAC-SHA256"

  let credentials: AWSCredentials
  let region: String
  let service: String

  /// The value of the header `Authorization`.
  func authorization(of request: CanonicalRequest, at time: SigningTime) -> String {
    """
    \(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope(time)), \
    SignedHeaders=\(request.signedHeaders), Signature=\(signature(of: request, at: time))
    """
  }

  /// The signature, in hexadecimal.
  func signature(of request: CanonicalRequest, at time: SigningTime) -> String {
    let hash = Array(request.text.utf8).withUnsafeBytes { Self.hash($0) }
    let signed = "\(Self.algorithm)\n\(time.text)\n\(scope(time))\n\(hash)"
    var key = SymmetricKey(data: Array("AWS4\(credentials.secretAccessKey)".utf8))
    for part in [time.date, region, service, "aws4_request"] {
      key = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Array(part.utf8), using: key))
    }
    return Self.hexadecimal(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key))
  }

  /// SHA-256, in hexadecimal.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    return hexadecimal(hash.finalize())
  }

  private func scope(_ time: SigningTime) -> String { "\(time.date)/\(region)/\(service)/aws4_request" }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    Array(bytes).withUnsafeBufferPointer { Hexadecimal.append($0, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }
}
