import Testing

@testable import Redaction

/// Every line of the table of forms.
@Suite struct TokenFormTests {
  private static let surroundings = [
    "%", "the call used % and failed", "X_KEY=%", "{\"key\":\"%\",\"n\":1}", "it is %.", "'%'", "(%)",
    "x=%&y=1",
    "https://example.com/a?token=%#x", "<%>", "header: %\n", "%, and more", "é%é",
  ]

  @Test(arguments: TokenForm.all.indices)
  func isFoundWhole(index: Int) throws {
    let form = TokenForm.all[index]
    // One of chance begins like another form once in thousands of runs.
    let seed = UInt64(index)
    var random = SeededGenerator(seed: seed)
    let probe = try RecognizerProbe(TokenRecognizer.all)
    for surrounding in Self.surroundings {
      let sample = TokenSample(of: form, using: &random)
      let text = surrounding.split(separator: "%", omittingEmptySubsequences: false).joined(
        separator: sample.text
      )
      #expect(probe.matches(in: text).contains(sample.value), "\(text), seed \(seed)")
    }
  }

  /// What begins like a token, again and again, is read a bounded number of times.
  @Test(arguments: TokenForm.all.indices)
  func isReadABoundedNumberOfTimes(index: Int) throws {
    let form = TokenForm.all[index]
    var random = SeededGenerator(seed: UInt64(index))
    let probe = try RecognizerProbe(
      TokenRecognizer(form.entity, TokenForm.all.filter { $0.entity == form.entity })
    )
    let sample = TokenSample(of: form, using: &random).text
    for unit in [sample, String(sample.dropLast()), "\(sample)-", "\(sample)~ ", "\(sample.prefix(24))-"] {
      let text = Array(String(repeating: unit, count: (8 << 10) / unit.utf8.count).utf8)
      #expect(probe.scan(text).reads <= 200 * text.count, "repeated \(unit)")
    }
  }

  @Test(arguments: TokenForm.all.indices)
  func isNoneBehindALetter(index: Int) throws {
    let form = TokenForm.all[index]
    guard case .text(let bytes) = form.parts[0], bytes[0].isAlphanumeric, form.firstOfValue == 0 else {
      return
    }
    var random = SeededGenerator(seed: UInt64(index))
    let sample = TokenSample(of: form, using: &random)
    let probe = try RecognizerProbe(TokenRecognizer.all)
    for before in ["a", "_", "7"] {
      #expect(!probe.matches(in: before + sample.text).contains(sample.value))
    }
  }

  /// By chance some have no digit in their first part.
  @Test(arguments: [
    "NaWJMYdQyxhYpzvfnuLxqilp.SVtRYb.SD2YTvE5dWEwRXOoBuyCiizLKmV4jPXLadG1u4",
    "VxPHVOmuPffuWXsTOwXedGkDHB:Attf3o7E-a2bZ-pKwr-cvsU-1foDhRONrkyX",
  ])
  func isFoundWithoutADigitInItsFirstPart(token: String) throws {
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: "key \(token)") == [token])
  }

  /// Letters of one case alone, which rule lists allow: in an order that words do not have.
  @Test(arguments: [
    "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", "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",
  ])
  func isFoundWithLettersOfOneCaseAlone(token: String) throws {
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: "key \(token)") == [token])
  }

  @Test(arguments: [
    "hf_internal_testing_tiny_random_model_for_ci", "api_org_yourorganizationstokengoeshereplease",
    "icons/box.ico-7a388b69018576d24b59331fd60aab0c.png", "notion.site/API-BD80F56CDC1441E6BF6011AB6D852875",
    "hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "a/0/3fb373fd66e2b25bc831d3b30e4ea17d",
    "console-some-words-that-are-joined-by-hyphens-here-and-there",
  ])
  func wordsAndPathsAreNone(text: String) throws {
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: "key \(text)").isEmpty)
  }

  /// Payload and signature of a token that is a JWT behind a prefix belong to it.
  @Test func aTokenOfGitHubMayHoldAJSONWebToken() throws {
    let token =
      "ghs_2128467_eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJnaXRodWIiLCJleHAiOjE3MDB9.kd83kdJs93kdLs02kd83-kdJs93"
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: "token \(token), used") == [token])
  }

  /// A literal costs every text; a prefix, a run or a number does not.
  @Test func fewFormsNeedALiteral() {
    let literals = Set(TokenForm.all.map(\.trigger)).compactMap { trigger in
      if case .literal(let text, _) = trigger { text } else { nil }
    }
    #expect(literals.allSatisfy { $0.utf8.count > 2 })
    #expect(literals.count <= 50, "\(literals.sorted())")
  }

  @Test func aFormIsReadAsItIsWritten() throws {
    let forms = TokenForm.read(
      "API_KEY x(a|b)-{h3-4}>{guid}_{a5+} mixed apart  # Nobody\nGITHUB_TOKEN {a2}.^Q{d1} crc32 nothing"
    )
    #expect(forms.count == 3)
    #expect(forms.map(\.entity.name) == ["API_KEY", "API_KEY", "GITHUB_TOKEN"])
    #expect(forms[1].parts.first == .text(Array("xb-".utf8)))
    #expect(
      forms[1].parts.count == 13 && forms[1].firstOfValue == 2 && forms[1].demand == .mixed
        && forms[1].isApart
    )
    #expect(forms[2].anchor == 2 && forms[2].anchorOffset == 3)
    #expect(forms[2].demand == .nothing && forms[2].checksum == .crc32)
  }

  /// What stands before the part that the scanner finds belongs to a token, too.
  @Test(arguments: [
    "OC|3171234567890123|9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "Ab3dEf7hIj2lMn9pQr4tUvtt-123456-aB3dE7fG9hJ2kL4mN6pQ",
    "12345678-YC7pn1QEwwQnLvNpkbQbYhcQi7ptZ66awolFzCfB",
  ])
  func isFoundWithWhatStandsBeforeItsAnchor(token: String) throws {
    #expect(try RecognizerProbe(TokenRecognizer.all).matches(in: "key \(token)") == [token])
  }

  @Test(arguments: [
    ("gsk_{a40+}", Trigger.prefix("gsk_")), ("sk-proj-{t20+}", .prefix("sk-proj-")),
    ("AKIA{u16}", .literal("AKIA")),
    ("{v3}^8Q~{v31}", .literal("8Q~")), ("{a14}.^atlasv1.{e60}", .prefix("atlasv1.")),
    ("{d7-9}:{t35}", .digits(atLeast: 7)), ("OC|^{d15}|{h32}", .digits(atLeast: 7)),
    ("SK{a32}", .alphanumerics(atLeast: 23)), ("s.^{a24}", .alphanumerics(atLeast: 23)),
    ("a.example/hook/>{t9}", .prefix("a.exampl")), ("access^$prod${l16}", .literal("$prod$")),
  ])
  func theScannerLooksForTheCheapestPart(form: String, trigger: Trigger) {
    #expect(TokenForm(.apiKey, form).trigger == trigger)
  }
}
