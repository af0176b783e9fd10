extension VersionContext {
  static let versionWords = WordSet([
    "version", "versions", "ver", "vers", "v", "rv", "rev", "revision", "firmware", "build", "builds",
    "release",
    "releases",
    "released", "oid", "oids", "section", "sections", "sec", "chapter", "clause", "appendix", "annex",
    "paragraph",
    "figure", "table", "asn", "pkg", "package", "packages", "tag", "driver", "kernel", "toolset", "sdk",
    "runtime",
    "linux", "assembly", "assemblyversion", "fileversion", "productversion", "minversion", "patch", "hotfix",
    "changelog", "workflow", "spec", "specification", "standard", "iec", "posix", "ecma", "objectidentifier",
    "step", "dwarf",
  ])
  static let doubtful = WordSet([
    "workflow", "standard", "spec", "step",
    "release", "releases", "released", "build", "builds", "table", "package", "driver", "linux",
  ])
  static let addressWords = WordSet([
    "ip", "ips", "ipv", "addr", "addrs", "address", "addresses", "host", "hosts", "hostname", "server",
    "servers",
    "nameserver", "client", "peer", "remote", "src", "dst", "source", "dest", "destination", "node", "listen",
    "bind",
    "gateway", "gw", "dns", "rhost", "raddr", "laddr", "inet", "route", "subnet", "netmask", "network",
    "lease", "dhcp",
    "dhcpd", "ping", "traceroute", "ssh", "sshd", "proxy", "endpoint", "forwarded", "connection",
    "connect", "connected", "connecting", "broadcast", "port", "router", "firewall", "user", "login",
  ])
  /// What stands right before an address more often than before a version.
  static let sayingWords = WordSet([
    "from", "by", "is", "via", "agent", "agents", "worker", "workers", "upstream", "pool", "attacker",
    "attackers",
    "traffic", "target", "targets", "ban", "banned", "unban", "unbanned", "block", "blocked", "blocking",
    "allow",
    "allowed", "allowing", "deny", "denied", "drop", "dropped", "reject", "rejected", "whois", "nslookup",
    "dig",
    "pinged", "pinging", "scan", "scanned", "scanning", "visitor", "visitors", "origin", "broker", "brokers",
    "replica",
    "primary", "secondary", "master", "slave", "telnet", "scp", "db", "database", "cache", "queue", "backend",
    "url", "uri", "site", "location", "value", "rsync", "arp", "icmp", "machine", "device",
  ])
  /// What is reached: `Redis at 5.6.7.8`.
  static let servingWords = WordSet([
    "served", "serving", "listening", "reachable", "available", "hosted", "located", "redis", "kafka",
    "mysql",
    "postgres", "mongodb", "cluster", "database",
  ])
  /// What leads somewhere: `resolved to 5.6.7.8`.
  static let leadingWords = WordSet([
    "traffic", "packets", "resolved", "resolves", "resolving", "points", "pointing", "mapped", "maps", "sent",
    "sending",
    "assigned",
    "forwarded",
    "redirected", "routed", "bound", "belongs", "reply", "replied", "respond", "talking", "access",
  ])
  static let usingWords = WordSet(["using", "against"])
  /// What is asked for or about an address: `lookup for 5.6.7.8`, `queries using 5.6.7.8`.
  static let askingWords = WordSet([
    "lookup", "lookups", "query", "queries", "request", "requests", "record", "records", "ptr", "rdns",
    "session",
    "sessions",
    "rule", "rules", "ban", "bans", "traffic", "packet", "packets", "ticket", "arp", "entry", "resolve",
    "resolved",
    "resolving",
    "resolver", "login", "logins", "attempt", "attempts", "whois", "reservation", "certificate",
  ])
  /// What makes a version of a number that stands a few words behind.
  static let farWords = WordSet([
    "upgrade", "upgraded", "upgrades", "upgrading", "update", "updated", "updates", "updating", "downgrade",
    "downgraded", "bump", "bumped", "bumps", "migrate", "migrated", "backport", "backported", "chrome",
    "chromium",
    "firefox", "edge", "safari", "opera", "electron", "android", "ios", "java", "jdk", "openjdk",
    "npm",
  ])
  static let places = WordSet(["on", "at", "against", "via"])
  static let directions = WordSet(["from", "to"])
  static let changes = WordSet([
    "changed", "changes", "change", "moved", "move", "pinned", "went", "jump", "jumped", "rolled", "rollback",
    "revert",
    "reverted", "switch", "switched",
  ])
  static let users = WordSet([
    "root", "admin", "ubuntu", "ec2-user", "debian", "centos", "pi", "vagrant", "administrator",
  ])
  static let logins = WordSet(["ssh", "scp", "sftp", "rsync", "mosh", "sshfs", "ssh-copy-id", "autossh"])
  static let steps = WordSet([
    "upgrade", "upgraded", "upgrades", "upgrading", "downgrade", "downgraded", "bump", "bumped", "bumps",
    "backport",
    "backported",
  ])
  static let joining = WordSet([
    "from", "to", "and", "or", "than", "since", "before", "after", "until", "between", "is", "was", "now",
    "with", "the",
    "requires", "require", "needs", "at", "least", "older", "newer", "up", "through", "in", "of", "number",
  ])
  static let products = WordSet([
    "curl", "wget", "nginx", "apache", "openssl", "python", "java", "node", "okhttp", "axios", "php", "go",
    "ruby", "perl",
    "git", "boto3", "botocore", "aiohttp", "requests", "urllib3", "undici", "electron", "chrome", "firefox",
    "safari",
  ])
  /// What numbers with more than four parts begin with: files of libraries, and the names of object identifiers.
  static let libraries = WordSet([
    "so", "dylib", "lib", "dll", "iso", "org", "enterprises", "enterprise", "mib", "mgmt", "internet", "snmp",
    "private", "sysobjectid", "r", "rc", "rel", "nt", "windows", "x", "p", "el", "fc", "deb", "ubuntu",
  ])
  static let archives = WordSet([
    "tar", "tgz", "gz", "zip", "xz", "bz2", "deb", "rpm", "jar", "war", "whl", "egg", "gem", "nupkg", "dll",
    "so", "exe",
    "msi", "apk", "dmg", "pkg", "orig", "dist", "patch", "diff", "el7", "el8", "el9", "fc",
  ])
}
