import JSON

/// The replacements in a text.
///
/// Matches come as ranges of the last view, in ascending order. An edit is placed where the match stands in the
/// text: inside of the string it is in, at whatever nesting level, with its stand-in escaped as often as that
/// takes. What stands outside of strings, a number, becomes a string, so that JSON stays JSON.
struct EditList {
  /// An edit. All edits of a text are in memory together, so each is small. Texts and their redacted forms are
  /// shorter than 4 GiB.
  struct Edit {
    private let start: UInt32
    private let end: UInt32
    private var standInStart: UInt32
    private var standInEnd: UInt32

    init(range: Range<Int>, standIn: Range<Int>) {
      start = UInt32(range.lowerBound)
      end = UInt32(range.upperBound)
      standInStart = UInt32(standIn.lowerBound)
      standInEnd = UInt32(standIn.upperBound)
    }

    /// A range of the text.
    var range: Range<Int> { Int(start)..<Int(end) }
    /// Its stand-in, as a range of `bytes`.
    var standIn: Range<Int> {
      get { Int(standInStart)..<Int(standInEnd) }
      set { (standInStart, standInEnd) = (UInt32(newValue.lowerBound), UInt32(newValue.upperBound)) }
    }
  }

  var edits: [Edit] = []
  var bytes: [UInt8] = []
  /// Whether something is to be replaced in the key of a member, at any nesting level.
  private(set) var touchesKeys = false
  /// Whether there was no room for a stand-in: there are more of them than an edit can count.
  private(set) var isOverfull = false
  /// The most bytes of stand-ins. Numbers that keys get may double them.
  private static let maximumBytes = Int(Int32.max)

  /// The document of a level that the last match was in, and how far it has been read: matches ascend, so that a document is
  /// read once, however many there are.
  struct Walk {
    fileprivate var cursor: JSONCursor
    fileprivate var isDocument: Bool?
    /// The string that the last match was in, and a walk through it if it holds JSON: like the document, a string is
    /// read once, however many matches there are in it.
    fileprivate var string: Range<Int>?
    fileprivate var stringCursor: JSONCursor?
    /// Whether all of the document stands in a key.
    fileprivate var isInKey = false
  }

  mutating func removeAll() {
    edits.removeAll(keepingCapacity: true)
    bytes.removeAll(keepingCapacity: true)
    touchesKeys = false
    isOverfull = false
  }

  /// Gives memory back that is more than `bytes`; nothing is to be replaced then.
  mutating func trim(to bytes: Int) {
    removeAll()
    if edits.capacity * MemoryLayout<Edit>.stride > bytes { edits = [] }
    if self.bytes.capacity > bytes { self.bytes = [] }
  }

  /// Places an edit of `range`, a range of `level`. `walks` has an element for each level, nil at first, and is the same
  /// variable for all matches of a text.
  ///
  /// - Parameter isValue: Whether a match that begins a JSON string is all of it: what ended it may have been a quotation
  ///   mark in the string.
  mutating func place(
    _ range: Range<Int>,
    level: Int,
    standIn: [UInt8],
    isValue: Bool = false,
    views: borrowing TextViews,
    text: ByteView,
    walks: inout [Walk?]
  ) {
    var range = range
    var level = level
    while !range.isEmpty {
      guard let document = EditList.document(containing: range.lowerBound, level: level, views) else {
        guard level > 0 else { return add(range, standIn[...]) }
        range = views.lower(range, from: level)
        level -= 1
        continue
      }
      place(
        range.clamped(to: document),
        in: document,
        level: level,
        standIn,
        isValue,
        views,
        text,
        &walks[level]
      )
      // What goes on behind the document, if anything, belongs to the level below.
      guard range.upperBound > document.upperBound, level > 0 else { return }
      range = views.lower(document.upperBound..<range.upperBound, from: level)
      level -= 1
    }
  }

  /// Places the replacement of a whole token of a document at `level`, or of several, in ascending order.
  mutating func replace(
    _ range: Range<Int>,
    level: Int,
    by standIn: [UInt8],
    quoted: Bool,
    views: borrowing TextViews
  ) {
    add(range, level: level, standIn, quoted: quoted, views)
  }

  /// Takes over the edits of `others`, and gives up what lies within `ranges`: disjoint, ascending ranges of the
  /// text that hold all of them.
  mutating func yield(to others: EditList, within ranges: [Range<Int>]) {
    var left: [Edit] = []
    var next = 0
    for edit in edits {
      while next < ranges.count, ranges[next].upperBound <= edit.range.lowerBound { next += 1 }
      var start = edit.range.lowerBound
      var at = next
      while at < ranges.count, ranges[at].lowerBound < edit.range.upperBound {
        if start < ranges[at].lowerBound {
          left.append(Edit(range: start..<ranges[at].lowerBound, standIn: edit.standIn))
        }
        start = ranges[at].upperBound
        at += 1
      }
      if start < edit.range.upperBound {
        left.append(Edit(range: start..<edit.range.upperBound, standIn: edit.standIn))
      }
    }
    let shift = bytes.count
    isOverfull = isOverfull || others.isOverfull
    bytes.append(contentsOf: others.bytes)
    left += others.edits.map { edit in
      Edit(range: edit.range, standIn: edit.standIn.lowerBound + shift..<edit.standIn.upperBound + shift)
    }
    left.sort { $0.range.lowerBound < $1.range.lowerBound }
    edits = left
  }

