import Testing

@testable import Redaction

/// Names in expressions: compared with a literal, or joined to one by an operator.
@Suite struct ComparisonTests {
  @Test(arguments: [
    #"if (api_key != "«q7GouSHrcvm2i4JS»")"#, #"if (api_key !== "«q7GouSHrcvm2i4JS»")"#,
    #"if ("«q7GouSHrcvm2i4JS»" == password)"#, #"if ("«Star_4711»" != $password) {"#,
    #"if ("«Star_4711»".equals(password))"#, #"if (password.equals("«Star_4711»"))"#,
    #"secret.assign("«q7GouSHrcvm2i4JS»",17)"#, "WHERE password <> '«Star_4711»'",
    "password LIKE '«Star_4711»'",
    "if ($password eq '«Star_4711»')", #"expect(password).toBe("«Star_4711»")"#,
    #"strcmp(password, "«Star_4711»")"#,
    #"if ($password -ne "«Star_4711»")"#,
    #"[ "$PASSWORD" = "«Star_4711»" ]"#,
  ])
  func theLiteralIsFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "return fooToken || '«q7GouSHrcvm2i4JS»'", #"fooToken or "«q7GouSHrcvm2i4JS»""#,
    #"process.env.PW || "«Star_4711»""#,
    #"fooToken ? "«q7GouSHrcvm2i4JS»" : """#, #"$fooToken .= "«q7GouSHrcvm2i4JS»""#,
    #"$fooToken ??= "«q7GouSHrcvm2i4JS»""#, "fooToken :::= «q7GouSHrcvm2i4JS»",
    #"fooToken ?= "«q7GouSHrcvm2i4JS»""#,
  ])
  func theDefaultIsFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"$as->{pass} ? "PASS" : "FAIL""#, #"if (token != "string")"#,
    #"if (password == "" || user == "admin1")"#,
    "password || 'required'", "'Test2::Event::Pass' => '1.302190'", "'Test2::Event::Pass' => 'cpan'",
    "my $pass = $self->{+_PASSING} or return 0;", "if (token.equals(other))", "password or username",
  ])
  func whatIsNoValueStays(text: String) throws {
    try expectMarked(text)
  }
}
