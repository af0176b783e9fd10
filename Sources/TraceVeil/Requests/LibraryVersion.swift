/// The version of this package, as it appears in the `User-Agent`.
public enum LibraryVersion {
  /// The version, in the form of semantic versioning.
  public static let current = "0.1.0"
}
