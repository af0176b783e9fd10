import Testing

@testable import Workload

@Suite struct ChatTextsTests {
  private let chat = ChatTexts(seed: 7, count: 300)

  @Test func theSameSeedMakesTheSameTexts() {
    #expect(ChatTexts(seed: 7, count: 20).texts == ChatTexts(seed: 7, count: 20).texts)
    #expect(ChatTexts(seed: 7, count: 20).texts != ChatTexts(seed: 8, count: 20).texts)
  }

  @Test func everyTextIsValidJSON() {
    for text in chat.texts { #expect(JSONCheck.isValid(String(decoding: text, as: UTF8.self))) }
  }

  @Test func oneTextInAHundredIsPlanted() {
    #expect(chat.plantedCount == 3)
  }

  /// Sizes are those of the contents: escapes come on top.
  @Test func sizesAreThoseOfChatRequests() {
    #expect(chat.texts.allSatisfy { (300...12_000).contains($0.count) })
    #expect((2_000...4_000).contains(chat.byteCount / chat.texts.count))
  }
}
