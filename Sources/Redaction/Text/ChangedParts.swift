internal import CScanner

/// The parts of a view in which the scanner may find other hits than in the text the view was made from: those round
/// what has become something else. Disjoint, in ascending order.
///
/// Outside of them a hit is in the view if it is in the text: what it is found by lies between two pieces. A cluster of
/// digits and a run of letters and digits may be of any length, so a part begins and ends where neither goes on.
struct ChangedParts: IteratorProtocol {
  private let view: ByteView
  private let pieces: UnsafeBufferPointer<cscanner_piece>
  private var piece = 0
  private var end = 0
  /// How much further on in the view than in the text is what stands behind the part that was taken last.
  private(set) var shift = 0

  /// How many bytes after its first one a hit may depend on. A chain reaches furthest.
  static let reach = Int(CSCANNER_MAX_CHAIN_REACH) + 1 + Int(CSCANNER_MAX_LITERAL_LENGTH)

  /// How many bytes before it a hit or a boundary may depend on.
  private static let margin = 4

  /// - Parameter pieces: The changed pieces, in ascending order. They must stay valid as long as this value.
  init(_ view: ByteView, _ pieces: UnsafeBufferPointer<cscanner_piece>) {
    self.view = view
    self.pieces = pieces
  }

  /// Whether to look for parts takes less than to scan the whole view.
  var areFew: Bool { pieces.count * 512 <= view.count }

  mutating func next() -> Range<Int>? {
    guard piece < pieces.count else { return nil }
    var start = self.start(ofPiece: piece)
    while start > end, !isBoundary(start) { start -= 1 }
    start = max(start, end)
    repeat {
      let viewEnd = Int(pieces[piece].view) + Int(pieces[piece].view_length)
      shift = viewEnd - Int(pieces[piece].source) - Int(pieces[piece].source_length)
      end = max(end, viewEnd + Self.margin)
      while end < view.count, !isBoundary(end) { end += 1 }
      piece += 1
    } while piece < pieces.count && self.start(ofPiece: piece) <= end
    end = min(end, view.count)
    return start..<end
  }

  /// What begins before is not found by the piece, unless it is a cluster or run.
  private func start(ofPiece index: Int) -> Int { Int(pieces[index].view) - Self.reach }

  /// Whether no cluster and no run goes on there.
  private func isBoundary(_ at: Int) -> Bool {
    let further = view[at - 2]
    return !view[at - 1].isAlphanumeric && !further.isDigit && further != UInt8(ascii: " ")
  }
}
