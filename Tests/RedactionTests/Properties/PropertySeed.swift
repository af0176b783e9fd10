import Foundation

/// The seed of all properties. The same in each run, so that a run that fails fails again; `PROPERTY_SEED` sets another.
enum PropertySeed {
  static let value = ProcessInfo.processInfo.environment["PROPERTY_SEED"].flatMap { UInt64($0) } ?? 20_261_124
}
