/// Bounds on one request, checked before anything is allocated for it.
public struct WireLimits: Sendable, Hashable {
  /// Messages nested in each other, the request itself being the first.
  public var maximumDepth = 64
  /// Upper bound of the arena bytes of the decoded request.
  public var maximumTreeBytes = 256 << 20

  public init() {}
}
