/// Numbers of the fields of attributes (`opentelemetry/proto/common/v1/common.proto`), for code that reads them by
/// hand: they are most of what telemetry is made of.
enum AttributeFields {
  enum KeyValue {
    static let key: UInt32 = 1
    static let value: UInt32 = 2
  }

  enum AnyValue {
    static let string: UInt32 = 1
    static let bool: UInt32 = 2
    static let int: UInt32 = 3
    static let double: UInt32 = 4
    static let array: UInt32 = 5
    static let list: UInt32 = 6
    static let bytes: UInt32 = 7
  }

  /// The tag of a field, as the one byte that it takes on the wire.
  static func tag(_ number: UInt32, _ wireType: UInt8) -> UInt8 {
    UInt8(number) << 3 | wireType
  }
}
