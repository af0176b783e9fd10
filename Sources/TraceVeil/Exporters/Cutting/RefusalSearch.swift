/// Finds the items of a request that a destination refuses by sending parts of it, as a value: it says which part to send
/// next, and is told what became of it.
///
/// - First each request that the refused one was joined from is sent alone; more than ``maximumSenders`` of them are sent in
///   as many groups. So what one sender's items cost is no matter to the others.
/// - Then a part that is refused is halved. When its first half is taken, a refused item is in the second, which need not
///   be sent whole. So an item costs at most ⌈log2(n)⌉ parts to find, one to be refused alone, and one for what is left
///   behind it. No item is given up that was not refused alone.
/// - Where the very first item of a part is one, the next is tried alone: all of them may be.
/// - What is refused for its size is cut by bytes, both halves are sent, and parts that are known to be too large are not. When
///   ``sizeSteps`` parts were refused and none taken, each sender is tried alone, as above.
/// - A destination that has refused ``allowance`` parts after the first step and taken none does not refuse them for an item:
///   the rest is given up. Half of those parts are items that are spread over all, in case the first ones alone are refused.
///
/// An item is in one part that was taken, or in one that ended otherwise, and never in two.
struct RefusalSearch: Sendable {
  enum Refusal: Sendable, Hashable {
    /// It was refused for something in it.
    case content
    /// It was refused for its bytes.
    case size
  }

  /// Parts that the first step makes.
  static let maximumSenders = 64
  /// Parts of too many bytes that are cut before senders are tried alone.
  static let sizeSteps = 8

  /// Where each sender's items end; the last is the number of items.
  private let senders: [Int]
  /// Bytes of all items before each, and of all.
  private let bytes: [Int]
  /// The parts that were not sent yet; the last one is next.
  private var waiting: [Range<Int>]
  /// Refused while others were waiting for their first try. They are searched afterwards.
  private var aside: [(part: Range<Int>, refusal: Refusal)] = []
  /// Whether all that is waiting is to be tried before anything is searched.
  private var triesSenders = false
  /// Whether that was done for all that there is.
  private var hasTriedSenders = false
  /// Refusals of senders that are not counted: those of the first step.
  private var free: Int
  /// Whether items that are spread over all were tried.
  private var hasSpread = false
  /// Sent, and not answered.
  private var current: Range<Int>?
  /// Holds an item that is refused, of which `current` is the first half; what is up to `limit` behind it was part of
  /// what was refused.
  private var suspect: (part: Range<Int>, limit: Int)?
  /// Whether something was taken since the search for an item began.
  private var hasPassed = false
  /// The items behind `current`, which is one item that is tried alone.
  private var behind: Range<Int>?
  private var refusals = 0
  private var hasDelivered = false
  private let allowance: Int

  /// - Parameters:
  ///   - costs: Bytes of each item of the request, which was refused.
  ///   - senders: How many items there are up to the end of each sender's; none where that is not known.
  ///   - allowance: Refusals after the first step, when nothing is taken, after which no more is tried. As many senders at most
  ///     are tried in that.
  init(costs: [Int], senders: [Int], allowance: Int) {
    var (total, bytes) = (0, [0])
    for cost in costs {
      total += cost
      bytes.append(total)
    }
    self.bytes = bytes
    let places = senders.filter { $0 > 0 && $0 < costs.count }
    self.senders = Array(Set(places)).sorted() + [costs.count]
    self.allowance = allowance
    free = min(Self.maximumSenders, allowance)
    current = 0..<costs.count
    waiting = []
  }

  /// Whether the destination refused so many parts, and took none, that the rest was given up.
  private(set) var isHopeless = false

  /// The next part to send; nil when there is none.
  /// - Parameter limit: Bytes of a part that are known to be too many above this; nil where that is not known.
  mutating func next(limit: Int? = nil) -> Range<Int>? {
    while current == nil {
      guard let part = waiting.popLast() else {
        triesSenders = false
        guard !aside.isEmpty else { return nil }
        let (part, refusal) = aside.removeFirst()
        hasPassed = false
        if refusal == .size { cutByBytes(part) } else { cutByContent(part, upTo: part.upperBound) }
        continue
      }
      if let limit, size(of: part) > limit, part.count > 1 { cutByBytes(part) } else { current = part }
    }
    return current
  }

  /// The destination has taken the part.
  mutating func delivered() {
    guard let part = current else { return }
    hasDelivered = true
    current = nil
    waitForWhatIsBehind()
    guard let (whole, limit) = suspect else { return }
    hasPassed = true
    // A refused item is in the other half.
    search(part.upperBound..<whole.upperBound, upTo: limit)
  }

  /// The destination has taken something of the part, if not in the form it was sent in.
  mutating func deliveredOtherwise() { hasDelivered = true }

  /// The destination has refused the part.
  /// - Returns: What is given up by that: nothing while the part can be cut.
  mutating func refused(for refusal: Refusal) -> [Range<Int>] {
    guard let part = current else { return [] }
    current = nil
    if triesSenders, free > 0 { free -= 1 } else { refusals += 1 }
    let isBeginning = suspect == nil
    let isFirst = behind != nil || !isBeginning && !hasPassed
    let limit = behind?.upperBound ?? suspect?.limit ?? part.upperBound
    (suspect, behind) = (nil, nil)
    if !hasDelivered, refusals >= allowance {
      isHopeless = true
      defer { (waiting, aside) = ([], []) }
      return [part.lowerBound..<limit] + waiting + aside.map(\.part)
    }
    if !hasDelivered, !hasTriedSenders, senders.count > 1, refusal == .size,
      refusals >= min(Self.sizeSteps, allowance / 2)
    {
      let isAlone = part.count == 1
      trySenders(of: (isAlone ? part.upperBound : part.lowerBound)..<limit)
      return isAlone ? [part] : []
    }
    if !hasDelivered, !hasSpread, refusals >= allowance / 2 {
      let isAlone = part.count == 1
      spread(with: (isAlone ? part.upperBound : part.lowerBound)..<limit)
      return isAlone ? [part] : []
    }
    switch refusal {
    case _ where part.count == 1:
      if isFirst { tryAlone(of: part.upperBound..<limit) } else { wait(for: part.upperBound..<limit) }
      return [part]
    case _ where triesSenders: aside.append((part, refusal))
    case .size:
      wait(for: part.upperBound..<limit)
      cutByBytes(part)
    case .content:
      if isBeginning { hasPassed = false }
      cutByContent(part, upTo: limit)
    }
    return []
  }

