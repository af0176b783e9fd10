import Redaction
import TraceVeil

/// A policy file, and what the variables say about redaction: all that it takes to read the file again.
struct PolicySource: Sendable {
  /// The path as the user wrote it.
  let path: String
  /// What the variables say. The file's own settings win for what it names.
  let variables: RedactionPolicy

  /// Every mistake in a file, by file, line and key; a file that cannot be read is one.
  struct Refusal: Error {
    let mistakes: [PolicyError]

    /// One mistake a line.
    var text: String { mistakes.map(\.description).joined(separator: "\n") }
  }

  /// Reads the file and compiles what it says together with the variables.
  func load() throws(Refusal) -> RedactionPlan {
    let bytes: [UInt8]
    do throws(BoundedFile.Failure) {
      bytes = try BoundedFile.bytes(path, limit: PolicyFile.maximumSize)
    } catch {
      throw refusal("", error.reason)
    }
    let file: PolicyFile
    do throws(PolicyErrors) {
      file = try PolicyFile(parsing: bytes, file: path, context: context)
    } catch {
      throw Refusal(mistakes: error.errors)
    }
    do {
      return try RedactionPlan(policy: variables.overridden(by: file), rules: file.rules)
    } catch let error as RedactionPlanError {
      throw refusal("rules", error.description)
    } catch {
      throw refusal("", "the recognizers cannot be made ready: \(error)")
    }
  }

  private func refusal(_ key: String, _ reason: String) -> Refusal {
    Refusal(mistakes: [PolicyError(file: path, line: 0, key: key, reason: reason)])
  }

  /// What nothing here can find is unknown: a rule for it would look as if it did something.
  private var context: PolicyContext {
    PolicyContext(
      knownEntities: RedactionPolicy.builtInEntities.union([.sensitiveKey, .binaryData])
        .union(variables.nameEntities).union(variables.analyzableEntities),
      hasKey: variables.key != nil,
      hasAnalyzer: variables.analyzed != .none,
      scoreThreshold: variables.scoreThreshold
    )
  }
}

extension RedactionPolicy {
  /// What some built-in recognizer finds, on by default or not.
  static let builtInEntities: Set<EntityType> = {
    var policy = RedactionPolicy()
    policy.entities = EntityType.known
    return Set((try? Redactor(policy: policy))?.entities ?? [])
  }()

  /// What `ner` finds besides, where it is on.
  var nameEntities: Set<EntityType> { recognizerSets.contains(.ner) ? [.person, .location] : [] }

  /// The policy with a file's settings over it. An entity that the file names an operator for, or a recognizer of its
  /// own, is looked for, whatever the variables say about entities and recognizer sets.
  func overridden(by file: PolicyFile) throws -> RedactionPolicy {
    var policy = self
    policy.apply(file)
    let named = Self.builtInEntities.union(nameEntities).intersection(file.operators.keys)
    let found = Set(try Redactor(policy: self).entities)
    if !named.isSubset(of: found) {
      policy.recognizerSets.formUnion(RedactionPolicy.RecognizerSet.patterns)
      policy.entities = found.union(named)
    }
    let analyzed = analyzableEntities.intersection(file.operators.keys)
    if case .some(let chosen) = self.analyzed { policy.analyzed = .some(chosen.union(analyzed)) }
    policy.excludedEntities.subtract(named.union(analyzed).union(file.ownEntities))
    return policy
  }
}
