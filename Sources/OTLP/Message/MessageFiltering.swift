/// Removal from the array of a repeated message field.
enum MessageFiltering {
  /// Keeps the messages that `isKept` accepts, in order; wipes the others. When it throws, the message it
  /// threw at and those behind stay.
  static func filter<Message>(
    _ messages: MessageArray<Message>,
    count: inout Int,
    _ isKept: (UnsafeMutablePointer<Message>) throws -> Bool
  ) rethrows {
    let end = count
    var (next, kept) = (0, 0)
    defer {
      (messages + kept).update(from: messages + next, count: end - next)
      count = kept + end - next
    }
    while next < end {
      if let message = messages[next] {
        if try isKept(message) {
          messages[kept] = message
          kept += 1
        } else {
          MessageWiping.wipe(message)
        }
      }
      next += 1
    }
  }
}
