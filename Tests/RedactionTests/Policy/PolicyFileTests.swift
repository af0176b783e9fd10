import Testing

@testable import Redaction

/// Parses a policy with prices that do not depend on the machine.
func parsePolicy(_ yaml: String, hasKey: Bool = true) throws -> PolicyFile {
  var context = PolicyContext(hasKey: hasKey)
  context.patternBudget.maximumPrice = .infinity
  context.patternBudget.maximumTotalPrice = .infinity
  return try PolicyFile(parsing: Array(yaml.utf8), file: "policy.yaml", context: context)
}

/// The mistakes of a policy as they are printed, without the file's name.
func mistakes(_ yaml: String, hasKey: Bool = true) -> [String] {
  do {
    _ = try parsePolicy(yaml, hasKey: hasKey)
    return []
  } catch let errors as PolicyErrors {
    return errors.errors.map { "\($0.line): \($0.key): \($0.reason)" }
  } catch {
    return ["\(error)"]
  }
}

@Suite struct PolicyFileTests {
  @Test func theDocumentedExample() throws {
    let policy = try parsePolicy(
      #"""
      version: 1
      entities:                       # per-entity operators
        EMAIL_ADDRESS: {operator: hash}
        CREDIT_CARD: {operator: mask, keep_last: 4}
      recognizers:                    # your own; RE2 syntax, linear time
        - {entity: EMPLOYEE_ID, pattern: '\bEMP-(\d{6})\b', group: 1, score: 0.6, context: [employee, badge]}
      allow: ['support@example\.com'] # never redacted
      keys:                           # by attribute key or JSON key at any depth; globs
        redact: ['password', '*_token', 'http.request.header.authorization']
        drop: ['http.request.body']
        keep: ['mlflow.spanType', 'service.version']
      rules:                          # for particular spans, in order
        - when: {span_type: TOOL}     # also: name, kind, service, scope, attributes: {key: glob}
          set_outputs: '[REDACTED]'
      """#
    )
    #expect(policy.operators == [.emailAddress: .hash, .creditCard: .mask(keepFirst: 0, keepLast: 4)])
    #expect(policy.ownEntities == [EntityType("EMPLOYEE_ID")])
    #expect(
      policy.patterns.patterns.map(\.definition) == [
        PatternDefinition(
          entity: EntityType("EMPLOYEE_ID"),
          pattern: #"\bEMP-(\d{6})\b"#,
          group: 1,
          score: 0.6,
          context: ["employee", "badge"]
        )
      ]
    )
    #expect(withBytes("support@example.com", policy.allow.contains))
    #expect(withBytes("refresh_token", policy.keys.action) == .redact)
    #expect(withBytes("http.request.body", policy.keys.action) == .drop)
    #expect(withBytes("service.version", policy.keys.action) == .keep)
    #expect(policy.rules.count == 1)
    #expect(policy.rules[0].condition.spanTypes.map(\.text) == ["TOOL"])
    #expect(policy.rules[0].actions.setOutputs == .text("[REDACTED]"))
  }

  @Test func aVersionAloneIsAPolicy() throws {
    let policy = try parsePolicy("version: 1\n")
    #expect(
      policy.operators.isEmpty && policy.ownEntities.isEmpty && policy.allow.isEmpty && policy.keys.isEmpty
    )
    #expect(policy.rules.isEmpty)
  }

  @Test func operatorsInEveryForm() throws {
    let policy = try parsePolicy(
      """
      version: 1
      entities:
        EMAIL_ADDRESS: redact
        CREDIT_CARD: {operator: replace, replacement: '[{entity}]'}
        US_SSN: {operator: replace}
        IP_ADDRESS: {operator: mask, keep_first: 3, keep_last: 1}
        PERSON: encrypt
        URL: keep
        OWN: hash
      recognizers:
        - {entity: OWN, pattern: own}
      """
    )
    #expect(policy.operators[.emailAddress] == .redact)
    #expect(policy.operators[.creditCard] == .replace(ReplacementTemplate("[{entity}]")))
    #expect(policy.operators[.usSocialSecurityNumber] == .replace(.entityName))
    #expect(policy.operators[.ipAddress] == .mask(keepFirst: 3, keepLast: 1))
    #expect(policy.operators[EntityType("PERSON")] == .encrypt)
    #expect(policy.operators[.url] == .keep)
    #expect(policy.operators[EntityType("OWN")] == .hash)
  }

  @Test func everyMistakeIsNamedAtOnce() {
    let found = mistakes(
      #"""
      version: 2
      entites: {}
      entities:
        EMAIL_ADRESS: {operator: hash}
        CREDIT_CARD: {operator: mask, keep_lst: 4}
        US_SSN: {operator: hide}
        URL: {keep_last: 4}
        UUID: {operator: hash, keep_last: 4}
        JWT: 7
        IP_ADDRESS: {operator: mask, keep_last: '4'}
      recognizers:
        - {entity: employee, pattern: 'a'}
        - {entity: A, pattern: '(b'}
        - {entity: B, pattern: 'c', group: 1}
        - {pattern: 'd', score: 2}
        - {entity: C}
        - {entity: D, pattern: 'e', score: 0.1}
        - {entity: E, pattern: 'x*', context: 'two words'}
      allow: ['[']
      keys: {redact: [password, true], hide: [x], keep: [PASSWORD]}
      rules:
        - set_outputs: x
        - when: {span_type: TOOL}
        - when: {kind: tool}
          drop_span: true
          operator: hash
        - when: {}
          entities: [NOBODY]
          drop_span: perhaps
      """#
    )
    let expected = [
      "1: version: unknown version; this release reads version 1",
      "2: entites: unknown key, did you mean entities?",
      "4: entities.EMAIL_ADRESS: unknown entity EMAIL_ADRESS, did you mean EMAIL_ADDRESS?",
      "5: entities.CREDIT_CARD.keep_lst: unknown key, did you mean keep_last?",
      "6: entities.US_SSN.operator: unknown operator hide",
      "7: entities.URL: names no operator: one of replace, redact, mask, hash, encrypt, keep",
      "8: entities.UUID.keep_last: operator hash has no such option",
      "9: entities.JWT: must be text, and is a number: put it in quotes",
      "10: entities.IP_ADDRESS.keep_last: must be a whole number from 0 to 64",
      "12: recognizers[0].entity: must be upper-case letters, digits and _, as EMPLOYEE_ID, "
        + "without long numbers",
      "13: recognizers[1].pattern: invalid pattern: missing ): (b (at byte 0)",
      "14: recognizers[2].group: group 1 does not exist: the pattern has 0",
      "15: recognizers[3]: has no entity",
      "15: recognizers[3].score: must be a number from 0 to 1",
      "16: recognizers[4]: has no pattern",
      "17: recognizers[5].score: is below the threshold of 0.4, so without context words nothing is redacted",
      "18: recognizers[6].context: must be one word of letters and digits",
      "18: recognizers[6].pattern: the pattern matches empty text: require at least one character",
      "19: allow[0]: invalid pattern: missing ]: [ (at byte 0)",
      "20: keys.hide: unknown key",
      "20: keys.redact[1]: must be text, and is true or false: put it in quotes",
      "20: keys.keep[0]: is in keys.redact as well",
      "22: rules[0]: has no `when`; write `when: {name: '*'}` for every span",
      "23: rules[1]: has no action: one of set_inputs, set_outputs, set_attributes, drop_attributes, "
        + "drop_span, operator, entities",
      "24: rules[2].when.kind: unknown kind of span; one of unspecified, internal, server, "
        + "client, producer, consumer",
      "25: rules[2].drop_span: a span that is dropped needs no other action",
      "27: rules[3].when: is empty; write `when: {name: '*'}` for every span",
      "28: rules[3].entities[0]: unknown entity NOBODY",
      "29: rules[3].drop_span: must be true or false",
    ]
    for (line, mistake) in expected.enumerated() where !found.contains(mistake) {
      Issue.record("missing \(line): \(mistake)")
    }
    #expect(found.count == expected.count, "\(found.filter { !expected.contains($0) })")
  }

  @Test func hashAndEncryptNeedAKey() {
    let yaml = "version: 1\nentities:\n  EMAIL_ADDRESS: hash\n  US_SSN: {operator: encrypt}\n"
    #expect(mistakes(yaml) == [])
    #expect(
      mistakes(yaml, hasKey: false) == [
        "3: entities.EMAIL_ADDRESS: operator hash needs a key file (TRACEVEIL_KEY_FILE)",
        "4: entities.US_SSN.operator: operator encrypt needs a key file (TRACEVEIL_KEY_FILE)",
      ]
    )
    #expect(mistakes("version: 1\nrules: [{when: {name: a}, operator: hash}]", hasKey: false).count == 1)
  }

  @Test(arguments: [
    ("", "0: : the file is empty; it must say at least `version: 1`"),
    ("entities: {}", "1: version: missing; write `version: 1`"),
    ("- version: 1", "1: : must be a mapping, and is a list"),
    ("version: 1\nversion: 1", "1: version: the key occurs more than once"),
    ("version: 1\nkeys: {redact: [a], redact: [b]}", "2: redact: the key occurs more than once"),
    ("version: 1\nkeys: [", "3: : invalid YAML: did not find expected node content"),
    ("version: 1\n---\nversion: 1", "2: : invalid YAML: but found another document"),
    ("version: '1'", "1: version: unknown version; this release reads version 1"),
    (
      "version: 1\nkeys:\n  redact: [*_token]",
      "3: : anchors and aliases are not supported; put text that begins with * in quotes"
    ),
    (
      "version: 1\nkeys: &a {}",
      "2: : anchors and aliases are not supported; put text that begins with & in quotes"
    ),
    ("version: !!int 1", "1: : tags are not supported; put text that begins with ! in quotes"),
    ("version: 1\nkeys: {redact: }", "2: keys.redact: must be a list, and is nothing"),
    (
      "version: 1\nrules: [{when: {attributes: {}}, drop_span: true}]",
      "2: rules[0].when.attributes: must be a mapping with at least one key, and is a mapping"
    ),
  ])
  func filesThatAreNoPolicy(_ yaml: String, mistake: String) {
    #expect(mistakes(yaml) == [mistake])
  }

  @Test func bytesThatAreNoText() {
    #expect(throws: PolicyErrors.self) {
      try PolicyFile(parsing: [0x76, 0xff], file: "p", context: PolicyContext(hasKey: false))
    }
    let large = [UInt8](repeating: UInt8(ascii: "#"), count: PolicyFile.maximumSize + 1)
    #expect(throws: PolicyErrors.self) {
      try PolicyFile(parsing: large, file: "p", context: PolicyContext(hasKey: false))
    }
  }

  @Test func mistakesAreBounded() {
    let yaml = "version: 1\nkeys:\n" + (0..<1000).map { "  k\($0): 1\n" }.joined()
    #expect(mistakes(yaml).count == PolicyReader.maximumErrors)
  }

  @Test func errorsPrintLikeACompilers() {
    let error = PolicyError(file: "p.yaml", line: 7, key: "keys.redact[0]", reason: "must not be empty")
    #expect("\(error)" == "p.yaml:7: keys.redact[0]: must not be empty")
    #expect("\(PolicyError(file: "p.yaml", line: 0, key: "", reason: "r"))" == "p.yaml: r")
  }

  @Test func theAnalyzersFailure() throws {
    func action(_ yaml: String, hasAnalyzer: Bool = true) throws -> AnalyzerFailureAction? {
      try PolicyFile(
        parsing: Array("version: 1\npresidio: \(yaml)".utf8),
        file: "p",
        context: PolicyContext(hasKey: false, hasAnalyzer: hasAnalyzer)
      ).onAnalyzerFailure
    }
    for known in AnalyzerFailureAction.allCases {
      #expect(try action("{on_failure: \(known.rawValue)}") == known)
    }
    #expect(try action("{}") == nil)
    #expect(throws: PolicyErrors.self) { try action("{on_failure: pass}") }
    #expect(throws: PolicyErrors.self) { try action("{onfailure: hold}") }
    #expect(throws: PolicyErrors.self) { try action("{on_failure: hold}", hasAnalyzer: false) }
  }
}
