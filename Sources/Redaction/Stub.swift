enum RedactionStub {}
