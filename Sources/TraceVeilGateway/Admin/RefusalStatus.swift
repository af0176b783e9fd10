/// The statuses of refusals that have a series of their own: a destination may answer with any.
enum RefusalStatus {
  static let named = [400, 401, 403, 404, 405, 413, 415, 422, 431, 500]

  /// Items by the label of their status, each label once.
  static func counts(_ byStatus: [Int: Int]) -> [(String, Int)] {
    let others = byStatus.reduce(0) { named.contains($1.key) ? $0 : $0 + $1.value }
    return named.map { (String($0), byStatus[$0] ?? 0) } + [("other", others)]
  }
}
