internal import COTLP

/// Zeroing of memory that held telemetry.
enum Wiping {
  static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
    otlp_wipe(bytes.baseAddress, bytes.count)
  }
}
