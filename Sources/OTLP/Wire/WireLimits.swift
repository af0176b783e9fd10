/// Bounds on one request, checked before anything is allocated for it.
public struct WireLimits: Sendable, Hashable {
  /// Messages nested in each other, the request itself being the first.
  public var maximumDepth: Int
  /// Upper bound of the arena bytes of the decoded request.
  public var maximumTreeBytes: Int

  public init(maximumDepth: Int = 64, maximumTreeBytes: Int = 256 << 20) {
    self.maximumDepth = maximumDepth
    self.maximumTreeBytes = maximumTreeBytes
  }
}
