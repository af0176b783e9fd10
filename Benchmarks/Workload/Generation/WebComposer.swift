/// Composes requests like those of a web shop's services: 512 spans of about 530 bytes with a dozen HTTP
/// attributes.
struct WebComposer {
  static let spansPerRequest = 512
  static let spansPerTrace = 8

  private var random: SeededRandom
  private(set) var pool: PlantedPool
  private var schedule = PlantedSchedule(period: 20)
  private let writer: RequestWriter

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
    pool = PlantedPool(families: [.emailAddress, .creditCard], perFamily: 64, random: &random)
    writer = RequestWriter(
      resource: [
        ("service.name", .string("shop-frontend")), ("service.version", .string("4.12.0")),
        ("deployment.environment.name", .string("production")), ("telemetry.sdk.language", .string("java")),
        ("telemetry.sdk.name", .string("opentelemetry")), ("telemetry.sdk.version", .string("1.49.0")),
        ("k8s.pod.name", .string("shop-frontend-6b7f9-x2x7q")),
      ],
      scopeName: "io.opentelemetry.netty-4.1",
      scopeVersion: "2.15.0-alpha"
    )
  }

  mutating func request() -> RequestTemplate {
    var plantedCount = 0
    let spans = (0..<Self.spansPerRequest).map { index in
      let plant = schedule.next(&random) ? pool.next() : nil
      plantedCount += plant == nil ? 0 : 1
      return span(index, plant: plant)
    }
    return writer.template(of: spans, plantedCount: plantedCount)
  }

  private mutating func span(_ index: Int, plant: PlantedValue?) -> WorkloadSpan {
    let step = index % Self.spansPerTrace
    let isServer = step.isMultiple(of: 2)
    let route = random.pick(Self.routes)
    let method = random.pick(["GET", "GET", "GET", "POST", "PUT"])
    let status =
      random.chance(0.95) ? random.pick([200, 200, 200, 201, 204, 304]) : random.pick([400, 404, 500, 503])
    let start = 1_795_000_000_000_000_000 + UInt64(random.below(86_400_000_000)) * 1000
    let attributes =
      isServer
      ? serverAttributes(method: method, route: route, status: status, plant: plant)
      : clientAttributes(method: method, status: status, plant: plant)
    return WorkloadSpan(
      name: isServer ? "\(method) \(route)" : method,
      kind: isServer ? 2 : 3,
      trace: index / Self.spansPerTrace,
      parent: step == 0 ? nil : index - 1,
      start: start,
      end: start + UInt64(random.within(20...900_000)) * 1009,
      attributes: attributes,
      errorMessage: status >= 500 ? "" : nil
    )
  }

  private mutating func serverAttributes(
    method: String,
    route: String,
    status: Int,
    plant: PlantedValue?
  ) -> [(String, WorkloadValue)] {
    [
      ("http.request.method", .string(method)), ("url.scheme", .string("https")),
      ("server.address", .string("shop.example.com")), ("server.port", .integer(443)),
      ("url.path", .string(path(route))), ("url.query", .string(query(plant))),
      ("http.route", .string(route)), ("http.response.status_code", .integer(status)),
      ("user_agent.original", .string(random.pick(Self.userAgents))),
      ("network.protocol.version", .string(random.pick(["1.1", "2"]))),
      ("thread.id", .integer(random.within(20...90))),
      ("shop.cart.id", .string(random.text(of: Self.idCharacters, count: 12))),
    ]
  }

  private mutating func clientAttributes(
    method: String,
    status: Int,
    plant: PlantedValue?
  ) -> [(String, WorkloadValue)] {
    let host =
      random.pick(["inventory", "pricing", "accounts", "payments", "search"]) + ".svc.internal.example"
    let path = path(random.pick(Self.routes))
    return [
      ("http.request.method", .string(method)),
      ("url.full", .string("http://\(host):8080\(path)?\(query(plant))")),
      ("server.address", .string(host)), ("server.port", .integer(8080)), ("peer.service", .string(host)),
      ("http.response.status_code", .integer(status)),
      ("http.request.body.size", .integer(random.below(9000))),
      ("http.response.body.size", .integer(random.below(60_000))),
      ("network.protocol.version", .string("1.1")),
      ("http.request.resend_count", .integer(random.below(2))),
      ("thread.id", .integer(random.within(20...90))),
      ("shop.cart.id", .string(random.text(of: Self.idCharacters, count: 12))),
    ]
  }

  private mutating func path(_ route: String) -> String {
    route.split(separator: "/")
      .map { $0.hasPrefix("{") ? String(random.within(1...99_999)) : String($0) }
      .reduce("") { $0 + "/" + $1 }
  }

  /// A query string. Half of the planted values are percent-encoded, as browsers and most clients send them.
  private mutating func query(_ plant: PlantedValue?) -> String {
    var items = [
      "page=\(random.within(1...40))", "sort=\(random.pick(["price", "name", "newest", "rating"]))",
    ]
    if random.chance(0.5) {
      items.append("q=\(random.pick(Vocabulary.nouns))+\(random.pick(Vocabulary.adjectives))")
    }
    if let plant {
      let name =
        plant.family == .emailAddress ? random.pick(["email", "user", "to"]) : random.pick(["card", "pan"])
      // A space cannot stand in a URL as it is.
      let isEncoded = random.chance(0.5) || plant.text.contains(" ")
      items.insert(
        "\(name)=\(isEncoded ? plant.percentEncodedText : plant.text)",
        at: random.below(items.count + 1)
      )
    }
    return items.joined(separator: "&")
  }

  private static let idCharacters = Array("abcdefghjkmnpqrstvwxyz0123456789")
  private static let routes = [
    "/api/v1/products/{id}", "/api/v1/products", "/api/v1/cart/{id}/items", "/api/v1/orders/{id}",
    "/api/v1/orders",
    "/api/v1/users/{id}/addresses", "/api/v1/search", "/api/v1/checkout/{id}/payment", "/healthz",
    "/api/v1/reviews/{id}",
  ]
  private static let userAgents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      + "Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      + "Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
    "okhttp/4.12.0",
    "shop-ios/7.31 (iPhone; iOS 18.6; Scale/3.00)",
  ]
}
