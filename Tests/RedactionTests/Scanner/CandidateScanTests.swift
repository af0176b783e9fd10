import CScanner
import Testing

/// The C scan against a plain description of what it promises, on every level this machine has.
@Suite struct CandidateScanTests {
  struct Hit: Hashable, Comparable, CustomStringConvertible {
    var position: Int
    var trigger: Int
    var count: Int
    static func < (a: Hit, b: Hit) -> Bool { (a.position, a.trigger) < (b.position, b.trigger) }
    var description: String { "\(trigger)@\(position)x\(count)" }
  }

  private let literals = ["@", "sk-", "ghp_", "password", "eyJ", "::", "-----BEG", "s", "é"]
  private let prefixes = ["abc", "sk-", "x.y_", "12345678"]
  private let levels = [CSCANNER_SCALAR, CSCANNER_SSSE3, CSCANNER_AVX2, CSCANNER_AVX512, CSCANNER_NEON]

  private func table(shortestRun: Int = 12) -> cscanner_table {
    var table = cscanner_table()
    cscanner_table_init(&table)
    for (index, literal) in literals.enumerated() {
      let bytes = Array(literal.utf8)
      #expect(cscanner_add_literal(&table, bytes, bytes.count, literal == "password", UInt16(index)))
    }
    for (index, prefix) in prefixes.enumerated() {
      let bytes = Array(prefix.utf8)
      #expect(cscanner_add_prefix(&table, bytes, bytes.count, UInt16(30 + index)))
    }
    #expect(cscanner_set_digits(&table, 7, 20))
    #expect(cscanner_set_groups(&table, 25))
    #expect(cscanner_set_run(&table, UInt16(shortestRun), 21))
    #expect(cscanner_set_letters_digits(&table, 22))
    #expect(
      cscanner_add_chain(
        &table,
        cscanner_chain(byte: 0x3A, min_gap: 1, max_gap: 5, count: 2, trigger: 23)
      )
    )
    #expect(
      cscanner_add_chain(
        &table,
        cscanner_chain(byte: 0x2E, min_gap: 2, max_gap: 4, count: 3, trigger: 24)
      )
    )
    cscanner_table_seal(&table)
    return table
  }

  private func scan(_ text: [UInt8], _ level: cscanner_level, _ table: inout cscanner_table) -> [Hit] {
    var buffer = [cscanner_hit](
      repeating: cscanner_hit(position: 0, trigger: 0, count: 0),
      count: CSCANNER_MIN_CAPACITY
    )
    var hits: [Hit] = []
    var next = 0
    repeat {
      let result = cscanner_scan_with(level, &table, text, text.count, next, &buffer, buffer.count)
      #expect(result.next > next || text.isEmpty)
      next = result.next
      hits += buffer.prefix(result.count).map {
        Hit(position: Int($0.position), trigger: Int($0.trigger), count: Int($0.count))
      }
    } while next < text.count
    return hits
  }

  /// Runs of 23 and more are looked for where words are long.
  @Test(arguments: [12, 23, 25])
  func everyLevelFindsWhatTheDescriptionSays(shortestRun: Int) {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededGenerator(seed: seed)
    var table = table(shortestRun: shortestRun)
    for round in 0..<400 {
      let text = randomText(length: round < 300 ? round : 700, using: &random)
      let expected = describedHits(text, shortestRun: shortestRun)
      for level in levels where cscanner_supports(level) {
        let found = scan(text, level, &table)
        #expect(found.map(\.position) == found.map(\.position).sorted(), "seed \(seed)")
        #expect(found.sorted() == expected, "level \(level.rawValue), seed \(seed), \(text)")
      }
    }
  }

  /// Prefixes alone, at every place of a block, as long as they need and a byte shorter.
  @Test func prefixesNeedALongWord() {
    var table = table()
    for length in 18...40 {
      for padding in 0...130 {
        let word = "abc" + String(repeating: "-", count: length - 3)
        let text = Array((String(repeating: " ", count: padding) + word + " ").utf8)
        for level in levels where cscanner_supports(level) {
          let found = scan(text, level, &table).filter { $0.trigger == 30 }
          #expect(found.map(\.position) == (length < 23 ? [] : [padding]), "\(length) behind \(padding)")
        }
      }
    }
  }

  @Test(arguments: ["ab", "-abc", "123456789", "éab"])
  func prefixesThatAreNoneAreRefused(prefix: String) {
    var table = cscanner_table()
    cscanner_table_init(&table)
    let bytes = Array(prefix.utf8)
    #expect(!cscanner_add_prefix(&table, bytes, bytes.count, 0))
  }

  @Test func goesOnWhereAFullBufferStoppedIt() {
    var table = table()
    let text = Array(String(repeating: "@s::@s::", count: 4000).utf8)
    let expected = describedHits(text)
    for level in levels where cscanner_supports(level) {
      #expect(scan(text, level, &table).sorted() == expected)
    }
  }

  @Test(
    arguments: [
      ("", nil), ("plain", nil), ("a\\b", 1), ("a\\q", nil), ("\\", nil), ("5%", nil), ("a%4g", nil),
      ("a%40b", 1), ("a & b", nil), ("&amp;", 0), ("&amp", nil), ("&#64;", 0), ("é", nil), ("日本", nil),
      ("“x”\u{2014}", 7), ("日\u{3002}", 3), ("a\u{FF20}", 1), ("\u{AD}", 0), ("😀\u{1D7D8}", 4),
      ("\u{0661}", 0), ("%4", nil), ("&", nil), ("5 % of 3 &c %2e", 12),
      ("1+1", nil), ("1234+5678", 4), ("1234+567", nil), ("a=40", nil), ("a=40b", 1), ("a=3D", 1),
      ("m=C3=BCl", 1),
      ("a=\nb", 1), ("a=\r\nb", 1), ("a =\nb", nil),
      ("a=\n", nil), ("a=b", nil), ("%2540", 0),
    ] as [(String, Int?)]
  )
  func findsTheFirstDisguise(text: String, place: Int?) {
    var table = table()
    var buffer = [cscanner_hit](
      repeating: cscanner_hit(position: 0, trigger: 0, count: 0),
      count: CSCANNER_MIN_CAPACITY
    )
    for padding in [0, 40, 63, 64, 100] {
      let bytes = Array((String(repeating: " ", count: padding) + text).utf8)
      for level in levels where cscanner_supports(level) {
        let result = cscanner_scan_with(level, &table, bytes, bytes.count, 0, &buffer, buffer.count)
        let expected = place.map { $0 + padding } ?? bytes.count
        #expect(Int(result.disguise) == expected, "\(text) behind \(padding)")
      }
    }
  }

  @Test(
    arguments: [
      ("plain", nil), ("say \\\"x\\\" twice", nil), ("print(\"a\\n\")", nil), ("a\\n", nil), ("a\\n\\n", nil),
      ("a\\n\\nb", 3), ("a\\nbob@example.com", 1), ("a\\n(206) 410-9364", 1), ("a\\u0040b", 1), ("a\\\\b", 1),
      ("so \u{2014} it is", nil), ("so\u{2014} it", nil), ("415\u{2014}555", 3), ("so \u{2014} it a%40b", 11),
      ("a\u{AD}b", 1), ("\u{2014}", 0),
    ] as [(String, Int?)]
  )
  func findsTheFirstDisguiseThatCouldHideAValue(text: String, place: Int?) {
    var table = table()
    var buffer = [cscanner_hit](
      repeating: cscanner_hit(position: 0, trigger: 0, count: 0),
      count: CSCANNER_MIN_CAPACITY
    )
    for padding in [0, 40, 63, 64, 100] {
      let bytes = Array((String(repeating: "x", count: padding) + text).utf8)
      for level in levels where cscanner_supports(level) {
        let result = cscanner_scan_with(level, &table, bytes, bytes.count, 0, &buffer, buffer.count)
        let expected = place.map { $0 + padding } ?? bytes.count
        #expect(Int(result.cover) == expected, "\(text) behind \(padding)")
      }
    }
  }
}

