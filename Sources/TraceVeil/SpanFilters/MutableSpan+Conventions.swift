public import OTLP

// What conventions have different names and forms for.
extension MutableSpan {
  /// The inputs of the span, as MLflow shows them: mostly an object. Nil if it has none.
  ///
  /// Reads MLflow's attribute, or what OpenInference, OpenLLMetry and the semantic conventions for generative AI
  /// have in its place; JSON texts are read. Setting it replaces every such value that is not equal to it, in the
  /// form in which the span has it, and takes away what repeats them: numbered messages, events of messages. So
  /// setting what was read changes nothing; nil takes the values away.
  public var inputs: AttributeValue? {
    get { value(of: SpanConventions.inputs) }
    set { set(SpanConventions.inputs, to: newValue) }
  }

  /// The outputs of the span, in the same forms as ``inputs``. Chunks of a stream repeat them.
  public var outputs: AttributeValue? {
    get { value(of: SpanConventions.outputs) }
    set { set(SpanConventions.outputs, to: newValue) }
  }

  /// MLflow's type of the span, such as `TOOL`, or the type of another convention. Setting it sets MLflow's, which
  /// wins over the others. Setting nil removes all of them.
  public var spanType: String? {
    get {
      let found = attributes(SpanConventions.encodedTypeKeys)
      guard !found.isEmpty else { return nil }
      return SpanConventions.type { key in found.first { $0.key == key }?.value }
    }
    set {
      guard let newValue else {
        for key in SpanConventions.typeKeys { attributes[key] = nil }
        return
      }
      let old = attribute(SpanConventions.mlflowType)
      attributes[SpanConventions.mlflowType] = form.written(.string(newValue), over: old)
    }
  }

  private func value(of side: SpanConventions.Side) -> AttributeValue? {
    side.values.lazy.compactMap { attribute($0) }.first.map { form.value(of: $0) }
  }

  private mutating func set(_ side: SpanConventions.Side, to new: AttributeValue?) {
    let present = side.values.filter { attribute($0) != nil }
    let changed = present.filter { key in attribute(key).map { self.form.value(of: $0) } != new }
    guard present.isEmpty ? new != nil : !changed.isEmpty else { return }
    let form = self.form
    for key in changed { attributes[key] = new.map { form.written($0, over: attributes[key]) } }
    if let new, present.isEmpty { attributes[side.main] = form.written(new, over: nil) }
    removeCopies(side)
  }

  private mutating func removeCopies(_ side: SpanConventions.Side) {
    let kept = attributes.filter { attribute in
      !side.copies.contains(attribute.key)
        && !side.copyPrefixes.contains { attribute.key.hasPrefix($0) }
    }
    if kept.count < attributes.count { attributes = Attributes(kept) }
    events.removeAll { side.events.contains($0.name) }
    for index in events.indices {
      for key in side.eventAttributes where events[index].attributes[key] != nil {
        events[index].attributes[key] = nil
      }
    }
  }
}
