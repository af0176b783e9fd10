internal import JSON
internal import ProtobufWire

/// Export requests in OTLP's JSON: protobuf's JSON, but ids are hexadecimal and enumerations are numbers.
///
/// A request in JSON is turned into protobuf, and takes the way of all requests from there: `WireValidator`, then
/// ``TelemetryBatch/append(decoding:summary:)``. ``TelemetryBatch/encodeJSON()`` writes JSON.
///
/// What senders write is read liberally: names in lower camel case or as in the protocol files; integers as numbers
/// or strings; enumerations also by name; base64 in both alphabets; null for what is absent. Unknown members are
/// dropped. Half of a surrogate pair becomes U+FFFD, since senders cut texts in UTF-16. Two values for one field,
/// or for two of which one can be set, are refused: which of them counts differs from reader to reader.
package enum OTLPJSON {
  /// A request in protobuf takes at most this many times the bytes it has in JSON: two bytes of an array, as in
  /// `1,`, can be a double.
  package static let maximumGrowth = 4

  /// What became of a request.
  package struct Transcoded: Sendable, Hashable {
    /// Bytes of the request in protobuf.
    package let byteCount: Int
    /// Members that the protocol does not have.
    package let unknownMembers: Int
    /// Negative numbers where there can be none, and unknown names of enumerations, which became 0.
    package let defaultedValues: Int
    /// What is wrong with the first item that cannot be written and will be rejected.
    package let firstFault: DecodeError?
  }

  /// Turns an export request in JSON into one in protobuf.
  ///
  /// Needs no memory except `output`. The time is proportional to the body.
  ///
  /// - Parameters:
  ///   - body: The request, inflated.
  ///   - signal: The signal of the request.
  ///   - limits: Bounds on the request, and whether it is repaired.
  ///   - output: Where the request in protobuf is written. ``maximumGrowth`` times the body always suffices; the
  ///     body's own size nearly always does.
  /// - Throws: Also `.tooLarge` without an offset when the output is too small. It then holds a part of the request.
  package static func transcode(
    _ body: Span<UInt8>,
    as signal: Signal,
    limits: WireLimits = WireLimits(),
    into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeError) -> Transcoded {
    try body.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      var transcoder = JSONTranscoder(bytes, into: output, limits: limits)
      do throws(JSONError) {
        try transcoder.request(signal.requestType)
      } catch {
        throw DecodeError(error)
      }
      return Transcoded(
        byteCount: transcoder.output.count,
        unknownMembers: transcoder.unknownMembers,
        defaultedValues: transcoder.defaultedValues,
        firstFault: transcoder.firstFault.map(DecodeError.init)
      )
    }
  }

  /// Turns an export request in JSON into one in protobuf, in a new array.
  ///
  /// - Parameters:
  ///   - body: The request, inflated.
  ///   - signal: The signal of the request.
  ///   - limits: Bounds on the request, and whether it is repaired.
  ///   - maximumBytes: Bound on the request in protobuf; past it, `.tooLarge`.
  /// - Returns: The request in protobuf, and what was changed in it.
  package static func protobuf(
    from body: Span<UInt8>,
    as signal: Signal,
    limits: WireLimits = WireLimits(),
    maximumBytes: Int
  ) throws(DecodeError) -> (bytes: [UInt8], transcoded: Transcoded) {
    var failure = DecodeError(.tooLarge)
    for capacity in [body.count, body.count * maximumGrowth] {
      do throws(DecodeError) {
        var transcoded = Transcoded(byteCount: 0, unknownMembers: 0, defaultedValues: 0, firstFault: nil)
        let bytes = try array(capacity: min(capacity, maximumBytes)) { (output) throws(DecodeError) in
          transcoded = try transcode(body, as: signal, limits: limits, into: output)
          return transcoded.byteCount
        }
        return (bytes, transcoded)
      } catch {
        failure = error
        guard error == DecodeError(.tooLarge), capacity < maximumBytes else { break }
      }
    }
    throw failure
  }

  /// Carries a typed error out of the array's initializer.
  private static func array(
    capacity: Int,
    _ body: (UnsafeMutableRawBufferPointer) throws(DecodeError) -> Int
  ) throws(DecodeError) -> [UInt8] {
    var failure: DecodeError?
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      do throws(DecodeError) {
        count = try body(UnsafeMutableRawBufferPointer(buffer))
      } catch {
        Wiping.wipe(UnsafeMutableRawBufferPointer(buffer))
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }
}