extension CandidateScanTests {
  private func randomText(length: Int, using random: inout SeededGenerator) -> [UInt8] {
    let pieces =
      literals + [
        "PASSWORD", "12345678", "1", " ", "1  ", "ab12", ".", "-", "AB12", ":", "1.2.3.4", ":a", "b.c.",
        "abcdefghijklm",
        "x", "abc", "x.y_", "sk-a", "_a-", "/b?=", "[q];", "+z", ",", ">^", "*=>", "1234\t", "5678/", "_9012",
        "345678_", "/7890/", "\t1234\t",
      ]
    var text: [UInt8] = []
    while text.count < length {
      if Int.random(in: 0..<8, using: &random) == 0 {
        text.append(UInt8.random(in: 0...255, using: &random))
      } else {
        text += Array((pieces.randomElement(using: &random) ?? "").utf8)
      }
    }
    return Array(text.prefix(length))
  }

  private func describedHits(_ text: [UInt8], shortestRun: Int = 12) -> [Hit] {
    var hits: [Hit] = []
    for position in text.indices {
      for (index, literal) in literals.enumerated() where holds(text, literal, position) {
        hits.append(Hit(position: position, trigger: index, count: literal.utf8.count))
      }
      for (index, prefix) in prefixes.enumerated() where isPrefixed(text, prefix, position) {
        hits.append(Hit(position: position, trigger: 30 + index, count: prefix.utf8.count))
      }
      if let digits = cluster(text, position) {
        hits.append(Hit(position: position, trigger: 20, count: digits))
      }
      if isGrouped(text, position) { hits.append(Hit(position: position, trigger: 25, count: 0)) }
      if let run = run(text, position), run >= shortestRun {
        hits.append(Hit(position: position, trigger: 21, count: run))
      }
      let four = text[position..<min(position + 4, text.count)]
      let isInside = position > 0 && isWord(text[position - 1])
      let isLetter = { (byte: UInt8) in isWord(byte) && !isDigit(byte) }
      let isStart = four.prefix(2).allSatisfy(isUpper) || !isInside && four.prefix(2).allSatisfy(isLetter)
      if four.count == 4, isStart, four.suffix(2).allSatisfy(isDigit) {
        hits.append(Hit(position: position, trigger: 22, count: 4))
      }
      if chain(text, position, 0x3A, 1...5, 2) { hits.append(Hit(position: position, trigger: 23, count: 0)) }
      if chain(text, position, 0x2E, 2...4, 3) { hits.append(Hit(position: position, trigger: 24, count: 0)) }
    }
    return hits.sorted()
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || isUpper(byte) || (byte >= 0x61 && byte <= 0x7A)
  }
  private func isJoint(_ text: [UInt8], _ at: Int) -> Bool {
    isSingleJoint(text, at) || isDoubleSpace(text, at) || isDoubleSpace(text, at - 1)
  }
  private func isDoubleSpace(_ text: [UInt8], _ at: Int) -> Bool {
    guard at > 0, at + 2 < text.count, isDigit(text[at - 1]), isDigit(text[at + 2]) else { return false }
    return text[at] == 0x20 && text[at + 1] == 0x20
  }
  private func isSingleJoint(_ text: [UInt8], _ at: Int) -> Bool {
    guard at > 0, at + 1 < text.count, isDigit(text[at - 1]), isDigit(text[at + 1]) else { return false }
    return text[at] == 0x20 || text[at] == 0x2D || text[at] == 0x2E
  }

