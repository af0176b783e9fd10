/// Settles what a name is that the network has called a person in one place of a text and a place in another: a word of
/// somebody's full name is a person, and of one spelling all are what most of them are.
///
/// Also says which places are none: cloud regions and time zones, which are written like places but only say where a
/// program runs. Time is linear in the bytes of the names.
enum NameLabels {
  /// Longer ones do not come twice, in bytes.
  private static let longest = 64
  /// Words of names that are shorter are parts of too much else, in bytes.
  private static let shortest = 4

  private struct Tally {
    var people = 0
    var places = 0
    var isWordOfPerson = false

    /// The label that all names of this spelling have, if that can be said.
    var label: NameTagger.Label? {
      if isWordOfPerson || people > places { return .person }
      return places > people ? .location : nil
    }
  }

  /// - Parameter found: Names in ascending order; other sources than these two are left alone.
  static func settle(_ text: ByteView, _ found: inout [Candidate], person: Int, location: Int) {
    guard found.contains(where: { $0.source == person }), found.contains(where: { $0.source == location })
    else { return }
    var tallies: [[UInt8]: Tally] = [:]
    for name in found where name.length <= longest {
      let spelling = Array(text.unsafeBytes[name.start..<name.end])
      if name.source == location { tallies[spelling, default: Tally()].places += 1 }
      guard name.source == person else { continue }
      tallies[spelling, default: Tally()].people += 1
      forEachWord(of: spelling) { tallies[Array($0), default: Tally()].isWordOfPerson = true }
    }
    for index in found.indices where found[index].length <= longest {
      let name = found[index]
      guard name.source == person || name.source == location,
        let label = tallies[Array(text.unsafeBytes[name.start..<name.end])]?.label
      else { continue }
      found[index].source = label == .person ? person : location
    }
  }

  /// The words of a name of several, hyphens a part of them.
  private static func forEachWord(of name: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    guard name.contains(UInt8(ascii: " ")) else { return }
    for word in name.split(whereSeparator: { !$0.isLetter && !$0.isNonASCII && $0 != UInt8(ascii: "-") })
    where word.count >= shortest {
      body(word)
    }
  }

  /// Whether what was taken for a place is a part of `eu-west-3`, `europe-west4-a` or `Europe/Lisbon`.
  static func isOfProgram(_ text: ByteView, _ range: Range<Int>) -> Bool {
    let start = text.start(before: range.lowerBound, floor: max(0, range.lowerBound - longest)) {
      $0.isOfToken
    }
    let end = text.end(from: range.upperBound, limit: longest) { $0.isOfToken }
    return isTimeZone(text, start..<end) || isRegion(text, start..<end)
  }

  private static func isTimeZone(_ text: ByteView, _ token: Range<Int>) -> Bool {
    continents.contains {
      let slash = token.lowerBound + $0.utf8CodeUnitCount
      return text.has($0, at: token.lowerBound) && text[slash] == UInt8(ascii: "/")
        && text[slash + 1].isUppercase
    }
  }

  /// Parts in lower case with hyphens between them, and behind one of them a figure.
  private static func isRegion(_ text: ByteView, _ token: Range<Int>) -> Bool {
    var (hyphens, hasDigit) = (0, false)
    for at in token {
      let byte = text[at]
      if byte == UInt8(ascii: "-") {
        hyphens += 1
      } else if byte.isDigit {
        guard at > token.lowerBound, hyphens > 0 else { return false }
        hasDigit = true
      } else if !byte.isLowercase {
        return false
      }
    }
    return hyphens > 0 && hasDigit
  }

  private static let continents: [StaticString] = [
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
  ]
}

extension UInt8 {
  /// What identifiers of programs consist of.
  fileprivate var isOfToken: Bool {
    isWordByte || self == UInt8(ascii: "-") || self == UInt8(ascii: "/")
  }
}
