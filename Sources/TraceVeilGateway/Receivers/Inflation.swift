import NIOCore
import OTLP
import TraceVeil

/// A body could not be brought into the form in which it is queued.
enum BodyError: Error, Equatable {
  case invalid(DecodeError)
  /// The budget has no room for what comes of it, at the moment: so many bytes in all.
  case overloaded(Int)
}

/// Inflates a body chunk by chunk, and asks for room before it keeps a chunk.
struct Inflation: ~Copyable {
  /// No deflated data inflates to more than this many times its size.
  private static let largestRatio = 1032
  /// Input between two looks at whether to go on: bounds the work done for nothing to some 4 MB of output.
  private static let inputStep = 4 << 10

  private var reservation: ByteBudget.Reservation
  private let format: GzipDecompressor.Format
  private let budgetLimit: Int
  private let limit: Int
  /// Bytes of the last request for room that was refused.
  private var refused: Int?

  /// - Parameters:
  ///   - reservation: Covers the compressed bytes; is made larger as needed.
  ///   - budgetLimit: Of the whole budget: what cannot fit into it even when it is empty is too large, and
  ///     its sender must not be asked to come again.
  ///   - limit: Most bytes that may come out.
  init(
    _ format: GzipDecompressor.Format,
    reservation: consuming ByteBudget.Reservation,
    budgetLimit: Int,
    limit: Int
  ) {
    self.format = format
    self.reservation = reservation
    self.budgetLimit = budgetLimit
    self.limit = limit
  }

  /// The inflated bytes of `body`. The reservation then covers these alone.
  mutating func inflate(_ body: ByteBuffer) throws(BodyError) -> ByteBuffer {
    let compressed = body.readableBytes
    var output = ByteBuffer()
    let expected = expectedSize(of: body)
    let wanted = max(reservation.bytes, compressed + expected)
    if reservation.resize(to: wanted) { output.reserveCapacity(expected) }

    var inflater = GzipDecompressor(limit: limit, format: format)
    do throws(DecodeError) {
      var rest = body
      while refused == nil, rest.readableBytes > 0,
        let input = rest.readSlice(length: min(Self.inputStep, rest.readableBytes))
      {
        try feed(input, to: &inflater, output: &output, beside: compressed)
      }
      if refused == nil { try inflater.finish() }
    } catch {
      throw .invalid(error)
    }
    if let refused {
      throw refused > budgetLimit ? .invalid(DecodeError(.tooLarge)) : .overloaded(refused)
    }
    _ = reservation.resize(to: output.readableBytes)  // Smaller than it was: cannot fail.
    return output
  }

  /// Ends with the reservation, which covers the inflated bytes.
  consuming func finish() -> ByteBudget.Reservation { reservation }

  private mutating func feed(
    _ input: ByteBuffer,
    to inflater: inout GzipDecompressor,
    output: inout ByteBuffer,
    beside compressed: Int
  ) throws(DecodeError) {
    // `withUnsafeReadableBytes` cannot pass a typed error on.
    let failure: DecodeError? = input.withUnsafeReadableBytes { bytes in
      do throws(DecodeError) {
        try inflater.decompress(bytes) { piece in
          if refused == nil, makeRoom(for: compressed + output.readableBytes + piece.count) {
            output.writeBytes(piece)
          }
        }
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private mutating func makeRoom(for bytes: Int) -> Bool {
    if bytes <= reservation.bytes || reservation.resize(to: bytes) { return true }
    refused = bytes
    return false
  }

  /// What the last four bytes of a gzip member say about its size (RFC 1952), as far as that can be true. A
  /// hint: it saves growing the output step by step, and nothing depends on its truth, as in a body that is
  /// cut short these bytes can be anything.
  private func expectedSize(of body: ByteBuffer) -> Int {
    guard format == .gzip, body.readableBytes >= 18,
      let size = body.getInteger(at: body.writerIndex - 4, endianness: .little, as: UInt32.self)
    else { return 0 }
    return min(Int(size), limit, body.readableBytes * Self.largestRatio)
  }
}
