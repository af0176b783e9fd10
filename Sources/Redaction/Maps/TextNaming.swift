/// The kind of things that texts name, if values are grouped or looked up by these names. Each value then keeps a
/// stand-in of its own.
package enum TextNaming: Sendable, Hashable {
  case nothing
  /// Things, such as a queue or a dataset: the same value has the same stand-in.
  case things
  /// People: also in whatever case their name is written.
  case people
}
