import Testing

@testable import Redaction

/// Passwords that are words of commands and of statements of SQL, behind the name of an account.
@Suite struct AccountCommandTests {
  @Test(arguments: [
    "rabbitmqctl add_user otto «anis88kkx»", "rabbitmqctl change_password otto «anis88kkx»",
    "rabbitmqctl add_user 'otto' '«anis88kkx»'", "ejabberdctl register otto example.org «kd82mmwz»",
    "samba-tool user create otto «kd82mmWz1»",
    "ejabberdctl change_password otto example.org «kd82mmwz»",
    "neo4j-admin dbms set-initial-password «kd82mmwz»", "virsh set-user-password vm root «kd82mmwz»",
    "mysqladmin -u root password '«kd82mmwz»'", "nmcli dev wifi connect Home password «kd82mmwz»",
    #"drush user:password admin "«kd82mmwz»""#, #"restic -r x --password-command "echo «kd82mmwz»""#,
    "cypher-shell -u neo4j -p «kd82mmwz»", "bin/elasticsearch-users passwd otto -p «kd82mmwz»",
    "doveadm pw -s SHA512-CRYPT -p «kd82mmwz»", "yt-dlp -u otto -p «kd82mmwz» u",
    "7z x x.7z -p«kd82mmwz»", "sudo -S <<< «kd82mmwz» ls", "sshpass -p '«melisse 4x!»' ssh root@host",
    #"gh secret set TOKEN --body "«k3J9xQ2mV7tR1bZ8wL5pN4cY»""#,
    "cscli bouncers add x -k «8d7s6a5k4j3h2g1f0q9w»",
  ])
  func isFoundInCommands(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "rabbitmqctl add_user --help", "rabbitmqctl add_user USERNAME PASSWORD", "mysqladmin password",
    "samba-tool user create --random-password",
    #"drush user:password admin "newpassword""#, "rabbitmqctl list_users",
  ])
  func commandsWithoutOneStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "create user otto identified by «rose77xk9»;", "alter user scott identified by «tiger99x»;",
    "create user x identified by «Abc12345x» default tablespace users;",
    "grant connect to otto identified by «rose77xk9»;", "CREATE USER otto IDENTIFIED BY «rose77xk9»;",
    "CREATE DATABASE LINK rl CONNECT TO hr IDENTIFIED BY «hrpw8821» USING 'sales';",
    "alter user scott identified by values '«S:8F2D65FB5547B71C8DA3760F10960428CD307B1C6271691FC55C1F5655»';",
  ])
  func isFoundInStatements(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "the resource is identified by name9x", "rows identified by id4217", "modified by user1234",
    "specified by RFC 2119", "create user otto identified by password",
  ])
  func proseStays(text: String) throws {
    try expectMarked(text)
  }
}
