internal import CYAML

/// What libyaml finds next in a text.
enum YAMLEvent {
  case streamStart, streamEnd
  case documentStart, documentEnd
  case alias(String)
  case scalar(String, isPlain: Bool, anchor: String?)
  case listStart(anchor: String?)
  case listEnd
  case mappingStart(anchor: String?)
  case mappingEnd

  init(_ event: yaml_event_t) {
    switch event.type {
    case YAML_STREAM_START_EVENT: self = .streamStart
    case YAML_DOCUMENT_START_EVENT: self = .documentStart
    case YAML_DOCUMENT_END_EVENT: self = .documentEnd
    case YAML_ALIAS_EVENT: self = .alias(Self.text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      self = .scalar(
        String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self),
        isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE && scalar.plain_implicit == 1,
        anchor: Self.text(scalar.anchor)
      )
    case YAML_SEQUENCE_START_EVENT: self = .listStart(anchor: Self.text(event.data.sequence_start.anchor))
    case YAML_SEQUENCE_END_EVENT: self = .listEnd
    case YAML_MAPPING_START_EVENT: self = .mappingStart(anchor: Self.text(event.data.mapping_start.anchor))
    case YAML_MAPPING_END_EVENT: self = .mappingEnd
    default: self = .streamEnd
    }
  }

  private static func text(_ bytes: UnsafeMutablePointer<UInt8>?) -> String? {
    bytes.map { String(cString: $0) }
  }
}
