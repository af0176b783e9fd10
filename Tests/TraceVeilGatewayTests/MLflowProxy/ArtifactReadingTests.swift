import JSON
import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("Whose an artifact is")
struct ArtifactReadingTests {
  private static let run = "5f6e7d8c9b0a41234567890123456789"
  private static let other = "0a1b2c3d4e5f41234567890123456789"

  private static func reading(_ path: String) -> ArtifactReading {
    ArtifactReading(path.split(separator: "/").map(String.init))
  }

  @Test(
    "A trace's, and of no run",
    arguments: [
      ("1/traces/tr-1/artifacts/traces.json", ArtifactPath.traceData),
      ("traces/1/traces/tr-1/artifacts/attachments/a", .attachment),
      ("1/traces/tr-1/artifacts/more.json", .ofTrace), ("1/traces/tr-1/artifacts/traces.pb", .archive),
      // An experiment in a folder that looks like a trace's.
      ("traces/team/artifacts/traces/tr-1/artifacts/traces.json", .traceData),
      ("traces/team/artifacts/traces/tr-1/artifacts/attachments/a", .attachment),
    ]
  )
  func ofTrace(path: String, expected: ArtifactPath) {
    #expect(Self.reading(path).path == expected)
    #expect(Self.reading(path).owners.isEmpty)
  }

  @Test(
    "A trace's, unless it is a run's or a model's, as MLflow says",
    arguments: [
      ("traces/\(run)/artifacts/traces.json", ArtifactPath.traceData, ["traces/\(run)/artifacts"]),
      (
        "traces/team/artifacts/\(run)/artifacts/model.bin", .ofTrace,
        ["traces/team/artifacts/\(run)/artifacts"]
      ),
      (
        "traces/team/artifacts/models/m-\(run)/artifacts/MLmodel", .ofTrace,
        ["traces/team/artifacts/models/m-\(run)/artifacts"]
      ),
      ("1/\(run)/artifacts/traces/tr-1/artifacts/attachments/a", .attachment, ["1/\(run)/artifacts"]),
      (
        "1/\(run)/artifacts/traces/\(other)/artifacts/traces.json", .traceData,
        ["1/\(run)/artifacts", "1/\(run)/artifacts/traces/\(other)/artifacts"]
      ),
    ]
  )
  func open(path: String, expected: ArtifactPath, folders: [String]) {
    #expect(Self.reading(path).path == expected)
    #expect(Self.reading(path).owners.map(\.folder) == folders)
  }

  @Test("Where more could be runs than are asked about, it is a trace's")
  func bounded() {
    let path = String(repeating: "\(Self.run)/artifacts/", count: 5) + "traces/tr-1/artifacts/traces.json"
    #expect(Self.reading(path) == Self.reading("1/traces/tr-1/artifacts/traces.json"))
  }

  @Test(
    "A run's, or of nothing that MLflow knows",
    arguments: [
      "1/\(run)/artifacts/traces.json", "traces/\(run)/artifacts/a.txt", "traces.json", "shared/traces/a.txt",
      "traces/models/m-\(run)/artifacts/traces.json", "traces/artifacts/traces.json",
    ]
  )
  func ofRun(path: String) {
    #expect(Self.reading(path).path == .ofRun)
    #expect(Self.reading(path).owners.isEmpty)
  }

  @Test("MLflow's answer has to name it, and its folder")
  func described() throws {
    let owner = try #require(Self.reading("traces/\(Self.run)/artifacts/traces.json").owners.first)
    #expect(owner.question == "runs/get?run_id=\(Self.run)")
    func isDescribed(_ location: String, id: String = Self.run) throws -> Bool {
      let answer = #"{"run":{"info":{"run_id":"\#(id)","artifact_uri":"\#(location)"},"data":{}}}"#
      return owner.isDescribed(by: try JSONParser.parse(Array(answer.utf8)))
    }
    for location in [
      "mlflow-artifacts:/traces/", "mlflow-artifacts://host:5000/Traces/", "s3://bucket/a/tr%61ces/",
    ] {
      #expect(try isDescribed(location + Self.run + "/artifacts"))
    }
    #expect(try !isDescribed("mlflow-artifacts:/traces/\(Self.run)/artifacts", id: Self.other))
    #expect(try !isDescribed("mlflow-artifacts:/1/\(Self.run)/artifacts"))
    #expect(try !isDescribed("mlflow-artifacts:/1/mytraces/\(Self.run)/artifacts"))
    for text in ["{}", "[]", #"{"run":{"info":{"run_id":"\#(Self.run)"}}}"#] {
      #expect(!owner.isDescribed(by: try JSONParser.parse(Array(text.utf8))))
    }
    let model = try #require(
      Self.reading("traces/a/artifacts/models/m-\(Self.run)/artifacts/MLmodel").owners.first
    )
    #expect(model.question == "logged-models/m-\(Self.run)")
    let answer = """
      {"model":{"info":{"model_id":"m-\(Self.run)",
      "artifact_uri":"mlflow-artifacts:/traces/a/artifacts/models/m-\(Self.run)/artifacts/"}}}
      """
    #expect(try !model.isDescribed(by: JSONParser.parse(Array(answer.utf8))))
    #expect(
      try model.isDescribed(
        by: JSONParser.parse(Array(answer.replacing("artifacts/\"", with: "artifacts\"").utf8))
      )
    )
  }
}
