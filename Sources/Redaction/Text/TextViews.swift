internal import CScanner

/// The views of one text: the text itself, and what becomes of it when the escapes of JSON strings are undone,
/// one nesting level after the other. The last level is what recognizers see.
///
/// Memory is kept from text to text. Positions in a level are mapped down to the text only where something was
/// found.
struct TextViews: ~Copyable, Sendable {
  /// Deeper nesting is left as it is. Each level doubles the backslashes, so 64 MiB have no room for more.
  static let maximumDepth = 16
  /// A level with more bytes than this does not keep parts that are not read.
  private static let largeLevel = 1 << 20

  /// The parts of the common memory that belong to one level.
  struct Level: Sendable {
    var bytes: Range<Int>
    var pieces: Range<Int>
    /// JSON documents, as ranges of this level: of level 0 the text, of others strings of the level below.
    var documents: Range<Int>
    /// Bytes of the level below, which it was made from.
    var sourceCount: Int
  }

  private(set) var levels: [Level] = []
  private var bytes = Store<UInt8>()
  private var pieces = Store<cscanner_piece>()
  private var documents = Store<cscanner_range>()

  /// Makes the views of `text`.
  mutating func build(from text: ByteView) {
    let isJSON = text.looksLikeJSON
    if isJSON {
      documents.reserve(64, keeping: 0)
      documents[0] = cscanner_range(start: 0, end: UInt32(text.count))
    }
    let first = Level(bytes: 0..<0, pieces: 0..<0, documents: 0..<(isJSON ? 1 : 0), sourceCount: 0)
    // Most texts have one level: then nothing is taken away or added.
    if levels.count > 1 { levels.removeSubrange(1...) }
    if levels.isEmpty { levels.append(first) } else { levels[0] = first }
    guard isJSON, text.holdsBackslash else { return }
    while levels.count <= TextViews.maximumDepth, unescapeLast(of: text) {}
  }

  /// The view at `level`; level 0 is the text itself.
  func view(_ level: Int, of text: ByteView) -> ByteView {
    level == 0 ? text : ByteView(bytes.elements(levels[level].bytes))
  }

  /// What recognizers see.
  func last(of text: ByteView) -> ByteView { view(levels.count - 1, of: text) }

  /// Maps a range of `level` to the level below it.
  func lower(_ range: Range<Int>, from level: Int) -> Range<Int> {
    lower(range, from: levels[level])
  }

  /// Maps a range of `level`, which need not be one of `levels`, to the level it was made from.
  func lower(_ range: Range<Int>, from level: Level) -> Range<Int> {
    let source = PieceMap(pieces: pieces.elements(level.pieces)).source(of: range)
    guard !range.isEmpty, range.upperBound == level.bytes.count else { return source }
    // Behind the last byte of a view there may be half an escape, which it has nothing for.
    return source.lowerBound..<level.sourceCount
  }

  /// Maps a range of the level below to `level`. Its ends are those of strings or documents.
  func raise(_ range: Range<Int>, to level: Int) -> Range<Int> {
    PieceMap(pieces: pieces.elements(levels[level].pieces)).view(of: range)
  }

  /// Maps a range of `level` all the way down to the text.
  func lowerToText(_ range: Range<Int>, from level: Int) -> Range<Int> {
    stride(from: level, to: 0, by: -1).reduce(range) { lower($0, from: $1) }
  }

  func document(_ index: Int) -> Range<Int> {
    Int(documents[index].start)..<Int(documents[index].end)
  }

  /// Makes a view of the last level without disguises, the first of which is at `first`.
  mutating func unmask(_ text: ByteView, from first: Int) -> Level {
    write(from: levels.count - 1, of: text) { source, _, view in
      cscanner_unmask(source.unsafeBytes.baseAddress, source.count, first, &view)
    }
  }

  /// Maps a range of the view that `unmask` made to the level it was made from. It ends with what its bytes stand for: a
  /// terminal's sequence behind it stays.
  func unmaskedSource(of range: Range<Int>, from level: Level) -> Range<Int> {
    PieceMap(pieces: pieces.elements(level.pieces)).source(of: range)
  }

  /// Gives back the memory that a large text has taken; its views are gone then.
  mutating func trim(to bytes: Int) {
    levels.removeAll(keepingCapacity: true)
    self.bytes.trim(to: bytes)
    pieces.trim(to: bytes)
    documents.trim(to: bytes)
  }

  /// The bytes of the view that `unmask` made.
  func unmasked(_ level: Level) -> ByteView { ByteView(bytes.elements(level.bytes)) }

  /// What became something else in `level`; valid until another view is written.
  func pieces(of level: Level) -> UnsafeBufferPointer<cscanner_piece> { pieces.elements(level.pieces) }
}

