import JSON
import OTLP
import Redaction

/// The chunks of a stream that a span has as events, put together: a match may be split over them.
///
/// Chunks are texts, or JSON with the texts in it: MLflow writes `"hel"`, `"lo"`, and what a model's API streams
/// as `{"choices": [{"delta": {"content": "hel"}}]}`. The strings at one path are one text.
struct StreamChunks {
  /// Attributes of events: of MLflow, and of OpenLLMetry.
  static let keys = ["mlflow.chunk.value", "llm.content.completion.chunk"]

  static func isKey(_ key: Span<UInt8>) -> Bool {
    keys.contains { name in
      name.utf8.count == key.count && key.withUnsafeBufferPointer { $0.elementsEqual(name.utf8) }
    }
  }

  /// Text of one span that is put together. What goes beyond it is replaced as a whole.
  static let maximumBytes = 8 << 20

  private struct Chunk {
    let key: Int
    let value: [UInt8]
    /// Ascending in each group of pieces, not over all of them.
    var edits: [(range: Range<Int>, standIn: [UInt8])] = []
    var isFailed = false
  }

  /// Part of a joined text.
  private struct Piece {
    let chunk: Int
    /// Where it stands in the joined text.
    let range: Range<Int>
    /// The beginning of its text in the chunk's value, and of each of its bytes behind that where not all are
    /// one apart.
    let start: Int
    let places: [Int]?
    let isJSON: Bool
  }

  private struct Path: Hashable {
    let key: Int
    /// Nil for the values as they are.
    let path: Int?
  }

  private var chunks: [Chunk] = []
  /// The positions of the chunks, by where their values lie in memory.
  private var places: [UInt: Int] = [:]
  private var texts: [Path: [UInt8]] = [:]
  private var pieces: [Path: [Piece]] = [:]

  private static let wanted = AttributeKeys(keys)

  /// Nil for a span without at least two chunks: then there is nothing to put together.
  init?(of events: EncodedEvents, limit: Int = maximumBytes) {
    var chunks: [Chunk] = []
    var places: [UInt: Int] = [:]
    var values: [EncodedAttributes.Value?] = []
    events.show { _, attributes in
      values = Self.keys.map { _ in nil }
      attributes.find(Self.wanted, into: &values)
      for (key, value) in values.enumerated() {
        value?.withText { text in
          let bytes = text.withUnsafeBufferPointer { Array($0) }
          places[Self.address(of: text)] = chunks.count
          chunks.append(Chunk(key: key, value: bytes))
        }
      }
    }
    guard chunks.count > 1 else { return nil }
    self.chunks = chunks
    self.places = places
    var byteCount = 0
    for index in chunks.indices {
      byteCount += chunks[index].value.count
      self.chunks[index].isFailed = byteCount > limit
    }
    for key in Self.keys.indices { join(key) }
  }

  /// The strings in the elements of a list. Nil for what is no list, or has not two strings.
  ///
  /// - Parameter isCut: Whether it is JSON whose end may be missing.
  init?(ofList value: EncodedAttributes.Value, isCut: Bool, limit: Int = maximumBytes) {
    if let text = value.withText({
      (text: $0.withUnsafeBufferPointer { Array($0) }, place: Self.address(of: $0))
    }) {
      guard let leaves = JSONTextLeaves.find(inList: text.text, isCut: isCut), leaves.count > 1 else {
        return nil
      }
      chunks = [Chunk(key: 0, value: text.text, isFailed: text.text.count > limit)]
      places = [text.place: 0]
      if !chunks[0].isFailed { join(leaves, of: 0, key: 0) }
      return
    }
    var byteCount = 0
    value.showTexts { path, text in
      let bytes = text.withUnsafeBufferPointer { Array($0) }
      byteCount += bytes.count
      places[Self.address(of: text)] = chunks.count
      chunks.append(Chunk(key: 0, value: bytes, isFailed: byteCount > limit))
      guard byteCount <= limit else { return }
      append(bytes, Path(key: 0, path: path), chunks.count - 1, start: 0, places: nil, isJSON: false)
    }
    guard chunks.count > 1 else { return nil }
  }

  /// A stream is JSON or it is not. Where only some of its chunks are, one of them may have been cut off, or a
  /// text may look like JSON by accident: then it is read either way.
  private mutating func join(_ key: Int) {
    let stream = chunks.indices.filter { chunks[$0].key == key && !chunks[$0].isFailed }
    let leaves = stream.map { Self.leaves(of: chunks[$0].value) }
    for case (let index, let leaves?) in zip(stream, leaves) { join(leaves, of: index, key: key) }
    guard leaves.contains(nil) else { return }
    for index in stream {
      let path = Path(key: key, path: nil)
      append(chunks[index].value, path, index, start: 0, places: nil, isJSON: false)
    }
  }

  private mutating func join(_ leaves: [JSONTextLeaves.Leaf], of index: Int, key: Int) {
    for leaf in leaves {
      let string = chunks[index].value.withUnsafeBufferPointer {
        JSONStringText(content: UnsafeBufferPointer(rebasing: $0[leaf.content]))
      }
      let path = Path(key: key, path: leaf.path)
      append(string.bytes, path, index, start: leaf.content.lowerBound, places: string.places, isJSON: true)
    }
  }

