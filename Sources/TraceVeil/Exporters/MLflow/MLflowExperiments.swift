import AsyncHTTPClient
import JSON
import Logging
import NIOCore
import NIOHTTP1
import OTLP
import Synchronization

/// Finds the id of the experiment that a destination names, once, and keeps it.
///
/// Safe to use from any number of tasks; those that ask before there is an answer each ask the server.
final class MLflowExperiments: Sendable {
  private let experiment: MLflowDestination.Experiment
  /// Nil where the experiment is configured by its id.
  private let name: String?
  private let lookUpURL: String
  private let createURL: String
  private let headers: HTTPHeaders
  private let transport: HTTPTransport
  private let retries: RetryLoop
  private let known = Mutex<String?>(nil)

  init(
    destination: MLflowDestination,
    transport: HTTPTransport,
    address: String?,
    clock: any PipelineClock,
    logger: Logger
  ) throws(ExporterConfigurationError) {
    experiment = destination.experiment
    if case .id(let id) = experiment, !MLflowDestination.isExperimentID(id) {
      throw ExporterConfigurationError(property: "experiment", reason: "an experiment's id is a number")
    }
    if case .name(let given, _) = experiment { name = given } else { name = nil }
    let query = PercentEncoding.encode(name ?? "")
    lookUpURL = destination.url("/api/2.0/mlflow/experiments/get-by-name?experiment_name=\(query)")
    createURL = destination.url("/api/2.0/mlflow/experiments/create")
    headers = HTTPHeaders(destination.headers.map { ($0.name, $0.value) })
    self.transport = transport
    var logger = logger
    logger[metadataKey: "endpoint"] = address.map { "\($0)" }
    retries = RetryLoop(policy: destination.transport.retry, clock: clock, logger: logger)
  }

  /// The id. If it is not known, the server is asked, with retries for as long as the request may be tried.
  func id(for request: ExportRequest) async -> Result<String, ExportError> {
    if case .id(let id) = experiment { return .success(id) }
    if let id = known.withLock({ $0 }) { return .success(id) }
    let found = Mutex<String?>(nil)
    let result = await retries.deliver(
      bytes: 0,
      age: request.age,
      timeLeft: request.timeLeft,
      sender: request.sender
    ) {
      switch await self.find() {
      case .success(let id):
        found.withLock { $0 = id }
        return .delivered(rejectedItems: 0)
      case .failure(let failure): return failure.outcome
      }
    }
    if case .failure(let error) = result { return .failure(error) }
    guard let id = found.withLock({ $0 }) else { return .failure(ExportError(.refused)) }
    known.withLock { $0 = id }
    return .success(id)
  }

  /// - Returns: Whether there is something to look up again.
  func forget() -> Bool { known.withLock { $0.take() } != nil }

  func beginDrain(within limit: Duration? = nil) { retries.beginDrain(within: limit) }

  func stopRetrying() { retries.stop() }

  private struct Failure: Error {
    let outcome: AttemptOutcome
  }

  private func find() async -> Result<String, Failure> {
    let lookUp = request(lookUpURL, .GET)
    let answer = await transport.ask(lookUp)
    guard case .name(let name, creates: true) = experiment, case .answer(404, _) = answer else {
      return id(in: answer, to: lookUp, Self.found)
    }
    let body: JSONValue = ["name": .string(name)]
    var creation = request(createURL, .POST)
    creation.headers.add(name: "Content-Type", value: "application/json")
    let created = await transport.ask(creation, body: ByteBuffer(bytes: body.encoded))
    // Somebody else was faster.
    if case .answer(400, _) = created {
      return id(in: await transport.ask(lookUp), to: lookUp, Self.found)
    }
    return id(in: created, to: creation) { $0["experiment_id"]?.text }
  }

  /// Empty for a deleted experiment: MLflow finds it and accepts traces for it, but does not show them.
  private static func found(_ answer: JSONValue) -> String? {
    guard let experiment = answer["experiment"], let id = experiment["experiment_id"]?.text else {
      return nil
    }
    return experiment["lifecycle_stage"]?.text == "deleted" ? "" : id
  }

  private func request(_ url: String, _ method: HTTPMethod) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: url)
    request.method = method
    request.headers = headers
    return request
  }

  private func id(
    in answer: HTTPTransport.Answer,
    to request: HTTPClientRequest,
    _ read: (JSONValue) -> String?
  ) -> Result<String, Failure> {
    switch answer {
    case .answer(200, let body):
      var detail = FailureDetail()
      detail.experimentName = name
      // Nil for the page of some proxy, say; empty for an experiment that is there no more.
      let id = JSONValue(answer: body).flatMap(read)
      if let id, MLflowDestination.isExperimentID(id) { return .success(id) }
      if id == "" { detail.advice = FailureAdvisor.deletedExperiment }
      return .failure(Failure(outcome: .failed(.refused, httpStatus: 200, detail: detail)))
    case .answer(let status, let body):
      let answer = AnswerText(body, contentType: nil)
      var detail = transport.failures.detail(status, answer, request, .traces)
      detail.experimentName = name
      if status == 404, answer.errorCode != nil, !answer.says("workspace") {
        detail.advice = transport.failures.advice(FailureAdvisor.noSuchName)
      }
      let isPassing = HTTPResponseClass(status: status) == .retryable
      return .failure(
        Failure(
          outcome: isPassing
            ? .retryable(.unavailable, httpStatus: status, detail: detail)
            : .failed(.refused, httpStatus: status, detail: detail)
        )
      )
    case .none(let outcome): return .failure(Failure(outcome: outcome))
    }
  }
}
