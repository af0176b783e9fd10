/// What `WireValidator` found in a request: proof that the same bytes are safe to unpack.
package struct WireSummary: Sendable, Hashable {
  package let signal: Signal
  /// Spans, log records or metric data points that will be kept.
  package let acceptedItems: Int
  /// Malformed items, and those with an id of the wrong length: dropped at decoding, to be reported as partial success.
  package let rejectedItems: Int
  /// What is wrong with the first malformed item; nil when there is none.
  package let firstFault: DecodeError?
  /// Fields the schema does not have, or not for this signal: dropped at decoding.
  package let unknownFields: Int
  /// Texts that hold a NUL byte; at decoding each such byte becomes U+FFFD.
  package let nulTexts: Int
  /// Texts that are not UTF-8; at decoding what is wrong in them becomes U+FFFD.
  package let invalidTexts: Int
  /// Values nested deeper than the limit; at decoding a text takes the place of each.
  package let deepValues: Int
  /// Ids that get zeros in front at decoding.
  package let paddedIdentifiers: Int
  /// How many arrays and maps the deepest value that is kept has in each other, itself counted; 0 for none.
  package let depth: Int
  /// Upper bound of the arena bytes that one part takes when it is unpacked alone: a span or a resource, the largest of
  /// them. 0 for other signals, of which nothing is ever unpacked.
  package let treeBytes: Int
  /// Length of the validated body.
  let byteCount: Int
  /// Upper bound of what rewriting adds to the body, see `WireRewriter`.
  let rewriteGrowth: Int
  /// What the body was validated with.
  let limits: WireLimits
  /// Whether a screen was asked for, and the request has passed it, see `SpanScreen`.
  package internal(set) var passedScreen = false
}

extension WireSummary {
  init(empty signal: Signal) {
    self.init(
      signal: signal,
      acceptedItems: 0,
      rejectedItems: 0,
      firstFault: nil,
      unknownFields: 0,
      nulTexts: 0,
      invalidTexts: 0,
      deepValues: 0,
      paddedIdentifiers: 0,
      depth: 0,
      treeBytes: 0,
      byteCount: 0,
      rewriteGrowth: 0,
      limits: WireLimits()
    )
  }

  /// Whether the body may go to protobuf-c as it is.
  var isClean: Bool { rejectedItems == 0 && unknownFields == 0 && repairs == 0 }

  /// Texts, ids and values of which something else is made.
  private var repairs: Int { nulTexts + invalidTexts + deepValues + paddedIdentifiers }
}
