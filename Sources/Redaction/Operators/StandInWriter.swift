/// An operator with what it needs to work: writes what stands in place of matches. Shared by all workers.
///
/// Stand-ins are not found again: names of entities and the stars of `mask` match no recognizer, `hash`
/// avoids long runs of digits, and `StandIn` tells scanners what to step over.
struct StandInWriter: Sendable {
  private enum Form: Sendable {
    case replace(ReplacementTemplate)
    case redact
    case mask(keepFirst: Int, keepLast: Int)
    case hash(ValueHasher)
    case encrypt(ValueCipher)
    case keep
  }

  private let form: Form

  /// Throws when the operator needs a key and there is none.
  init(_ operator: Operator, key: KeyMaterial?) throws(OperatorError) {
    switch `operator` {
    case .replace(let template): form = .replace(template)
    case .redact: form = .redact
    case .mask(let keepFirst, let keepLast): form = .mask(keepFirst: keepFirst, keepLast: keepLast)
    case .keep: form = .keep
    case .hash:
      guard let key else { throw .keyMissing(operator: `operator`.name) }
      form = .hash(ValueHasher(key: key))
    case .encrypt:
      guard let key else { throw .keyMissing(operator: `operator`.name) }
      form = .encrypt(ValueCipher(key: key))
    }
  }

  /// Whether matches stay as they are.
  var keeps: Bool {
    if case .keep = form { true } else { false }
  }

  /// Whether matches become the name of their entity, which is the default.
  var isDefault: Bool {
    if case .replace(let template) = form { template == .entityName } else { false }
  }

  /// Whether different values keep different stand-ins.
  var distinguishes: Bool {
    switch form {
    case .hash, .encrypt, .keep: true
    case .replace, .redact, .mask: false
    }
  }

  /// Appends the stand-in of one match. A value that cannot be encrypted becomes `<ENTITY>`.
  func append(for value: Span<UInt8>, entity: String, to output: inout [UInt8]) {
    switch form {
    case .replace(let template):
      template.append(entity: entity, to: &output)
    case .redact:
      break
    case .mask(let keepFirst, let keepLast):
      Masking.append(value, keepFirst: keepFirst, keepLast: keepLast, to: &output)
    case .hash(let hasher):
      output.append(contentsOf: "<\(entity):".utf8)
      hasher.append(value, entity: entity, to: &output)
      output.append(UInt8(ascii: ">"))
    case .encrypt(let cipher):
      let start = output.count
      output.append(contentsOf: "<\(entity)\(StandIn.encryptedMark)".utf8)
      if !cipher.append(value, entity: entity, to: &output) {
        output.removeSubrange(start...)
        output.append(contentsOf: "<\(entity)".utf8)
      }
      output.append(UInt8(ascii: ">"))
    case .keep:
      value.withUnsafeBufferPointer { output.append(contentsOf: $0) }
    }
  }
}

/// Why an operator cannot be used.
public enum OperatorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// `hash` or `encrypt` was chosen, by its name, and there is no key.
  case keyMissing(operator: String)

  public var description: String {
    switch self {
    case .keyMissing(let name): "operator \(name) needs a key file (TRACEVEIL_KEY_FILE)"
    }
  }
}
