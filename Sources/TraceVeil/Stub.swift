import AsyncHTTPClient
enum TraceVeilStub {}
