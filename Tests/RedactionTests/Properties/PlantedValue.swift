@testable import Redaction

/// A value that must not survive, with what stands before it where a recognizer needs that.
struct PlantedValue {
  let entity: EntityType
  var lead = ""
  let text: String

  /// Whether it can stand in JSON as a number.
  var isNumber: Bool { text.allSatisfy { $0.isASCII && $0.isNumber } && !text.hasPrefix("0") }

  /// Values of every entity that is on by default.
  static let all: [PlantedValue] = samples + personal + secrets

  private static let samples = RecognizerSamples.all.filter(\.recognizer.isOnByDefault).flatMap { sample in
    sample.samples.map { text in
      let word = sample.recognizer.contextWords.first.map { "\($0) " }
      return PlantedValue(entity: sample.recognizer.entity, lead: word ?? "", text: text)
    }
  }

  private static let personal =
    [
      "bob@example.com", "gina+c2xg@uni-koeln.de", "_o'brien@a.b.io", "anna.muster@mail.example.org",
    ].map { PlantedValue(entity: .emailAddress, text: $0) }
    + ["4111111111111111", "4869 2298 6272 5329", "3760-380827-44257", "2221.6173.2005.5726"]
    .map { PlantedValue(entity: .creditCard, text: $0) }

  private static let secrets =
    ["Authorization: Bearer ", "authorization=Basic ", "use bearer "].map {
      PlantedValue(entity: .bearerToken, lead: $0, text: "cGFzc3dvcmQ6aHVudGVyMnh5eg")
    }
    + ["password=", "db_password: ", "apiKey = ", "AccountKey="].map {
      PlantedValue(entity: .password, lead: $0, text: "hunter2abcXYZ")
    }
}
