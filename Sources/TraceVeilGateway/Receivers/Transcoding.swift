import NIOCore
import OTLP
import TraceVeil

/// Turns a body in JSON into protobuf, and asks for room for both before it does.
struct Transcoding: ~Copyable {
  private var reservation: ByteBudget.Reservation
  private let budgetLimit: Int
  private let limit: Int
  /// Members that the protocol does not have.
  /// What became of the body.
  private(set) var transcoded: OTLPJSON.Transcoded?

  /// - Parameters:
  ///   - reservation: The reservation that covers the JSON. It grows as needed.
  ///   - budgetLimit: The limit of the whole budget. A body that does not fit even into an empty budget is too large.
  ///   - limit: Most bytes of protobuf.
  init(reservation: consuming ByteBudget.Reservation, budgetLimit: Int, limit: Int) {
    self.reservation = reservation
    self.budgetLimit = budgetLimit
    self.limit = limit
  }

  /// The request in protobuf. The reservation then covers this alone.
  mutating func transcode(
    _ body: ByteBuffer,
    as signal: Signal,
    limits: WireLimits
  ) throws(BodyError) -> ByteBuffer {
    let count = body.readableBytes
    let largest = min(limit, budgetLimit - count)
    // Names take so much room in JSON that protobuf takes more for long lists of numbers only.
    for room in [count, count * OTLPJSON.maximumGrowth] {
      let room = min(room, largest)
      guard room > 0 else { break }
      guard reservation.resize(to: max(reservation.bytes, count + room)) else {
        throw .overloaded(count + room)
      }
      do throws(DecodeError) {
        let output = try transcode(body, as: signal, limits: limits, room: room)
        _ = reservation.resize(to: output.readableBytes)  // Smaller than it was: cannot fail.
        return output
      } catch {
        guard error == DecodeError(.tooLarge) else { throw .invalid(error) }
      }
    }
    throw .invalid(DecodeError(.tooLarge))
  }

  /// Ends with the reservation, which covers the protobuf.
  consuming func finish() -> ByteBudget.Reservation { reservation }

  private mutating func transcode(
    _ body: ByteBuffer,
    as signal: Signal,
    limits: WireLimits,
    room: Int
  ) throws(DecodeError) -> ByteBuffer {
    var output = ByteBuffer()
    var failure: DecodeError?
    // `writeWithUnsafeMutableBytes` cannot pass a typed error on.
    output.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { memory in
      do throws(DecodeError) {
        let memory = UnsafeMutableRawBufferPointer(rebasing: memory.prefix(room))
        let transcoded = try OTLPJSON.transcode(
          body.readableBytesUInt8Span,
          as: signal,
          limits: limits,
          into: memory
        )
        self.transcoded = transcoded
        return transcoded.byteCount
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    return output
  }
}
