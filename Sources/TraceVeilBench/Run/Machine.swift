#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a figure was measured on.
struct Machine: Codable, Sendable, Hashable {
  var processor: String
  var cores: Int
  var kernel: String
  /// Load average of the last minute when the run began: how busy the machine was with other things.
  var loadAverage: Double

  static var current: Machine {
    var name = utsname()
    uname(&name)
    let release = withUnsafeBytes(of: &name.release) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let model = SmallFile.text(at: "/proc/cpuinfo")?
      .split(separator: "\n")
      .first { $0.hasPrefix("model name") }?
      .split(separator: ":").last.map { String($0.drop { $0 == " " }) }
    var averages = [0.0]
    getloadavg(&averages, 1)
    return Machine(
      processor: model ?? "unknown",
      cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
      kernel: release,
      loadAverage: averages[0]
    )
  }
}
