/// Requests of several services, byte by byte.
enum ServiceSpans {
  /// `resource_spans` of one service.
  static func resource(_ service: String, spans: Int) -> [UInt8] {
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
      precondition(content.count < 0x4000)
      return [number << 3 | 2, UInt8(content.count & 0x7F) | 0x80, UInt8(content.count >> 7)] + content
    }
    let pair = field(1, Array("service.name".utf8)) + field(2, field(1, Array(service.utf8)))
    let span = field(1, Array(repeating: 7, count: 16)) + field(2, Array(repeating: 8, count: 8))
    let scope = (0..<spans).flatMap { _ in field(2, span) }
    return field(1, field(1, field(1, pair)) + field(2, scope))
  }
}
