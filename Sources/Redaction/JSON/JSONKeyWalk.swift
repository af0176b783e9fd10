/// Walks a JSON document, or several one behind the other, and shows the keys of each object.
///
/// Like `JSONCursor` it trusts the quotation marks only, so that it works on what is almost JSON, and on what was cut
/// off at either end. Reads every byte once.
struct JSONKeyWalk<Key> {
  /// Objects that are nested more deeply are not looked at: no reader of JSON follows there.
  static var maximumDepth: Int { 4096 }

  private struct Frame {
    let isObject: Bool
    var keys: [Key] = []
  }

  private var frames = [Frame(isObject: true)]
  /// Objects and arrays that are open beyond the deepest frame.
  private var beyond = 0

  /// - Parameters:
  ///   - key: Describes the key whose content is in this range of `text`; nil to ignore it.
  ///   - object: Called with the keys of an object, in their order, when its end is reached.
  static func visit(
    _ text: ByteView,
    _ document: Range<Int>,
    key: (Range<Int>) -> Key?,
    object: ([Key]) -> Void
  ) {
    var walk = JSONKeyWalk()
    var at = document.lowerBound
    while at < document.upperBound {
      switch text[at] {
      case UInt8(ascii: "{"): walk.open(isObject: true)
      case UInt8(ascii: "["): walk.open(isObject: false)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): walk.close(object)
      case UInt8(ascii: "\""):
        let start = at + 1
        at = start
        while at < document.upperBound, text[at] != UInt8(ascii: "\"") {
          at += text[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard at < document.upperBound else { break }
        let behind = text.end(from: at + 1, limit: document.upperBound - at - 1) { $0.isWhitespace }
        if behind < document.upperBound, text[behind] == UInt8(ascii: ":") {
          walk.add { key(start..<at) }
          at = behind
        }
      default: break
      }
      at += 1
    }
    while let frame = walk.frames.popLast() { object(frame.keys) }
  }

  private mutating func open(isObject: Bool) {
    guard frames.count <= Self.maximumDepth else {
      beyond += 1
      return
    }
    frames.append(Frame(isObject: isObject))
  }

  private mutating func close(_ object: ([Key]) -> Void) {
    guard beyond == 0 else {
      beyond -= 1
      return
    }
    // What closes more than it has opened was cut off in front.
    guard frames.count > 1, let frame = frames.popLast() else { return }
    object(frame.keys)
  }

  private mutating func add(_ key: () -> Key?) {
    guard beyond == 0, frames[frames.count - 1].isObject, let key = key() else { return }
    frames[frames.count - 1].keys.append(key)
  }
}

extension ByteView {
  /// Whether a string whose closing quotation mark is at `end` is the key of a member. Says yes where that takes more than
  /// a short look.
  func isKey(endingAt end: Int) -> Bool {
    let behind = self.end(from: end + 1, limit: 64) { $0.isWhitespace }
    return self[behind] == UInt8(ascii: ":") || self[behind].isWhitespace
  }
}
