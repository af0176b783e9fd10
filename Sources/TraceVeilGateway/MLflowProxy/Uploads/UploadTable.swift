/// Uploads in parts that have been begun and not completed, within bounds of count, bytes and time.
struct UploadTable<Body> {
  struct Limits: Hashable, Sendable {
    var uploads = 64
    var partsPerUpload = 1000
    var bytesPerUpload: Int
    /// The time after the last step of an upload at which it expires.
    var idleTime = Duration.seconds(600)
  }

  enum Refusal: Error, Hashable {
    /// There are as many as there may be; later there may be less.
    case full
    case tooLarge
    /// Begun nowhere, or too long ago.
    case unknown
    /// The number of a part that was not announced, or of one that is missing at the end.
    case part
  }

  private struct Upload {
    let file: ArtifactPath
    let partCount: Int
    var parts: [Int: (body: Body, bytes: Int)] = [:]
    var deadline: ContinuousClock.Instant

    var bytes: Int { parts.values.reduce(0) { $0 + $1.bytes } }
  }

  let limits: Limits
  private var uploads: [String: Upload] = [:]

  init(limits: Limits) { self.limits = limits }

  var count: Int { uploads.count }

  mutating func create(
    _ id: String,
    of file: ArtifactPath,
    parts: Int,
    at now: ContinuousClock.Instant
  ) throws(Refusal) {
    expire(at: now)
    guard (1...limits.partsPerUpload).contains(parts) else { throw .part }
    guard uploads.count < limits.uploads else { throw .full }
    uploads[id] = Upload(file: file, partCount: parts, deadline: now + limits.idleTime)
  }

  /// What is being uploaded.
  mutating func file(of id: String, at now: ContinuousClock.Instant) throws(Refusal) -> ArtifactPath {
    expire(at: now)
    guard let upload = uploads[id] else { throw .unknown }
    return upload.file
  }

  /// Takes a part, the first time or again.
  mutating func put(
    _ body: Body,
    bytes: Int,
    part: Int,
    of id: String,
    at now: ContinuousClock.Instant
  ) throws(Refusal) {
    expire(at: now)
    guard var upload = uploads[id] else { throw .unknown }
    guard (1...upload.partCount).contains(part) else { throw .part }
    upload.parts[part] = (body, bytes)
    guard upload.bytes <= limits.bytesPerUpload else { throw .tooLarge }
    upload.deadline = now + limits.idleTime
    uploads[id] = upload
  }

  /// All parts in their order. The upload stays until it is removed, because its completion may have to be repeated.
  mutating func parts(of id: String, at now: ContinuousClock.Instant) throws(Refusal) -> [Body] {
    expire(at: now)
    guard let upload = uploads[id] else { throw .unknown }
    var bodies: [Body] = []
    for part in 1...upload.partCount {
      guard let body = upload.parts[part]?.body else { throw .part }
      bodies.append(body)
    }
    return bodies
  }

  mutating func remove(_ id: String) { uploads[id] = nil }

  private mutating func expire(at now: ContinuousClock.Instant) {
    uploads = uploads.filter { $0.value.deadline > now }
  }
}
