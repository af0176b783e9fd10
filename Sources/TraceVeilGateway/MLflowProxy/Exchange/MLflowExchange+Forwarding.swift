import HTTPServer
import Logging
import NIOCore
import NIOHTTP1
import TraceVeil

// To MLflow and back.
extension MLflowExchange {
  /// Bodies up to this length are sent on when they are there: the way through two threads for each part of a body
  /// that is taken as it comes takes longer.
  private static let shortLength = 16 << 10

  /// Sends the request on as it comes, while it comes.
  func pass(_ target: RequestTarget, _ routeClass: MLflowRouteClass) async throws {
    let length = head.declaredBodyLength
    let body: UpstreamRequest.Body?
    if length == 0 {
      body = nil
    } else if let length, length <= Self.shortLength {
      var bytes = ByteBuffer()
      do {
        for try await part in client { bytes.writeImmutableBuffer(part) }
      } catch {
        proxy.counters.count(.aborted, routeClass)
        throw error
      }
      body = .bytes(bytes)
    } else {
      // The upstream takes each part when it has sent the one before.
      body = .stream(client, length: length)
    }
    try await exchange(upstreamRequest(target, body, isNewBody: false), .passed, routeClass, nil)
  }

  func upstreamRequest(
    _ target: RequestTarget,
    _ body: UpstreamRequest.Body?,
    isNewBody: Bool
  ) -> UpstreamRequest {
    var request = UpstreamRequest(url: proxy.headers.url(target))
    request.method = head.method
    request.headers = proxy.headers.request(head.headers, isNewBody: isNewBody)
    request.body = body
    return request
  }

  func exchange(
    _ request: UpstreamRequest,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass,
    _ form: MLflowBodyForm?
  ) async throws {
    try await relay(response(to: request), outcome, routeClass, form)
  }

  /// MLflow's answer, when its head is there.
  func response(to request: UpstreamRequest) async -> Result<UpstreamResponse, any Error> {
    do {
      return .success(try await proxy.upstream.send(request))
    } catch {
      return .failure(error)
    }
  }

  /// Sends on what deletes traces.
  func delete(
    _ deletion: MLflowDeletion,
    _ target: RequestTarget,
    _ routeClass: MLflowRouteClass
  ) async throws {
    guard let held = try await hold(routeClass) else { return }
    let traces = deletion.traces(in: held.wireBytes, workspace: workspace)
    let request = upstreamRequest(target, .bytes(held.wireBytes), isNewBody: false)
    await proxy.queue?.settle()
    // Also of spans that MLflow accepts while it deletes.
    proxy.claims.delete(traces)
    let response = await response(to: request)
    proxy.claims.delete(traces)
    return try await relay(response, .passed, routeClass, nil)
  }

  func relay(
    _ response: Result<UpstreamResponse, any Error>,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass,
    _ form: MLflowBodyForm?
  ) async throws {
    switch response {
    case .failure(let error as HTTPExchange.Aborted):
      proxy.counters.count(.aborted, routeClass)
      throw error
    case .failure where Task.isCancelled:
      // It is we who broke off: the client has left, or the gateway ends.
      proxy.counters.count(.aborted, routeClass)
      throw HTTPExchange.ClientGone()
    case .failure(let error):
      let failure = ConnectionFailure(error)
      let isTimeout = failure == .timedOut
      proxy.monitor.observe(.noAnswer(failure))
      proxy.failures.note(failure, head, routeClass)
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
    _ response: UpstreamResponse,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass
  ) async throws {
    let headers = proxy.headers.response(response.headers, host: host)
    var refusal = UpstreamFailures.refusalBody(response, to: head.method)
    // Also when the client has seen enough and is gone.
    defer {
      if let refusal {
        let othersSucceed = proxy.monitor.hasServed
        proxy.failures.note(response, refusal, to: head, routeClass, othersSucceed: othersSucceed)
      }
    }
    if case .whole(let body) = response.body {
      refusal?.append(body)
      proxy.counters.count(outcome, routeClass)
      return try await client.answer(response.status, headers, body)
    }
    client.beginAnswer(response.status, headers)
    do {
      for try await part in response.body {
        refusal?.append(part)
        try await client.write(part)
      }
    } catch let gone as HTTPExchange.ClientGone {
      // MLflow has answered all the same.
      proxy.counters.count(outcome, routeClass)
      throw gone
    } catch {
      // Half an answer is out: the only way left to say that it is not all is to close.
      proxy.counters.count(error is HTTPExchange.Aborted ? .aborted : .upstreamFailed, routeClass)
      throw error
    }
    proxy.counters.count(outcome, routeClass)
    try await client.endAnswer()
  }

  /// Adds to the answer where the spans are when MLflow has accepted them all, so that the client does not upload
  /// them as an artifact as well. Takes it out when it has only some of them, so that the client does.
  private func relayStartOfTrace(
    _ response: UpstreamResponse,
    _ outcome: MLflowOutcome,
    _ routeClass: MLflowRouteClass
  ) async throws {
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
      ) ?? nil
    {
      // The number of spans may be unknown. Then it is enough that the root is there and nothing went wrong.
      let areStored = await proxy.claims.areStored(start.trace, spans: start.spanCount)
      if areStored, !start.isClaimed { told = start.claiming() }
      if !areStored, start.isClaimed {
        proxy.claims.disclaim(start.trace)
        told = start.disclaiming()
      }
    }
    headers.replaceOrAdd(name: "content-length", value: String((told ?? body).readableBytes))
    proxy.counters.count(outcome, routeClass)
    try await client.answer(response.status, headers, told ?? body)
  }
}
