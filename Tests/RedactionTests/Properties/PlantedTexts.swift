/// Texts with a planted value in them, at random: every disguise, every structure.
struct PlantedTexts {
  var random: SeededGenerator

  /// What may stand beside a value: nothing that would be a part of it.
  private static let before = [
    "", "", "see ", "(", "\n", "\t", "\"", "“", "😀", "日本語、", "é: ", "<", "a\nb\n", "C:\\dir ", "[", "to=",
    "\r\n", "'", "x\\\n",
  ]
  private static let after = [
    "", "", " ok", ")", "\n", "\t", "\"", "”", "😀", " 日本語", ", and", ">", " \\ ", "; x", "\r\n", "'", "&x=1",
  ]

  /// A value as a string in plain text, or in up to `depth` levels of JSON.
  mutating func structure(of value: PlantedValue, _ disguise: Disguise, depth: Int) -> Structure {
    let before = Self.before.randomElement(using: &random) ?? ""
    let after = Self.after.randomElement(using: &random) ?? ""
    var structure = Structure(
      head: before + value.lead,
      body: disguise.apply(to: value.text, using: &random),
      tail: after
    )
    for _ in 0..<depth { structure.wrap(using: &random) }
    return structure
  }
}
