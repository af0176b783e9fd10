/// Certificates for tests of TLS over loopback, valid for a hundred years. Their keys are public: they protect
/// nothing.
package enum TestCertificates {
  /// Signed the two others.
  package static let authority = """
    -----BEGIN CERTIFICATE-----
    MIIBrTCCAVOgAwIBAgIULhH76aPw3d5bblyZLGYJl8nN0N4wCgYIKoZIzj0EAwIw
    IzEhMB8GA1UEAwwYdHJhY2V2ZWlsIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMzIx
    NTQ0M1oYDzIxMjYxMDMwMjE1NDQzWjAjMSEwHwYDVQQDDBh0cmFjZXZlaWwgdGVz
    dCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAR5Yhzzyi9fSrjE
    tM6HnZ8qOUOemTUBMx61WonEmFxIvbLVA12fsWkT4N6b316ZciJGtr22yQ19rhcm
    i1FKMXRLo2MwYTAdBgNVHQ4EFgQUeGDA05Wn4U8d5Cf+bPCP+Dk0pEwwHwYDVR0j
    BBgwFoAUeGDA05Wn4U8d5Cf+bPCP+Dk0pEwwDwYDVR0TAQH/BAUwAwEB/zAOBgNV
    HQ8BAf8EBAMCAgQwCgYIKoZIzj0EAwIDSAAwRQIgWoEDlixijLC+gW8yGOO1I9L3
    ulYH0hCeUDqr/hE5pjUCIQCJzvIAJtbxjNNBn5KxGBJWNF6SMlkTEhk1mBcpSyIh
    Qg==
    -----END CERTIFICATE-----
    """

  /// For 127.0.0.1 and localhost.
  package static let serverCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBljCCATygAwIBAgIUWxaQnGSI/QUqfLHLIvJR6Y4yN8IwCgYIKoZIzj0EAwIw
    IzEhMB8GA1UEAwwYdHJhY2V2ZWlsIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMzIx
    NTQ0M1oYDzIxMjYxMDMwMjE1NDQzWjARMQ8wDQYDVQQDDAZzZXJ2ZXIwWTATBgcq
    hkjOPQIBBggqhkjOPQMBBwNCAATAYtZnxDTArlDmuTIak8XuwkFZ4FILkDfi3lGl
    rt1ndZx5WpRR21j0zebOe6JLbcN5Uo/jEhmOIZFgwjg03sEqo14wXDAaBgNVHREE
    EzARhwR/AAABgglsb2NhbGhvc3QwHQYDVR0OBBYEFO94N05Hxn637vqC9MJHtLNz
    0XTIMB8GA1UdIwQYMBaAFHhgwNOVp+FPHeQn/mzwj/g5NKRMMAoGCCqGSM49BAMC
    A0gAMEUCIFBK6HdJaViMpvEzlNLsvIEkFp7I8zLokUTz9ZaUXajeAiEAwobUjoA2
    9YdXjo6a/jvnOU3eGpBhHI3jZuIBWamgFto=
    -----END CERTIFICATE-----
    """

  package static let serverKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkmhN+Bhtm9LaNuHY
    2rxNZm9vZbgaYj+tLmxvgZVUBh6hRANCAATAYtZnxDTArlDmuTIak8XuwkFZ4FIL
    kDfi3lGlrt1ndZx5WpRR21j0zebOe6JLbcN5Uo/jEhmOIZFgwjg03sEq
    -----END PRIVATE KEY-----
    """

  package static let clientCertificate = """
    -----BEGIN CERTIFICATE-----
    MIIBlTCCATygAwIBAgIUWxaQnGSI/QUqfLHLIvJR6Y4yN8MwCgYIKoZIzj0EAwIw
    IzEhMB8GA1UEAwwYdHJhY2V2ZWlsIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEyMzIx
    NTQ0M1oYDzIxMjYxMDMwMjE1NDQzWjARMQ8wDQYDVQQDDAZjbGllbnQwWTATBgcq
    hkjOPQIBBggqhkjOPQMBBwNCAARrn+anqNKQZJucq3jeZoDGLuCBrm1OsjMgpyCl
    LUgqwqxYLuFHaO93tP7uh2QWX3+FYraFRoXbChyOFsarh9oso14wXDAaBgNVHREE
    EzARhwR/AAABgglsb2NhbGhvc3QwHQYDVR0OBBYEFArwC7psz/JNupi8p6MsdlmC
    qhF2MB8GA1UdIwQYMBaAFHhgwNOVp+FPHeQn/mzwj/g5NKRMMAoGCCqGSM49BAMC
    A0cAMEQCIFnqcGK9gazR8vebu8a1n4Dj7IR/lUnNnHUz0oVosO13AiAG3hLC/z8r
    5Sq4vPf2VnXlm1ZmhSWA4fjGeLL1JyM64A==
    -----END CERTIFICATE-----
    """

  package static let clientKey = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNmuyrfSEj5iWBpX8
    VY0R8jvoONFOCwGAqukWnhiATwihRANCAARrn+anqNKQZJucq3jeZoDGLuCBrm1O
    sjMgpyClLUgqwqxYLuFHaO93tP7uh2QWX3+FYraFRoXbChyOFsarh9os
    -----END PRIVATE KEY-----
    """
}
