import NIOCore
import OTLP

/// Which of several destinations a request goes to, or each of its resources, as a value.
package struct RequestRouting: Sendable, Hashable {
  /// What decides.
  package enum Key: Sendable, Hashable {
    /// A header that travels on with the data, in lower case. One that came twice decides nothing.
    case header(String)
    /// A text among the attributes of a resource, as it came: what redaction makes of it does not matter.
    case resourceAttribute(String)
  }

  package let key: Key
  /// Names of destinations, each set once. The first is for what no route takes.
  let sets: [[String]]
  private let byValue: [String: Int]

  /// - Parameters:
  ///   - destinations: In the order in which they are shown, with the values that each takes; nil for all.
  ///   - fallback: Names of those that take what no value of theirs or of others takes.
  /// - Returns: Nil where something could have nowhere to go.
  package init?(
    _ key: Key,
    destinations: [(name: String, values: Set<String>?)],
    fallback: Set<String>
  ) {
    self.key = key
    func names(_ value: String?) -> [String] {
      let isTaken =
        value.map { value in destinations.contains { $0.values?.contains(value) ?? false } } ?? false
      return destinations.filter { destination in
        guard let values = destination.values else { return true }
        return isTaken ? value.map(values.contains) ?? false : fallback.contains(destination.name)
      }.map(\.name)
    }
    var sets = [names(nil)]
    var byValue: [String: Int] = [:]
    for value in Set(destinations.flatMap { $0.values ?? [] }).sorted() {
      let names = names(value)
      let place = sets.firstIndex(of: names) ?? sets.count
      if place == sets.count { sets.append(names) }
      byValue[value] = place
    }
    guard sets.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.sets = sets
    self.byValue = byValue
  }

  /// The place of a set.
  func set(for value: String?) -> Int { value.flatMap { byValue[$0] } ?? 0 }

  /// A request as it is, or cut into one for each set that it has something for. Each with the place of its set.
  func parts(of request: IncomingRequest) -> [(set: Int, request: IncomingRequest)] {
    switch key {
    case .header(let name):
      let values = request.headers.fields.filter { $0.name == name }.map(\.value)
      return [(set(for: values.count == 1 ? values[0] : nil), request)]
    case .resourceAttribute(let key):
      var places: [Int: [Range<Int>]] = [:]
      for part in ResourceValues.parts(of: request.body.readableBytesUInt8Span, by: key) {
        places[set(for: part.value), default: []].append(part.place)
      }
      guard places.count > 1 else { return [(places.keys.first ?? 0, request)] }
      return places.sorted { $0.key < $1.key }.map { ($0.key, request.part($0.value)) }
    }
  }
}

extension IncomingRequest {
  /// The request with only some of its resources.
  fileprivate func part(_ places: [Range<Int>]) -> IncomingRequest {
    var part = self
    part.body = ByteBuffer()
    part.body.reserveCapacity(places.reduce(0) { $0 + $1.count })
    for place in places {
      guard let slice = body.getSlice(at: body.readerIndex + place.lowerBound, length: place.count) else {
        continue
      }
      part.body.writeImmutableBuffer(slice)
    }
    do {
      part.summary = try summary.summary(of: part.body.readableBytesUInt8Span)
    } catch {
      preconditionFailure("whole resources of a request that is valid are one")
    }
    return part
  }
}
