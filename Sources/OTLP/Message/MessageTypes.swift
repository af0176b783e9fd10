internal import COTLP

// Short names for the generated structures, as the protocol files call the messages.

typealias AnyValueMessage = Opentelemetry__Proto__Common__V1__AnyValue
typealias KeyValueMessage = Opentelemetry__Proto__Common__V1__KeyValue
typealias ResourceMessage = Opentelemetry__Proto__Resource__V1__Resource

typealias TracesRequest = Opentelemetry__Proto__Collector__Trace__V1__ExportTraceServiceRequest
typealias ResourceSpansMessage = Opentelemetry__Proto__Trace__V1__ResourceSpans
typealias ScopeSpansMessage = Opentelemetry__Proto__Trace__V1__ScopeSpans
typealias SpanMessage = Opentelemetry__Proto__Trace__V1__Span
typealias SpanEventMessage = Opentelemetry__Proto__Trace__V1__Span__Event
typealias SpanLinkMessage = Opentelemetry__Proto__Trace__V1__Span__Link
typealias SpanStatusMessage = Opentelemetry__Proto__Trace__V1__Status

/// A C string of a message: never nil in a tree that protobuf-c or `TreeBuilder` made.
typealias TextPointer = UnsafeMutablePointer<CChar>

/// The array of a repeated message field.
typealias MessageArray<Message> = UnsafeMutablePointer<UnsafeMutablePointer<Message>?>

extension UnsafeMutablePointer {
  /// Where a member of a C structure lies.
  func address<Member>(of member: WritableKeyPath<Pointee, Member>) -> UnsafeMutablePointer<Member> {
    guard let address = pointer(to: member) else { preconditionFailure("not a stored member") }
    return address
  }
}
