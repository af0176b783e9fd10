import Testing

@testable import TraceVeilGateway

@Suite("Attachments")
struct AttachmentPolicyTests {
  @Test(
    "drop, keep, or media types; nothing else",
    arguments: ["", "all", "image", "*/*", "image/", "drop,keep"]
  )
  func invalid(text: String) {
    #expect(AttachmentPolicy(text) == nil)
  }

  @Test("Types are compared whole, or up to their slash")
  func types() throws {
    let policy = try #require(AttachmentPolicy("image/*, application/PDF"))
    #expect(policy.allows("image/png"))
    #expect(policy.allows("application/pdf"))
    #expect(!policy.allows("application/pdfx"))
    #expect(!policy.allows("imagex/png"))
    #expect(!AttachmentPolicy.drop.allows("image/png"))
    #expect(AttachmentPolicy.keep.allows("x/y"))
  }

  @Test("A type is told by the content")
  func sniffing() {
    #expect(MediaTypeSniffer.type(of: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == "image/png")
    #expect(MediaTypeSniffer.type(of: Array("RIFF0000WAVE".utf8)) == "audio/wav")
    #expect(MediaTypeSniffer.type(of: Array("hello".utf8)) == "text/plain")
    #expect(MediaTypeSniffer.type(of: [0, 1, 2, 0xFF]) == "application/octet-stream")
  }
}
