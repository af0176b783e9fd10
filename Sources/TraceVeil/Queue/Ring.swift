/// A first-in, first-out sequence in a circular array. Appending allocates only when the array is full.
struct Ring<Element> {
  private var slots: [Element?]
  private var head = 0
  private(set) var count = 0

  /// - Parameter capacity: Elements it takes before it first grows.
  init(capacity: Int) {
    slots = Array(repeating: nil, count: Self.powerOfTwo(atLeast: capacity))
  }

  var isEmpty: Bool { count == 0 }

  /// Precondition: not empty.
  var first: Element {
    _read {
      guard case .some(let element) = slots[head] else { preconditionFailure("the ring is empty") }
      yield element
    }
  }

  mutating func append(_ element: consuming Element) {
    if count == slots.count { grow() }
    slots[(head &+ count) & (slots.count &- 1)] = element
    count &+= 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = (head &+ 1) & (slots.count &- 1)
    count &-= 1
    return element
  }

  private mutating func grow() {
    var larger = [Element?]()
    larger.reserveCapacity(slots.count * 2)
    for offset in 0..<slots.count {
      larger.append(slots[(head + offset) & (slots.count - 1)].take())
    }
    larger.append(contentsOf: repeatElement(nil, count: slots.count))
    slots = larger
    head = 0
  }

  /// A mask then wraps an index, which a division would take ten times as long for.
  private static func powerOfTwo(atLeast count: Int) -> Int {
    var power = 1
    while power < count { power *= 2 }
    return power
  }
}

extension Ring: Sendable where Element: Sendable {}
