internal import COTLP
internal import CProtobufC
internal import JSON

/// One field as JSON writes it: a number of the wire, and two names.
struct JSONField: Sendable {
  enum Kind: UInt8, Sendable {
    case boolean, enumeration
    case int32, uint32, sint32, int64, uint64, sint64
    case fixed32, sfixed32, fixed64, sfixed64
    case float, double
    case string, bytes, message
    /// Bytes that name a trace or a span, in hexadecimal.
    case identifier
  }

  var kind: Kind
  var number: UInt32
  var isRepeated: Bool
  /// In a oneof, alone in one when it is `optional`: to be set to its default is to be set.
  var isInOneof: Bool
  /// The field in a set of the fields of its message; those of a oneof share one.
  var bit: UInt64
  /// Index of the message type in the schema.
  var messageType: Int32 = 0
  /// Names in the schema's pool: lower camel case, and as in the protocol files.
  var name: Range<Int32>
  var originalName: Range<Int32>
}

/// The messages of OTLP as JSON has them, read from protobuf-c's descriptors: a field that a new version of the
/// protocol adds is read and written as soon as protobuf-c knows it.
struct JSONSchema: Sendable {
  static let shared = JSONSchema()

  /// Index of `AnyValue`.
  let value: Int
  private let fields: [JSONField]
  private let ranges: [Range<Int>]
  private let names: [UInt8]
  private let indices: [UInt: Int]
  private let enumerations: [Int: [String: Int32]]
  private let identifiersOfItems: [Int: UInt32]

  private init() {
    var builder = JSONSchemaBuilder()
    for signal in Signal.allCases { _ = builder.index(of: signal.requestDescriptor) }
    builder.complete()
    value = builder.index(of: otlp_any_value())
    identifiersOfItems = builder.identifiersOfItems
    fields = builder.fields
    ranges = builder.ranges
    names = builder.names
    indices = builder.indices
    enumerations = builder.enumerations
  }

  /// Index of a message type.
  func index(of descriptor: UnsafePointer<ProtobufCMessageDescriptor>) -> Int {
    guard let index = indices[UInt(bitPattern: descriptor)] else {
      preconditionFailure("not a message of an export request")
    }
    return index
  }

  /// Places of the fields of a message type, by rising number.
  func fields(of type: Int) -> Range<Int> { ranges[type] }

  subscript(_ field: Int) -> JSONField { fields[field] }

  /// The number of a field of a span or log record that holds an id; nil for other messages.
  func identifier(ofItem type: Int) -> UInt32? { identifiersOfItems[type] }

  /// The place of the field with a name of JSON; nil when the message has none.
  func field(named name: JSONToken, of type: Int) -> Int? {
    names.withUnsafeBufferPointer { names in
      ranges[type].first { index in
        let field = fields[index]
        return name.isEqual(names[field.name]) || name.isEqual(names[field.originalName])
      }
    }
  }

  func withName<Result>(of field: JSONField, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    names.withUnsafeBufferPointer { body($0[field.name]) }
  }

  /// Numbers of an enumeration's names, by the place of its field.
  func enumeration(of field: Int) -> [String: Int32] { enumerations[field] ?? [:] }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate subscript(range: Range<Int32>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: self[Int(range.lowerBound)..<Int(range.upperBound)])
  }
}
