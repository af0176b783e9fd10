import Testing

@testable import Redaction

/// Credentials of `Authorization` headers, of every scheme: the scheme stays.
@Suite struct AuthorizationTests {
  @Test(arguments: [
    "Authorization: ApiKey «pNfW3LMIeCa8CrPNmvro:J1Ua9yb-kjxn8SqY1z4QcI»",
    "Authorization: GenieKey «ffd3df52-c01d-4b1b-82d1-28d0bdb10cb3»",
    "authorization: Splunk «7f3791ca-771c-5cd5-c09a-9567abc5471f»",
    "Authorization: Basic «b3R0bzpxdWl0dGU0NzEx»",
    "Authorization: Bearer «DL62YX1KSALjjD1olPXM1g4exHgBoJDsJm6XykVA»",
    "Authorization=Basic «45KEu5wU1tV3wK6gML15HeECAa49QonnxIx79Q7Q»",
    #"{"Authorization": "Bearer «JJTyiqpJhr9Aj6iHiLu4WdkoBkfL0CYAq4KQo37Q»"}"#,
    "authorization: Token «abc123abc123»",
    "Authorization: Negotiate «YIIJvwYGKwYBBQUCoIIJszCCCa+gJDAi»",
    "Authorization: NTLM «TlRMTVNTUAABAAAAB4IIogAAAAA=»",
    "Authorization: DPoP «eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiJ9x»",
    "Authorization: SSWS «00QCjAl4MlV-WPXM1g4exHgBoJDsJm6X»",
    "Authorization: Klaviyo-API-Key «pk7f3791ca771c5cd5c09a»",
    "Authorization: AWS4-HMAC-SHA256 «Credential=AXIAX47ICENWQQSKFOFJ/20260101/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024»",
    #"Authorization: Digest «username="otto", realm="x", nonce="dcd98b7102dd", uri="/", response="6629fae49393a05397450978507c4ef1"»"#,
    #"Authorization: Hawk «id="dh37", ts="1353832234", nonce="j4h3g2", mac="6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="»"#,
    #"Authorization: Token «token="qK93kd02mf83kd", option="x"»"#,
    "Authorization: SharedKey «acme:q7GouSHrcvm2i4JSyw8zIDmjEU6QtBal3J1Ua9ybkjx=»",
    "Authorization: «9f86d081884c7d659a2feaa0c55ad015»",
    "Authorization: Zippo «9f86d081884c7d659a2feaa0c55ad015»",
    "Proxy-Authorization: Basic «b3R0bzpxdWl0dGU0NzEx»",
    #"{"headers":{"authorization":["Basic «b3R0bzpxdWl0dGU0NzEx»"]}}"#,
    #"[["authorization","Basic «b3R0bzpxdWl0dGU0NzEx»"],["accept","*/*"]]"#,
    #"{"name":"authorization","value":"Bearer «b3R0bzpxdWl0dGU0NzEx»"}"#,
    "headers [(b'authorization', b'Basic «b3R0bzpxdWl0dGU0NzEx»'), (b'accept', b'*/*')]",
    "map[Authorization:[Bearer «b3R0bzpxdWl0dGU0NzEx»] Accept:[*/*]]",
    "curl -H 'Authorization: Bearer «SbRRXkzxh9OXs1JPnOpTL9XmxX2tPqk0eMD2Q47Q»' x",
    "headers={'Authorization': 'Bearer «b3R0bzpxdWl0dGU0NzEx»'}",
    #""authorization", "Basic «b3R0bzpxdWl0dGU0NzEx»", "accept""#,
    "use bearer «TH3xRTEHtXegQeNyBEeqZQGoCu2E8TAXTxICX77Q» here",
    "HTTP_AUTHORIZATION=Basic «b3R0bzpxdWl0dGU0NzEx»",
    #"req.setRequestHeader("Authorization", "Basic «b3R0bzpxdWl0dGU0NzEx»")"#,
  ])
  func theCredentialIsFoundBehindTheScheme(text: String) throws {
    try expectMarked(text, as: .bearerToken)
  }
}
