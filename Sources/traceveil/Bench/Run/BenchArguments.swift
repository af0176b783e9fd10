import ArgumentParser
import Workload

extension Workload.Kind: ExpressibleByArgument {}

extension FaultPlan: ExpressibleByArgument {
  public init?(argument: String) {
    // The parser says which argument was wrong; what is possible stands in the option's help.
    guard let plan = try? FaultPlan(argument) else { return nil }
    self = plan
  }

  public var defaultValueDescription: String { "none" }
}
