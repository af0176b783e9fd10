internal import COTLP

// Parts replaced as wholes. What they held is wiped.
extension SpanEditor {
  package mutating func setStatus(_ status: SpanStatus) throws(ArenaFull) {
    let made = try builder.status(status)
    if let old = message.pointee.status { MessageWiping.wipe(old) }
    message.pointee.status = made
  }

  package mutating func setAttributes(_ attributes: Attributes) throws(ArenaFull) {
    let made = try builder.attributes(attributes)
    removeAll(message.pointee.attributes, count: message.pointee.n_attributes)
    (message.pointee.n_attributes, message.pointee.attributes) = made
  }

  package mutating func setEvents(_ events: [SpanEvent]) throws(ArenaFull) {
    let made = try builder.list(events) { (event: SpanEvent) throws(ArenaFull) in try builder.event(event) }
    removeAll(message.pointee.events, count: message.pointee.n_events)
    (message.pointee.n_events, message.pointee.events) = made
  }

  package mutating func setLinks(_ links: [SpanLink]) throws(ArenaFull) {
    let made = try builder.list(links) { (link: SpanLink) throws(ArenaFull) in try builder.link(link) }
    removeAll(message.pointee.links, count: message.pointee.n_links)
    (message.pointee.n_links, message.pointee.links) = made
  }

  private func removeAll<Message>(_ messages: MessageArray<Message>?, count: Int) {
    guard let messages else { return }
    for index in 0..<count {
      if let message = messages[index] { MessageWiping.wipe(message) }
    }
  }
}
