import TraceVeil

extension ConfigurationReader {
  private enum Moment: String, CaseIterable {
    case memory, disk, delivered
  }

  /// `TRACEVEIL_ACK` and `TRACEVEIL_ACK_TIMEOUT`.
  /// - Parameter hasDirectory: Whether there is a queue on disk.
  mutating func acknowledgement(hasDirectory: Bool) throws(ConfigurationError) -> Acknowledgement {
    let (key, timeoutKey) = ("TRACEVEIL_ACK", "TRACEVEIL_ACK_TIMEOUT")
    let moment = try choice([key], default: hasDirectory ? Moment.disk : .memory)
    // Under the ten seconds after which senders give up by default.
    let usual = Duration.seconds(8)
    let timeout = try duration([timeoutKey], default: usual, in: 100...600_000)
    guard moment == .delivered || timeout == usual else {
      throw error(timeoutKey, "it needs \(key)=delivered")
    }
    switch moment {
    case .memory: return .memory
    case .disk:
      guard hasDirectory else { throw error(key, "disk needs \(DiskQueueConfiguration.directoryKey)") }
      return .disk
    case .delivered:
      if hasDirectory {
        throw error(
          key,
          "delivered and \(DiskQueueConfiguration.directoryKey) exclude each other: a sender that waits for the destination "
            + "has its request until then, and what was stored as well would be delivered twice"
        )
      }
      return .delivered(within: timeout)
    }
  }
}
