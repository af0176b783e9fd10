internal import CScanner

/// The triggers of several recognizers as the scanner's table, and who listens to each.
struct TriggerTable: Sendable {
  /// A recognizer that wants hits of a trigger with at least `minimum` digits or bytes.
  struct Listener: Sendable {
    var recognizer: Int
    var minimum: Int
  }

  private let table: ScannerTable
  /// The listeners of all triggers. Those of one trigger lie next to each other, the smallest minimum first.
  let listeners: [Listener]
  private let ends: [Int]

  init(_ recognizers: [any Recognizer]) throws {
    let draft = TriggerTableDraft()
    for (index, recognizer) in recognizers.enumerated() {
      for trigger in recognizer.triggers {
        try draft.add(trigger, for: index)
      }
    }
    try draft.declareShapes()
    draft.table.seal()
    table = draft.table
    listeners = draft.listeners.flatMap { $0.sorted { $0.minimum < $1.minimum } }
    var end = 0
    ends = draft.listeners.map {
      end += $0.count
      return end
    }
  }

  /// Where in `listeners` those of a trigger are.
  @inline(__always)
  func places(of trigger: UInt16) -> Range<Int> {
    let trigger = Int(trigger)
    return (trigger > 0 ? ends[trigger - 1] : 0)..<ends[trigger]
  }

  func scan(_ text: ByteView, from start: Int, into hits: inout [cscanner_hit]) -> cscanner_result {
    let bytes = text.unsafeBytes
    return hits.withUnsafeMutableBufferPointer { hits in
      cscanner_scan(table.memory, bytes.baseAddress, bytes.count, start, hits.baseAddress, hits.count)
    }
  }
}

/// The scanner's table at an address of its own: as a stored value its thousands of bytes would be copied for every
/// text. Its memory is raw because a type that holds such a value, or a typed pointer to one, gets functions that copy
/// it member by member, 0.5 MB of them. Sendable because nothing changes it once it is sealed.
private final class ScannerTable: @unchecked Sendable {
  private let bytes = UnsafeMutableRawPointer.allocate(
    byteCount: MemoryLayout<cscanner_table>.size,
    alignment: MemoryLayout<cscanner_table>.alignment
  )

  var memory: UnsafeMutablePointer<cscanner_table> {
    @inline(__always) get { bytes.assumingMemoryBound(to: cscanner_table.self) }
  }

  init() {
    cscanner_table_init(memory)
  }

  deinit {
    bytes.deallocate()
  }

  func seal() {
    cscanner_table_seal(memory)
  }
}

/// A table that triggers are still added to.
private final class TriggerTableDraft {
  typealias Listener = TriggerTable.Listener

  let table = ScannerTable()
  private(set) var listeners: [[Listener]] = []
  private var identifiers: [Trigger: UInt16] = [:]
}

extension TriggerTableDraft {
  func add(_ trigger: Trigger, for recognizer: Int) throws {
    let (shape, minimum) = trigger.shape
    let isNew = identifiers[shape] == nil
    let identifier = identifiers[shape] ?? UInt16(listeners.count)
    if isNew {
      identifiers[shape] = identifier
      listeners.append([])
    }
    listeners[Int(identifier)].append(Listener(recognizer: recognizer, minimum: minimum))
    if isNew, !declare(shape, as: identifier) { throw RedactionError.tooManyTriggers }
  }

  private func declare(_ shape: Trigger, as identifier: UInt16) -> Bool {
    switch shape {
    case .literal(let text, let anyCase):
      let bytes = Array(text.utf8.prefix(CSCANNER_MAX_LITERAL_LENGTH))
      return cscanner_add_literal(table.memory, bytes, bytes.count, anyCase, identifier)
    case .prefix(let text):
      let bytes = Array(text.utf8.prefix(CSCANNER_MAX_LITERAL_LENGTH))
      return cscanner_add_prefix(table.memory, bytes, bytes.count, identifier)
    case .chain(let byte, let gaps, let count):
      let chain = cscanner_chain(
        byte: byte.asciiValue ?? 0,
        min_gap: UInt8(clamping: gaps.lowerBound),
        max_gap: UInt8(clamping: gaps.upperBound),
        count: UInt8(clamping: count),
        trigger: identifier
      )
      return cscanner_add_chain(table.memory, chain)
    case .digitGroups:
      return cscanner_set_groups(table.memory, identifier)
    case .lettersAndDigits:
      return cscanner_set_letters_digits(table.memory, identifier)
    case .digits, .alphanumerics:
      return true  // declared once the smallest minimum is known
    }
  }

  /// Clusters and runs are searched for with the smallest minimum of all; listeners filter by their own.
  func declareShapes() throws {
    if let trigger = identifiers[.digits(atLeast: 0)] {
      let minimum = listeners[Int(trigger)].map(\.minimum).min() ?? 0
      guard cscanner_set_digits(table.memory, UInt16(clamping: minimum), trigger) else {
        throw RedactionError.tooManyTriggers
      }
    }
    if let trigger = identifiers[.alphanumerics(atLeast: 0)] {
      let minimum = listeners[Int(trigger)].map(\.minimum).min() ?? 0
      guard cscanner_set_run(table.memory, UInt16(clamping: minimum), trigger) else {
        throw RedactionError.tooManyTriggers
      }
    }
  }
}

extension Trigger {
  /// The trigger without its minimum, which every listener has for itself.
  fileprivate var shape: (Trigger, minimum: Int) {
    switch self {
    case .digits(let minimum): (.digits(atLeast: 0), minimum)
    case .alphanumerics(let minimum): (.alphanumerics(atLeast: 0), minimum)
    case .literal(let text, let anyCase): (.literal(text.firstBytes, anyCase: anyCase), 0)
    case .prefix(let text): (.prefix(text.firstBytes), 0)
    case .chain, .digitGroups, .lettersAndDigits: (self, 0)
    }
  }
}

extension String {
  /// What the scanner looks for of a longer word.
  fileprivate var firstBytes: String {
    String(decoding: utf8.prefix(CSCANNER_MAX_LITERAL_LENGTH), as: UTF8.self)
  }
}
