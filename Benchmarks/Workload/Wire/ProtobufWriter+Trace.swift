/// An attribute's value, as far as the workloads need it.
enum WorkloadValue {
  case string(String)
  case integer(Int)
  case double(Double)
  case boolean(Bool)
  case strings([String])
}

extension ProtobufWriter {
  /// A `KeyValue` of opentelemetry/proto/common/v1/common.proto.
  mutating func attribute(_ field: Int, _ key: String, _ value: WorkloadValue) {
    message(field) { pair in
      pair.string(1, key)
      pair.message(2) { $0.anyValue(value) }
    }
  }

  mutating func attributes(_ field: Int, _ pairs: [(String, WorkloadValue)]) {
    for (key, value) in pairs {
      attribute(field, key, value)
    }
  }

  private mutating func anyValue(_ value: WorkloadValue) {
    switch value {
    case .string(let text):
      string(1, text)
    case .boolean(let flag):
      varint(2, flag ? 1 : 0)
    case .integer(let number):
      varint(3, UInt64(bitPattern: Int64(number)))
    case .double(let number):
      fixed64(4, number.bitPattern)
    case .strings(let texts):
      message(5) { array in
        for text in texts {
          array.message(1) { $0.string(1, text) }
        }
      }
    }
  }
}
