internal import COTLP
internal import CProtobufC

@testable import OTLP
@testable import ProtobufWire

/// Where the texts of each type of message lie in its C structure, read from protobuf-c's descriptors.
///
/// Reading them rather than writing them down makes the visit complete: a text that a new version of the
/// protocol adds is visited, at the place `.other`, before anybody has heard of it.
struct TextSchema: Sendable {
  static let shared = TextSchema()

  /// One field that is a text or leads to texts.
  struct Field: Sendable {
    enum Kind: Sendable {
      case text, texts, bytes
      case message, messages
      /// A list of `KeyValue`.
      case attributes
      /// An `AnyValue`.
      case value
    }

    let kind: Kind
    /// On the wire.
    let number: UInt32
    /// Of the value, in bytes from the beginning of the structure.
    let offset: Int
    /// Of the number of elements; for a member of a oneof, of the number of the field that is set.
    let quantifierOffset: Int
    /// The field's own number when it is in a oneof.
    let oneofNumber: UInt32?
    /// Index of the message type.
    let messageType: Int
    let place: TextPlace
  }

  private let fields: [Field]
  private let ranges: [Range<Int>]
  private let indices: [UInt: Int]

  private init() {
    var builder = TextSchemaBuilder()
    for signal in Signal.allCases { _ = builder.index(of: signal.requestDescriptor) }
    builder.complete()
    fields = builder.fields
    ranges = builder.ranges
    indices = builder.indices
  }

  /// How many message types there are.
  var typeCount: Int { ranges.count }

  /// The fields of a message type that lead to texts.
  func fields(of type: Int) -> ArraySlice<Field> {
    fields[ranges[type]]
  }

  /// Index of a message type.
  func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    guard let index = indices[UInt(bitPattern: descriptor)] else {
      preconditionFailure("not a message that holds texts")
    }
    return index
  }
}
