import JSON

// Keys of JSON objects that edits have made alike.
extension EditList {
  /// A key of an object. Those of an object are in memory together, so each is small; a text is shorter than 4 GiB.
  private struct Key {
    private let start: UInt32
    private let end: UInt32
    private let firstEdit: UInt32
    private let endOfEdits: UInt32

    init(range: Range<Int>, edits: Range<Int>) {
      start = UInt32(range.lowerBound)
      end = UInt32(range.upperBound)
      firstEdit = UInt32(edits.lowerBound)
      endOfEdits = UInt32(edits.upperBound)
    }

    /// The range of its content in the text.
    var range: Range<Int> { Int(start)..<Int(end) }
    /// The edits in it.
    var edits: Range<Int> { Int(firstEdit)..<Int(endOfEdits) }
  }

  /// Puts numbers into stand-ins, so that the keys of each object differ as they did before: see `KeySeparation`.
  mutating func separateKeys(of text: ByteView, views: borrowing TextViews) {
    // A key that holds JSON itself is compared when the keys in it have got their numbers.
    for level in views.levels.indices.reversed() {
      let view = views.view(level, of: text)
      var tails: [Edit] = []
      for index in views.levels[level].documents {
        JSONKeyWalk<Key>.visit(view, views.document(index)) { content in
          key(views.lowerToText(content, from: level))
        } object: { keys in
          separate(keys, of: text, level: level, &tails)
        }
      }
      if !tails.isEmpty { merge(tails) }
    }
  }

  /// Nil for a key that an edit takes away, or has taken a piece of.
  private func key(_ range: Range<Int>) -> Key? {
    let first = firstEdit { $0.upperBound > range.lowerBound }
    let end = firstEdit { $0.lowerBound > range.upperBound }
    for index in first..<max(first, end) {
      let edit = edits[index].range
      guard edit.lowerBound >= range.lowerBound, edit.upperBound <= range.upperBound else { return nil }
    }
    return Key(range: range, edits: first..<max(first, end))
  }

  /// The first edit whose range passes `test`, which those behind it pass too.
  private func firstEdit(where test: (Range<Int>) -> Bool) -> Int {
    var low = 0
    var high = edits.count
    while low < high {
      let middle = (low + high) / 2
      if test(edits[middle].range) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private mutating func separate(_ keys: [Key], of text: ByteView, level: Int, _ tails: inout [Edit]) {
    guard keys.count > 1, keys.contains(where: { !$0.edits.isEmpty }) else { return }
    var separation = KeySeparation()
    for key in keys where key.edits.isEmpty {
      separation.take(Self.decoded(Array(text.slice(key.range).unsafeBytes), level).span)
    }
    for key in keys where !key.edits.isEmpty {
      let original = Self.decoded(Array(text.slice(key.range).unsafeBytes), level)
      let last = key.edits.upperBound - 1
      let standIn = edits[last].standIn
      let holdsJSON = original.first { !$0.isWhitespace }.map { "{[\"".utf8.contains($0) } ?? false
      let offset = standIn.lowerBound + StandInNumber.offset(in: bytes.span.extracting(standIn))
      // Inside of the JSON, a number could make another key alike.
      let (before, behind) = parts(of: key, in: text, at: holdsJSON ? nil : offset)
      let (head, tail) = (Self.decoded(before, level), Self.decoded(behind, level))
      let redacted = head + tail
      let number = separation.number(of: original.span, redacted: redacted.span) {
        StandInNumber.numbered(redacted, at: head.count, $0)
      }
      guard number > 1 else { continue }
      let start = bytes.count
      if holdsJSON {
        bytes += "_\(number)".utf8
        tails.append(Edit(range: key.range.upperBound..<key.range.upperBound, standIn: start..<bytes.count))
      } else {
        bytes += StandInNumber.numbered(Array(bytes[standIn]), at: offset - standIn.lowerBound, number)
        edits[last].standIn = start..<bytes.count
      }
    }
  }

  /// What a key has become, in front of an offset of the last stand-in in it and behind that. Nil is the end of the key.
  private func parts(of key: Key, in text: ByteView, at offset: Int?) -> (before: [UInt8], behind: [UInt8]) {
    var redacted: [UInt8] = []
    var behind: Int?
    var copied = key.range.lowerBound
    for index in key.edits {
      let edit = edits[index]
      redacted += text.slice(copied..<edit.range.lowerBound).unsafeBytes
      if let offset, index == key.edits.upperBound - 1 {
        behind = redacted.count + offset - edit.standIn.lowerBound
      }
      redacted += bytes[edit.standIn]
      copied = edit.range.upperBound
    }
    redacted += text.slice(copied..<key.range.upperBound).unsafeBytes
    let end = behind ?? redacted.count
    return (Array(redacted[..<end]), Array(redacted[end...]))
  }

  /// A key of a document at `level` as a reader gets it.
  private static func decoded(_ key: [UInt8], _ level: Int) -> [UInt8] {
    var key = key
    for _ in 0...level where key.contains(UInt8(ascii: "\\")) {
      var next: [UInt8] = []
      key.withUnsafeBufferPointer { JSONText.append(decoded: $0, to: &next) }
      key = next
    }
    return key
  }

  private mutating func merge(_ tails: [Edit]) {
    edits += tails
    edits.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
  }
}
