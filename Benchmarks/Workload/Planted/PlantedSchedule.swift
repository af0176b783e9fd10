/// Decides which spans carry planted values: exactly one of every `period` consecutive ones, at a random
/// place.
struct PlantedSchedule {
  let period: Int
  private var position = 0
  private var chosen = 0

  init(period: Int) {
    self.period = period
  }

  /// True when the next span is one of those.
  mutating func next(_ random: inout SeededRandom) -> Bool {
    if position == 0 { chosen = random.below(period) }
    defer { position = (position + 1) % period }
    return position == chosen
  }
}
