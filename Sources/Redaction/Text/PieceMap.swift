internal import CScanner

/// Where the bytes of a view come from: positions in the view to positions in its source.
///
/// Between pieces, bytes are the same. A position inside of what a piece became belongs to the whole piece: half
/// an escape can't be replaced.
struct PieceMap {
  /// The pieces, in ascending order; valid for the duration of a call.
  let pieces: UnsafeBufferPointer<cscanner_piece>

  /// The range of the source that a range of the view stands for.
  func source(of range: Range<Int>) -> Range<Int> {
    let start = sourceStart(of: range.lowerBound)
    return start..<max(start, sourceEnd(of: range.upperBound))
  }

  /// The range of the view that a range of the source became. Neither end may be inside of a piece.
  func view(of range: Range<Int>) -> Range<Int> {
    let start = viewPosition(of: range.lowerBound)
    return start..<max(start, viewPosition(of: range.upperBound))
  }

  private func viewPosition(of position: Int) -> Int {
    guard let piece = last(where: { Int($0.source) <= position }) else { return position }
    if position < piece.sourceEnd { return Int(piece.view) }
    return piece.viewEnd + position - piece.sourceEnd
  }

  private func sourceStart(of position: Int) -> Int {
    guard let piece = last(where: { Int($0.view) <= position }) else { return position }
    if position < piece.viewEnd { return Int(piece.source) }
    return piece.sourceEnd + position - piece.viewEnd
  }

  private func sourceEnd(of position: Int) -> Int {
    guard let piece = last(where: { Int($0.view) < position }) else { return position }
    return piece.sourceEnd + max(0, position - piece.viewEnd)
  }

  /// The last piece that passes `test`, which the first ones pass and the others fail.
  private func last(where test: (cscanner_piece) -> Bool) -> cscanner_piece? {
    var low = 0
    var high = pieces.count
    while low < high {
      let middle = (low + high) / 2
      if test(pieces[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? pieces[low - 1] : nil
  }
}

extension cscanner_piece {
  fileprivate var viewEnd: Int { Int(view) + Int(view_length) }
  fileprivate var sourceEnd: Int { Int(source) + Int(source_length) }
}
