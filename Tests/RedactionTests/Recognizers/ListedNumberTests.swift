import Testing

@testable import Redaction

/// Long numbers that tell one thing from others, and numbers of things that have to do with phones.
@Suite struct ListedNumberTests {
  @Test(arguments: [
    "ids: 4357254234352684, 4283489576993666, 4809320602129816", "ids: [1, 4435492829419346]",
    #"{"user_ids":[4158831718913460,4067061298255088]}"#, "trace ids 4216731463935777 and 4943206421445565",
    "WHERE id IN (4357254234352684, 4283489576993666)", "GET /users/4357254234352684",
    "user:4357254234352684:name",
    "step 4761696224485736 of training", "upload-4524108795299106", "chunk-4524108795299106",
    "batch_4669618178609957", "run_4443431309651739", "file_4493652460853801.png",
  ])
  func idsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "ids: [1, 2], «4283489576993666»", "pan_«4669618178609957»", "otto 12, «4283489576993666»",
    "paid in («4357254234352684»)", "/cards/«4357254234352684»", "user:«4357254234352684»",
    #"{"user_ids":[1,2],"number":"«4283489576993666»"}"#, "/users «4357254234352684»",
    "user «4357254234352684»", "card-«4357254234352684»", "x-«4357254234352684»",
  ])
  func cardsBesideThemGo(text: String) throws {
    try expectMarked(text, as: .creditCard)
  }

  @Test(arguments: [
    "phone: 000-000-0000", "phone: 1111111111", "phone orders: 5783170", "fax pages: 5324371",
    "sms sent: 5324371", "sms: 5783170 sent", "phone verification attempts: 5783170",
  ])
  func countsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "phone: «206-555-0143»", "phone: «5783170»", "Phone orders: «800-555-1234»", "sms to «2065550143» sent",
    "phone: «222-2223»",
  ])
  func phonesBesideThemGo(text: String) throws {
    try expectMarked(text, as: .phoneNumber)
  }
}
