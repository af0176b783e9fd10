import JSON
import OTLP

/// Reads a body of MLflow's: what Python's parser takes, which is MLflow's.
///
/// What is not UTF-8 in a text becomes U+FFFD, and a text takes the place of a value that is nested too deeply; both
/// are counted.
enum JSONParser {
  enum Failure: Error, Hashable {
    case malformed
    /// Made of more values than the proxy takes apart.
    case tooLarge
  }

  /// A value of 64 levels, and what it stands in.
  static let maximumDepth = JSONValue.maximumDepth + 16
  static let maximumValues = 1 << 20

  private static let limits = JSONTreeReader.Limits(
    depth: maximumDepth,
    values: maximumValues,
    deepValue: DeepValue.standIn
  )

  static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
    var repairs = MLflowRepairs()
    return try parse(bytes, &repairs)
  }

  /// - Parameter repairs: Is added to.
  static func parse(_ bytes: [UInt8], _ repairs: inout MLflowRepairs) throws(Failure) -> JSONValue {
    let result = bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONTreeReader(bytes, dialect: .python, limits: limits)
      return Result { () throws(JSONError) in (try reader.document(), reader) }
    }
    do throws(JSONError) {
      let (value, reader) = try result.get()
      repairs.count(.invalidText, reader.invalidTexts)
      repairs.count(.deepValue, reader.deepValues)
      return value
    } catch {
      throw error.reason == .tooLarge ? .tooLarge : .malformed
    }
  }

  /// Whether a text is JSON, of any depth and size. Makes no tree of it, which takes many times its bytes.
  static func isDocument(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var reader = JSONReader(bytes, dialect: .python)
      do throws(JSONError) {
        try reader.skipValue(maximumDepth: .max)
        try reader.end()
        return true
      } catch {
        return false
      }
    }
  }
}
