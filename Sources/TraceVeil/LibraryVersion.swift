/// The version of this package, as it appears in the `User-Agent`.
public enum LibraryVersion {
  public static let current = "0.1.0"
}
