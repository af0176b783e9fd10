/// Where the reader of a store is, with what it needs to go on. For one thread at a time.
struct StoreCursor {
  /// The first number of its segment. The reader may have read all of it and wait for the next.
  var segment: UInt64?
  var file: OpenFile?
  var offset = SegmentHead.size
  /// The sequence number of the last record that was seen.
  var sequence: UInt64
  /// The items of all records up to that one.
  var items: UInt64
  /// Where the record is that was handed out last: its segment, and the place of its header.
  var given: (segment: UInt64, offset: Int)?
  /// False when the disk did not say: then no gap is seen before the next record.
  var knowsItems = true
  /// Whether the disk did not give what is there, the last time.
  var hasFailedToRead = false
  var mark = HandlingMark()
  var markFile: OpenFile?
  /// The records up to this one are read one by one, because the process ended while it worked on one of them.
  var carefulThrough: UInt64 = 0
}
