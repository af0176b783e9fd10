import CScanner

/// Whether every level of SIMD finds what plain code finds.
struct ScanAgreement {
  private var table = cscanner_table()

  init() {
    cscanner_table_init(&table)
    let literals = ["@", "://", "::", "sk-", "eyJ", "AKIA", "ghp_", "---BEGIN", "xoxb-", "é"]
    for (index, literal) in (literals + ["password", "bearer "]).enumerated() {
      let bytes = Array(literal.utf8)
      _ = cscanner_add_literal(&table, bytes, bytes.count, index >= literals.count, UInt16(index))
    }
    for (index, prefix) in ["sk-", "gsk_", "hooks.sl", "AIza"].enumerated() {
      let bytes = Array(prefix.utf8)
      _ = cscanner_add_prefix(&table, bytes, bytes.count, UInt16(110 + index))
    }
    _ = cscanner_set_digits(&table, 7, 100)
    _ = cscanner_set_run(&table, 25, 101)
    _ = cscanner_set_letters_digits(&table, 102)
    let chains = [(UInt8(ascii: "."), 2, 4, 3), (UInt8(ascii: ":"), 2, 5, 6), (UInt8(ascii: "-"), 3, 3, 5)]
    for (index, chain) in chains.enumerated() {
      _ = cscanner_add_chain(
        &table,
        cscanner_chain(
          byte: chain.0,
          min_gap: UInt8(chain.1),
          max_gap: UInt8(chain.2),
          count: UInt8(chain.3),
          trigger: UInt16(103 + index)
        )
      )
    }
    cscanner_table_seal(&table)
  }

  func firstBroken(by text: [UInt8]) -> String? {
    let expected = scan(text, CSCANNER_SCALAR)
    for level in [CSCANNER_SSSE3, CSCANNER_AVX2, CSCANNER_AVX512, CSCANNER_NEON]
    where cscanner_supports(level) {
      if scan(text, level) != expected {
        return "level \(level.rawValue) of the scanner finds something else"
      }
    }
    return nil
  }

  /// Hits as three numbers each, and the first disguise at the end.
  private func scan(_ text: [UInt8], _ level: cscanner_level) -> [Int] {
    let none = cscanner_hit(position: 0, trigger: 0, count: 0)
    var buffer = [cscanner_hit](repeating: none, count: CSCANNER_MIN_CAPACITY)
    var hits: [Int] = []
    var disguise = text.count
    var next = 0
    var table = table
    while next < text.count {
      let result = cscanner_scan_with(level, &table, text, text.count, next, &buffer, buffer.count)
      for hit in buffer.prefix(result.count) {
        hits += [Int(hit.position), Int(hit.trigger), Int(hit.count)]
      }
      disguise = min(disguise, result.disguise)
      next = result.next
    }
    return hits + [disguise]
  }
}
