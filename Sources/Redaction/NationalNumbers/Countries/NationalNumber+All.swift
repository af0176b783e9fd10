extension NationalNumber {
  /// The numbers of all countries. The order breaks ties between equal matches.
  static let all: [NationalNumber] =
    australian + brazilian + canadian + finnish + french + german + indian + italian + korean + dutch
    + nigerian
    + philippine + polish + singaporean + southAfrican + spanish + swedish + thai + turkish + british
    + american
}
