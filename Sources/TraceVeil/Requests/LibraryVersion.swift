/// The version of this package, as it appears in the `User-Agent`.
public enum LibraryVersion {
  /// As semantic versioning writes it.
  public static let current = "0.1.0"
}
