/// Spans as OTLP nests them: by resource, then by scope, each in the order of its first span.
struct SpanGroups {
  struct ByResource {
    let resource: Resource
    fileprivate(set) var scopes: [ByScope] = []
    fileprivate var indices: [InstrumentationScope: Int] = [:]
  }

  struct ByScope {
    let scope: InstrumentationScope
    /// The positions of its spans among all.
    fileprivate(set) var places: [Int] = []
  }

  let spans: [SpanData]
  private(set) var resources: [ByResource] = []
  private var indices: [Resource: Int] = [:]

  init(_ spans: [SpanData]) {
    self.spans = spans
    var (resource, scope) = (0, 0)
    for place in spans.indices {
      // Neighbours mostly are of one group, and comparing shared attributes reads none of them.
      let isSameResource = resource < resources.count && resources[resource].resource == spans[place].resource
      if !isSameResource { resource = index(of: spans[place].resource) }
      let isSameScope =
        isSameResource && scope < resources[resource].scopes.count
        && resources[resource].scopes[scope].scope == spans[place].scope
      if !isSameScope { scope = resources[resource].index(of: spans[place].scope) }
      resources[resource].scopes[scope].places.append(place)
    }
  }

  private mutating func index(of resource: Resource) -> Int {
    if let index = indices[resource] { return index }
    indices[resource] = resources.count
    resources.append(ByResource(resource: resource))
    return resources.count - 1
  }
}

extension SpanGroups.ByResource {
  fileprivate mutating func index(of scope: InstrumentationScope) -> Int {
    if let index = indices[scope] { return index }
    indices[scope] = scopes.count
    scopes.append(SpanGroups.ByScope(scope: scope))
    return scopes.count - 1
  }
}
