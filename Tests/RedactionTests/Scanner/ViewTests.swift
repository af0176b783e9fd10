import CScanner
import Testing

/// The views that C writes, with vectors where there are some, against a plain description of what they hold.
@Suite struct ViewTests {
  private let seed = UInt64.random(in: 0 ... .max)

  private struct View {
    var bytes: [UInt8]
    var pieces: [cscanner_piece]
    var documents: [String]
  }

  private func view(
    of text: [UInt8],
    _ write: (inout cscanner_view) -> cscanner_outcome
  ) -> (View, cscanner_outcome) {
    var out = [UInt8](repeating: 0, count: text.count + 64)
    var pieces = [cscanner_piece](repeating: cscanner_piece(), count: text.count + 1)
    var documents = [cscanner_range](repeating: cscanner_range(), count: text.count + 1)
    return out.withUnsafeMutableBufferPointer { out in
      pieces.withUnsafeMutableBufferPointer { pieces in
        documents.withUnsafeMutableBufferPointer { documents in
          var view = cscanner_view()
          view.out = out.baseAddress
          view.pieces = pieces.baseAddress
          view.piece_capacity = pieces.count
          view.documents = documents.baseAddress
          view.document_capacity = documents.count
          let outcome = write(&view)
          let found = documents.prefix(view.document_count).map {
            String(decoding: out[Int($0.start)..<Int($0.end)], as: UTF8.self)
          }
          return (
            View(
              bytes: Array(out.prefix(view.count)),
              pieces: Array(pieces.prefix(view.piece_count)),
              documents: found
            ),
            outcome
          )
        }
      }
    }
  }

  /// What a view leaves out or changes, undone by its pieces: the source again.
  private func source(of view: View, _ text: [UInt8]) -> [UInt8] {
    var source: [UInt8] = []
    var at = 0
    for piece in view.pieces {
      source += view.bytes[at..<Int(piece.view)]
      #expect(source.count == Int(piece.source), "seed \(seed)")
      source += text[source.count..<source.count + Int(piece.source_length)]
      at = Int(piece.view) + Int(piece.view_length)
    }
    return source + view.bytes[at...]
  }

  @Test func unescapingJSONUndoesTheEscapesOfStrings() {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      (#"\n"#, "\n"), (#"\""#, "\""), (#"\\"#, "\\"), (#"\/"#, "/"), (#"\u0040"#, "@"),
      (#"\ud83d\uDE00"#, "😀"),
      (#"\u00e9"#, "é"), (#"\ud800"#, "\u{FFFD}"), (#"\t"#, "\t"), ("plain text", "plain text"), ("😀é", "😀é"),
      ("x", "x"),
    ]
    for length in 0..<300 {
      var text = ""
      var expected = ""
      for _ in 0..<length % 40 {
        var (string, meaning) = ("", "")
        for _ in 0..<Int.random(in: 0...8, using: &random) {
          let piece = pieces.randomElement(using: &random) ?? ("", "")
          string += piece.0
          meaning += piece.1
        }
        text += "[\"\(string)\", 1.5]"
        expected += "[\"\(meaning)\", 1.5]"
      }
      let bytes = Array(text.utf8)
      let (view, outcome) = view(of: bytes) { cscanner_unescape_json(bytes, 0, bytes.count, &$0) }
      #expect(
        outcome == CSCANNER_DONE && String(decoding: view.bytes, as: UTF8.self) == expected,
        "seed \(seed)"
      )
      #expect(source(of: view, bytes) == bytes, "seed \(seed)")
    }
  }

  @Test(
    arguments: [
      (#"["a\nb"#, "[\"a\nb"), (#"["a\"#, #"["a"#), (#"["a\u00"#, #"["a"#),
      (#"["{\"a\":\""#, #"["{"a":""#),
      (#"["a\ux"#, nil), (#"["a\q"]"#, nil), (#"[\n]"#, nil),
    ] as [(String, String?)]
  )
  func textsThatEndTooEarlyHaveAView(text: String, expected: String?) {
    for padding in [0, 70, 95, 96, 130] {
      let text = "[" + String(repeating: " ", count: padding) + text
      let bytes = Array(text.utf8)
      let (view, outcome) = view(of: bytes) { cscanner_unescape_json(bytes, 0, bytes.count, &$0) }
      #expect(outcome == (expected == nil ? CSCANNER_MALFORMED : CSCANNER_DONE), "\(text)")
      guard let expected else { continue }
      #expect(String(decoding: view.bytes, as: UTF8.self).hasSuffix(" \(expected)") || padding == 0)
      if expected.contains("{") { #expect(view.documents == [#"{"a":""#]) }
    }
  }

  @Test func unmaskingUndoesEveryDisguiseOnce() {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      ("%40", "@"), ("%4g", "%4g"), ("&#64;", "@"), ("&#x40;", "@"), ("&commat;", "@"),
      ("&nosuch;", "&nosuch;"), ("\u{AD}", ""),
      ("\u{200B}", ""), ("\u{FF20}", "@"), ("\u{1D7D2}", "4"), ("\u{0664}", "4"), (#"\u0040"#, "@"),
      (#"\n"#, "\n"), (#"\\\\n"#, "\n"),
      (#"\q"#, #"\q"#), ("plain text of sixteen bytes", "plain text of sixteen bytes"), ("😀é", "😀é"),
      ("x", "x"), (" ", " "),
    ]
    for round in 0..<400 {
      var text = ""
      var expected = ""
      for _ in 0..<round % 30 {
        let piece = pieces.randomElement(using: &random) ?? ("", "")
        text += piece.0 + "."
        expected += piece.1 + "."
      }
      let bytes = Array(text.utf8)
      let (view, outcome) = view(of: bytes) { cscanner_unmask(bytes, bytes.count, 0, &$0) }
      #expect(
        outcome == CSCANNER_DONE && String(decoding: view.bytes, as: UTF8.self) == expected,
        "seed \(seed): \(text)"
      )
      #expect(source(of: view, bytes) == bytes, "seed \(seed): \(text)")
    }
  }
}
