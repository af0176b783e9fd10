import JSON

/// Finds attachments in a text and puts something else in their place: MLflow's references to them
/// (`mlflow-attachment://<id>?content_type=image%2Fpng&...`), and files in Base64, as a `data:` URL or alone.
///
/// One pass, in linear time; what it puts in needs no escape in JSON.
struct EmbeddedAttachments {
  let policy: AttachmentPolicy
  /// Redacts a text that stood in Base64.
  let redactText: @Sendable (String) throws -> String

  /// A file alone in Base64 is looked for from this length on.
  private static let minimumRun = 64
  private static let reference = Array("mlflow-attachment://".utf8)
  private static let dataURL = Array("data:".utf8)
  private static let marker = Array(";base64,".utf8)
  private static let maximumTypeLength = 100

  /// - Returns: Nil where nothing changes.
  func replace(in text: Span<UInt8>) throws -> [UInt8]? {
    var result: [UInt8]?
    var (index, kept) = (0, 0)
    while index < text.count {
      guard Self.mayBegin(text, at: index), let found = find(text, at: index) else {
        index += 1
        continue
      }
      if let replacement = try replacement(for: found, in: text) {
        var changed = result ?? []
        text.append(kept..<found.range.lowerBound, to: &changed)
        changed += replacement
        result = changed
        kept = found.range.upperBound
      }
      index = found.range.upperBound
    }
    guard var result else { return nil }
    text.append(kept..<text.count, to: &result)
    return result
  }

  private struct Found {
    enum Kind { case reference, base64 }
    let kind: Kind
    let range: Range<Int>
    /// What it is called.
    let type: String
    /// Where the Base64 begins.
    let content: Int
    /// Bytes of the file, where a reference says so.
    var size: Int? = nil
  }

  private static func mayBegin(_ text: Span<UInt8>, at index: Int) -> Bool {
    switch text[index] {
    case UInt8(ascii: "m"), UInt8(ascii: "d"): true
    default: index == 0 || text[index - 1] == UInt8(ascii: "\"")
    }
  }

  private func find(_ text: Span<UInt8>, at index: Int) -> Found? {
    switch text[index] {
    case UInt8(ascii: "m") where text.has(Self.reference, at: index): reference(text, at: index)
    case UInt8(ascii: "d") where text.has(Self.dataURL, at: index): dataURL(text, at: index)
    default: bareFile(text, at: index)
    }
  }

  private func reference(_ text: Span<UInt8>, at start: Int) -> Found {
    var end = start + Self.reference.count
    while end < text.count, Self.isOfReference(text[end]) { end += 1 }
    var uri: [UInt8] = []
    text.append(start..<end, to: &uri)
    let query = String(decoding: uri, as: UTF8.self).split(separator: "?").dropFirst().first ?? ""
    let values = query.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1) }
    let type = values.first { $0.first == "content_type" }?.last ?? ""
    let size = values.first { $0.first == "size" }?.last.flatMap { Int($0) }
    return Found(
      kind: .reference,
      range: start..<end,
      type: Self.shown(type.lowercased().replacing("%2f", with: "/").replacing("%2b", with: "+")),
      content: end,
      size: size
    )
  }

  private func dataURL(_ text: Span<UInt8>, at start: Int) -> Found? {
    var index = start + Self.dataURL.count
    let limit = min(text.count, index + Self.maximumTypeLength)
    while index < limit, !text.has(Self.marker, at: index) {
      guard text[index] > 0x20, text[index] != UInt8(ascii: "\"") else { return nil }
      index += 1
    }
    guard index < limit else { return nil }
    var type: [UInt8] = []
    text.append((start + Self.dataURL.count)..<index, to: &type)
    let name = String(decoding: type, as: UTF8.self).prefix { $0 != ";" }
    let content = index + Self.marker.count
    let end = Base64Run.end(in: text, from: content)
    return Found(kind: .base64, range: start..<end, type: Self.shown(String(name)), content: content)
  }

  /// Base64 of something that begins as files of a known type do.
  private func bareFile(_ text: Span<UInt8>, at start: Int) -> Found? {
    guard Base64Run.heads.contains(where: { text.has($0, at: start, any: UInt8(ascii: "?")) }) else {
      return nil
    }
    let end = Base64Run.end(in: text, from: start)
    guard end - start >= Self.minimumRun else { return nil }
    return Found(kind: .base64, range: start..<end, type: "", content: start)
  }

  private func replacement(for found: Found, in text: Span<UInt8>) throws -> [UInt8]? {
    switch found.kind {
    case .reference:
      // If the file is dropped after all, a text in its place says so.
      return policy.mayAllow(declared: found.type) ? nil : Self.placeholder(found.type, found.size)
    case .base64:
      let file = Base64Run.decode(text, found.content..<found.range.upperBound)
      guard policy != .drop, let file else {
        let size = file?.count ?? (found.range.upperBound - found.content) * 3 / 4
        return Self.placeholder(found.type, size)
      }
      let type = MediaTypeSniffer.type(of: file)
      guard policy.allows(type) else {
        return Self.placeholder(found.type.isEmpty ? type : found.type, file.count)
      }
      guard type.hasPrefix("text/") else { return nil }
      let after = try AttachmentText.redact(file) { try redactText($0) }
      guard after != file else { return nil }
      var replacement: [UInt8] = []
      text.append(found.range.lowerBound..<found.content, to: &replacement)
      Base64.append(after, to: &replacement)
      return replacement
    }
  }

  static func placeholder(_ type: String, _ size: Int?) -> [UInt8] {
    let what = ([type.isEmpty ? "attachment" : "attachment \(type)"] + (size.map { ["\($0) bytes"] } ?? []))
    return Array("[\(what.joined(separator: ", ")): dropped by TraceVeil]".utf8)
  }

  /// A type as it may be shown: a reference's is the client's own text.
  private static func shown(_ type: some StringProtocol) -> String {
    let type = type.lowercased()
    let isType =
      type.utf8.count <= 60 && type.split(separator: "/", omittingEmptySubsequences: false).count == 2
      && type.utf8.allSatisfy {
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "/.+-".utf8.contains($0)
      }
    return isType ? type : ""
  }

  private static func isOfReference(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !#""'\<>()[]{}`,"#.utf8.contains(byte)
  }
}

extension Span<UInt8> {
  fileprivate func has(_ bytes: [UInt8], at start: Int, any: UInt8? = nil) -> Bool {
    guard start + bytes.count <= count else { return false }
    for offset in bytes.indices where self[start + offset] != bytes[offset] && bytes[offset] != any {
      return false
    }
    return true
  }

  fileprivate func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + range.count)
    for index in range { bytes.append(self[index]) }
  }
}
