import Testing

@testable import Redaction

/// Passwords on command lines and in URLs.
@Suite struct CommandLineTests {
  @Test(arguments: [
    "curl -u otto:«maulbeere81» https://api.example.org/me",
    "curl -s --user 'otto:«maulbeere81»' https://api.example.org",
    #"curl -XPOST -uotto:x -u "otto:«maulbeere81»" x"#,
    "mysql -u root -p«quitte4711x» shop",
    "mysqldump --single-transaction -uroot -p'«quitte4711x»' shop",
    "sshpass -p «holunder3z» ssh otto@host",
    "sshpass -p'«holunder3z»' ssh otto@host",
    "mysql -u root -p«sonnenblume» shop", "mysql -password «aKml51ogna1B!» -h db",
    "mysql --password «aKml51ogna1B!» -h db",
    "mysql --password=«aKml51ogna1B» -h db",
    "--db-password '«x7x7x7x7»'",
    "docker login -u otto -p «maulbeere81» registry.example.org",
    "redis-cli -h cache -a «maulbeere81» ping",
    "wget --user=otto --password=«maulbeere81» https://example.org",
    "wget --http-password «maulbeere81» https://example.org",
    "openssl rsa -in key.pem -passin pass:«maulbeere81» -out x",
    "openssl pkcs12 -export -passout pass:«maulbeere81»",
    "7z x -p«maulbeere81» a.7z",
    "zip -P «maulbeere81» a.zip b",
    "unzip -P «maulbeere81» a.zip",
    "mongosh -u otto -p «maulbeere81» shop",
    "ldapsearch -x -D cn=admin -w «maulbeere81» -b dc=x",
    "smbclient //srv/x -U otto%«maulbeere81»",
    "keytool -list -storepass «maulbeere81» -keystore x",
    "gpg --batch --passphrase «maulbeere81» -d x",
    "plink -ssh otto@host -pw «maulbeere81»",
    "kubectl create secret generic x --from-literal=password=«maulbeere81»",
    "http -a otto:«maulbeere81» example.org",
    "sqlcmd -S db -U sa -P «maulbeere81»",
    "java -Djavax.net.ssl.keyStorePassword=«maulbeere81» -jar x.jar",
    "mvn deploy -Dpassword=«maulbeere81»",
  ])
  func isFoundBehindItsOption(text: String) throws {
    try expectMarked(text, as: .password)
  }

  @Test(arguments: [
    "curl -uotto:«Tasse_4711» https://x.example", "curl -su otto:«Vase_4711» x",
    "curl --proxy-user otto:«Vase_4711» x", #"curl -u "«d2LkV78zLx!t»:" https://localhost:9200"#,
    "curl -k -X POST https://x \\\n  -H 'Content-type: text/plain' \\\n  -u developer:«yqDVtkqPECriaLRi»",
    "cqlsh -u o -p «Vase_4711»", "ipmitool -U ADMIN -P «Vase_4711»", "unrar x -p«Vase_4711» x",
  ])
  func isFoundInOtherFormsOfOptions(text: String) throws {
    try expectMarked(text)
  }

  /// `htpasswd`'s line is its manual's.
  @Test(arguments: [
    "htpasswd -db /usr/web/.htpasswd-all jones «Pwd4Steve»", "htpasswd -nb otto «Topf_4711»",
    "openssl enc -k «Deckel_4711»",
    "wpa_passphrase home «Topf_4711»", #"net use z: \srv\s /user:otto «Krug_4711»"#,
    #"net use \srv\s «Krug_4711» /user:otto"#, "net user otto «Vase_4711» /add",
    "xfreerdp /u:o /p:«Vase_4711» /v:h",
    "winrs -r:h -u:o -p:«Vase_4711» dir", "vault login «hGf72kdLs0aKdls83Kd»", "redis-cli AUTH «Vase_4711»",
    "bcp t out f -S h -U sa -P «Vase_4711»", "useradd -m -p «Vase_4711» otto",
    "etcdctl --user root:«Vase_4711» get x", "mariadb -uroot -p'«Vase_4711»' x",
    "pth-winexe -U o%«Vase_4711» //h cmd",
    "psexec -u o -p «Vase_4711» cmd",
  ])
  func isFoundWhereItsProgramHasIt(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "echo «Vase_4711» | docker login -u otto --password-stdin", "echo 'otto:«Tonne_4711»' | sudo chpasswd",
    #"echo "«Fass_4711»" | sudo -S ls"#, "printf '%s' «Fass_4711» | gpg --batch --passphrase-fd 0 -d x",
    "docker login --password-stdin <<< '«Vase_4711»'", "chpasswd <<EOF\notto:«Tonne_4711»\nEOF",
  ])
  func isFoundBeforeAPipe(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "htpasswd -c /etc/file otto", "net user otto /delete", "net use z: /delete",
    "vault login -method=userpass",
    "cat pw.txt | docker login --password-stdin", "echo $PASSWORD | docker login --password-stdin",
    "chpasswd reads lines from its input", "the net user count", "AUTH TOKEN",
    "curl -k https://host4711.example",
    "echo done | sudo -S",
  ])
  func wordsOfOtherCommandsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"curl -u ":" https://localhost:9200"#, "curl -u otto: https://x.example", "curl -sv http://host:8080",
    "libcurl -u is no command: 12", "curl --url http://x:80/",
  ])
  func optionsOfOthersStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "«postgres://otto:tul/pe?77#xk@db.example.org:5432/shop»",
    "connect to «mysql://root:a#b9@db/shop» failed",
    "«redis://:q/w?e@cache:6379/0»",
    "«https://user:pa?ss@example.com/a?b=c»",
    "see «https://user:Gje8PyhbD7Wd@example.com/a?b=c».",
  ])
  func isFoundInAURL(text: String) throws {
    try expectMarked(text, as: .urlCredentials)
  }
}
