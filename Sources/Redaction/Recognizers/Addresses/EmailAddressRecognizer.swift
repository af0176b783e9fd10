/// E-mail addresses (RFC 5321, and RFC 6531 for letters outside of ASCII): `local@host.domain`, `"quoted"@host.domain`,
/// `local@[203.0.113.9]`.
///
/// The local part is what people use and what breaks nothing around it (``EmailLocalPart``). The host needs a dot and a
/// last label of letters, and that label must not be the extension of a file or the type of a unit: `icon@2x.png` is a
/// picture. `git@host` is where a repository is.
struct EmailAddressRecognizer: Recognizer {
  let entity = EntityType.emailAddress
  let triggers: [Trigger] = [.literal("@")]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let at = hit.position
    let local = EmailLocalPart.start(text, before: at, floor: findings.floor)
    findings.floor = at + 1
    guard local < at, !isPassword(text, endingAt: local), !isRepository(text, local..<at) else { return }
    guard let end = literalEnd(text, from: at + 1) ?? domainEnd(text, from: at + 1) else { return }
    guard !isRemote(text, behind: end) else { return }
    findings.floor = end
    findings.report(local..<end, score: 1)
  }

  /// `pass@db.internal` in `postgres://user:pass@db.internal` is a password and a host.
  private func isPassword(_ text: ByteView, endingAt local: Int) -> Bool {
    guard text[local - 1] == UInt8(ascii: ":") else { return false }
    let user = text.start(before: local - 1, floor: max(0, local - 66)) { $0.isLocalPart }
    return text.has("//", at: user - 2)
  }

  /// The users that servers of repositories have.
  private func isRepository(_ text: ByteView, _ local: Range<Int>) -> Bool {
    let users: [StaticString] = ["git", "hg", "svn", "aur", "gitea", "forgejo", "gogs", "gitlab", "gitolite"]
    return users.contains { $0.utf8CodeUnitCount == local.count && text.hasAnyCase($0, at: local.lowerBound) }
  }

  /// `otto@host.example:shop.git`.
  private func isRemote(_ text: ByteView, behind end: Int) -> Bool {
    guard text[end] == UInt8(ascii: ":") else { return false }
    let path = text.end(from: end + 1, limit: 128) {
      $0.isLocalPart || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "~")
    }
    return path - end > 5 && text.has(".git", endingAt: path)
  }

  /// End of an address literal: `[203.0.113.9]`, `[IPv6:2001:db8::1]`.
  private func literalEnd(_ text: ByteView, from start: Int) -> Int? {
    guard text[start] == UInt8(ascii: "[") else { return nil }
    var end = start + 1
    if text.hasAnyCase("ipv6:", at: end) {
      let groups = end + 5
      end = text.end(from: groups, limit: 45) {
        $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
      }
      guard end - groups > 1 else { return nil }
    } else {
      guard let address = IPv4Recognizer.end(of: text, from: end) else { return nil }
      end = address
    }
    return text[end] == UInt8(ascii: "]") ? end + 1 : nil
  }

  /// End of the longest host name at `start` that ends in a believable top-level domain. A client may have cut it in the
  /// middle, as logfire does with long messages: `otto@exa...ple.com`.
  private func domainEnd(_ text: ByteView, from start: Int) -> Int? {
    var label = start
    var end: Int?
    var labels = 0
    var isVersion = true
    var labelsBehindCut: Int?
    while label - start < 254 {
      let next = text.end(from: label, limit: 64) {
        $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0.isPartOfLetter
      }
      guard next > label, next - label < 64, text[label] != UInt8(ascii: "-") else { break }
      // `jgroups@5.3.10.Final` is a package, `module@file.py` a script.
      let isScript =
        labels == 1 && next - label == 2
        && (text.has("py", at: label) || text.has("so", at: label) && text.has("lib", at: start))
      if label > start, !(isVersion && labels > 1), !isScript, labelsBehindCut != 0,
        let top = topLevelEnd(text, label..<next)
      {
        end = top
      }
      labels += 1
      labelsBehindCut = labelsBehindCut.map { $0 + 1 }
      if isVersion { isVersion = (label..<next).allSatisfy { text[$0].isDigit } }
      if end == nil, labelsBehindCut == nil, text.has("...", at: next) || text.has("…", at: next) {
        labelsBehindCut = 0
        label = next + 3
        continue
      }
      guard text[next] == UInt8(ascii: ".") else { break }
      label = next + 1
    }
    return end
  }

  /// Where a last label ends: it has two letters at least, and `com-` or `com--x` means `com`.
  private func topLevelEnd(_ text: ByteView, _ label: Range<Int>) -> Int? {
    if text.hasAnyCase("xn--", at: label.lowerBound) { return label.upperBound }
    // Chinese and Japanese go on without a blank: `org` in `example.org。` and `example.orgまで`.
    let isASCII = text[label.lowerBound].isLetter
    let end = text.end(from: label.lowerBound, limit: label.count) {
      isASCII ? $0.isLetter || 0xC2...0xE2 ~= $0 || $0.isContinuation : $0.isPartOfLetter
    }
    guard end - label.lowerBound >= 2, !text[end].isDigit else { return nil }
    return EmailAddressRecognizer.noDomains.contains(text, label.lowerBound..<end) ? nil : end
  }

  /// Last labels that name a kind of file, of a unit of systemd or of a section of a file. None of them is a top-level
  /// domain in use for mail.
  private static let noDomains = WordSet([
    "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "scss", "js", "mjs", "cjs", "ts", "tsx", "jsx",
    "json",
    "html", "htm", "xml", "yaml", "yml", "toml", "txt", "pdf", "mp4", "webm", "ttf", "woff", "tgz", "gz",
    "tar", "bz2",
    "xz", "exe", "dll", "bin", "iso", "img", "dmg", "apk", "whl", "egg", "jar", "cpp", "hpp", "rb", "lua",
    "sql", "csv",
    "log", "lst", "po", "pot", "conf", "cfg", "ini", "lock", "patch", "diff", "deb", "rpm", "java", "class",
    "swift", "go", "kt", "sed", "sin",
    "header", "service", "socket", "timer", "mount", "automount", "target", "device", "slice", "scope",
    "swap",
    "git", "once", "prevent",
  ])
}

extension UInt8 {
  fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
  /// Whether it begins a character outside of ASCII that can be a letter: not the punctuation and symbols of
  /// U+2000 to U+2FFF, nor what lies from U+F000 on, emoji among them.
  var leadsLetter: Bool { self >= 0xC2 && self < 0xEF && self != 0xE2 }
  fileprivate var isPartOfLetter: Bool { leadsLetter || isContinuation }

  var isLocalPart: Bool {
    if isAlphanumeric { return true }
    return self == UInt8(ascii: ".") || self == UInt8(ascii: "_") || self == UInt8(ascii: "-")
      || self == UInt8(ascii: "+") || self == UInt8(ascii: "%")
  }
}
