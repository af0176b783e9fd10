/// An operator made ready for one entity.
struct Replacement: Sendable {
  private enum Action: Sendable {
    case text([UInt8])
    case mask(keepFirst: Int, keepLast: Int)
    case keep
  }

  private let action: Action

  init(of entity: EntityType, policy: RedactionPolicy) throws {
    let operation = policy.operation(for: entity)
    if operation.needsKey, policy.key == nil { throw RedactionError.operatorNeedsKey(entity: entity) }
    action =
      switch operation {
      case .replace: .text(Replacement.text(policy.replacement, entity))
      case .replaceWith(let text): .text(Replacement.text(text, entity))
      case .redact: .text([])
      case .mask(let first, let last): .mask(keepFirst: first, keepLast: last)
      case .hash, .encrypt: throw RedactionError.operatorNeedsKey(entity: entity)
      case .keep: .keep
      }
  }

  /// Whether a match stays as it is.
  var keeps: Bool { if case .keep = action { true } else { false } }

  /// Appends what stands in place of `match`.
  func append(for match: ByteView, to output: inout [UInt8]) {
    switch action {
    case .text(let text): output.append(contentsOf: text)
    case .keep: output.append(contentsOf: match.unsafeBytes)
    case .mask(let first, let last): mask(match, first, last, to: &output)
    }
  }

  private func mask(_ match: ByteView, _ first: Int, _ last: Int, to output: inout [UInt8]) {
    var scalars = 0
    for index in 0..<match.count where match[index].startsScalar { scalars += 1 }
    // Keeping everything would not be masking.
    let keepsSome = first + last < scalars
    var scalar = -1
    for index in 0..<match.count {
      if match[index].startsScalar { scalar += 1 }
      if keepsSome, scalar < first || scalar >= scalars - last {
        output.append(match[index])
      } else if match[index].startsScalar {
        output.append(UInt8(ascii: "*"))
      }
    }
  }

  private static func text(_ template: String, _ entity: EntityType) -> [UInt8] {
    let placeholder = Array("{entity}".utf8)
    let bytes = Array(template.utf8)
    var result: [UInt8] = []
    var at = 0
    while at < bytes.count {
      if bytes[at...].starts(with: placeholder) {
        result.append(contentsOf: entity.name.utf8)
        at += placeholder.count
      } else {
        result.append(bytes[at])
        at += 1
      }
    }
    return result
  }
}

extension UInt8 {
  /// Whether it is the first byte of a scalar in UTF-8.
  fileprivate var startsScalar: Bool { self & 0xC0 != 0x80 }
}
