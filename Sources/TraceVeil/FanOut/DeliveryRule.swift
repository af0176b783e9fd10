/// When a request with several destinations counts as delivered, and what is done where one of them has no room.
package enum DeliveryRule: String, Sendable, Hashable, CaseIterable {
  /// When one destination has taken it. A destination without room loses its copy, which is counted; the others go on.
  case any
  /// When every destination has taken it. No copy is lost for want of room: the bytes of the request stay reserved, so
  /// that senders wait, and get 503, while one destination is behind.
  case all
}
