import JSON
package import NIOCore
import OTLP

/// What a server says about a refusal, in whichever form it says it: not redacted yet, so never to be shown.
///
/// MLflow has four forms: `{"error_code", "message"}`, FastAPI's `{"detail"}`, plain text and HTML. OTLP's is a
/// `google.rpc.Status`, in protobuf or JSON. Others have a text under `error`. Whatever else it is says nothing.
package struct AnswerText: Sendable, Hashable {
  /// Bytes of an answer that are looked at.
  package static let maximumBytes = 64 << 10

  /// The code of the error, such as `RESOURCE_DOES_NOT_EXIST`.
  package private(set) var errorCode: String?
  package private(set) var message: String?

  package init() {}

  /// - Parameters:
  ///   - body: The body. One that is longer than ``maximumBytes`` cannot be read.
  ///   - contentType: The content type of the answer; nil for none.
  package init(_ body: ByteBuffer, contentType: String?) {
    guard body.readableBytes <= Self.maximumBytes else { return }
    let type = contentType?.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    if type == PayloadEncoding.protobuf.contentType {
      message = try? ExportResponse.decodeStatusMessage(body.readableBytesUInt8Span, from: .protobuf)
    } else {
      let text = String(decoding: body.readableBytesView, as: UTF8.self)
      switch text.first(where: { !$0.isWhitespace }) {
      case "{": readJSON(body)
      case "<": message = Self.title(of: text)
      // A list, say, or the bytes of a picture.
      case "[", nil: break
      default:
        guard type == nil || type?.hasPrefix("text/") == true else { return }
        message = text
      }
    }
    message = message.map(Self.withoutStatement)
  }

  /// A text with no body around it, as that of a partial success.
  package init(message: String) { self.message = message }

  /// Whether it says something with these words in it, whatever their case.
  package func says(_ words: String...) -> Bool {
    let text = (message ?? "").lowercased()
    return words.allSatisfy { text.contains($0.lowercased()) }
  }

  /// Whether what it says begins so, whatever its case.
  package func begins(_ words: String) -> Bool {
    (message ?? "").prefix(words.count).lowercased() == words.lowercased()
  }

  private mutating func readJSON(_ body: ByteBuffer) {
    guard let document = JSONValue(answer: body) else { return }
    errorCode = document["error_code"]?.text.flatMap { Self.isCode($0) ? $0 : nil }
    let detail = document["detail"]
    message =
      document["message"]?.text ?? detail?.text ?? Self.complaints(detail)
      ?? document["error"]?.text ?? document["error"]?["message"]?.text
  }

  /// What FastAPI says about the parts of a request; nil if the value has another form. The `input` of a complaint is that part
  /// itself, and is not read.
  private static func complaints(_ detail: JSONValue?) -> String? {
    guard case .array(let complaints)? = detail else { return nil }
    var texts: [String] = []
    for complaint in complaints.prefix(3) {
      guard case .array(let place)? = complaint["loc"], let reason = complaint["msg"]?.text else {
        return nil
      }
      // A name, or a position in a list.
      let steps = place.compactMap { $0.text ?? $0.integer.map { String($0) } }
      guard steps.count == place.count else { return nil }
      texts.append(steps.joined(separator: ".") + ": " + reason)
    }
    return texts.joined(separator: "; ")
  }

  /// Whether the text has the form of a code. Any other text may hold anything.
  private static func isCode(_ text: String) -> Bool {
    text.utf8.count <= 64 && !text.isEmpty
      && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
  }

  /// A page of HTML says what it is about in its title.
  private static func title(of page: String) -> String? {
    let bytes = page.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    guard let start = bytes.firstRange(of: Array("<title>".utf8))?.upperBound,
      let end = bytes[start...].firstRange(of: Array("</".utf8))?.lowerBound
    else { return nil }
    return String(decoding: Array(page.utf8)[start..<end], as: UTF8.self)
  }

  /// SQLAlchemy puts the statement and its parameters, which are data, behind what has happened.
  private static func withoutStatement(_ message: String) -> String {
    let starts = ["[SQL:", "[parameters:"].compactMap { message.firstRange(of: $0)?.lowerBound }
    return starts.min().map { String(message[..<$0]) } ?? message
  }
}
