/// What may be on disk after the power was lost behind some change: all that was synced by then, and of the rest any
/// prefix of the changes to each file and of those to the folder, the last write of a file in any of its sectors.
struct PowerLoss {
  static let sector = 512

  let changes: [RecordedFileSystem.Change]

  /// - Parameters:
  ///   - count: Changes that were made before.
  func files(after count: Int, using random: inout some RandomNumberGenerator) -> [String: [UInt8]] {
    let made = changes.prefix(count)
    let folder = foldersThat(made, survive: &random)
    return folder.mapValues { file in contents(of: file, made, using: &random) }
  }

  /// Which names there are, and of which files.
  private func foldersThat(
    _ made: ArraySlice<RecordedFileSystem.Change>,
    survive random: inout some RandomNumberGenerator
  ) -> [String: Int] {
    let synced = made.lastIndex { if case .syncFolder = $0 { true } else { false } } ?? made.startIndex
    let last = Int.random(in: synced...max(synced, made.endIndex), using: &random)
    var folder: [String: Int] = [:]
    for change in made.prefix(upTo: min(last, made.endIndex)) {
      switch change {
      case .make(let path, let file): folder[path] = file
      case .rename(let path, let newPath): folder[newPath] = folder.removeValue(forKey: path)
      case .remove(let path): folder[path] = nil
      case .write, .truncate, .sync, .syncFolder: break
      }
    }
    return folder
  }

  private func contents(
    of file: Int,
    _ made: ArraySlice<RecordedFileSystem.Change>,
    using random: inout some RandomNumberGenerator
  ) -> [UInt8] {
    var own: [RecordedFileSystem.Change] = []
    var synced = 0
    for change in made {
      switch change {
      case .write(file, _, _), .truncate(file, _): own.append(change)
      case .sync(file): synced = own.count
      default: break
      }
    }
    var bytes: [UInt8] = []
    let last = Int.random(in: synced...own.count, using: &random)
    for (index, change) in own.prefix(last).enumerated() {
      switch change {
      case .write(_, let offset, let written):
        let isTorn = index >= synced && index == last - 1 && Bool.random(using: &random)
        isTorn
          ? tear(written, at: offset, in: &bytes, using: &random)
          : RecordedFileSystem.put(written, at: offset, in: &bytes)
      case .truncate(_, let size): RecordedFileSystem.cut(&bytes, to: size)
      default: break
      }
    }
    return bytes
  }

  /// Each sector is there or not; the file is as long as its last one, or as the whole write.
  private func tear(
    _ written: [UInt8],
    at offset: Int,
    in bytes: inout [UInt8],
    using random: inout some RandomNumberGenerator
  ) {
    var start = 0
    while start < written.count {
      let end = min(written.count, (offset + start) / Self.sector * Self.sector + Self.sector - offset)
      if Bool.random(using: &random) {
        RecordedFileSystem.put(Array(written[start..<end]), at: offset + start, in: &bytes)
      }
      start = end
    }
    if Bool.random(using: &random), bytes.count < offset + written.count {
      RecordedFileSystem.cut(&bytes, to: offset + written.count)
    }
  }
}

/// Random numbers that come again with the same seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
    return value ^ (value >> 31)
  }
}