extension TextViews {
  /// Writes the next level. False when it is the last one: no document in it holds an escape.
  private mutating func unescapeLast(of text: ByteView) -> Bool {
    let index = levels.count - 1
    var isMalformed = false
    var holdsMore = false
    let next = write(from: index, of: text) { source, documents, view in
      var copied = 0
      for document in documents {
        let document = Int(document.start)..<Int(document.end)
        view.copy(source, copied..<document.lowerBound)
        let state = view
        let outcome = cscanner_unescape_json(
          source.unsafeBytes.baseAddress,
          document.lowerBound,
          document.upperBound,
          &view
        )
        if outcome == CSCANNER_FULL { return outcome }
        if outcome == CSCANNER_MALFORMED {
          isMalformed = true
          view.rewind(to: state)
          view.copy(source, document)
        }
        copied = document.upperBound
      }
      view.copy(source, copied..<source.count)
      holdsMore = view.has_nested_escapes
      return CSCANNER_DONE
    }
    if isMalformed, index == 0 {
      // Not JSON after all: a text, whose backslashes are a disguise like others.
      levels[0].documents = 0..<0
      return false
    }
    levels.append(next)
    if index > 0 { release(index) }
    return holdsMore
  }

  /// Gives back what a large level takes beside its documents, which are all that is read of it once there is one above it,
  /// but for a few bytes round them.
  private func release(_ index: Int) {
    let level = levels[index]
    guard level.bytes.count > Self.largeLevel else { return }
    let margin = 4096
    var start = level.bytes.lowerBound
    for number in level.documents {
      let document = document(number)
      let end = level.bytes.lowerBound + document.lowerBound - margin
      if start < end { bytes.release(start..<end) }
      start = level.bytes.lowerBound + document.upperBound + margin
    }
    if start < level.bytes.upperBound { bytes.release(start..<level.bytes.upperBound) }
  }

  /// Runs `body` with the view at `index`, its documents and room for what it writes, again with more room as long as it asks for it.
  private mutating func write(
    from index: Int,
    of text: ByteView,
    _ body: (ByteView, UnsafeBufferPointer<cscanner_range>, inout cscanner_view) -> cscanner_outcome
  ) -> Level {
    let below = levels[index]
    let length = view(index, of: text).count
    let start = below.bytes.upperBound
    while true {
      bytes.reserve(start + length + 64, keeping: start)
      pieces.reserve(below.pieces.upperBound + 64, keeping: below.pieces.upperBound)
      documents.reserve(below.documents.upperBound + 64, keeping: below.documents.upperBound)
      var result = cscanner_view()
      result.out = bytes.pointer(at: start)
      result.pieces = pieces.pointer(at: below.pieces.upperBound)
      result.piece_capacity = pieces.capacity - below.pieces.upperBound
      result.documents = documents.pointer(at: below.documents.upperBound)
      result.document_capacity = documents.capacity - below.documents.upperBound
      let known = documents.elements(below.documents)
      if body(view(index, of: text), known, &result) == CSCANNER_FULL {
        pieces.reserve(pieces.capacity + 1, keeping: below.pieces.upperBound)
        documents.reserve(documents.capacity + 1, keeping: below.documents.upperBound)
        continue
      }
      return Level(
        bytes: start..<(start + result.count),
        pieces: below.pieces.upperBound..<(below.pieces.upperBound + result.piece_count),
        documents: below.documents.upperBound..<(below.documents.upperBound + result.document_count),
        sourceCount: length
      )
    }
  }
}

extension cscanner_view {
  fileprivate mutating func copy(_ source: ByteView, _ range: Range<Int>) {
    let bytes = source.slice(range).unsafeBytes
    guard let start = bytes.baseAddress, let out else { return }
    (out + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  /// Forgets what was written since `state`.
  fileprivate mutating func rewind(to state: cscanner_view) {
    count = state.count
    piece_count = state.piece_count
    document_count = state.document_count
    has_nested_escapes = state.has_nested_escapes
  }
}

extension ByteView {
  /// Whether it begins like a JSON object, array or string.
  var looksLikeJSON: Bool {
    let first = self[end(from: 0) { $0.isWhitespace }]
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
  }

  var holdsBackslash: Bool {
    index(of: UInt8(ascii: "\\"), from: 0) < count
  }

  /// Index of the first such byte at or behind `index`, or `count`.
  func index(of byte: UInt8, from index: Int) -> Int {
    self.index(of: byte, from: index, before: count)
  }

  /// Index of the first such byte from `index` on and before `end`, which is inside, or `end`.
  func index(of byte: UInt8, from index: Int, before end: Int) -> Int {
    guard let start, index < end else { return end }
    return index + cscanner_find(start + index, end - index, byte)
  }
}
