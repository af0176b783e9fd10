import Testing

@testable import TraceVeil

/// Requests and their signatures from AWS's own test suite: `tests/aws-signing-test-suite/v4` of
/// https://github.com/awslabs/aws-c-auth at commit 495329c2433034bd8fd53fc6ba9e0202d3fac876 (Apache-2.0). Those whose paths are
/// not normalized are about S3 alone.
struct SigningVector: Sendable, CustomTestStringConvertible {
  let name: String
  let method: String
  let target: String
  /// Besides the host and what the signer adds.
  var headers: [(name: String, value: String)] = []
  var body = ""
  /// Whether the hash of the body is a header, too.
  var signsBody = false
  var token: String?
  let signature: String

  var testDescription: String { name }

  /// Of `AKIDEXAMPLE`, at 2015-08-30T12:36:00Z.
  static let all = [
    SigningVector(
      name: "get-vanilla",
      method: "GET",
      target: "/",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-vanilla-query",
      method: "GET",
      target: "/",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-vanilla-query-order-key-case",
      method: "GET",
      target: "/?Param2=value2&Param1=value1",
      signature: "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
    ),
    SigningVector(
      name: "get-vanilla-query-order-encoded",
      method: "GET",
      target: "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
      signature: "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac"
    ),
    SigningVector(
      name: "get-vanilla-query-unreserved",
      method: "GET",
      target:
        "/?-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
      signature: "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"
    ),
    SigningVector(
      name: "get-vanilla-empty-query-key",
      method: "GET",
      target: "/?Param1=value1",
      signature: "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"
    ),
    SigningVector(
      name: "get-vanilla-utf8-query",
      method: "GET",
      target: "/?ሴ=bar",
      signature: "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"
    ),
    SigningVector(
      name: "get-unreserved",
      method: "GET",
      target: "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
      signature: "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"
    ),
    SigningVector(
      name: "get-utf8",
      method: "GET",
      target: "/ሴ",
      signature: "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"
    ),
    SigningVector(
      name: "get-space-normalized",
      method: "GET",
      target: "/example space/",
      signature: "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"
    ),
    SigningVector(
      name: "get-slash-normalized",
      method: "GET",
      target: "//",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-slashes-normalized",
      method: "GET",
      target: "//example//",
      signature: "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"
    ),
    SigningVector(
      name: "get-slash-dot-slash-normalized",
      method: "GET",
      target: "/./",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-slash-pointless-dot-normalized",
      method: "GET",
      target: "/./example",
      signature: "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
    ),
    SigningVector(
      name: "get-relative-normalized",
      method: "GET",
      target: "/example/..",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-relative-relative-normalized",
      method: "GET",
      target: "/example1/example2/../..",
      signature: "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    ),
    SigningVector(
      name: "get-header-key-duplicate",
      method: "GET",
      target: "/",
      headers: [("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
      signature: "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"
    ),
    SigningVector(
      name: "get-header-value-order",
      method: "GET",
      target: "/",
      headers: [
        ("My-Header1", "value4"), ("My-Header1", "value1"), ("My-Header1", "value3"),
        ("My-Header1", "value2"),
      ],
      signature: "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"
    ),
    SigningVector(
      name: "get-header-value-trim",
      method: "GET",
      target: "/",
      headers: [("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
      signature: "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"
    ),
    SigningVector(
      name: "get-vanilla-with-session-token",
      method: "GET",
      target: "/",
      token: "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267",
      signature: "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8"
    ),
    SigningVector(
      name: "post-vanilla",
      method: "POST",
      target: "/",
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    ),
    SigningVector(
      name: "post-vanilla-query",
      method: "POST",
      target: "/?Param1=value1",
      signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
    ),
    SigningVector(
      name: "post-vanilla-empty-query-value",
      method: "POST",
      target: "/?Param1=value1",
      signature: "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
    ),
    SigningVector(
      name: "post-header-key-case",
      method: "POST",
      target: "/",
      signature: "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
    ),
    SigningVector(
      name: "post-header-key-sort",
      method: "POST",
      target: "/",
      headers: [("My-Header1", "value1")],
      signature: "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"
    ),
    SigningVector(
      name: "post-header-value-case",
      method: "POST",
      target: "/",
      headers: [("My-Header1", "VALUE1")],
      signature: "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"
    ),
    SigningVector(
      name: "post-sts-header-before",
      method: "POST",
      target: "/",
      token: longToken,
      signature: "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"
    ),
    SigningVector(
      name: "post-x-www-form-urlencoded",
      method: "POST",
      target: "/",
      headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13")],
      body: "Param1=value1",
      signsBody: true,
      signature: "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b"
    ),
    SigningVector(
      name: "post-x-www-form-urlencoded-parameters",
      method: "POST",
      target: "/",
      headers: [
        ("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"), ("Content-Length", "13"),
      ],
      body: "Param1=value1",
      signsBody: true,
      signature: "328d1b9eaadca9f5818ef05e8392801e091653bafec24fcab71e7344e7f51422"
    ),
  ]

  private static let longToken =
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfp"
    + "SPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQ"
    + "DYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+s"
    + "cqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="
}
