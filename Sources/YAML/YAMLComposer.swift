internal import CYAML

/// Makes the tree of a text's nodes.
///
/// An alias stands for a copy of its node. What they all stand for is counted, so that a few lines cannot become
/// billions of nodes.
package struct YAMLComposer {
  /// The deepest nesting of lists and mappings.
  package static let maximumDepth = 64
  /// The most nodes.
  package static let maximumCount = 100_000

  /// libyaml keeps a pointer to the parser in it, so it has one place.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private var anchors: [String: YAMLNode] = [:]
  private var count = 0
  /// The line of the event read last, from 1.
  private var line = 1

  /// The only node of the text's only document; nil where it holds nothing.
  package static func root(of text: String) throws(YAMLError) -> YAMLNode? {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty else { return nil }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      throw YAMLError(problem: .syntax("there is no memory to read it"), line: 0)
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    return try bytes.withUnsafeBufferPointer { buffer throws(YAMLError) in
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      var composer = YAMLComposer(parser: parser)
      return try composer.root(buffer)
    }
  }

  private init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

  private mutating func root(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) -> YAMLNode? {
    guard case .streamStart = try next(text), case .documentStart = try next(text) else { return nil }
    let root = try node(try next(text), depth: 0, text)
    guard case .documentEnd = try next(text), case .streamEnd = try next(text) else {
      throw YAMLError(problem: .syntax("but found another document"), line: line)
    }
    return root
  }

  private mutating func node(
    _ event: YAMLEvent,
    depth: Int,
    _ text: UnsafeBufferPointer<UInt8>
  ) throws(YAMLError) -> YAMLNode {
    let line = line
    switch event {
    case .listStart, .mappingStart:
      guard depth < Self.maximumDepth else { throw YAMLError(problem: .tooDeep, line: line) }
    default: break
    }
    switch event {
    case .alias(let name):
      guard let node = anchors[name] else {
        throw YAMLError(problem: .syntax("found undefined alias"), line: line)
      }
      try take(node.count)
      return node
    case .scalar(let value, let isPlain, let anchor):
      return try made(.scalar(value, isPlain: isPlain), anchor, line, since: count)
    case .listStart(let anchor):
      let before = count
      var list: [YAMLNode] = []
      while true {
        let event = try next(text)
        if case .listEnd = event { break }
        list.append(try node(event, depth: depth + 1, text))
      }
      return try made(.list(list), anchor, line, since: before)
    case .mappingStart(let anchor):
      let before = count
      var pairs: [(key: YAMLNode, value: YAMLNode)] = []
      while true {
        let event = try next(text)
        if case .mappingEnd = event { break }
        let key = try node(event, depth: depth + 1, text)
        pairs.append((key, try node(try next(text), depth: depth + 1, text)))
      }
      try Self.refuseDuplicates(pairs.map(\.key))
      return try made(.mapping(pairs), anchor, line, since: before)
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .listEnd, .mappingEnd:
      throw YAMLError(problem: .syntax("did not find expected node content"), line: line)
    }
  }

  private mutating func made(
    _ content: YAMLNode.Content,
    _ anchor: String?,
    _ line: Int,
    since before: Int
  ) throws(YAMLError) -> YAMLNode {
    try take(1)
    let node = YAMLNode(content: content, line: line, count: count - before)
    if let anchor { anchors[anchor] = node }
    return node
  }

  private mutating func take(_ nodes: Int) throws(YAMLError) {
    count += nodes
    guard count <= Self.maximumCount else { throw YAMLError(problem: .tooMany, line: line) }
  }

  private static func refuseDuplicates(_ keys: [YAMLNode]) throws(YAMLError) {
    let duplicates = Dictionary(grouping: keys.filter { $0.scalar != nil }) { $0.scalar ?? "" }
      .filter { $1.count > 1 }
    guard let first = duplicates.min(by: { $0.key < $1.key }) else { return }
    throw YAMLError(problem: .duplicateKeys(duplicates.keys.sorted()), line: first.value[0].line)
  }

  private mutating func next(_ text: UnsafeBufferPointer<UInt8>) throws(YAMLError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure(text) }
    defer { yaml_event_delete(&event) }
    line = event.start_mark.line + 1
    return YAMLEvent(event)
  }

  private func failure(_ text: UnsafeBufferPointer<UInt8>) -> YAMLError {
    let words = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be read"
    // A byte that no text may hold has an offset and no line.
    let line =
      parser.pointee.error == YAML_READER_ERROR
      ? text.prefix(parser.pointee.problem_offset).count { $0 == UInt8(ascii: "\n") }
      : parser.pointee.problem_mark.line
    return YAMLError(problem: .syntax(words), line: line + 1)
  }
}