  /// The request for the part has ended with neither acceptance nor refusal. This tells nothing about its items.
  /// - Parameter others: The parts of it that were not sent. The search still sends them.
  mutating func ended(butFor others: [Range<Int>] = []) {
    guard let part = current else { return }
    current = nil
    waitForWhatIsBehind()
    if let suspect { wait(for: part.upperBound..<suspect.limit) }
    suspect = nil
    for range in others.reversed() { wait(for: range) }
  }

  private mutating func waitForWhatIsBehind() {
    if let behind { wait(for: behind) }
    behind = nil
  }

  private mutating func tryAlone(of rest: Range<Int>) {
    guard rest.count > 1 else { return wait(for: rest) }
    current = rest.lowerBound..<rest.lowerBound + 1
    behind = rest.lowerBound + 1..<rest.upperBound
  }

  /// Goes on with the first half of a part that holds a refused item. One item is sent alone, to be sure.
  private mutating func search(_ part: Range<Int>, upTo limit: Int) {
    guard part.count > 1 else {
      suspect = nil
      wait(for: part.upperBound..<limit)
      return wait(for: part)
    }
    suspect = (part, limit)
    current = part.lowerBound..<part.lowerBound + part.count / 2
  }

  /// Nothing was taken so far. Tries items alone that are spread over all that is left, and then that.
  private mutating func spread(with rest: Range<Int>) {
    hasSpread = true
    wait(for: rest)
    let left = takeAll()
    let count = left.reduce(0) { $0 + $1.count }
    let probes = min(count, allowance - refusals)
    var items: [Range<Int>] = []
    var passed = 0
    for var part in left {
      while items.count < probes {
        // In the middle of as many equal shares of what is left.
        let place = part.lowerBound + count * (2 * items.count + 1) / (2 * probes) - passed
        guard place < part.upperBound else { break }
        wait(for: part.lowerBound..<place)
        items.append(place..<place + 1)
        passed += place + 1 - part.lowerBound
        part = place + 1..<part.upperBound
      }
      wait(for: part)
      passed += part.count
    }
    waiting = waiting.reversed() + items.reversed()
  }

  /// Nothing was taken so far, and what is left was not cut between senders first. Tries each of them alone.
  private mutating func trySenders(of rest: Range<Int>) {
    (hasTriedSenders, hasPassed) = (true, false)
    wait(for: rest)
    let left = takeAll()
    triesSenders = true
    let count = left.reduce(0) { $0 + ends(in: $1).count }
    for part in left.reversed() {
      let share = max(1, Self.maximumSenders * ends(in: part).count / count)
      for sender in groups(of: part, atMost: share).reversed() { wait(for: sender) }
    }
  }

  /// - Returns: All that is left, in its order.
  private mutating func takeAll() -> [Range<Int>] {
    defer { (waiting, aside, triesSenders) = ([], [], false) }
    return (waiting + aside.map(\.part)).sorted { $0.lowerBound < $1.lowerBound }
  }

  private mutating func wait(for part: Range<Int>) {
    if !part.isEmpty { waiting.append(part) }
  }

  private func size(of part: Range<Int>) -> Int { bytes[part.upperBound] - bytes[part.lowerBound] }

  // MARK: Cutting

  private func holdsSeveralSenders(_ part: Range<Int>) -> Bool { ends(in: part).count > 1 }

  /// Where senders end in a part, its own end last.
  private func ends(in part: Range<Int>) -> [Int] {
    senders.filter { $0 > part.lowerBound && $0 < part.upperBound } + [part.upperBound]
  }

  private func groups(of part: Range<Int>, atMost most: Int = maximumSenders) -> [Range<Int>] {
    let ends = ends(in: part)
    let groups = min(ends.count, most, max(allowance, 2))
    var start = part.lowerBound
    return (1...groups).map { group in
      let end = ends[ends.count * group / groups - 1]
      defer { start = end }
      return start..<end
    }
  }

  /// Cuts a part that was refused. Items from its end up to `limit` belonged to the same refused part.
  private mutating func cutByContent(_ part: Range<Int>, upTo limit: Int) {
    guard holdsSeveralSenders(part) else { return search(part, upTo: limit) }
    wait(for: part.upperBound..<limit)
    (triesSenders, hasTriedSenders) = (true, true)
    for sender in groups(of: part).reversed() { wait(for: sender) }
  }

  /// Cuts a part in two of about the same size, between two senders if there are several.
  private mutating func cutByBytes(_ part: Range<Int>) {
    let middle = bytes[part.lowerBound] + size(of: part) / 2
    let ends = ends(in: part).dropLast()
    let places = ends.isEmpty ? Array(part.dropFirst()) : Array(ends)
    guard let place = places.min(by: { abs(bytes[$0] - middle) < abs(bytes[$1] - middle) }) else {
      return wait(for: part)
    }
    wait(for: place..<part.upperBound)
    wait(for: part.lowerBound..<place)
  }
}
