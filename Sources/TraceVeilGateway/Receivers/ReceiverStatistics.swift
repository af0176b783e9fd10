import OTLP
import Synchronization

/// How a request to a receiver ended. A closed set: raw values are labels of metrics.
enum RequestOutcome: String, CaseIterable, Sendable {
  case accepted
  /// Nothing in it; answered with success.
  case empty
  /// It is not valid OTLP, in compression, wire format or content.
  case malformed
  case tooLarge = "too_large"
  /// No room for it; the sender is asked to come again.
  case overloaded
  /// The queue on disk did not take it; the sender is asked to come again.
  case notStored = "not_stored"
  /// The destination has not taken it in time; the sender, who waits for that, is asked to come again.
  case notDelivered = "not_delivered"
  /// The destination refused it for good, and its sender waits for that.
  case refusedByDestination = "refused_by_destination"
  case unsupportedMediaType = "unsupported_media_type"
  /// A header that is sent on and has no meaning to its destination.
  case invalidHeader = "invalid_header"
  /// It has come through so many gateways that they send in a circle.
  case looped
  case unauthorized
  case notFound = "not_found"
  case methodNotAllowed = "method_not_allowed"
  /// It came too slowly.
  case tooSlow = "too_slow"
  /// Its sender went away before it was complete.
  case aborted
  /// It came while the gateway was shutting down.
  case shuttingDown = "shutting_down"
}

/// What a receiver has counted so far; one snapshot is consistent in itself.
struct ReceiverStatistics: Sendable, Hashable {
  /// What came for one signal, or for no signal that is known.
  struct Counts: Sendable, Hashable {
    var requests: [RequestOutcome: Int] = [:]
    /// Why requests were malformed or too large.
    var decodeErrors: [DecodeError.Reason: Int] = [:]
    /// Items that were refused alone: malformed ones, and those with an id of the wrong length.
    var rejectedItems = 0
    /// Fields that are not in the schema and were dropped.
    var unknownFields = 0
    /// Negative numbers and unknown names in JSON that were read as the default.
    var defaultedValues = 0
    /// Texts in which NUL was replaced.
    var nulTexts = 0
    /// Texts in which what is not UTF-8 was replaced.
    var invalidTexts = 0
    /// Values that were nested too deeply and replaced.
    var deepValues = 0
    /// Bytes of bodies as they came over the wire, of requests that were accepted.
    var wireBytes = 0
    /// CPU time of inflating and validating bodies that were valid, in nanoseconds.
    var decodeNanoseconds: UInt64 = 0
  }

  var bySignal: [Signal: Counts] = [:]
  /// Requests whose path names no signal.
  var other = Counts()

  subscript(_ signal: Signal?) -> Counts {
    get { signal.map { bySignal[$0] ?? Counts() } ?? other }
    set {
      if let signal { bySignal[signal] = newValue } else { other = newValue }
    }
  }
}

/// The counters of a receiver.
final class ReceiverCounters: Sendable {
  private let counts = Mutex(ReceiverStatistics())
  private let refusals: RefusalLog?

  /// - Parameter refusals: Told what was not taken.
  init(refusals: RefusalLog? = nil) { self.refusals = refusals }

  var statistics: ReceiverStatistics { counts.withLock { $0 } }

  func count(_ outcome: RequestOutcome, _ signal: Signal?, _ reason: DecodeError.Reason? = nil) {
    counts.withLock { counts in
      counts[signal].requests[outcome, default: 0] += 1
      if let reason { counts[signal].decodeErrors[reason, default: 0] += 1 }
    }
    refusals?.note(outcome, signal)
  }

  /// Members of a request in JSON that the protocol does not have, and values that were read as the default.
  func count(_ transcoded: OTLPJSON.Transcoded, _ signal: Signal) {
    guard transcoded.unknownMembers + transcoded.defaultedValues > 0 else { return }
    counts.withLock {
      $0[signal].unknownFields += transcoded.unknownMembers
      $0[signal].defaultedValues += transcoded.defaultedValues
    }
  }

  /// Adds CPU time that the body of a request took which was inflated and valid.
  func add(decodeNanoseconds: UInt64, _ signal: Signal) {
    counts.withLock { $0[signal].decodeNanoseconds &+= decodeNanoseconds }
  }

  func count(_ outcome: RequestOutcome, _ summary: WireSummary, wireBytes: Int) {
    counts.withLock { counts in
      counts[summary.signal].requests[outcome, default: 0] += 1
      counts[summary.signal].rejectedItems += summary.rejectedItems
      counts[summary.signal].unknownFields += summary.unknownFields
      counts[summary.signal].nulTexts += summary.nulTexts
      counts[summary.signal].invalidTexts += summary.invalidTexts
      counts[summary.signal].deepValues += summary.deepValues
      counts[summary.signal].wireBytes += wireBytes
    }
  }
}
