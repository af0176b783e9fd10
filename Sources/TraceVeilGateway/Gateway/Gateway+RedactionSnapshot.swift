import OTLP
import Redaction
import TraceVeil

extension Gateway {
  var redactionSnapshot: RedactionSnapshot {
    var snapshot = RedactionSnapshot(processors: configuration.processorNames)
    snapshot.isDryRun = configuration.redactionOptions.isDryRun
    snapshot.policy = configuration.policySource.map {
      .init(file: $0.path, reloads: reloads.counts[.policy] ?? .init())
    }
    let transforms = redaction.values + [mlflowRedaction].compactMap { $0 }
    snapshot.operations = (transforms.first?.plan.operations ?? []).map {
      .init(entity: $0.entity.name, operator: $0.operator)
    }
    var counts: [RedactionSnapshot.Match: Int] = [:]
    for transform in transforms {
      snapshot.ruledSpans += transform.statistics.ruledSpans
      for match in transform.matches {
        let key = RedactionSnapshot.Match(
          entity: match.entity.name,
          operator: match.operator,
          place: match.place,
          count: 0
        )
        counts[key, default: 0] += match.count
      }
    }
    snapshot.matches = counts.map { key, count in
      var match = key
      match.count = count
      return match
    }
    snapshot.matches.sort {
      ($0.entity, $0.operator, $0.place.rawValue) < ($1.entity, $1.operator, $1.place.rawValue)
    }
    return snapshot
  }
}
