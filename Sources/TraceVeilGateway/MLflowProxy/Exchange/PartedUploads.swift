import JSON
import NIOCore
import Synchronization

/// The uploads in parts of one proxy.
final class PartedUploads: Sendable {
  typealias Table = UploadTable<HeldBody>

  private let table: Mutex<Table>

  init(maximumBytes: Int) {
    table = Mutex(Table(limits: .init(bytesPerUpload: maximumBytes)))
  }

  /// - Returns: An id that nobody can guess: it is all that the sender of a part has to know.
  func create(of file: ArtifactPath, parts: Int) throws(Table.Refusal) -> String {
    let id = Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    try with { (table, now) throws(Table.Refusal) in try table.create(id, of: file, parts: parts, at: now) }
    return id
  }

  func file(of id: String) throws(Table.Refusal) -> ArtifactPath {
    try with { (table, now) throws(Table.Refusal) in try table.file(of: id, at: now) }
  }

  func put(_ body: HeldBody, part: Int, of id: String) throws(Table.Refusal) {
    let bytes = body.wireBytes.readableBytes
    try with { (table, now) throws(Table.Refusal) in
      try table.put(body, bytes: bytes, part: part, of: id, at: now)
    }
  }

  func parts(of id: String) throws(Table.Refusal) -> [HeldBody] {
    try with { (table, now) throws(Table.Refusal) in try table.parts(of: id, at: now) }
  }

  func remove(_ id: String) { table.withLock { $0.remove(id) } }

  private func with<Result>(
    _ body: (inout Table, ContinuousClock.Instant) throws(Table.Refusal) -> sending Result
  ) throws(Table.Refusal) -> sending Result {
    try table.withLock { (table) throws(Table.Refusal) in try body(&table, .now) }
  }
}
