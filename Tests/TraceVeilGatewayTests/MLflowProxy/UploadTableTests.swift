import Testing

@testable import TraceVeilGateway

@Suite("Uploads in parts")
struct UploadTableTests {
  private static let limits = UploadTable<String>.Limits(
    uploads: 2,
    partsPerUpload: 3,
    bytesPerUpload: 10,
    idleTime: .seconds(60)
  )
  private let start = ContinuousClock.now
  private var table = UploadTable<String>(limits: limits)

  @Test("Parts come in any order and again, and go in theirs")
  mutating func order() throws {
    try table.create("a", of: .traceData, parts: 3, at: start)
    for (part, body) in [(3, "c"), (1, "x"), (2, "b"), (1, "a")] {
      try table.put(body, bytes: 1, part: part, of: "a", at: start)
    }
    #expect(try table.file(of: "a", at: start) == .traceData)
    #expect(try table.parts(of: "a", at: start) == ["a", "b", "c"])
    #expect(try table.parts(of: "a", at: start).count == 3, "who completes it may come again")
    table.remove("a")
    #expect(throws: UploadTable<String>.Refusal.unknown) { try table.parts(of: "a", at: start) }
  }

  @Test("What is missing, not announced or not begun is refused")
  mutating func parts() throws {
    try table.create("a", of: .attachment, parts: 2, at: start)
    try table.put("x", bytes: 1, part: 1, of: "a", at: start)
    #expect(throws: UploadTable<String>.Refusal.part) { try table.parts(of: "a", at: start) }
    for part in [0, 3] {
      #expect(throws: UploadTable<String>.Refusal.part) {
        try table.put("x", bytes: 1, part: part, of: "a", at: start)
      }
    }
    #expect(throws: UploadTable<String>.Refusal.unknown) {
      try table.put("x", bytes: 1, part: 1, of: "b", at: start)
    }
    for count in [0, 4] {
      #expect(throws: UploadTable<String>.Refusal.part) {
        try table.create("b", of: .attachment, parts: count, at: start)
      }
    }
  }

  @Test("Bytes, uploads and time have bounds")
  mutating func bounds() throws {
    try table.create("a", of: .traceData, parts: 2, at: start)
    try table.put("x", bytes: 6, part: 1, of: "a", at: start)
    #expect(throws: UploadTable<String>.Refusal.tooLarge) {
      try table.put("y", bytes: 5, part: 2, of: "a", at: start)
    }
    try table.create("b", of: .traceData, parts: 1, at: start + .seconds(50))
    #expect(throws: UploadTable<String>.Refusal.full) {
      try table.create("c", of: .traceData, parts: 1, at: start + .seconds(59))
    }
    try table.create("c", of: .traceData, parts: 1, at: start + .seconds(60))
    #expect(table.count == 2)
    #expect(throws: UploadTable<String>.Refusal.unknown) { try table.file(of: "a", at: start + .seconds(60)) }
    try table.put("z", bytes: 1, part: 1, of: "b", at: start + .seconds(109))
    #expect(try table.parts(of: "b", at: start + .seconds(168)) == ["z"], "a part is a sign of life")
  }

  @Test("The addresses of an artifact come from the step's")
  func target() throws {
    let target = try #require(
      RequestTarget("/mlf/api/2.0/mlflow-artifacts/mpu/create/1/traces/tr-1/artifacts/attachments?x=1")
    )
    let upload = try #require(UploadTarget(target, .create, path: #"C:\temp\0a 1"#))
    #expect(upload.file?.path == .attachment)
    #expect(
      upload.artifact.raw
        == "/mlf/api/2.0/mlflow-artifacts/artifacts/1/traces/tr-1/artifacts/attachments/0a%201"
    )
    #expect(upload.part(2, of: "id") == "/mlf/api/2.0/mlflow-artifacts/traceveil-parts/id/2")
    #expect(
      upload.step(.complete).raw
        == "/mlf/api/2.0/mlflow-artifacts/mpu/complete/1/traces/tr-1/artifacts/attachments"
    )
    for path in ["", "a/", "..", "a\u{1}"] { #expect(UploadTarget(target, .create, path: path) == nil) }
    #expect(try #require(UploadTarget(target, .create, path: "/tmp/a%2e%2e")).file == nil)
    let folder = try #require(
      RequestTarget("/api/2.0/mlflow-artifacts/mpu/complete/1/traces/tr-1/artifacts/")
    )
    #expect(try #require(UploadTarget(folder, .complete, path: "/tmp/traces.json")).file?.path == .traceData)
    #expect(try #require(UploadTarget(folder, .complete, path: "traces.pb")).file?.path == .archive)
  }
}
