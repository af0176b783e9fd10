/// Numbers of the fields of spans and of what they are in (`opentelemetry/proto/trace/v1/trace.proto`), for code that
/// reads them off the wire.
enum SpanFields {
  enum Request {
    static let resourceSpans: UInt32 = 1
  }

  enum ResourceSpans {
    static let resource: UInt32 = 1
    static let scopeSpans: UInt32 = 2
    static let schemaURL: UInt32 = 3
  }

  enum ScopeSpans {
    static let scope: UInt32 = 1
    static let spans: UInt32 = 2
    static let schemaURL: UInt32 = 3
  }

  enum Resource {
    static let attributes: UInt32 = 1
  }

  enum Scope {
    static let name: UInt32 = 1
    static let version: UInt32 = 2
    static let attributes: UInt32 = 3
  }

  enum Span {
    static let traceID: UInt32 = 1
    static let spanID: UInt32 = 2
    static let traceState: UInt32 = 3
    static let parentSpanID: UInt32 = 4
    static let name: UInt32 = 5
    static let kind: UInt32 = 6
    static let startTime: UInt32 = 7
    static let endTime: UInt32 = 8
    static let attributes: UInt32 = 9
    static let droppedAttributesCount: UInt32 = 10
    static let events: UInt32 = 11
    static let droppedEventsCount: UInt32 = 12
    static let links: UInt32 = 13
    static let droppedLinksCount: UInt32 = 14
    static let status: UInt32 = 15
    static let flags: UInt32 = 16
  }

  enum Event {
    static let time: UInt32 = 1
    static let name: UInt32 = 2
    static let attributes: UInt32 = 3
    static let droppedAttributesCount: UInt32 = 4
  }

  enum Link {
    static let traceID: UInt32 = 1
    static let spanID: UInt32 = 2
    static let traceState: UInt32 = 3
    static let attributes: UInt32 = 4
    static let droppedAttributesCount: UInt32 = 5
    static let flags: UInt32 = 6
  }

  enum Status {
    static let message: UInt32 = 2
    static let code: UInt32 = 3
  }
}
