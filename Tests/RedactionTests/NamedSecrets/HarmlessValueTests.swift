import Testing

@testable import Redaction

/// What manuals, logs and sources of a machine have where a secret would stand.
@Suite struct HarmlessValueTests {
  @Test(arguments: [
    "EC_KEY *d2i_EC_PUBKEY_fp(FILE *fp, EC_KEY **key);",
    "OSSL_DEPRECATEDIN_3_0 EC_KEY *o2i_ECPublicKey(EC_KEY **k);",
    #"{"LockToken":"0bc01e21-03c9-4b98-9433-6229cbf1ef1c"}"#,
    #""NextLockToken": "714a0cfb-0000-0000-0000-2959c8b9a684""#,
    "--lock-token 7b3bcec2-0000-0000-0000-563bf47249f0",
    #""CreationToken": "console-d7f56c5f-e433-41ca-8307-9d9c0example""#,
    #""nextForwardToken": "f/31961209122447488583055879464742346735121166569214640130""#,
    "--starting-token abCDeFGhiJKlmnOPqrSTuvwxYZ1aBCdEFghijK7LM51nOpqRSTuv3W",
    "--change-token 12cs345-67cd-890b-1cd2-c3a4567d89f1",
    #""clientToken": "a1b2c3d4-5678-90ab-cdef-EXAMPLE22222","#,
    "client_token=550e8400-e29b-41d4-a716-446655440000",
    "--lifecycle-action-token bcd2f1b8-9a78-44d3-8a7a-4dd07d7cf635",
    "updateToken: 55555555-abcd-0123-4567-0123456789ab",
    #"\-\-page\-token="ala9glealanal908""#,
    "Bad activity token: android.os.BinderProxy@2bd79ce",
  ])
  func tokensThatOpenNothingStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #""clientToken": "«pub8f3a9c2d1e4b7a6f5c0d9e8b7a6f5c4d»""#,
    "access_token=«550e8400-e29b-41d4-a716-446655440000»",
    #"update-token: "«q9XvT4nZr8KwL2mB»""#,
  ])
  func tokensThatOpenSomethingGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #""S3Key": "RHEL5export-i-fh8sjjsq.ova","#, #""S3Key": "my-app/5026-stage-150723_224258.war""#,
    #""S3Key": "867139942017-PHIDetection-4750034166536cdb52ffa3295a1b00a3/""#, "s3Key=a1b2c3d4e5f6a7b8",
    "AUTH_KEY=uploads/5026-stage-150723_224258", "storage_key: build-7f3a9c2d1e4b.tar.gz",
    "calc5.html?key=cloudformation/7870825a-4def-92e7-c4f8dd360cca",
    #""DeviceKey": "us-west-2_a1b2c3d4-5678-90ab-cdef-EXAMPLE11111","#,
    "n.getKey = 0|com.tencent.mobileqq|121|null|10111", "auth_key = 0|com.example.app2|7|x9",
    "(GnuPG key: 0x7EC2DBB6F4DBF434)", "signing_key=0x7EC2DBB6F4DBF434",
    "gpg-wks-server --install-key C0FCF8642D830C53246211400346653590B3795B",
    #"--identity-token "AbCdE12345...long.string...54321EdCbA""#,
  ])
  func keysOfObjectsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    #"DEVICE_KEY="«kJ8x2mQ9vT4nZr7wL1pB6cD3fG5hS0aY»""#, "S3_KEY=«q9XvT4nZr8KwL2mB7cD1»",
    "storage_key=«Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==»",
    "private_key=«0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318»",
  ])
  func keysThatOpenSomethingGo(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "e.g. `port` in `https://user:pass@host:port/path?query#fragment`",
    "[protocol://][user:pw@]proxyhost[:port]",
    "http://Benutzer:Passwort@Server:Port/", "temporary password is {####}.",
    #"Passwords="enterapasswordhere",Type=password"#,
    "remaining in their original positions--pass `strict=False`. To produce",
    #"tests = {'pass': ["runf()","#, "'pass': 'bandpass',", #""MasterUserPassword": [ "MasterUsername" ]"#,
    "PublicOKPKey = t.Union[Ed25519PublicKey, Ed448PublicKey]",
    "'KvJumpToKey', 'KvJumpToKeySymbol', 'KvGotoFirstSubKey', 'KvGotoNextKey',",
    "'SetAdminPassword', 'GetAdminPassword', 'FindAdminByIdentity', 'RemoveAdmin'",
    "'gss_krb5_lucid_key', 'gss_krb5_rfc1964_keydata', 'gss_name_t_desc_struct'",
    "'pem_password_cb', 'X509_info_st', 'x509_store_st',", "'DES_key_schedule', 'RIPEMD160_CTX', 'u_char',",
    #"#define SN_setAttr_Token_B0Prime                "setAttr-Token-B0Prime""#,
    #"#define LN_pbe_WithSHA1And3_Key_TripleDES_CBC  "pbeWithSHA1And3-KeyTripleDES-CBC""#,
    "RSAPrivateKey:\n     version=0\n     modulus=28078990776",
    "gcloud firestore user\\-creds reset\\-password creds\\-name\\-1",
  ])
  func partsOfProgramsStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "password=«(2AOAyBy»", #"user, password = "wile", "«coyote»""#,
    "    host, user, pw = 'db1', 'otto', '«x9Kq2mP»'",
    "\\-\\-root\\-password=«password123»", #"["X-Api-Key", "«q9XvT4nZr8KwL2mB7cD1»", "Host", "a.example"]"#,
    "Server=db;Uid=sa;Pwd={«a;b}c9xQ»};Database=x", "Server=db;Uid=sa;Pwd={«a;b}}c9xQ»};Database=x",
    "Server=db;Pwd={«geheim;9»};Uid={sa}", #"{"password": "«IAmSensitive»"}"#,
  ])
  func valuesGo(text: String) throws {
    try expectMarked(text)
  }
}
