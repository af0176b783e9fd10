import Synchronization

/// All that a running gateway can read again.
final class Reloads: Sendable {
  private struct Seen {
    /// The fingerprints of the files as they were last read.
    var read: FileFingerprints
    /// The fingerprints of files that have changed since then. They are read when the next check finds no further
    /// change, so that no file is read while it is being written.
    var changed: FileFingerprints?
  }

  let parts: [any Reloadable]
  /// Held for as long as something is read.
  private let seen: Mutex<[ReloadKind: Seen]>
  private let results = Mutex<[ReloadKind: ReloadCounts]>([:])

  /// - Parameters:
  ///   - parts: One of a kind.
  ///   - files: As they were before they were read.
  init(_ parts: [any Reloadable], files: FileFingerprints) {
    self.parts = parts
    seen = Mutex(
      Dictionary(uniqueKeysWithValues: parts.map { ($0.kind, Seen(read: files.only($0.files))) })
    )
  }

  /// The counts of each kind that can be reloaded.
  var counts: [ReloadKind: ReloadCounts] {
    let results = results.withLock { $0 }
    return Dictionary(uniqueKeysWithValues: parts.map { ($0.kind, results[$0.kind] ?? ReloadCounts()) })
  }

  /// Reads everything again. Blocks.
  func reloadAll() {
    seen.withLock { seen in
      for part in parts { reload(part, &seen) }
    }
  }

  /// Looks for files that have changed, and reads those that have. Blocks.
  func reloadChanged() {
    seen.withLock { seen in
      for part in parts {
        let files = FileFingerprints(of: part.files)
        guard files != seen[part.kind]?.read else {
          seen[part.kind]?.changed = nil
          continue
        }
        guard files == seen[part.kind]?.changed else {
          seen[part.kind]?.changed = files
          continue
        }
        reload(part, &seen)
      }
    }
  }

  private func reload(_ part: any Reloadable, _ seen: inout [ReloadKind: Seen]) {
    let before = part.files
    let fingerprints = FileFingerprints(of: before)
    let isApplied = part.reload()
    // What was read may name other files than before.
    let files = part.files
    let others = FileFingerprints(of: files.filter { !before.contains($0) })
    seen[part.kind] = Seen(read: fingerprints.only(files).merging(others))
    results.withLock { results in
      if isApplied {
        results[part.kind, default: ReloadCounts()].applied += 1
      } else {
        results[part.kind, default: ReloadCounts()].refused += 1
      }
    }
  }
}
