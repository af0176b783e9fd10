import JSON
import NIOCore
import NIOHTTP1

// Whose an artifact is.
extension MLflowExchange {
  /// Whether MLflow says that one of these is there, with its files where this request's file would be. Asked with the
  /// client's own credentials. Without an answer the file is a trace's.
  func isOwned(by owners: [ArtifactOwner], _ target: RequestTarget) async -> Bool {
    guard let marker = target.raw.firstRange(of: "/mlflow-artifacts/") else { return false }
    for owner in owners {
      guard let question = RequestTarget(target.raw[..<marker.lowerBound] + "/mlflow/" + owner.question)
      else {
        continue
      }
      guard let answer = await proxy.upstream.read(self.question(question)) else { continue }
      let isOwner = await proxy.work(on: answer) {
        (try? JSONParser.parse(Array(answer.readableBytesView))).map(owner.isDescribed) ?? false
      }
      if isOwner == true { return true }
    }
    return false
  }
}
