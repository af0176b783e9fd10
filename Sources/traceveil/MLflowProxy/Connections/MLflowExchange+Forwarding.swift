import AsyncHTTPClient
import HTTPServer
import Logging
import NIOCore
import NIOHTTP1
import TraceVeil

// To MLflow and back.
extension MLflowExchange {
  /// Sends the request on as it comes, while it comes.
  func pass(_ target: RequestTarget, _ routeClass: MLflowRouteClass) async throws -> Bool {
    let length = head.declaredBodyLength
    guard length != 0 else {
      reader.skipEmptyBody()
      return try await exchange(upstreamRequest(target, nil, isNewBody: false), .passed, routeClass, nil)
    }
    let pipe = BodyPipe()
    let body = HTTPClientRequest.Body.stream(pipe, length: length.map { .known(Int64($0)) } ?? .unknown)
    let request = upstreamRequest(target, body, isNewBody: false)
    let upstream = proxy.upstream
    async let response = Self.send(request, through: pipe, to: upstream)
    do {
      try await writer.sendContinue()
      while let part = try await reader.nextPart() {
        // The upstream may have answered already; the rest of the body is nobody's then.
        guard await pipe.send(part) else { break }
      }
      pipe.finish()
    } catch {
      pipe.fail()
      proxy.counters.count(.aborted, routeClass)
      throw error
    }
    return try await relay(await response, .passed, routeClass, nil)
  }

  private static func send(
    _ request: HTTPClientRequest,
    through pipe: BodyPipe,
    to upstream: MLflowUpstream
  ) async -> Result<HTTPClientResponse, any Error> {
    do {
      return .success(try await upstream.send(request))
    } catch {
      // Before anybody has begun to read the body, perhaps: its sender must not wait for that.
      pipe.close()
      return .failure(error)
    }
  }

  func upstreamRequest(
    _ target: RequestTarget,
    _ body: HTTPClientRequest.Body?,
    isNewBody: Bool
  ) -> HTTPClientRequest {
    var request = HTTPClientRequest(url: proxy.headers.url(target))
    request.method = head.method
    request.headers = proxy.headers.request(head.headers, isNewBody: isNewBody)
    request.body = body
    return request
  }

  func exchange(
    _ request: HTTPClientRequest,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass,
    _ form: MLflowBodyForm?
  ) async throws -> Bool {
    let response: Result<HTTPClientResponse, any Error>
    do {
      response = .success(try await proxy.upstream.send(request))
    } catch {
      response = .failure(error)
    }
    return try await relay(response, outcome, routeClass, form)
  }

  func relay(
    _ response: Result<HTTPClientResponse, any Error>,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass,
    _ form: MLflowBodyForm?
  ) async throws -> Bool {
    switch response {
    case .failure(let error):
      let failure = ConnectionFailure(error)
      let isTimeout = failure == .timedOut
      // At a shutdown it is we who break off.
      if !Task.isCancelled {
        proxy.monitor.observe(.noAnswer(failure))
        proxy.failures.note(failure, head, routeClass)
      }
      return try await answer(
        isTimeout ? MLflowAnswers.upstreamTimedOut : MLflowAnswers.upstreamFailed,
        isTimeout ? .upstreamTimedOut : .upstreamFailed,
        routeClass
      )
    case .success(let response):
      proxy.monitor.observe(.status(Int(response.status.code)))
      if form == .startTrace, response.status == .ok {
        return try await relayStartOfTrace(response, outcome, routeClass)
      }
      return try await relay(response, outcome, routeClass)
    }
  }

  private func relay(
    _ response: HTTPClientResponse,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass
  ) async throws -> Bool {
    let keepsAlive = try await writer.begin(
      response.status,
      proxy.headers.response(response.headers, host: host)
    )
    var refusal = UpstreamFailures.refusalBody(response, to: head.method)
    // Also when the client has seen enough and is gone.
    defer { if let refusal { proxy.failures.note(response, refusal, to: head, routeClass) } }
    do {
      for try await part in response.body {
        refusal?.append(part)
        try await writer.write(part)
      }
      try await writer.end()
    } catch let gone as MLflowAnswerWriter.ClientGone {
      // MLflow has answered all the same.
      proxy.counters.count(outcome, routeClass)
      throw gone
    } catch {
      // Half an answer is out: the only way left to say that it is not all is to close.
      proxy.counters.count(.upstreamFailed, routeClass)
      throw error
    }
    proxy.counters.count(outcome, routeClass)
    return keepsAlive
  }

  /// Adds to the answer where the spans are when MLflow has accepted them all, so that the client does not upload
  /// them as an artifact as well.
  private func relayStartOfTrace(
    _ response: HTTPClientResponse,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass
  ) async throws -> Bool {
    let body: ByteBuffer
    do {
      body = try await response.body.collect(upTo: 16 << 20)
    } catch {
      return try await answer(MLflowAnswers.upstreamFailed, .upstreamFailed, routeClass)
    }
    var headers = proxy.headers.response(response.headers, host: host)
    var told: ByteBuffer?
    if headers.first(name: "content-encoding") == nil,
      let start = await proxy.work(
        on: body.readableBytes,
        { [workspace] in StartOfTrace(answer: body, workspace: workspace) }
      ) ?? nil,
      await proxy.claims.areStored(start.trace, spans: start.spanCount)
    {
      told = start.claiming()
    }
    headers.replaceOrAdd(name: "content-length", value: String((told ?? body).readableBytes))
    let keepsAlive = try await writer.begin(response.status, headers)
    try await writer.write(told ?? body)
    try await writer.end()
    proxy.counters.count(outcome, routeClass)
    return keepsAlive
  }
}
