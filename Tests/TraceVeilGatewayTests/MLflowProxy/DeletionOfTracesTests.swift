import NIOCore
import OTLP
import Testing

@testable import TraceVeilGateway

@Suite("Which traces a request deletes")
struct DeletionOfTracesTests {
  private static let id = "000102030405060708090a0b0c0d0e0f"
  private static let trace = StoredSpans.Trace(id: TraceID(hex: id)!, workspace: "w")

  private static func traces(_ body: ByteBuffer, _ deletion: MLflowDeletion = .traces) -> Set<
    StoredSpans.Trace
  >? {
    deletion.traces(in: body, workspace: "w")
  }

  @Test(
    "Those that it names",
    arguments: [
      #"{"experiment_id":"1","request_ids":["tr-\#(id)","\#(id)","tr-x"]}"#, #"{"requestIds":["tr-\#(id)"]}"#,
      #"{"request_ids":[],"request_ids":["tr-\#(id)"]}"#,
    ]
  )
  func named(body: String) {
    #expect(Self.traces(ByteBuffer(string: body)) == [Self.trace])
    let wide = body.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(Self.traces(ByteBuffer(bytes: wide)) == [Self.trace])
    // An experiment's are not named.
    #expect(Self.traces(ByteBuffer(string: body), .containers) == nil)
  }

  @Test(
    "Where it names none, or cannot be read, any",
    arguments: [
      "", "{", "[]", "{}", #"{"max_timestamp_millis":1}"#, #"{"request_ids":[]}"#, #"{"request_ids":"x"}"#,
    ]
  )
  func others(body: String) {
    #expect(Self.traces(ByteBuffer(string: body)) == nil)
  }
}