  private func holds(_ text: [UInt8], _ literal: String, _ position: Int) -> Bool {
    let part = text[position...].prefix(literal.utf8.count)
    guard literal == "password" else { return part.elementsEqual(literal.utf8) }
    return part.map { isUpper($0) ? $0 | 0x20 : $0 }.elementsEqual(literal.utf8)
  }

  private func isPrefixed(_ text: [UInt8], _ prefix: String, _ position: Int) -> Bool {
    guard position == 0 || !isWord(text[position - 1]), holds(text, prefix, position) else { return false }
    return text[position...].prefix { isWord($0) || "._-+/=?;[]>^".utf8.contains($0) }.count >= 23
  }

  private func isGrouped(_ text: [UInt8], _ position: Int) -> Bool {
    guard cluster(text, position, minimum: 1) == 4 else { return false }
    guard let mark = text.dropFirst(position + 4).first, [0x09, 0x2F, 0x5F].contains(mark) else {
      return false
    }
    let second = text.dropFirst(position + 5).prefix(while: isDigit)
    return 4...6 ~= second.count && text.dropFirst(position + 5 + second.count).first == mark
  }

  private func cluster(_ text: [UInt8], _ position: Int, minimum: Int = 7) -> Int? {
    guard isDigit(text[position]) else { return nil }
    if position > 0, isDigit(text[position - 1]) || isJoint(text, position - 1) { return nil }
    var digits = 0
    var at = position
    while at < text.count, isDigit(text[at]) || isJoint(text, at) {
      digits += isDigit(text[at]) ? 1 : 0
      at += 1
    }
    return digits >= minimum ? digits : nil
  }

  private func run(_ text: [UInt8], _ position: Int) -> Int? {
    if position > 0, isWord(text[position - 1]) { return nil }
    return isWord(text[position]) ? text[position...].prefix(while: isWord).count : nil
  }

  private func chain(_ text: [UInt8], _ position: Int, _ byte: UInt8, _ gaps: ClosedRange<Int>, _ count: Int)
    -> Bool
  {
    guard position > 0, position + 1 < text.count, text[position] == byte,
      isWord(text[position - 1]), isWord(text[position + 1])
    else { return false }
    return count == 1 || gaps.contains { chain(text, position + $0, byte, gaps, count - 1) }
  }
}
