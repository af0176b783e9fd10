import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Settings of the queue on disk")
struct DiskQueueConfigurationTests {
  private let directory = ["TRACEVEIL_QUEUE_DIRECTORY": "/queue"]

  private func read(_ variables: [String: String]) throws -> GatewayConfiguration {
    try GatewayConfiguration(
      Environment(["OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318"].merging(variables) { $1 })
    )
  }

  private func error(_ variables: [String: String]) -> ConfigurationError? {
    #expect(throws: ConfigurationError.self) { try read(variables) }
  }

  @Test("There is none unless a directory is named, and then senders are answered from disk")
  func defaults() throws {
    #expect(try read([:]).diskQueue == nil)
    #expect(try read([:]).receiverPolicy(nil).acknowledgement == .memory)
    let configuration = try read(directory)
    let queue = try #require(configuration.diskQueue)
    #expect(queue.directory == "/queue" && queue.bytes == 1 << 30 && queue.segmentBytes == 64 << 20)
    #expect(configuration.acknowledgement == .disk && queue.key == nil && queue.maximumAge == nil)
    #expect(configuration.receiverPolicy(nil).acknowledgement == .disk)
  }

  @Test("Senders can be answered from memory all the same")
  func memory() throws {
    let configuration = try read(directory.merging(["TRACEVEIL_ACK": "memory"]) { $1 })
    #expect(configuration.routes[.traces].pipeline.holdsUnstored, "its senders have been answered")
    #expect(try !read(directory).routes[.traces].pipeline.holdsUnstored)
    #expect(configuration.receiverPolicy(nil).acknowledgement == .memory)
    #expect(configuration.diskQueue != nil)
  }

  @Test(
    "A sender that waits for the destination does so for a time, each request is sent alone, and tried no longer"
  )
  func delivered() throws {
    let variables = ["TRACEVEIL_ACK": "delivered", "TRACEVEIL_ACK_TIMEOUT": "3000"]
    let configuration = try read(variables)
    #expect(configuration.diskQueue == nil)
    #expect(configuration.receiverPolicy(nil).acknowledgement == .delivered(within: .seconds(3)))
    #expect(configuration.routes[.traces].pipeline.answerLimit == .seconds(3))
    #expect(configuration.routes[.traces].destination.transport?.retry.maximumElapsed == .seconds(3))
    #expect(try read(["TRACEVEIL_ACK": "delivered"]).acknowledgement == .delivered(within: .seconds(8)))
    #expect(try read([:]).routes[.traces].pipeline.answerLimit == nil)
  }

  @Test(
    "Of several destinations each may be tried for longer than a sender waits: another one may have answered it"
  )
  func deliveredToSeveral() throws {
    let variables = [
      "TRACEVEIL_ACK": "delivered", "TRACEVEIL_ACK_TIMEOUT": "3000", "TRACEVEIL_DESTINATIONS": "a",
      "TRACEVEIL_DESTINATION_A_ENDPOINT": "http://a:4318",
    ]
    let configuration = try read(variables)
    #expect(configuration.receiverPolicy(nil).acknowledgement == .delivered(within: .seconds(3)))
    let route = configuration.routes[.traces]
    #expect(route.pipeline.answerLimit == .seconds(3))
    #expect(route.destination.each.map { $0.destination.transport?.retry.maximumElapsed } == [.seconds(3600)])
    #expect(error(variables.merging(directory) { $1 })?.key == "TRACEVEIL_ACK")
  }

  @Test("What waits on disk is tried for as long as nothing limits its age")
  func age() throws {
    func lifetime(_ variables: [String: String]) throws -> Duration? {
      try read(variables).routes[.traces].destination.transport?.retry.maximumElapsed
    }
    #expect(try lifetime([:]) == .seconds(3600))
    #expect(try lifetime(directory)! > .seconds(10 * 365 * 86_400))
    let limited = ["TRACEVEIL_QUEUE_MAX_AGE": "60000"]
    #expect(try lifetime(directory.merging(limited) { $1 }) == .seconds(60))
    let retries = ["TRACEVEIL_RETRY_MAX_ELAPSED": "7000"]
    #expect(try lifetime(directory.merging(retries) { $1 }) == .seconds(7))
    #expect(try lifetime(directory.merging(limited.merging(retries) { $1 }) { $1 }) == .seconds(7))
  }

  @Test(
    "Of several destinations each has its own limit of age, and the others none; their copies take no memory"
  )
  func several() throws {
    let configuration = try GatewayConfiguration(
      Environment(
        directory.merging([
          "TRACEVEIL_DESTINATIONS": "a,b", "TRACEVEIL_DESTINATION_A_ENDPOINT": "http://a:4318",
          "TRACEVEIL_DESTINATION_A_RETRY_MAX_ELAPSED": "7000",
          "TRACEVEIL_DESTINATION_B_ENDPOINT": "http://b:4318",
        ]) { $1 }
      )
    )
    let limits = configuration.routes[.traces].destination.each.map {
      $0.destination.transport?.retry.maximumElapsed ?? .zero
    }
    #expect(limits[0] == .seconds(7) && limits[1] > .seconds(10 * 365 * 86_400))
    #expect(configuration.budgetParties == Signal.allCases.map { .signal($0) })
    #expect(configuration.acknowledgement == .disk)
  }

