import JSON
import NIOHTTP1
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Credentials of senders", .timeLimit(.minutes(5)))
struct SenderCredentialsTests {
  private static let all = SenderCredentials(
    tokens: SecretList(file: "# ours\ntoken-a\n\n  token-b \r\n"),
    users: SecretList(file: "alice:pass:word\nbj\u{F8}rn:h\u{E9}\n"),
    keys: SecretList(file: "key-1\nlonger-key-number-2"),
    keyHeader: "x-key"
  )

  private static func basic(_ text: String) -> String {
    "Basic " + Base64.text(Array(text.utf8))
  }

  @Test(
    "Who is let in",
    arguments: [
      ([("authorization", "Bearer token-a")], true), ([("Authorization", "bearer   token-b")], true),
      ([("authorization", "Bearer token-b \t")], true), ([("authorization", basic("alice:pass:word"))], true),
      ([("authorization", basic("bj\u{F8}rn:h\u{E9}"))], true), ([("X-Key", "key-1")], true),
      ([("x-key", "wrong"), ("authorization", "Bearer token-a")], true),
      ([], false), ([("authorization", "Bearer")], false), ([("authorization", "Bearer ")], false),
      ([("authorization", "Bearer token-")], false), ([("authorization", "Bearer token-aa")], false),
      ([("authorization", "Bearer TOKEN-A")], false), ([("authorization", "token-a")], false),
      ([("authorization", "Bearer alice:pass:word")], false), ([("authorization", "Bearer key-1")], false),
      ([("authorization", "Bearer # ours")], false), ([("authorization", basic("alice"))], false),
      ([("authorization", basic("alice:pass"))], false), ([("authorization", basic("token-a"))], false),
      ([("authorization", "Basic !!!")], false), ([("authorization", "Basic")], false),
      ([("authorization", "Digest token-a")], false), ([("x-key", "")], false),
      ([("x-key", "token-a")], false),
      ([("x-api-key", "key-1")], false), ([("x-key", "key-1"), ("x-key", "key-1")], false),
      ([("authorization", "Bearer token-a"), ("authorization", "Bearer token-a")], false),
      ([("authorization", "Bearer " + String(repeating: "a", count: 100_000))], false),
    ] as [([(String, String)], Bool)]
  )
  func admits(fields: [(String, String)], isAdmitted: Bool) {
    #expect(Self.all.admit(HTTPHeaders(fields)) == isAdmitted)
  }

  @Test("Where a kind is not asked for, it opens nothing")
  func kinds() {
    let tokens = SenderCredentials(tokens: SecretList(file: "t"))
    #expect(!tokens.admit(["authorization": Self.basic("a:b"), "x-api-key": "t"]))
    let empty = SenderCredentials(tokens: SecretList(file: "\n"))
    #expect(!empty.admit(["authorization": "Bearer x"]) && !empty.admit([:]))
  }

  @Test("Marks and line ends of Windows are no part of a secret, and nothing but a line feed ends one")
  func lines() {
    let list = SecretList(file: "\u{FEFF}# team a\r\n\u{FEFF}odd\r\ntoken\u{2028}b\n\tlast\u{A0}")
    #expect(list.count == 3)
    for secret in ["\u{FEFF}odd", "token\u{2028}b", "last\u{A0}"] {
      #expect(list.contains(Array(secret.utf8)))
    }
    for other in ["\u{FEFF}# team a", "# team a", "b", "last"] { #expect(!list.contains(Array(other.utf8))) }
  }

  @Test(
    "A hash of a password is no password",
    arguments: [
      ("a:b", true), ("a:$x", true), ("a", false), (":b", false), ("a:", false), ("a:$2y$05$abc", false),
      ("a:b\nc:$apr1$x", false), ("a:{SHA}x=", false),
    ]
  )
  func hashes(line: String, isGood: Bool) {
    #expect((SecretList(file: line).passwordMistake == nil) == isGood)
  }

  @Test("No description shows a secret")
  func descriptions() {
    for text in ["\(Self.all)", String(reflecting: Self.all)] {
      #expect(!["token-a", "alice", "pass:word", "key-1", "longer"].contains { text.contains($0) })
    }
  }

  @Test("Every kind over HTTP and gRPC; a 401 names the kinds; one that is taken away lets nobody in")
  func requests() async throws {
    let control = AccessControl(Self.all)
    try await Receiver.with(Receiver(access: control)) { receiver in
      let connection = try await receiver.connect()
      func status(_ field: (String, String)?) async -> Int? {
        await connection.request(
          "POST",
          "/v1/traces",
          headers: [protobuf] + (field.map { [$0] } ?? []),
          body: OTLPBytes.traces()
        )?.status
      }
      #expect(await status(("authorization", "Bearer token-a")) == 200)
      #expect(await status(("authorization", Self.basic("alice:pass:word"))) == 200)
      #expect(await status(("x-key", "longer-key-number-2")) == 200)
      #expect(await status(("x-key", "longer-key-number-3")) == 401)
      control.use(SenderCredentials(tokens: SecretList(file: "token-b")))
      #expect(await status(("authorization", "Bearer token-a")) == 401)
      #expect(await status(("authorization", "Bearer token-b")) == 200)
      #expect(receiver.count(.unauthorized) == 2)
    }
    #expect(Self.all.challenges.map { $0.prefix { $0 != " " } } == ["Bearer", "Basic", "ApiKey"])
    try await Receiver.with(Receiver(access: AccessControl(Self.all), speaksGRPC: true)) { receiver in
      let client = try await RawHTTP2.open(port: receiver.port)
      let message = RawHTTP2.message(OTLPBytes.traces())
      #expect(await client.call(1, exportTraces, [("x-key", "key-1")], body: message)?.status == 0)
      #expect(await client.call(3, exportTraces, [("x-key", "key-2")], body: message)?.status == 16)
      let basic = [(name: "authorization", value: Self.basic("alice:pass:word"))]
      #expect(await client.call(5, exportTraces, basic, body: message)?.status == 0)
    }
  }
}
