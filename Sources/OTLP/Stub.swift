enum OTLPStub {}