  @Test("A request that could never be stored is refused as too large")
  func large() throws {
    let small = ["TRACEVEIL_QUEUE_DISK_BYTES": String(8 << 20)]
    let configuration = try read(directory.merging(small) { $1 })
    #expect(configuration.receiverPolicy(nil).maximumRequestBytes == 4 << 20)
    #expect(configuration.diskQueue?.segmentBytes == 1 << 20)
  }

  @Test(
    "What this version cannot do, or needs a directory, is an error",
    arguments: [
      ("TRACEVEIL_ACK_TIMEOUT", "1000", true), ("TRACEVEIL_DEAD_LETTER_BYTES", "1000", false),
      ("TRACEVEIL_ACK", "disk", false), ("TRACEVEIL_ACK", "delivered", true), ("TRACEVEIL_ACK", "soon", true),
      ("TRACEVEIL_QUEUE_WHEN_FULL", "drop-oldest", false), ("TRACEVEIL_QUEUE_WHEN_FULL", "drop", true),
      ("TRACEVEIL_QUEUE_MAX_AGE", "1000", false),
      ("TRACEVEIL_QUEUE_DISK_BYTES", "2000000", false), ("TRACEVEIL_QUEUE_DISK_BYTES", "1000", true),
    ]
  )
  func refused(key: String, value: String, withDirectory: Bool) {
    #expect(error((withDirectory ? directory : [:]).merging([key: value]) { $1 })?.key == key)
  }

  @Test("What drop-in mode stores is retried as long as it may wait")
  func dropIn() throws {
    let variables = directory.merging(["TRACEVEIL_MLFLOW_UPSTREAM": "http://mlflow.example:5000"]) { $1 }
    let proxy = try #require(try read(variables).mlflow)
    #expect(proxy.retry.maximumElapsed > .seconds(86_400 * 365))
    let bounded = variables.merging(["TRACEVEIL_QUEUE_MAX_AGE": "60000"]) { $1 }
    #expect(try read(bounded).mlflow?.retry.maximumElapsed == .seconds(60))
    #expect(try read(variables).warnings.isEmpty)
  }

  @Test("Credentials of senders are never written to disk")
  func authorization() {
    let variables = directory.merging(["TRACEVEIL_FORWARD_AUTHORIZATION": "true"]) { $1 }
    #expect(error(variables)?.reason.contains("never written to disk") == true)
  }

  @Test("The key file encrypts what is stored, also where nothing is redacted")
  func key() throws {
    let files = TemporaryDirectory()
    let key = files.file("key", String(repeating: "0123456789abcdef", count: 4))
    for processors in ["pii,secrets", "none"] {
      let variables = ["TRACEVEIL_KEY_FILE": key, "TRACEVEIL_PROCESSORS": processors]
      #expect(try read(directory.merging(variables) { $1 }).diskQueue?.key != nil)
    }
  }

  @Test("What is printed is in force, and means the same when it is read again")
  func printed() throws {
    for variables in [directory, directory.merging(["TRACEVEIL_QUEUE_MAX_AGE": "60000"]) { $1 }] {
      let first = try read(variables)
      let again = try read(Dictionary(uniqueKeysWithValues: first.settings.map { ($0.key, $0.value) }))
      #expect(
        again.routes[.traces].destination.transport?.retry
          == first.routes[.traces].destination.transport?.retry
      )
      #expect(again.diskQueue?.maximumAge == first.diskQueue?.maximumAge)
      #expect(again.acknowledgement == .disk)
    }
  }

  @Test("The defaults ask for nothing without a directory")
  func harmless() throws {
    let defaults = [
      "TRACEVEIL_QUEUE_DISK_BYTES": "1073741824", "TRACEVEIL_QUEUE_MAX_AGE": "0", "TRACEVEIL_ACK": "memory",
    ]
    #expect(try read(defaults).diskQueue == nil)
  }

  @Test("A full queue refuses, unless the oldest is to be dropped")
  func whenFull() throws {
    #expect(try read(directory).diskQueue?.whenFull == .refuse)
    let dropping = ["TRACEVEIL_QUEUE_WHEN_FULL": "drop-oldest"]
    #expect(try read(directory.merging(dropping) { $1 }).diskQueue?.whenFull == .dropOldest)
  }

  @Test("Headers that were named are in plain text without a key, and the log says so")
  func headers() throws {
    func warnings(_ variables: [String: String]) throws -> Int {
      try read(directory.merging(variables) { $1 }).warnings.count { $0.key == "TRACEVEIL_FORWARD_HEADERS" }
    }
    #expect(try warnings([:]) == 0)
    #expect(try warnings(["TRACEVEIL_FORWARD_HEADERS": "none"]) == 0)
    #expect(try warnings(["TRACEVEIL_FORWARD_HEADERS": "x-tenant"]) == 1)
  }
}