  /// Nil for a text that is not JSON, and for JSON without a string.
  private static func leaves(of value: [UInt8]) -> [JSONTextLeaves.Leaf]? {
    switch value.first(where: { $0 > 0x20 }) {
    case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["): JSONTextLeaves.find(in: value)
    default: nil
    }
  }

  private mutating func append(
    _ text: [UInt8],
    _ path: Path,
    _ chunk: Int,
    start: Int,
    places: [Int]?,
    isJSON: Bool
  ) {
    let before = texts[path]?.count ?? 0
    texts[path, default: []] += text
    let range = before..<before + text.count
    pieces[path, default: []].append(
      Piece(chunk: chunk, range: range, start: start, places: places, isJSON: isJSON)
    )
  }
}

extension StreamChunks {
  /// Asks `find` for the replacements in each joined text, and places them: the stand-in where a match
  /// begins, nothing where it goes on. Where `find` throws, the chunks of that text are to be replaced whole.
  ///
  /// - Parameter alone: Whether texts of one chunk only are asked about, too.
  mutating func redact(
    alone: Bool = false,
    _ find: (_ text: Span<UInt8>, _ key: Span<UInt8>) throws -> [TextReplacement]?
  ) {
    for (path, pieces) in pieces where alone || pieces.count > 1 {
      let text = texts[path] ?? []
      let key = Array(Self.keys[path.key].utf8)
      do {
        // Nil where the key decides: then the texts are treated one by one.
        var first = 0
        for replacement in try find(text.span, key.span) ?? [] {
          while first < pieces.count, pieces[first].range.upperBound <= replacement.range.lowerBound {
            first += 1
          }
          place(replacement, in: pieces[first...])
        }
      } catch {
        for piece in pieces { chunks[piece.chunk].isFailed = true }
      }
    }
  }

  /// Redacts a list that may not be a stream. A match within one string is then replaced as a whole, too, so that a
  /// match across several strings that ends in it leaves nothing.
  mutating func redactList(
    _ find: (_ text: Span<UInt8>, _ key: Span<UInt8>) throws -> [TextReplacement]?
  ) {
    for (path, pieces) in pieces where pieces.count > 1 {
      let text = texts[path] ?? []
      let key = Array(Self.keys[path.key].utf8)
      do {
        let over = try find(text.span, key.span) ?? []
        guard
          over.contains(where: { replacement in !pieces.contains { $0.range.contains(replacement.range) } })
        else { continue }
        var all = over
        for piece in pieces {
          let alone = Array(text[piece.range])
          for found in try find(alone.span, key.span) ?? [] {
            let range =
              found.range.lowerBound + piece.range.lowerBound..<found.range.upperBound
              + piece.range.lowerBound
            all.append(TextReplacement(range: range, standIn: found.standIn))
          }
        }
        var first = 0
        for replacement in Self.united(all) {
          while first < pieces.count, pieces[first].range.upperBound <= replacement.range.lowerBound {
            first += 1
          }
          place(replacement, in: pieces[first...])
        }
      } catch {
        for piece in pieces { chunks[piece.chunk].isFailed = true }
      }
    }
  }

  private static func united(_ replacements: [TextReplacement]) -> [TextReplacement] {
    replacements.sorted { $0.range.lowerBound < $1.range.lowerBound }.reduce(into: []) { united, next in
      if let last = united.last, next.range.lowerBound < last.range.upperBound {
        let end = max(last.range.upperBound, next.range.upperBound)
        united[united.count - 1] = TextReplacement(range: last.range.lowerBound..<end, standIn: last.standIn)
      } else {
        united.append(next)
      }
    }
  }

  private mutating func place(_ replacement: TextReplacement, in pieces: ArraySlice<Piece>) {
    var standIn = replacement.standIn
    for piece in pieces {
      guard piece.range.lowerBound < replacement.range.upperBound else { return }
      let part = replacement.range.clamped(to: piece.range)
      guard !part.isEmpty else { continue }
      let offsets = part.lowerBound - piece.range.lowerBound..<part.upperBound - piece.range.lowerBound
      let places =
        piece.places.map { $0[offsets.lowerBound]..<$0[offsets.upperBound] } ?? offsets
      chunks[piece.chunk].edits.append(
        (
          piece.start + places.lowerBound..<piece.start + places.upperBound,
          piece.isJSON ? JSONText.content(of: standIn) : standIn
        )
      )
      standIn = []
    }
  }

  /// What has become of the value of a chunk.
  enum Outcome {
    case unchanged
    /// The text with single edits, without what is split over several chunks.
    case edited([UInt8])
    /// It is to be replaced as a whole.
    case failed
  }

  /// Nil for a text that is no chunk which was put together.
  ///
  /// - Parameter text: In place, where the events were read.
  func outcome(of text: Span<UInt8>) -> Outcome? {
    guard let place = places[Self.address(of: text)] else { return nil }
    let chunk = chunks[place]
    if chunk.isFailed { return .failed }
    return chunk.edits.isEmpty ? .unchanged : .edited(Self.edited(chunk))
  }

  private static func address(of text: Span<UInt8>) -> UInt {
    text.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  private static func edited(_ chunk: Chunk) -> [UInt8] {
    var text: [UInt8] = []
    var copied = 0
    for edit in chunk.edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      if edit.range.lowerBound >= copied {
        text += chunk.value[copied..<edit.range.lowerBound]
        text += edit.standIn
      }
      copied = max(copied, edit.range.upperBound)
    }
    return text + chunk.value[copied...]
  }
}
