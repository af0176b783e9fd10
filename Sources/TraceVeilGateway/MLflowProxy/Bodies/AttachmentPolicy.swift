/// What becomes of attachments: pictures, sounds, and whatever else stood in a trace as Base64.
enum AttachmentPolicy: Sendable, Hashable, CustomStringConvertible {
  case drop
  /// Keeps all attachments. Texts are redacted.
  case keep
  /// Keeps attachments of these media types, such as `image/png` or `image/*`. Texts are redacted.
  case types([String])

  /// Nil if the text is not a policy.
  init?(_ text: String) {
    let items = text.split(separator: ",").map { $0.lowercased().filter { $0 != " " } }.filter { !$0.isEmpty }
    switch items {
    case ["drop"]: self = .drop
    case ["keep"]: self = .keep
    default:
      let areTypes = items.allSatisfy { item in
        let parts = item.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts.contains("") && parts[0] != "*"
      }
      guard areTypes, !items.isEmpty else { return nil }
      self = .types(items)
    }
  }

  var description: String {
    switch self {
    case .drop: "drop"
    case .keep: "keep"
    case .types(let types): types.joined(separator: ",")
    }
  }

  /// Whether an attachment of this type is let through.
  func allows(_ type: String) -> Bool {
    switch self {
    case .drop: false
    case .keep: true
    case .types(let types):
      types.contains { $0 == type || $0.hasSuffix("/*") && type.hasPrefix($0.dropLast()) }
    }
  }

  /// Whether a file of which a client says that it has this type may be let through. Its content decides, when it comes:
  /// JSON is a text, and what has no known beginning may be anything.
  func mayAllow(declared type: String) -> Bool {
    switch self {
    case .drop: false
    case .keep: true
    case .types:
      allows(type) || type.isEmpty || type == "application/octet-stream"
        || allows("text/plain") && !MediaTypeSniffer.isRecognized(type)
    }
  }
}

/// Media types by the first bytes of a file. What a client declares is not asked: MLflow's declares none, and a
/// text that is called a picture would pass as one.
enum MediaTypeSniffer {
  /// `application/octet-stream` for what is not known and no text.
  static func type(of bytes: some Collection<UInt8>) -> String {
    let head = Array(bytes.prefix(32))
    for (offset, magic, type) in signatures where head.dropFirst(offset).starts(with: magic) {
      guard type == "riff" else { return type }
      switch String(decoding: head.dropFirst(8).prefix(4), as: UTF8.self) {
      case "WEBP": return "image/webp"
      case "WAVE": return "audio/wav"
      default: return "application/octet-stream"
      }
    }
    return AttachmentText(Array(bytes)) == nil ? "application/octet-stream" : "text/plain"
  }

  /// Whether files of a type begin in a way that tells it, so that they are taken for no text.
  static func isRecognized(_ type: String) -> Bool {
    ["image/webp", "audio/wav"].contains(type) || signatures.contains { $0.type == type }
  }

  private static let signatures: [(offset: Int, magic: [UInt8], type: String)] = [
    (0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
    (0, [0xFF, 0xD8, 0xFF], "image/jpeg"),
    (0, Array("GIF87a".utf8), "image/gif"),
    (0, Array("GIF89a".utf8), "image/gif"),
    (0, Array("RIFF".utf8), "riff"),
    (0, Array("ID3".utf8), "audio/mpeg"),
    (0, [0xFF, 0xFB], "audio/mpeg"),
    (0, Array("OggS".utf8), "audio/ogg"),
    (0, Array("fLaC".utf8), "audio/flac"),
    (4, Array("ftyp".utf8), "video/mp4"),
    (0, [0x1A, 0x45, 0xDF, 0xA3], "video/webm"),
    (0, Array("%PDF-".utf8), "application/pdf"),
    (0, [0x50, 0x4B, 0x03, 0x04], "application/zip"),
  ]
}
