internal import CMalloc

/// Zeroing of memory that is not read again, which a compiler may not leave out.
package enum Wiping {
  package static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    cmalloc_wipe(start, bytes.count)
  }
}
