import ArgumentParser
import Workload

extension Workload.Kind {
  /// The workload of a name on the command line.
  static func argument(_ name: String) throws -> Workload.Kind {
    guard let kind = Workload.Kind(rawValue: name) else {
      throw ValidationError("\"\(name)\" is none of llm, web, conversation")
    }
    return kind
  }
}

extension LoadProtocol {
  /// The protocol of a name on the command line.
  static func argument(_ name: String) throws -> LoadProtocol {
    guard let wire = LoadProtocol(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("\"\(name)\" is none of \(names)")
    }
    return wire
  }
}
