#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// JSON as this tool writes and reads it: keys in order, one line.
enum JSONRecord {
  static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only values of this module are encoded, and those hold nothing that JSON cannot: no NaN, no keys twice.
    return (try? encoder.encode(value)).map(Array.init) ?? Array("{}".utf8)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try JSONDecoder().decode(type, from: Data(bytes))
  }
}
