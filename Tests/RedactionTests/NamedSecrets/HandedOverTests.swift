import Testing

@testable import Redaction

/// Passwords that a command gets by an option or a pipe of its own.
@Suite struct HandedOverTests {
  @Test(arguments: [
    "rar a -hp«Kq7vTn2Rx9» x.rar y", "rar x -p«Kq7vTn2Rx9» x.rar", "echo «Kq7vTn2Rx9» | kinit otto",
    "echo '«Kq7vTn2Rx9»' | kinit -V otto", "gh auth login --with-token <<< «Kq7vTn2Rx9abcdef»",
    "echo «Kq7vTn2Rx9abcdef» | gh auth login --with-token", "snmpwalk -v2c -c «s3cretComm» host system",
    "snmpget -c «Kq7vTn» -v 1 host sysDescr.0", "schtasks /create /tn x /ru otto /rp «Kq7vTn2Rx9»",
    "vault operator unseal «98m+o2ylRhVbOi+3o5ub6PbP343ocFUVORgSYeypMDjh»",
    "PSEXEC \\\\h -u o -p «Kq7vTn2Rx9» cmd",
    "snmp-server community «s3cr3tRO» RO",
  ])
  func isTaken(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "rar a -hp archive.rar", "snmpwalk -v2c -c public host", "snmpd -c /etc/snmp/snmpd.conf", "kinit otto",
    "echo $TOKEN | gh auth login --with-token", "gh auth login --with-token < token.txt", "tar -c dir | gzip",
    "cat file | gh auth login --with-token", "echo hello | cat", "vault operator unseal -status",
  ])
  func isNone(text: String) throws {
    try expectMarked(text)
  }
}
