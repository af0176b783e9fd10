/// A part of a text that a policy redacts.
public struct Finding: Sendable, Hashable {
  /// The entity that was found.
  public let entity: EntityType
  /// Byte offsets in the text.
  public let range: Range<Int>
  /// 0 to 1; 1 where a checksum or an unmistakable structure confirms it.
  public let score: Float
}
