import Workload

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A workload as files, for programs that are not this one: a request a file, and what is planted in them.
struct WorkloadDump {
  private struct Manifest: Encodable {
    struct Planted: Encodable {
      let entity: String
      let text: String
      let forms: [String]
    }

    let workload: String
    let seed: UInt64
    let spansPerRequest: Int
    let bytes: Int
    let files: [String]
    let jsonKeys: [String]
    let planted: [Planted]
  }

  private let workload: Workload

  init(_ workload: Workload) {
    self.workload = workload
  }

  /// Writes the requests with the ids of their first sending and `manifest.json`. The directory is made if
  /// need be.
  func write(to directory: String) throws {
    mkdir(directory, 0o755)
    var files: [String] = []
    for (number, template) in workload.requests.enumerated() {
      let file = "\(workload.kind.rawValue)-\(number).bin"
      let body = template.stamped(request: UInt64(number), identity: workload.identity)
      try SmallFile.write(body, to: directory + "/" + file)
      files.append(file)
    }
    let manifest = Manifest(
      workload: workload.kind.rawValue,
      seed: workload.seed,
      spansPerRequest: workload.spansPerRequest,
      bytes: workload.byteCount,
      files: files,
      jsonKeys: workload.jsonKeys,
      planted: workload.planted.map { .init(entity: $0.family.rawValue, text: $0.text, forms: $0.forms) }
    )
    try SmallFile.write(JSONRecord.encode(manifest), to: directory + "/manifest.json")
  }
}
