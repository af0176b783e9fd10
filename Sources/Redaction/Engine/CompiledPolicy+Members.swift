import JSON

// Keys of members inside of JSON texts.
extension CompiledPolicy {
  /// Finds the members that the keys decide about. False when none of them changes the text. Costs nothing when
  /// the policy has no keys.
  func findMembers(of text: ByteView, _ scratch: inout RedactionScratch) -> Bool {
    scratch.members.removeAll()
    guard !keys.isEmpty else { return false }
    for (index, level) in scratch.views.levels.enumerated() {
      let view = scratch.views.view(index, of: text)
      for document in level.documents {
        let found = JSONMemberWalk.members(of: view, scratch.views.document(document), keys: keys)
        for member in found { scratch.members.add(member, level: index, views: scratch.views) }
      }
    }
    scratch.members.resolve { member in
      let view = scratch.views.view(member.level, of: text)
      guard view[member.source.lowerBound] == UInt8(ascii: "\"") else { return false }
      return shield.covers(Self.value(of: member, in: view).span)
    }
    return !scratch.members.replaced.isEmpty
  }

  /// What becomes of the members that were found.
  func edits(of text: ByteView, _ scratch: borrowing RedactionScratch) -> EditList {
    var edits = EditList()
    var standIn: [UInt8] = []
    let writer = standInOfKeys(isSeries: scratch.isSeries)
    for member in scratch.members.replaced {
      standIn.removeAll(keepingCapacity: true)
      if !member.isDropped {
        let value = Self.value(of: member, in: scratch.views.view(member.level, of: text))
        writer.append(for: value.span, entity: EntityType.sensitiveKey.name, to: &standIn)
      }
      edits.replace(
        member.source,
        level: member.level,
        by: standIn,
        quoted: !member.isDropped,
        views: scratch.views
      )
    }
    return edits
  }

  /// The content of a string; of other values their JSON.
  private static func value(of member: KeyedMembers.Replaced, in view: ByteView) -> [UInt8] {
    let source = member.source
    guard view[source.lowerBound] == UInt8(ascii: "\"") else { return Array(view.slice(source).unsafeBytes) }
    var value: [UInt8] = []
    let content = view.slice(source.lowerBound + 1..<source.upperBound - 1)
    JSONText.append(decoded: content.unsafeBytes, to: &value)
    return value
  }
}
