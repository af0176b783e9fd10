import Testing

@testable import Redaction

/// Passwords on command lines whose words are the elements of a list.
@Suite struct ListedCommandTests {
  @Test(arguments: [
    #"["mysql","-u","root","-p«TannexbpK12w»"]"#, "['mysql', '-p«Tanne9912w»']",
    #"["sshpass","-p","«Tanne9912w»","ssh","h"]"#, #"["curl","-u","otto:«Tanne9912w»","https://a"]"#,
    #"["curl", "--user", "otto:«Tanne9912w»", "https://a"]"#, #"["curl", "--user=otto:«Tanne9912w»", "x"]"#,
    #"["/usr/bin/curl", "-u", "otto:«Tanne9912w»"]"#,
    #"{"cmd":"[\"mysql\",\"-uroot\",\"-p«Tanne9912w»\"]"}"#,
    #"{"command": ["redis-cli", "-h", "db", "-a", "«Tanne9912w»", "ping"]}"#,
    #"subprocess.run(["ldapsearch", "-x", "-D", dn, "-w", "«Tanne9912w»"])"#,
    #"subprocess.run(["mysqldump", "-u", get(user), "-p«Tanne9912w»", "shop"])"#,
    #"exec.Command("sshpass", "-p", "«Tanne9912w»", "ssh", host)"#,
    #"RUN ["docker", "login", "-u", "otto", "-p", "«Tanne9912w»"]"#,
    #"CMD ["smbclient", "//h/s", "-U", "otto%«Tanne9912w»"]"#, #"["7z", "x", "-p«Tanne9912w»", "a.7z"]"#,
    #"["sqlcmd","-S","db","-U","sa","-P","«Tanne9912w»"]"#,
    "command:\n  - mysql\n  - -uroot\n  - -p«Tanne9912w»", "command:\n  - mysql\n  - \"-p«Tanne9912w»\"",
    "command: [\"mysql\"]\nargs:\n  - \"-p«Tanne9912w»\"",
    "args:\n  - sshpass\n  - -p\n  - «Tanne9912w»\n  - ssh",
    "args:\n- curl\n- -u\n- otto:«Tanne9912w»\n- https://a",
  ])
  func isFound(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"["mysql","-u","root","-p","shop"]"#, #"["docker","run","-p","8080:80","mysql:8"]"#,
    #"["curl","-u","$USER:$PASS","https://a"]"#, #"["sshpass","-p",password,"ssh"]"#,
    #"["mysql","-P","3306","-h","db"]"#, #"["mkdir","-p","/var/lib/mysql1x"]"#,
    #"["curl", "-u", f"{user}:{pw}"]"#, #"["ssh","-p","2222abc9"]"#, #"["ps", "-u", "otto"]"#,
    "- mysql\nimage: x\nports:\n  - -p8080x9", "[\"-p\"", "\"-p", "- -p",
  ])
  func whatIsNoPasswordStays(text: String) throws {
    try expectMarked(text)
  }
}
