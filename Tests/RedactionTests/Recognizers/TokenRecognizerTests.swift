import Testing

@testable import Redaction

@Suite struct TokenRecognizerTests {
  @Test(arguments: [
    "url: https://hooks.slack.com/services/<SLACK_TOKEN:TPFTU3MAT2J/B5C9GFR8XGS/DypMiPzwZnvHYIb8qlAVfV5b>",
    "hooks.slack.com/workflows/<SLACK_TOKEN:TPFTU3MAT2J/A5C9GFR8XGS/398123456789012345/DypMiPzwZnvHYIb8qlAVfV5b> gone",
    "posting to https://discord.com/api/webhooks/<API_KEY:3303126743145050526/TfkDGBhan0krMxWrpxXYrL19wf8mbnRYHmPocN8B4aJwOR_nGN_VjQwisctSWaT0dfdC>",
    "https://discordapp.com/api/v10/webhooks/<API_KEY:3303126743145050526/TfkDGBhan0krMxWrpxXYrL19wf8mbnRYHmPocN8B4aJwOR_nGN_VjQwisctSWaT0dfdC>?wait=true",
    "https://hooks.zapier.com/hooks/catch/<API_KEY:1234567/a8bc2de/> failed",
    "POST https://api.telegram.org/bot<API_KEY:2330788844:AAvhCmIPazeqLKMrjFwlEafz-K1RWnEV135>/getMe \"HTTP/1.1 200 OK\"",
    "http://proxy.internal/bot<API_KEY:2330788844:AAvhCmIPazeqLKMrjFwlEafz-K1RWnEV135>/getMe",
    "starting bot <API_KEY:862862072:AABIj0fecRPdnTZ-Hnz3gc2jCBRAO03as3_>",
    "at 2026-03-04 <API_KEY:862862072:AABIj0fecRPdnTZ-Hnz3gc2jCBRAO03as3_> joined",
    "groq refused <API_KEY: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>",
    "tracing with <API_KEY: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>",
    "openrouter <API_KEY: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> 402",
    "langfuse <API_KEY:sk-lf-f9ee408e-67f6-44b8-0cf1-b926086960fa>",
    "mail key <API_KEY: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> revoked",
    "shop answered 401 for <API_KEY: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>",
    "doctl used <API_KEY:dop_v1_128938f908f0cd602aefafc04b9f7299fcd902aec9dc32696b4340e907fc7c47>",
    "grafana <API_KEY:glsa_58GpZHFlskuYHe4ZvWyuvcTvEoLKaooX_6f8eac24>",
    "vault login <API_KEY:hvs.zbdC7sIFxZMBgUSDWoPUdYWBw8q4GHJi5PuAciWDk9opy_jbuEfETBDswRdo1V5arBuZUO0Hsw5yb8jPrOKpvf77mNcAfZQ>",
    "bedrock call with <AWS_ACCESS_KEY:ABSKMrOhirlyeL913PKAvS8ErOe4bSI0Bdq7ZIg5GE4ZQMoP5ftnzck9VCxCze6l4Wa3uVeGGSkWgo5FwB9LGtUlPSGhAnxNhX24htkJaiaiXkrnzWjX0bffxURdLZFwxxiF>",
    "oauth access <GOOGLE_API_KEY:ya29.a0_ymqq2c17o4tCyfgbquOxfZZEbn6CmYoifnvP56t06gbqmOUfaIACMoOW0nwvqCdGwqzW746ONdxYB9B7H0mc5aKhMYrmGOXRYrVYHSgYXGjTJQj9yrcWX2t> expired",
    "runner <GITLAB_TOKEN:glrt-t1_nuZHu4d-UVp_CfwcHhPB37NdqKx.01.iq370l5cg> registered",
    "push with <GITLAB_TOKEN:glpat-Etr4FEnfSgKrdd5bL8Mk7RE28nS.01.2ifu2bc0o>",
    "push with <GITLAB_TOKEN:glpat-Etr4FEnfSgKrdd5bL8Mk7RE28nS.012ifu2bc>.",
    "feed <GITLAB_TOKEN:glft-E_unm5PrTeAmv0JGAwja>",
    "identity <PRIVATE_KEY:AGE-SECRET-KEY-10GH7YQ7SWV77EFWFCQY2ZNP37CMEUGHXZGLDSMN6CK6W4P325XD3J8Y779>",
    "stringData: <PRIVATE_KEY:LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQpNSUlFb3dJQkFBS0NBUUVBMVRYNw==>",
    "app secret <API_KEY:k3p8Q~xW2vLm9TzRb4Yc7Nd1Fg6Hs5Jq0Ka8Pe3U>, tenant",
    "payments <STRIPE_KEY:rk_prod_4eC39HqLyjWDarjtT1zdp7dc> and <STRIPE_KEY:sk_live_4eC39HqLyjWDarjtT1zdp7dc>",
    "model <HUGGINGFACE_TOKEN:api_org_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH>",
    "login(token='<GITHUB_TOKEN:ghp_F4M9W6bLyzlwhmnBI2LKIGBSHNwqArbjoRAL>')",
    "three characters of all kinds: <GITHUB_TOKEN:ghp_7aB7aB7aB7aB7aB7aB7aB7aB7aB7aB7aB7aB>",
  ])
  func findsTheToken(marked: String) throws {
    let (text, expected) = Self.unmarked(marked)
    let redactor = try Redactor(policy: RedactionPolicy())
    var scratch = redactor.makeScratch()
    let found = try redactor.findings(in: Array(text.utf8).span, scratch: &scratch)
    #expect(
      found.map { "\($0.entity):\(String(decoding: Array(text.utf8)[$0.range], as: UTF8.self))" } == expected
    )
  }

  /// `<ENTITY:value>` as the value, and what it has between the brackets.
  private static func unmarked(_ text: String) -> (String, [String]) {
    var (result, expected) = ("", [String]())
    var rest = text[...]
    while let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">") {
      let marked = rest[rest.index(after: start)..<end]
      expected.append(String(marked))
      result += rest[..<start] + marked.drop { $0 != ":" }.dropFirst()
      rest = rest[rest.index(after: end)...]
    }
    return (result + rest, expected)
  }

  @Test(arguments: [
    "sk-...", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "gsk_your_groq_api_key_here_please",
    "sk-ant-your-key-goes-here-please", "sk-proj-your-project-key-goes-here",
    "xai-****************************",
    "lsv2_pt_your_langsmith_api_key_here", "hf_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx", "key-value-store-with-replication",
    "pat-the-dog-and-then-feed-the-cat",
    "live_update_of_everything_that_there_is_here", "secret-management-of-the-whole-company-now",
    "api-gateway-service-with-a-long-name-here",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "task-1234567890abcdef1234567890", "disk-a1b2c3d4e5f6a1b2c3d4e5f6",
    "00000000000000000000000000000000-us1",
    "1700000000:abcdefghijklmnopqrstuvwxyzabcdefghi", "10:15:35 12345678:A", "glpat-short",
    "AAAm/EAAABAF8NAQBxQwEAhg2HDQUUBhSqJ6snRSpGKvMAAW30HcQAAAEAXw0BAPsCZHM=",
    "this.s.abcdefghijklmnopqrstuvwx",
    "SHA256:0123456789abcdef0123456789abcdef", "index-a1b2c3d4e5f60718293a4b5c6d7e8f90.js",
    "f0e1d2c3-b4a5-9687-7869-5a4b3c2d1e0f", "trace 4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
  ])
  func staysAsItIs(text: String) throws {
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: text) == [])
  }

  /// A wrong checksum leaves the form, which says enough: what is not replaced is gone.
  @Test func aChecksumRaisesTheScore() throws {
    let probe = try RecognizerProbe(TokenRecognizer.all)
    let scores = ["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", "ghp_M7H4jxUDDWHP4kZ6A4dxlQYsQIWJuq11T4V5"].map
    {
      probe.scan(Array($0.utf8)).candidates.map(\.score)
    }
    #expect(scores == [[1], [0.9]])
  }

  @Test func aTokenOfOneIssuerHasItsName() throws {
    for (entity, text) in [
      ("STRIPE_KEY", "sk_live_" + String(repeating: "aB3dE6gH9j", count: 9)),
      ("ANTHROPIC_KEY", "sk-ant-api03-" + String(repeating: "aB3dE6gH9j", count: 9)),
      ("OPENAI_KEY", "sk-proj-" + String(repeating: "aB3dE6gH9j", count: 9)),
    ] { #expect(try redact(text) == "<\(entity)>") }
  }
}
