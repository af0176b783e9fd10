internal import ProtobufWire

/// Where the items of a serialized export request are, and what stands around them.
///
/// Bytes are read with care, but no text in them is checked: for requests that this process has serialized. Places are
/// offsets, so it may be kept as long as somebody keeps the bytes.
package struct RequestMap: Sendable {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// A span, log record or data point.
  struct Item: Sendable {
    /// The message without its tag.
    let place: Range<Int>
    /// The message it is in, by its place among `envelopes`.
    let envelope: Int
  }

  /// A message that items are in, or other such messages.
  struct Envelope: Sendable {
    /// The index of its parent; nil for the outermost.
    let parent: Int?
    /// The number of its field in the parent.
    let number: UInt32
    /// All fields except those that hold its parts.
    let fields: [Range<Int>]

    var byteCount: Int { fields.reduce(0) { $0 + $1.count } }
  }

  let signal: Signal
  private(set) var items: [Item] = []
  private(set) var envelopes: [Envelope] = []

  /// - Throws: When the bytes are no such request.
  package init(_ body: UnsafeBufferPointer<UInt8>, of signal: Signal) throws(DecodeError) {
    self.signal = signal
    guard let origin = body.baseAddress else { return }
    do throws(WireError) {
      try add(body, levels: signal.itemPath[...], in: nil, origin)
    } catch {
      throw DecodeError(error)
    }
  }

  package var itemCount: Int { items.count }

  /// Bytes that each item takes in a request, with the envelopes that begin with it.
  package var costs: [Int] {
    var last: Int?
    return items.map { item in
      defer { last = item.envelope }
      let opened = last == item.envelope ? [] : opened(by: item, after: last)
      return item.place.count + opened.reduce(0) { $0 + envelopes[$1].byteCount }
    }
  }

  /// How many items there are before each of some places of the body, which rise.
  package func itemCounts(before places: [Int]) -> [Int] {
    var index = 0
    return places.map { place in
      // One without content ends where it begins, which may be where the bytes end.
      while index < items.count, items[index].place.upperBound <= place { index += 1 }
      return index
    }
  }

  private mutating func add(
    _ message: Bytes,
    levels: ArraySlice<Set<UInt32>>,
    in parent: Int?,
    _ origin: UnsafePointer<UInt8>
  ) throws(WireError) {
    guard let numbers = levels.first else { return }
    var contents: [(number: UInt32, bytes: Bytes)] = []
    var fields: [Range<Int>] = []
    var cursor = WireCursor(message, origin: origin)
    while !cursor.isAtEnd {
      let start = cursor.offset
      let tag = try cursor.readTag()
      if numbers.contains(tag.number), tag.wireType == WireCursor.WireType.lengthPrefixed {
        contents.append((tag.number, try cursor.readBytes()))
      } else {
        try cursor.skipField(tag.wireType)
        fields.append(start..<cursor.offset)
      }
    }
    if let parent { envelopes[parent] = envelopes[parent].with(fields) }
    for content in contents {
      if levels.count == 1 {
        let start = (content.bytes.baseAddress ?? origin) - origin
        items.append(Item(place: start..<start + content.bytes.count, envelope: parent ?? 0))
      } else {
        envelopes.append(Envelope(parent: parent, number: content.number, fields: []))
        try add(content.bytes, levels: levels.dropFirst(), in: envelopes.count - 1, origin)
      }
    }
  }
}

extension RequestMap.Envelope {
  fileprivate func with(_ fields: [Range<Int>]) -> Self {
    Self(parent: parent, number: number, fields: fields)
  }
}

// MARK: - Writing

extension RequestMap {
  /// A request of items that follow one another.
  /// - Parameters:
  ///   - joined: Where requests end that the whole was joined from, in items of the whole; they share no envelope.
  ///   - body: The bytes that the map was made of.
  package func part(
    _ range: Range<Int>,
    joined: [Int] = [],
    from body: UnsafeBufferPointer<UInt8>
  ) -> RequestPart {
    var rest = joined.drop { $0 <= range.lowerBound }
    var ends: [Int] = []
    let bytes = WireOutput.array(capacity: capacity(of: range)) { output in
      var open: [(envelope: Int, prefix: WireOutput.Prefix)] = []
      for (index, item) in zip(range, items[range]) {
        if open.last?.envelope != item.envelope {
          let opened = opened(by: item, after: open.last?.envelope)
          let kept = chain(to: item.envelope).count - opened.count
          while open.count > kept, let last = open.popLast() { output.endClosely(last.prefix) }
          if let end = rest.first, end <= index {
            ends.append(output.count)
            rest = rest.drop { $0 <= index }
          }
          for envelope in opened {
            open.append((envelope, output.begin(envelopes[envelope].number)))
            for field in envelopes[envelope].fields { output.raw(Bytes(rebasing: body[field])) }
          }
        }
        output.tag(signal.itemNumber, WireCursor.WireType.lengthPrefixed)
        output.bytes(Bytes(rebasing: body[item.place]))
      }
      while let last = open.popLast() { output.endClosely(last.prefix) }
    }
    return RequestPart(body: bytes, items: range, joined: ends.isEmpty ? [] : ends + [bytes.count])
  }

  /// The envelope and those it is in, outermost first.
  private func chain(to envelope: Int) -> [Int] {
    var chain = [envelope]
    while let parent = envelopes[chain[chain.count - 1]].parent { chain.append(parent) }
    return chain.reversed()
  }

  /// Envelopes of an item that the one before it is not in, outermost first.
  private func opened(by item: Item, after last: Int?) -> [Int] {
    let chain = chain(to: item.envelope)
    guard let last else { return chain }
    return zip(chain, self.chain(to: last)).first { $0 != $1 }
      .map { first in Array(chain.drop { $0 != first.0 }) } ?? []
  }

  /// Bytes of a request at most.
  private func capacity(of range: Range<Int>) -> Int {
    // A tag and a length of at most five bytes for each message.
    let frame = 6
    var capacity = 0
    var last: Int?
    for item in items[range] {
      capacity += item.place.count + frame
      if item.envelope != last {
        for envelope in opened(by: item, after: last) { capacity += envelopes[envelope].byteCount + frame }
      }
      last = item.envelope
    }
    return capacity
  }
}

/// One of the requests that were made of another.
package struct RequestPart: Sendable, Hashable {
  package let body: [UInt8]
  /// The items of the request that was cut.
  package let items: Range<Int>
  /// Where in the body each request ends that is in it; none where there is only one.
  package let joined: [Int]
}

extension Signal {
  /// The number of the field that items are in.
  fileprivate var itemNumber: UInt32 { self == .metrics ? 1 : 2 }

  /// Numbers of the fields that lead from a request to its items (opentelemetry-proto 1.11).
  fileprivate var itemPath: [Set<UInt32>] {
    switch self {
    case .traces: [[1], [2], [2]]
    case .logs: [[1], [2], [2]]
    // Below a metric its data, of one of five kinds.
    case .metrics: [[1], [2], [2], [5, 7, 9, 10, 11], [1]]
    }
  }
}
