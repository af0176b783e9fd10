import Testing

@testable import TraceVeil

@Suite("Rotation of clients") struct ClientRotationTests {
  private var rotation = ClientRotation<Int>(maximumAge: .seconds(10))
  private var made = 0

  private mutating func take(at seconds: Int) throws -> (use: ClientRotation<Int>.Use, unused: Int?) {
    var made = self.made
    defer { self.made = made }
    let taken = rotation.take(at: .seconds(seconds)) {
      made += 1
      return made
    }
    return try #require(taken)
  }

  @Test mutating func aClientServesUntilItIsOld() throws {
    for (seconds, client) in [(100, 1), (105, 1), (109, 1), (110, 2), (119, 2), (500, 3)] {
      let taken = try take(at: seconds)
      #expect(taken.use.client == client, "at \(seconds)")
      #expect(taken.unused == (seconds == 110 ? 1 : seconds == 500 ? 2 : nil), "at \(seconds)")
      #expect(rotation.giveBack(taken.use) == nil)
    }
    #expect(rotation.end() == [3])
  }

  @Test mutating func anOldClientGoesWithItsLastUse() throws {
    let first = try take(at: 0).use
    let second = try take(at: 0).use
    let third = try take(at: 20)
    #expect(third.use.client == 2 && third.unused == nil)
    #expect(rotation.giveBack(first) == nil)
    #expect(rotation.giveBack(second) == 1)
    #expect(rotation.giveBack(third.use) == nil, "the current one stays")
    #expect(rotation.end() == [2])
  }

  @Test mutating func theEndCoversClientsThatAreInUse() throws {
    let first = try take(at: 0).use
    let second = try take(at: 20).use
    #expect(rotation.end() == [1, 2])
    #expect(rotation.take(at: .seconds(21)) { 3 } == nil)
    #expect(rotation.giveBack(first) == nil && rotation.giveBack(second) == nil)
    #expect(rotation.end().isEmpty)
  }

  @Test func withoutALimitThereIsOne() throws {
    var rotation = ClientRotation<Int>(maximumAge: .zero)
    var made = 0
    for seconds in [0, 1 << 40] {
      let taken = try #require(
        rotation.take(at: .seconds(seconds)) {
          made += 1
          return made
        }
      )
      #expect(taken.use.client == 1)
      _ = rotation.giveBack(taken.use)
    }
  }

  /// Whatever happens: nobody holds a client that was given out to be shut down, and each is shut down once.
  @Test func noClientIsShutDownWhileItIsUsed() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var rotation = ClientRotation<Int>(maximumAge: .seconds(3))
      var (uses, made, ended, now) = ([ClientRotation<Int>.Use](), 0, Set<Int>(), 0)
      for _ in 0..<100 {
        now += Int.random(in: 0...2, using: &random)
        var unused: Int?
        if Bool.random(using: &random), !uses.isEmpty {
          unused = rotation.giveBack(uses.remove(at: Int.random(in: uses.indices, using: &random)))
        } else {
          let taken = try #require(
            rotation.take(at: .seconds(now)) {
              made += 1
              return made
            }
          )
          uses.append(taken.use)
          unused = taken.unused
        }
        if let unused { #expect(ended.insert(unused).inserted) }
        #expect(!uses.contains { ended.contains($0.client) })
      }
      let left = rotation.end()
      #expect(ended.isDisjoint(with: left) && ended.count + left.count == made)
      #expect(Set(uses.map(\.client)).isSubset(of: left))
    }
  }
}
