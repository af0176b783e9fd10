// Long numbers that tell one thing from others of its kind.
extension CardContext {
  /// So many words of a list are looked at before a number, and so many bytes.
  private static let maximumListed = 16
  private static let listReach = 400

  /// Whether it is one of a list of ids: `ids: 4012..., 4012...`, `"user_ids":[4012..., 4012...]`, `id IN (4012..., ...)`.
  static func isListed(_ text: ByteView, _ start: Int) -> Bool {
    var walk = WordWalk(text, before: start, reach: listReach)
    for _ in 0..<maximumListed {
      let end = walk.at
      guard let word = walk.next(), isOpen(text, word.upperBound..<end) else { return false }
      if text[word.lowerBound].isDigit, word.allSatisfy({ text[$0].isDigit }) { continue }
      if word.count == 3, text.hasAnyCase("and", at: word.lowerBound) { continue }
      if word.count == 2, text.hasAnyCase("in", at: word.lowerBound), text[word.upperBound] == 0x20 {
        guard text[end - 1] == UInt8(ascii: "("), let owner = walk.next() else { return false }
        return owner.count == 2 && text.hasAnyCase("id", at: owner.lowerBound)
      }
      return word.count == 3 && text.hasAnyCase("ids", at: word.lowerBound)
    }
    return false
  }

  /// Whether what stands between two elements closes no list and no sentence.
  private static func isOpen(_ text: ByteView, _ gap: Range<Int>) -> Bool {
    gap.count <= 24
      && gap.allSatisfy {
        switch text[$0] {
        case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "."), UInt8(ascii: ";"):
          false
        default: true
        }
      }
  }

  /// Whether it is a segment of a path, `/users/4012...`, of a key, `user:4012...:name`, or the end of a name that a program
  /// has made, `batch_4012...`, `file_4012....png`.
  static func isPartOfName(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let mark = text[range.lowerBound - 1]
    let marks = [
      UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: " "),
    ]
    guard marks.contains(mark) else { return false }
    let end = range.lowerBound - 1
    let word = text.start(before: end, floor: max(0, end - 16)) { $0.isLetter }..<end
    guard things.contains(text, word) else { return false }
    switch mark {
    case UInt8(ascii: " "): return counted.contains(text, word)
    case UInt8(ascii: "/"): return text[word.lowerBound - 1] == mark
    case UInt8(ascii: ":"): return text[range.upperBound] == mark && text[range.upperBound + 1].isAlphanumeric
    default: return true
    }
  }

  /// What a program counts in its messages: `step 4761... of training`.
  private static let counted = WordSet([
    "batch", "chunk", "page", "checkpoint", "snapshot", "step", "epoch", "iteration", "upload",
  ])

  /// What programs number, where nobody keeps cards.
  private static let things = WordSet([
    "user", "users", "batch", "batches", "run", "runs", "file", "files", "image", "images", "img", "photo",
    "photos", "video", "videos", "upload", "uploads", "chunk", "chunks", "page", "pages", "conversation",
    "conversations", "message", "messages", "msg", "post", "posts", "comment", "comments", "group", "groups",
    "channel", "channels", "thread", "threads", "project", "projects", "issue", "issues", "document",
    "documents", "doc", "docs", "snapshot", "screenshot", "checkpoint", "step", "epoch", "iteration",
  ])
}
