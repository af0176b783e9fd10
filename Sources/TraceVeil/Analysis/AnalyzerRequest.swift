import JSON
import NIOCore

/// The body of `POST /analyze`.
struct AnalyzerRequest: Sendable {
  /// What surrounds the texts; the same for each request.
  private let prefix: [UInt8]
  private let suffix: [UInt8]

  init(language: String, entities: [String]?) {
    var prefix = Array("{\"language\":\(Self.quoted(language)),".utf8)
    if let entities {
      prefix += Array("\"entities\":[\(entities.map(Self.quoted).joined(separator: ","))],".utf8)
    }
    self.prefix = prefix + Array("\"text\":[".utf8)
    suffix = Array("]}".utf8)
  }

  /// - Parameter texts: UTF-8.
  func body(_ texts: [[UInt8]]) -> ByteBuffer {
    var body = ByteBuffer()
    body.reserveCapacity(prefix.count + suffix.count + texts.reduce(0) { $0 + $1.count + 8 })
    body.writeBytes(prefix)
    for (index, text) in texts.enumerated() {
      body.writeString(index == 0 ? "\"" : ",\"")
      body.writeBytes(JSONText.content(of: text))
      body.writeString("\"")
    }
    body.writeBytes(suffix)
    return body
  }

  private static func quoted(_ text: String) -> String {
    var json: [UInt8] = []
    JSONText.append(text, to: &json)
    return String(decoding: json, as: UTF8.self)
  }
}
