/// Checks request after request of what left the gateway: which spans came, what leaked, which JSON broke.
public struct DeliveryInspector: Sendable {
  private let workload: Workload
  private let search: PlantedSearch
  private let jsonKeys: [[UInt8]]
  private var leaked: Set<Int> = []
  private var counts = DeliveryTally()
  /// Which spans have come.
  public private(set) var ledger = SpanLedger()

  public init(_ workload: Workload) {
    self.workload = workload
    search = PlantedSearch(workload.planted)
    jsonKeys = workload.jsonKeys.map { Array($0.utf8) }
  }

  public var tally: DeliveryTally {
    var tally = counts
    tally.uniqueSpans = ledger.uniqueCount
    tally.duplicateSpans = ledger.duplicateCount
    tally.foreignSpans = ledger.foreignCount
    tally.leakedValues = leaked.count
    return tally
  }

  /// The values that were found, for a message to whoever has to look into it. They are invented.
  public var leakedTexts: [String] {
    leaked.sorted().map { workload.planted[$0].text }
  }

  /// Takes in an accepted request.
  ///
  /// - Parameters:
  ///   - body: an inflated `ExportTraceServiceRequest`.
  ///   - wireBytes: how many bytes it was as it came.
  public mutating func inspect(_ body: Span<UInt8>, wireBytes: Int) {
    counts.requests += 1
    counts.wireBytes += wireBytes
    counts.inflatedBytes += body.count
    do {
      try walkRequest(body)
    } catch {
      counts.malformedRequests += 1
    }
    var found: [Int] = []
    search.scan(body) { found.append($0) }
    for index in found {
      counts.leakOccurrences += 1
      counts.leaksByEntity[workload.planted[index].family.rawValue, default: 0] += 1
      leaked.insert(index)
    }
  }

  /// Counts a request that could not be inflated.
  public mutating func recordMalformed(wireBytes: Int) {
    counts.requests += 1
    counts.wireBytes += wireBytes
    counts.malformedRequests += 1
  }

  private mutating func walkRequest(_ body: Span<UInt8>) throws(ProtobufReader.Malformed) {
    var request = ProtobufReader(0..<body.count)
    while let (field, content) = try request.next(in: body) {
      guard field == 1, case .bytes(let range) = content else { continue }
      var resourceSpans = ProtobufReader(range)
      while let (field, content) = try resourceSpans.next(in: body) {
        guard field == 2, case .bytes(let range) = content else { continue }
        var scopeSpans = ProtobufReader(range)
        while let (field, content) = try scopeSpans.next(in: body) {
          guard field == 2, case .bytes(let range) = content else { continue }
          try walkSpan(body, range)
        }
      }
    }
  }

  private mutating func walkSpan(_ body: Span<UInt8>, _ range: Range<Int>) throws(ProtobufReader.Malformed) {
    var span = ProtobufReader(range)
    while let (field, content) = try span.next(in: body) {
      guard case .bytes(let range) = content else { continue }
      switch field {
      case 2 where range.count == 8:
        let id = body.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self)
        ledger.record(workload.identity.number(ofSpanID: id))
      case 9:
        try checkAttribute(body, range)
      default:
        continue
      }
    }
  }

  private mutating func checkAttribute(_ body: Span<UInt8>, _ range: Range<Int>) throws(ProtobufReader
    .Malformed)
  {
    var pair = ProtobufReader(range)
    var isJSON = false
    var value: Range<Int>?
    // Senders that fill their buffer backwards put the value in front of the key.
    while let (field, content) = try pair.next(in: body) {
      guard case .bytes(let range) = content else { continue }
      if field == 1 {
        isJSON = jsonKeys.contains { key in matches(key, body, range) }
      } else if field == 2 {
        value = range
      }
    }
    if isJSON, let value { try checkValue(body, value) }
  }

  private mutating func checkValue(_ body: Span<UInt8>, _ range: Range<Int>) throws(ProtobufReader.Malformed)
  {
    var value = ProtobufReader(range)
    while let (field, content) = try value.next(in: body) {
      guard field == 1, case .bytes(let range) = content else { continue }
      counts.jsonAttributes += 1
      if !JSONCheck.isValid(body, in: range) { counts.invalidJSONAttributes += 1 }
    }
  }

  private func matches(_ key: [UInt8], _ body: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard key.count == range.count else { return false }
    for index in key.indices where body[range.lowerBound + index] != key[index] {
      return false
    }
    return true
  }
}
