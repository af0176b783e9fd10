import HTTPServer
import OTLP
import TestSupport
import Testing
import TraceVeil

@testable import TraceVeilGateway

@Suite("Admin", .timeLimit(.minutes(5)))
struct AdminTests {
  private func snapshot(_ change: (inout GatewaySnapshot) -> Void = { _ in }) -> GatewaySnapshot {
    var snapshot = GatewaySnapshot(
      phase: .ready,
      uptime: .milliseconds(1500),
      queueBytes: 7,
      queueLimit: 9,
      signals: Signal.allCases.map { .init(signal: $0, exporter: "console") },
      redaction: RedactionSnapshot(
        processors: ["policy", "pii"],
        policy: .init(file: "p.yaml", reloads: .init(applied: 1, refused: 2)),
        operations: [
          .init(entity: "EMAIL_ADDRESS", operator: "hash"), .init(entity: "URL", operator: "replace"),
        ],
        matches: [
          .init(entity: "EMAIL_ADDRESS", operator: "hash", place: .spanAttribute, count: 2),
          .init(entity: "OLD", operator: "mask", place: .schemaURL, count: 1),
        ],
        ruledSpans: 5
      )
    )
    change(&snapshot)
    return snapshot
  }

  @Test("Paths and methods")
  func routes() async throws {
    try await RunningGateway.with { running in
      #expect(try await running.admin("/livez")?.status == 200)
      #expect(try await running.admin("/nothing")?.status == 404)
      let post = try await running.admin("/livez", "POST")
      #expect(post?.status == 405)
      #expect(post?["allow"] == "GET, HEAD")
      let head = try await running.admin("/livez", "HEAD")
      #expect(head?.status == 200)
      #expect(head?["content-length"] == "3")
      let metrics = try await running.admin("/metrics?x=y")
      #expect(metrics?["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
    }
  }

  @Test("A body is not taken")
  func body() async throws {
    try await RunningGateway.with { running in
      let connection = try await RawConnection.open(port: running.listeners.admin?.address?.port ?? 0)
      #expect(await connection.request("GET", "/livez", body: [1])?.status == 413)
    }
  }

  @Test("Ready only between start and drain")
  func readiness() {
    let state = GatewayState()
    #expect(state.phase == .starting)
    state.becomeReady()
    #expect(state.phase == .ready)
    state.beginDrain()
    state.becomeReady()
    #expect(state.phase == .draining)
  }

  @Test("Prometheus text: every sample has a type, no series occurs twice, closed sets are complete")
  func prometheus() {
    let text = snapshot().prometheusText()
    var typed: Set<Substring> = []
    var histograms: Set<Substring> = []
    var series: Set<Substring> = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") {
        typed.insert(line.split(separator: " ")[2])
        if line.hasSuffix(" histogram") { histograms.insert(line.split(separator: " ")[2]) }
      } else if !line.hasPrefix("#") {
        let name = line.prefix { $0 != "{" && $0 != " " }
        // A histogram's samples end in a word more.
        let whole = name.prefix(
          name.lastIndex(of: "_").map { name.distance(from: name.startIndex, to: $0) } ?? 0
        )
        #expect(typed.contains(histograms.contains(whole) ? whole : name), "\(line)")
        #expect(series.insert(line[..<(line.lastIndex(of: " ") ?? line.endIndex)]).inserted, "\(line)")
        #expect(Double(line.split(separator: " ").last ?? "") != nil, "\(line)")
      }
    }
    for reason in DropReason.allCases {
      #expect(
        text.contains("traceveil_dropped_items_total{signal=\"logs\",reason=\"\(reason.rawValue)\"} 0\n")
      )
    }
    for outcome in RequestOutcome.allCases {
      #expect(text.contains("traceveil_requests_total{signal=\"none\",outcome=\"\(outcome.rawValue)\"} 0\n"))
    }
  }

  @Test("A label value cannot end its line")
  func escaping() {
    var page = PrometheusText()
    page.add("a", .gauge, "b", [([("c", "x\"\\\ny")], "1")])
    #expect(page.text == "# HELP a b\n# TYPE a gauge\na{c=\"x\\\"\\\\\\ny\"} 1\n")
  }

  @Test("What is not served has no endpoint, and no number is lost on the way")
  func status() {
    let document = StatusDocument(
      snapshot { snapshot in
        snapshot.signals[0].pipeline.received = 5
        snapshot.signals[0].pipeline.exported = 2
        snapshot.signals[0].pipeline.dropped = [.exportFailed: 2, .shutDown: 1]
        snapshot.signals[0].receiver.rejectedItems = 4
      }
    )
    let items = document.signals["traces"]?.items
    #expect(items?.received == 5)
    #expect(items?.dropped == ["export_failed": 2, "shutdown": 1])
    #expect(document.signals["traces"]?.rejectedOnArrival == 4)
    #expect(document.uptimeSeconds == 1.5)
    #expect(document.redaction.entities == ["EMAIL_ADDRESS": 2, "URL": 0, "OLD": 1])
    #expect(document.redaction.matches.map(\.place) == ["span_attribute", "schema_url"])
    #expect(document.redaction.policy?.refusedReloads == 2)
    #expect(!document.redaction.dryRun)
  }

  @Test("CPU time by stage is the sum of all signals, and of receivers and workers")
  func stages() {
    let snapshot = snapshot { snapshot in
      snapshot.signals[0].pipeline.stages[.decode] = 1_000_000
      snapshot.signals[0].pipeline.stages[.gzip] = 5_000_000_000
      snapshot.signals[0].receiver.decodeNanoseconds = 500_000
      snapshot.signals[1].pipeline.stages[.decode] = 2_000_000
    }
    let expected: [String: UInt64] = [
      "decode": 3_500_000, "redact": 0, "encode": 0, "gzip": 5_000_000_000,
    ]
    #expect(StatusDocument(snapshot).stages == expected)
    let text = snapshot.prometheusText()
    #expect(text.contains("traceveil_stage_cpu_seconds_total{stage=\"decode\"} 0.0035\n"))
    #expect(text.contains("traceveil_stage_cpu_seconds_total{stage=\"gzip\"} 5.0\n"))
  }

  @Test("Redactions by entity, operator and place; what is looked for is there before it is found")
  func redactions() {
    let text = snapshot().prometheusText()
    for sample in [
      "traceveil_redactions_total{entity=\"EMAIL_ADDRESS\",operator=\"hash\"} 2",
      "traceveil_redactions_total{entity=\"OLD\",operator=\"mask\"} 1",
      "traceveil_redactions_total{entity=\"URL\",operator=\"replace\"} 0",
      "traceveil_redactions_by_place_total{place=\"span_attribute\"} 2",
      "traceveil_redactions_by_place_total{place=\"log_body\"} 0",
      "traceveil_policy_reloads_total{outcome=\"refused\"} 2",
      "traceveil_rule_spans_total 5",
      "traceveil_dry_run 0",
    ] {
      #expect(text.contains(sample + "\n"), "\(sample)")
    }
  }

  @Test(
    "Log lines: one line an event, whatever is in it",
    arguments: [
      ("plain", "plain"), ("", "\"\""), ("two words", "\"two words\""), ("a=b", "\"a=b\""),
      ("x\nlevel=error", "\"x\\nlevel=error\""), ("q\"\\", "\"q\\\"\\\\\""),
      ("\u{1B}[31m", "\"\\u{1b}[31m\""),
      ("é", "\"é\""), ("\u{2028}", "\"\\u{2028}\""),
    ]
  )
  func quoting(value: String, expected: String) {
    #expect(LogLineHandler.quoted(value) == expected)
  }
}
