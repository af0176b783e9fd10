extension RedactionPolicy {
  /// The recognizers that the policy asks for.
  var recognizers: [any Recognizer] {
    var chosen: [any Recognizer] = []
    if recognizerSets.contains(.pii) { chosen += RecognizerCatalog.pii }
    if recognizerSets.contains(.secrets) { chosen += RecognizerCatalog.secrets }
    let findsNames = recognizerSets.contains(.ner)
    if findsNames { chosen += RecognizerCatalog.ner(besides: chosen.map(\.entity)) }
    let named = namedEntities ?? entities ?? []
    return chosen.filter { recognizer in
      guard !excludedEntities.contains(recognizer.entity) else { return false }
      return entities?.contains(recognizer.entity)
        ?? (recognizer.isOnByDefault || findsNames && recognizer.entity == .dateTime)
    }.map { recognizer in
      guard named.contains(recognizer.entity), let own = recognizer as? NationalNumberRecognizer else {
        return recognizer
      }
      return NationalNumberRecognizer(
        own.number,
        naming: entitiesOfCountries.contains(recognizer.entity) ? .country : .itself
      )
    }
  }
}
