extension EntityType {
  /// A text that should have been shown to an analyzer, and was not.
  public static let unanalyzed = EntityType("UNANALYZED")

  /// What an analyzer calls an entity, as a name of ours: upper case, with `_` for what no name may hold, 64 bytes
  /// at most. What cannot be made one is `OTHER`.
  public init(sanitizing name: String) {
    let bytes = name.utf8.prefix(StandIn.maximumNameLength).map { byte in
      byte.isAlphanumeric ? (byte.isLowercase ? byte & 0xDF : byte) : UInt8(ascii: "_")
    }
    let name = String(decoding: bytes, as: UTF8.self)
    self = EntityType.isValidName(name) ? EntityType(name) : AnalyzedSources.others
  }
}