  /// Writes the text with all edits done.
  func apply(to text: ByteView, output: inout [UInt8]) {
    output.removeAll(keepingCapacity: true)
    output.reserveCapacity(text.count + bytes.count)
    var copied = 0
    for edit in edits where edit.range.upperBound > copied || edit.range.isEmpty {
      output.append(contentsOf: text.slice(copied..<max(copied, edit.range.lowerBound)).unsafeBytes)
      output.append(contentsOf: bytes[edit.standIn])
      copied = edit.range.upperBound
    }
    output.append(contentsOf: text.slice(copied..<text.count).unsafeBytes)
  }
}

extension EditList {
  private mutating func place(
    _ range: Range<Int>,
    in document: Range<Int>,
    level: Int,
    _ standIn: [UInt8],
    _ isValue: Bool,
    _ views: borrowing TextViews,
    _ text: ByteView,
    _ walk: inout Walk?
  ) {
    let view = views.view(level, of: text)
    let isSame = walk?.cursor.document == document
    var current =
      walk.flatMap { isSame ? $0 : nil }
      ?? Walk(
        cursor: JSONCursor(view, document),
        isDocument: nil,
        isInKey: EditList.isInKey(document, level: level, views, text)
      )
    if current.isInKey { touchesKeys = true }
    var at = range.lowerBound
    while at < range.upperBound {
      switch current.cursor.token(at: at) {
      case .structure:
        at += 1
      case .string(let content):
        if !touchesKeys, view.isKey(endingAt: content.upperBound) { touchesKeys = true }
        if let token = current.bareToken(at: at, in: content, of: view) {
          let quoted = [UInt8(ascii: "\"")] + EditList.escape(standIn) + [UInt8(ascii: "\"")]
          add(token, level: level, quoted, quoted: false, views)
          at = token.upperBound
          continue
        }
        let isWhole = isValue && at == content.lowerBound
        let end = isWhole ? content.upperBound : min(range.upperBound, content.upperBound)
        add(at..<end, level: level, standIn, quoted: false, views)
        at = end
      case .bare(let token):
        let isDocument = current.isDocument ?? JSONSyntax.isDocument(view, document)
        current.isDocument = isDocument
        if isDocument {
          add(token, level: level, standIn, quoted: true, views)
          at = token.upperBound
        } else {
          // A text that only begins like JSON: one value, one stand-in.
          add(at..<range.upperBound, level: level, standIn, quoted: false, views)
          at = range.upperBound
        }
      }
    }
    walk = current
  }

  /// Lowers an edit of a document at `level` to the text, and escapes its stand-in on the way.
  private mutating func add(
    _ range: Range<Int>,
    level: Int,
    _ standIn: [UInt8],
    quoted: Bool,
    _ views: borrowing TextViews
  ) {
    var bytes = EditList.escape(standIn)
    if quoted { bytes = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")] }
    var range = range
    for level in stride(from: level, to: 0, by: -1) {
      range = views.lower(range, from: level)
      bytes = EditList.escape(bytes)
    }
    add(range, bytes[...])
  }

  private mutating func add(_ range: Range<Int>, _ standIn: ArraySlice<UInt8>) {
    let floor = edits.last?.range.upperBound ?? 0
    guard range.upperBound > floor else { return }
    guard bytes.count + standIn.count <= Self.maximumBytes else {
      isOverfull = true
      return
    }
    let start = bytes.count
    bytes.append(contentsOf: standIn)
    edits.append(Edit(range: max(floor, range.lowerBound)..<range.upperBound, standIn: start..<bytes.count))
  }

  /// Whether the string that a document is in, or one round that, is a key.
  private static func isInKey(
    _ document: Range<Int>,
    level: Int,
    _ views: borrowing TextViews,
    _ text: ByteView
  ) -> Bool {
    var range = document
    for level in stride(from: level, to: 0, by: -1) {
      range = views.lower(range, from: level)
      if views.view(level - 1, of: text).isKey(endingAt: range.upperBound) { return true }
    }
    return false
  }

  private static func escape(_ bytes: [UInt8]) -> [UInt8] {
    let needsNone = bytes.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    return needsNone ? bytes : JSONText.content(of: bytes)
  }

  private static func document(containing index: Int, level: Int, _ views: borrowing TextViews) -> Range<Int>?
  {
    let documents = views.levels[level].documents
    var low = documents.lowerBound
    var high = documents.upperBound
    while low < high {
      let middle = (low + high) / 2
      if views.document(middle).lowerBound <= index { low = middle + 1 } else { high = middle }
    }
    guard low > documents.lowerBound else { return nil }
    let document = views.document(low - 1)
    return document.contains(index) ? document : nil
  }
}

extension EditList.Walk {
  /// The number or literal at `index` of JSON that stands in a string without an escape, as in `"[1,2]"`: such a document
  /// has no level of its own. `index` must not be below that of the call before for the same string.
  fileprivate mutating func bareToken(at index: Int, in content: Range<Int>, of view: ByteView) -> Range<Int>?
  {
    if string != content {
      string = content
      stringCursor = Self.holdsDocument(content, of: view) ? JSONCursor(view, content) : nil
    }
    guard case .bare(let token)? = stringCursor?.token(at: index) else { return nil }
    return token
  }

  private static func holdsDocument(_ content: Range<Int>, of view: ByteView) -> Bool {
    let text = view.slice(content)
    return text.looksLikeJSON && text[text.end(from: 0) { $0.isWhitespace }] != UInt8(ascii: "\"")
      && !text.holdsBackslash && JSONSyntax.isDocument(view, content)
  }
}
