/// Bounds on one request, checked before anything is allocated for it, and what is done about parts that do not fit.
package struct WireLimits: Sendable, Hashable {
  /// Arrays and maps in each other that one value may be, the value itself being the first (the specification's
  /// limit for attributes). A deeper one is replaced by ``DeepValue/standIn``, and the request stays.
  package var maximumDepth: Int
  /// Upper bound of the arena bytes that a span or a resource takes when it is unpacked. Those of log records and data
  /// points are bounded alike, though they never are.
  package var maximumTreeBytes: Int
  /// Whether more is made the best of than the protocol says, for a receiver that takes more. An id that is too
  /// short is a number, and gets zeros in front. In JSON, what an attribute's value cannot hold becomes a text, and
  /// what any other field of a span or log record cannot hold costs that item alone.
  package var isForgiving: Bool
  /// Whether ``HiddenNUL`` takes the place of NUL in texts, instead of U+FFFD.
  package var hidesNUL = false

  package init(maximumDepth: Int = 64, maximumTreeBytes: Int = 256 << 20, isForgiving: Bool = false) {
    self.maximumDepth = maximumDepth
    self.maximumTreeBytes = maximumTreeBytes
    self.isForgiving = isForgiving
  }
}

/// An array or a map nested deeper than values are read.
package enum DeepValue {
  /// The text that takes its place.
  package static let standIn = "<TOO_DEEP>"

  static let bytes = Array(standIn.utf8)
}
