import Testing
import Workload

@testable import TraceVeilBench

@Suite struct GatewayProcessTests {
  @Test func theCallersSettingsStayButForWhereToListenAndToSend() {
    let variables = GatewayProcess.environment(
      sinkPort: 4711,
      base: [
        "TRACEVEIL_WORKERS": "3", "TRACEVEIL_EXPORTER_OTLP_ENDPOINT": "http://elsewhere", "PATH": "/bin",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://elsewhere",
        "OTEL_CONFIG_FILE": "/elsewhere.yaml",
        "TRACEVEIL_MLFLOW_UPSTREAM": "http://elsewhere",
        "TRACEVEIL_HTTP_LISTEN": "127.0.0.1:4318", "TRACEVEIL_AUTH_TOKENS_FILE": "/tokens",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
      ]
    )
    #expect(variables["TRACEVEIL_WORKERS"] == "3")
    #expect(variables["PATH"] == "/bin")
    #expect(variables["OTEL_EXPORTER_OTLP_ENDPOINT"] == "http://127.0.0.1:4711")
    #expect(variables["OTEL_EXPORTER_OTLP_COMPRESSION"] == "none")
    #expect(variables["TRACEVEIL_HTTP_LISTEN"] == "127.0.0.1:0")
    #expect(!variables.values.contains { $0.contains("elsewhere") })
    #expect(variables["TRACEVEIL_AUTH_TOKENS_FILE"] == nil)
    #expect(GatewayProcess.environment(sinkPort: 1, base: [:])["OTEL_EXPORTER_OTLP_COMPRESSION"] == "gzip")
    #expect(variables["TRACEVEIL_GRPC_LISTEN"] == "none")
    let grpc = GatewayProcess.environment(sinkPort: 1, wire: .grpc, base: [:])
    #expect((grpc["TRACEVEIL_HTTP_LISTEN"], grpc["TRACEVEIL_GRPC_LISTEN"]) == ("none", "127.0.0.1:0"))
  }

  @Test func whatGoesToMLflowGoesToTheSinkAsToMLflow() {
    let variables = GatewayProcess.environment(
      sinkPort: 4711,
      base: [
        "TRACEVEIL_MLFLOW_TRACKING_URI": "http://elsewhere", "TRACEVEIL_MLFLOW_TRACKING_TOKEN": "t",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://elsewhere",
      ]
    )
    #expect(variables["TRACEVEIL_MLFLOW_TRACKING_URI"] == "http://127.0.0.1:4711")
    #expect(variables["OTEL_EXPORTER_OTLP_ENDPOINT"] == nil)
    #expect(variables["TRACEVEIL_MLFLOW_TRACKING_TOKEN"] == nil)
    #expect(!variables.values.contains { $0.contains("elsewhere") })
  }
}

@Suite struct BenchOptionsTests {
  @Test func theReferenceHasTheGatewaysLevel() {
    #expect(BenchOptions.compressionLevel(["TRACEVEIL_COMPRESSION_LEVEL": "4"]) == 4)
    #expect(BenchOptions.compressionLevel(["OTEL_EXPORTER_OTLP_COMPRESSION": "none"]) == 0)
    #expect(BenchOptions.compressionLevel([:]) > 0)
    let workload = Workload(.llm, seed: 1, requestCount: 1)
    #expect(
      PhysicalReference.measure(workload, level: 0, rounds: 1).map(\.name) == ["zlib 1", "zlib 6", "memcpy"]
    )
    let references = PhysicalReference.measure(workload, level: 4, rounds: 1)
    #if Libdeflate
      let libdeflate = ["libdeflate 4"]
    #else
      let libdeflate: [String] = []
    #endif
    #expect(references.map(\.name) == ["zlib 1", "zlib 4", "zlib 6"] + libdeflate + ["memcpy"])
    #expect(references[0].ratio < references[2].ratio)
    for reference in references.dropLast() { #expect((2...4).contains(reference.ratio)) }
  }

  @Test func aRateIsInSpansAndTheTimetableInRequests() {
    let workload = Workload(.llm, seed: 1, requestCount: 1)
    var options = BenchOptions()
    options.seconds = 2
    #expect(options.schedule(for: workload).intendedCount == nil)
    options.rate = 640
    #expect(options.schedule(for: workload).intendedCount == 20)
  }
}

@Suite struct GatewayPortsTests {
  @Test func portsComeFromTheLineThatNamesThem() throws {
    let line =
      "time=2026-11-23T20:00:00Z level=info msg=Listening admin=127.0.0.1:13133 auth=off http=127.0.0.1:4318"
    let ports = try #require(GatewayPorts(line))
    #expect(ports.http == 4318)
    #expect(ports.admin == 13133)
    #expect(GatewayPorts("level=info msg=Listening admin=none http=127.0.0.1:1")?.admin == nil)
    #expect(GatewayPorts("level=info msg=Listening http=none admin=127.0.0.1:1") == nil)
    #expect(GatewayPorts("level=info msg=Listening admin=none grpc=127.0.0.1:2 http=none")?.grpc == 2)
    #expect(GatewayPorts("level=info msg=Destination http=127.0.0.1:1") == nil)
  }
}
