@testable import Redaction

/// Texts of which all is one token, by entity.
enum TokenSamples {
  static let recognizers: [(recognizer: any Recognizer, samples: [String])] = [
    (token(.awsAccessKey), ["AKIAX47ICENWQQSKFOFJ", "ASIAX47ICENWQQSKFOFJ"]),
    (
      token(.gitHubToken),
      [
        "ghp_F4M9W6bLyzlwhmnBI2LKIGBSHNwqArbjoRAL",
        "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",
      ]
    ),
    (token(.gitLabToken), ["glpat-ABCdef123456_-xyzABC"]),
    (
      token(.anthropicKey),
      ["sk-ant-api03-hWUS_KXNRF3yUfU2nJVjQiuBWK4gf6DTUf0Krup36FU5J0Fxf0yYJcDILimdDvqC"]
    ),
    (
      token(.openAIKey),
      [
        "sk-proj-Cya6tb1nZGWaHkqQYIKC2oWIpbZ-N9wdyJkN8iBWULo3KRPs",
        "sk-abcdefghijklmnopqrstT3BlbkFJ0123456789abcdefghij",
      ]
    ),
    (token(.slackToken), ["xoxb-973639994611-882083232677-z5gib9xLLi1ZZNW2AKjZYHpD"]),
    (token(.googleAPIKey), ["AIzaSyA1234567890abcdefghijklmnopqrstuv"]),
    (token(.stripeKey), ["sk_live_4eC39HqLyjWDarjtT1zdp7dc", "whsec_0123456789abcdefghijklmnop"]),
    (token(.huggingFaceToken), ["hf_abcdefghijklmnopqrstuvwxyzABCDEFGH"]),
    (token(.databricksToken), ["dapi0123456789abcdef0123456789abcdef"]),
    (token(.npmToken), ["npm_0123456789abcdefghijklmnopqrstuvwxyz"]),
    (token(.pypiToken), ["pypi-AgEIcHlwaS5vcmcCJDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAw"]),
    (
      token(.apiKey),
      [
        "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", "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",
        "862862072:AABIj0fecRPdnTZ-Hnz3gc2jCBRAO03as3_", "2c5f0d1a7b3e49866d1f0c2b9a8e7d54-us21",
        "k3p8Q~xW2vLm9TzRb4Yc7Nd1Fg6Hs5Jq0Ka8Pe3U",
        "Ab3dE6gH9jK2mN.atlasv1."
          + "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9jK2mN5pQ8sT1vW4yZ7aB3dE6gH9jK2m",
        "access_token$production$8x3k9q2m5w7r1t4z$0a1b2c3d4e5f60718293a4b5c6d7e8f9",
      ]
    ),
  ]

  private static func token(_ entity: EntityType) -> TokenRecognizer {
    TokenRecognizer(entity, TokenForm.all.filter { $0.entity == entity })
  }
}
