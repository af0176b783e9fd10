/// An HTTP/1.1 response as it came over the wire.
package struct RawResponse: Sendable {
  package var status: Int
  /// In the order they came, names in lower case.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  /// The first header of that name.
  package subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// Takes one response off the front of `bytes`; nil while it is not complete. A response without a length
  /// has no body, which is true of all that a receiver sends.
  ///
  /// - Parameter toHEAD: Whether the length announces a body that is never sent.
  static func parse(_ bytes: inout [UInt8], toHEAD: Bool) -> RawResponse? {
    let mark = Array("\r\n\r\n".utf8)
    guard let headEnd = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { return nil }
    let lines = String(decoding: bytes[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    let headers = lines.dropFirst().map { line in
      let halves = line.split(separator: ":", maxSplits: 1)
      return (name: halves[0].lowercased(), value: String(halves.count > 1 ? halves[1].dropFirst() : ""))
    }
    var response = RawResponse(
      status: Int(lines[0].split(separator: " ")[1]) ?? 0,
      headers: headers,
      body: []
    )
    let length = toHEAD ? 0 : response["content-length"].flatMap { Int($0) } ?? 0
    let bodyStart = headEnd + mark.count
    guard bytes.count >= bodyStart + length else { return nil }
    response.body = Array(bytes[bodyStart..<bodyStart + length])
    bytes.removeFirst(bodyStart + length)
    return response
  }
}
