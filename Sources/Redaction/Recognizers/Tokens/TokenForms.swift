extension TokenForm {
  /// The forms of tokens, as their issuers document them and secret scanners have found them true. See `read` for how
  /// they are written. Where a provider has several entities in mind, the more particular one comes first.
  static let all: [TokenForm] = read(ofModels) + read(ofClouds) + read(ofCode) + read(ofServices)

  private static let ofModels = """
    ANTHROPIC_KEY     sk-ant-{t20+}
    HUGGINGFACE_TOKEN (hf_|api_org_){a30-40}
    HUGGINGFACE_TOKEN hf_jwt_eyJ{p40+}
    OPENAI_KEY        sk-(proj|svcacct|service|admin|None)-{t20+}
    API_KEY           sk-or-(v1-|){h32+}                        # OpenRouter
    API_KEY           sk-lf-{guid}                              # Langfuse
    API_KEY           pk-lf-{guid}
    API_KEY           (sk|pk)-helicone-{t20+}
    OPENAI_KEY        sk-{a20+}                                 # DeepSeek, Moonshot, Stability and others, too
    OPENAI_KEY        sk-{t20+} mixed
    OPENAI_KEY        sess-{a40+}
    OPENAI_KEY        ek_{h32-64}                               # of a session
    API_KEY           gsk_{a40+}                                # Groq
    API_KEY           xai-{t60+}
    API_KEY           pplx-{a30+}                               # Perplexity
    API_KEY           r8_{t37-40}                               # Replicate
    API_KEY           nvapi-{t40+}
    API_KEY           (fw_|fpk_){a22-48}                        # Fireworks
    API_KEY           tgp_v1_{t30+}                             # Together
    API_KEY           csk-{l40-60}                              # Cerebras
    API_KEY           pa-{t43-44} mixed                         # Voyage
    API_KEY           jina_{t50+}
    API_KEY           lsv2_{a2}_{h32}_{h10}                     # LangSmith
    API_KEY           ls__{a32+}
    API_KEY           pcsk_{a5-6}_{a60+}                        # Pinecone
    API_KEY           pcsk_{w50+}
    API_KEY           tvly-{t24+}                               # Tavily
    API_KEY           sk_{h48}                                  # ElevenLabs
    API_KEY           sk_car_{t20+}                             # Cartesia
    API_KEY           rpa_{a30-64}                              # RunPod, redirect.pizza
    API_KEY           wandb_v1_{t50+}                           # Weights & Biases
    API_KEY           fc-{h32}                                  # Firecrawl
    API_KEY           e2b_{h40}
    API_KEY           llx-{t40+}                                # LlamaIndex
    API_KEY           m0-{a40}                                  # Mem0
    API_KEY           dtn_{h64}                                 # Daytona
    API_KEY           esecret_{a20+}                            # Anyscale
    API_KEY           (ak|as)-{a22} mixed                       # Modal
    API_KEY           bb_live_{t20+}                            # Browserbase
    API_KEY           key_{h28-64}                              # Retell, Cursor
    API_KEY           key_{h128}                               # Runway
    API_KEY           crsr_{h64}                               # Cursor
    API_KEY           BSA{t28} apart                     # Brave
    API_KEY           pylf_v{d1}_(us|eu)_{a40-46}              # Pydantic Logfire
    API_KEY           {h32}.{a16} mixed                         # Zhipu
    API_KEY           {a26}:{guid} mixed                        # NGC
    API_KEY           sk_{a24-128} mixed                        # what many services have
    API_KEY           sk_{l30-64}
    API_KEY           sk_(pr|car_pr)_{t40+}                     # Photoroom
    API_KEY           sandbox_sk_pr_{t40+}
    API_KEY           hl_sk_{h40-64}                            # Humanloop
    API_KEY           pl_{h32}                                  # PromptLayer
    API_KEY           nk-{t40-50} mixed                         # Nomic
    API_KEY           ak-{guid}-{t20+}                          # Arize
    API_KEY           flp_{a40+}                                # Friendli
    API_KEY           luma-{guid}-{t20+}                        # Luma
    API_KEY           tsk_{t30+} mixed                          # Tripo
    API_KEY           ap2_{guid}                                # Murf
    API_KEY           ste-{a50+}                                # Steel
    API_KEY           ck-{a40-48} mixed                         # Chroma
    API_KEY           z(ut|qt|wt)_{t30+}                        # Vectara
    API_KEY           tpuf_{a32+}                               # Turbopuffer
    API_KEY           vlm_{t40+} mixed
    API_KEY           scp-(live|test)-{a32}                     # Scrapfly
    API_KEY           sk-hc-v1-{h64}                            # Hack Club
    API_KEY           apk_(user_|){m80-184}                     # Devin
    API_KEY           cog_{l52}
    """

  private static let ofClouds = """
    AWS_ACCESS_KEY    (AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AIPA|ANPA|ANVA|AROA){u16}
    AWS_ACCESS_KEY    A3T{u17}
    AWS_ACCESS_KEY    ABSK{m100+}                               # Bedrock
    AWS_ACCESS_KEY    bedrock-api-key-{m24+}
    AWS_ACCESS_KEY    (IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz){m80+}
    AWS_ACCESS_KEY    amzn.mws.{guid}
    AWS_ACCESS_KEY    amzn1.oa2-cs.v1.{h64}
    API_KEY           da2-{l26}                                 # AppSync
    GOOGLE_API_KEY    AIza{t35}
    GOOGLE_API_KEY    AQ.Ab8{t30+}
    GOOGLE_API_KEY    GOCSPX-{t28}
    GOOGLE_API_KEY    ya29.{p18+}
    GOOGLE_API_KEY    1//0{t30-400}
    GOOGLE_API_KEY    4/0A{t30-120}                             # a code of OAuth
    GOOGLE_API_KEY    GOOG{u20-61}
    GOOGLE_API_KEY    {t11}^:APA91b{t120-160}                   # Firebase
    API_KEY           {v3}^(0|1|2|3|4|5|6|7|8|9)Q~{v31-34}      # Microsoft Entra
    API_KEY           (0|1).A{t50+}(.{d1}|).Ag{t200+}(.A{t200+}|)
    API_KEY           {a52}JQQJ9{a27}                           # Azure
    API_KEY           {a76}AZDO{a4}
    API_KEY           {a42}AzSe{a6}
    API_KEY           {b76}^+(ASt|ABa|AMC){b6}==
    API_KEY           {b33}^+(ASb|AEh|ARm){b6}=
    API_KEY           {b42}^+ACR{b6}
    API_KEY           {b76}^ACDb{b6}==                         # Cosmos DB
    API_KEY           {b76}^APIM{b6}==                         # API Management
    API_KEY           {b33}^AIoT{b6}=                          # IoT Hub
    API_KEY           {b33}^AZEG{b6}=                          # Event Grid
    API_KEY           {t44}^AzFu{t5}(A|Q|g|w)==                # Functions
    API_KEY           {a33}AzCa{a6}=                           # Redis
    API_KEY           LTAI{a12-26}                              # Alibaba
    API_KEY           (AKID|IKID|AKLT){a30-60}                  # Tencent, Volcengine
    API_KEY           ALTAK{a21}                                # Baidu
    API_KEY           bce-v3/ALTAK-{a15-30}/{h40}               # Baidu
    API_KEY           AQVN{t35-40}                              # Yandex
    API_KEY           (t|c)1.{e1+}.{e86-88}
    API_KEY           ysc2_{a48}
    API_KEY           (dict|pdct|trnsl).1.1.{u16}.{h16}.{h40}
    API_KEY           YC{a38} mixed apart
    API_KEY           YCAJE{t20}
    API_KEY           YC(M|N|O|P){t37} mixed
    API_KEY           y0_{t50-60}
    API_KEY           v1.0-{h24}-{h146}                         # Cloudflare
    API_KEY           v1.0-{t171}
    API_KEY           cf(ut|at|k)_{a48}
    API_KEY           eyJhIjoi{m80+}
    API_KEY           do(p|o|r)_v1_{h64}                        # DigitalOcean
    API_KEY           HRKU-{t36+}                               # Heroku
    API_KEY           fo1_{t43}                                 # Fly.io
    API_KEY           fm(1r|1a|1|2|3|4|5)_{y80+}
    API_KEY           nfp_{w36-44}                              # Netlify
    API_KEY           vc(p|a|i|r|k)_{t24-60}                    # Vercel
    API_KEY           vercel_blob_rw_{a16}_{a30}
    API_KEY           rnd_{a24-40}                              # Render
    API_KEY           tk-(us|eu)-{t40+}                         # Scalingo
    API_KEY           dd(p|w)_{a36}                             # Deno
    API_KEY           EXO{h24}                                  # Exoscale
    API_KEY           pul-{l40}                                 # Pulumi
    API_KEY           {a14}.^atlasv1.{e60-70}                   # Terraform
    API_KEY           dp.(pt|ct|sa|st|scim|audit).{a40-44}      # Doppler
    API_KEY           dp.st.{t2-35}.{a40-44}
    API_KEY           hv(s|r).{t24+}                            # Vault
    API_KEY           hvb.{p30+}
    API_KEY           b.AAAAAQ{t150-160}
    API_KEY           s.^{a24} mixed
    API_KEY           ops_eyJ{y100+}                            # 1Password
    API_KEY           A3-{u6}-{u11}-{u5}-{u5}-{u5}
    API_KEY           A3-{u6}-{u6}-{u5}-{u5}-{u5}-{u5}
    API_KEY           st.{h24}.{h32}.{h32}                      # Infisical
    API_KEY           sha256~{t43}                              # OpenShift
    API_KEY           SWMTKN-1-{l40-60}-{l20-30}                # Docker Swarm
    API_KEY           SWMKEY-1-{b40-60}
    API_KEY           tskey-{t20+}                              # Tailscale
    API_KEY           dnkey-{e70-90}                            # Defined Networking
    API_KEY           nbp_{a36}                                 # NetBird
    API_KEY           SCW{u17}                                 # Scaleway
    API_KEY           K10{a40-64}::(server|node):{a20-40}       # K3s
    API_KEY           k8s-aws-v1.{t40+}                        # Amazon EKS
    API_KEY           ls-{a32} mixed                           # LocalStack
    API_KEY           ls-{a8}-{a4}-{a4}-{a4}-{a12} mixed
    API_KEY           ory_(at|rt|pat|st|ac|wak)_{p30+}         # Ory
    API_KEY           AVNS_{t18-24}                             # Aiven
    API_KEY           STS.{a20-30} mixed                        # Alibaba
    API_KEY           JDC_{u28}                                 # JD Cloud
    API_KEY           vk1.a.{t80+}                              # VK
    API_KEY           ucat_{a24-32}                             # UpCloud
    API_KEY           ncp_iam_{a16-44}                          # Naver
    API_KEY           akab-{t33-64}                             # Akamai
    API_KEY           K00(0|1|2|3|4|5){m27} mixed               # Backblaze
    API_KEY           v1.0-{p140+}
    API_KEY           2{a26}_{a20-23} mixed                     # ngrok
    API_KEY           fnA{t37} mixed apart                      # Fauna
    API_KEY           sig_{a28}                                 # QStash
    API_KEY           at_{a10}_{a60+}                           # Boundary
    API_KEY           0.{guid}.^{a30}:{m22-26}                  # Bitwarden
    API_KEY           vlt_{h64}                                 # Dotenv
    API_KEY           (default|*):development.^{h48-64}         # Unleash
    API_KEY           (default|*):production.^{h48-64}
    API_KEY           *:*.^{h48-64}
    API_KEY           {d1}-^{a64} mixed                         # TrueNAS
    API_KEY           {d2}-^{a64} mixed
    API_KEY           v(1|2|3|4).(local|public).{t40+}          # PASETO
    API_KEY           MDA{a3}xvY2F0aW9u{t50+}                   # macaroons
    API_KEY           thingsboard.cloud/api/v1/>{a20}
    """

  private static let ofCode = """
    PRIVATE_KEY       AGE-SECRET-KEY-(PQ-|)1{u50+} nothing      # age
    PRIVATE_KEY       RWRTY0Iy{m190-230} nothing                # minisign
    PRIVATE_KEY       RWRCSwAAA{m110-140} nothing               # signify
    PRIVATE_KEY       LS0tLS1CRUdJTiB(SU0Eg|FQyBQ|PUEVO|QUklW|FTkNS|EU0Eg|QR1Ag){m40+}
    PRIVATE_KEY       (x|y|z|t|u|v)prv{a107}                    # BIP 32
    PRIVATE_KEY       5{z50} mixed                              # of wallets
    PRIVATE_KEY       (K|L){z51} mixed
    PRIVATE_KEY       S(A|C|N|O|U|X){u56} apart                 # NATS
    PRIVATE_KEY       MII{a3}IBAA(J|K){m40+} nothing            # PKCS #1 without its marks
    PRIVATE_KEY       MII{a3}IBADANBgkqhkiG9w0BAQEFAAS{m40+} nothing
    PRIVATE_KEY       (MIGHAgEAMBMGByqGSM49|MHcCAQEEI|MC4CAQAwBQYDK2V){m40+} nothing
    PRIVATE_KEY       nsec1{l58}                                # Nostr
    PRIVATE_KEY       suiprivkey1{l58}                          # Sui
    PRIVATE_KEY       edsk{a50-94} mixed                        # Tezos
    PRIVATE_KEY       ed25519:^{a85-88} mixed                   # NEAR
    GITHUB_TOKEN      gh(p|o|u|s|r)_{w36+} crc32
    GITHUB_TOKEN      github_pat_{w36+}
    GITHUB_TOKEN      ghs_{d1-12}_eyJ{t20+}.eyJ{t20+}.{t20+}
    GITLAB_TOKEN      gl(pat|rt|rtr|dt|ptt|cbt|ft|ffct|imt|agent|oas|soat|wt)-{e20-1100}
    GITLAB_TOKEN      gl(pat|rt|rtr|dt|ptt|cbt|ft|ffct|imt|agent|oas|soat|wt)-{e20-300}.{a9}
    GITLAB_TOKEN      gl(pat|rt|rtr|dt|ptt|cbt|ft|ffct|imt|agent|oas|soat|wt)-{e20-300}.{a2}.{a9}
    GITLAB_TOKEN      glcbt-{e20-1100}.{t20+}.{t20+}            # a token of JSON
    GITLAB_TOKEN      GR1348941{t20-50}
    GITHUB_TOKEN      Z2hwX(0|1|2|3|z){m40+}                    # the same in Base64, as those below
    API_KEY           Z2xwYXQt{m20+}
    API_KEY           c2stYW50L{m60+}
    API_KEY           c2stcHJvai{m60+}
    API_KEY           eG94{m30+}
    API_KEY           QUtJQ(T|U|V|W){m22-24}
    API_KEY           ZXlK{m80+}
    API_KEY           eyJhdXRocyI6{m16+}                        # a configuration of Docker
    DATABRICKS_TOKEN  (dapi|dkea|dose){l32}
    DATABRICKS_TOKEN  (dapi|dkea|dose){h32}-{d1-8}
    NPM_TOKEN         npm_{a36} crc32
    PYPI_TOKEN        pypi-{t50+}
    API_KEY           AT(ATT|CTT|STT)3{y40+}                    # Atlassian
    API_KEY           AT(ATT|CTT|STT)3xFfG{t5-40}={a8}
    API_KEY           ATATT{y40+}
    API_KEY           ATBB{x24+}
    API_KEY           ATTA{a60-76}
    API_KEY           BBDC-{s40-50}
    API_KEY           dckr_(pat|oat)_{t24+}                     # Docker Hub
    API_KEY           AKC{a64-74}                               # Artifactory
    API_KEY           AP(0|1|2|3|4|5|6|7|8|9|A|B|C|D|E|F){a30-70} mixed apart
    API_KEY           cmVmd{a59}
    API_KEY           csa_{a36}                                 # Cloudsmith
    API_KEY           configcat-sdk-1/{t22}/{t22}
    API_KEY           gs_appsweep_{a6-10}_{a40}                 # GuardSquare
    API_KEY           cfxk_{a18-24}_{a4-8}                      # Cfx.re
    API_KEY           b10ck5.{h32}.{guid}                       # Block Protocol
    API_KEY           AIK_(CI|SECRET|CLIENT)_{a20-64}           # Aikido
    API_KEY           prtapi_{h32}                              # Shopify
    API_KEY           chk_eyJ{m60+}                             # Choreo
    GITHUB_TOKEN      secret_scanning_ab85fc6f8d7638cf1c11da812da308d43_{a5} nothing
    API_KEY           oy2{l43}                                  # NuGet
    API_KEY           rubygems_{a42-52}
    API_KEY           cio{a32} apart                                  # crates.io
    API_KEY           CLOJARS_{a60}
    API_KEY           packagist_{w40+}
    API_KEY           CCI(PAT|PRJ)_{a20-26}_{a40}                # CircleCI
    API_KEY           bk(ua|pt|at|ct|aa|aj|ar|ps|pat)_{t36-400}  # Buildkite
    API_KEY           bit(pat|wat)_{t40-80}                     # Bitrise
    API_KEY           sq(p|u|a|co)_{a40-60}                     # SonarQube
    API_KEY           hawk.{t20}.{t20}                          # StackHawk
    API_KEY           (pat|sat).{t22}.{a24}.{a20}               # Harness
    API_KEY           API-{u25-34} apart                            # Octopus Deploy
    API_KEY           pn(u|b)_{a36}                             # Prefect
    API_KEY           dbt(c|u)_{t30+}
    API_KEY           sgp_(local_|{h16}_|{h16}_local_|){h40}         # Sourcegraph
    API_KEY           sgp_{a64}                                 # Segment
    API_KEY           s(lk|gd|gs)_{h64}                         # Sourcegraph
    API_KEY           odt_{a32+}                                # Dependency-Track
    API_KEY           ion_{a42}
    API_KEY           ico-{a32} apart                               # Infracost
    API_KEY           spu-{l32}                                 # Spectral
    API_KEY           endr+{t16}                                # Endor Labs
    API_KEY           thog-(key|secret)-{h16-32}
    API_KEY           rdme_{l70}                                # ReadMe
    API_KEY           tkn.v1_{m40+}                             # Teamwork
    API_KEY           pgar_{a27}                                # pganalyze
    API_KEY           pscale_(tkn|pw|oauth|app)_{x32-64}        # PlanetScale
    API_KEY           sb(p|p_oauth|_secret)_{t24+}              # Supabase
    API_KEY           napi_{a40+}                               # Neon
    API_KEY           mdb_sa_sk_{t40+}                          # MongoDB Atlas
    API_KEY           CCDB1_{a20-24}_{a36-44}                   # CockroachDB
    API_KEY           AstraCS:^{a24}:{h64}                      # DataStax
    API_KEY           4b1d{a38} apart                                 # ClickHouse
    API_KEY           cflt{b60}                                 # Confluent
    API_KEY           xau_{a30+}                                # Xata
    API_KEY           snyk_(uat|sat).{h8}.{t40+}               # Snyk
    API_KEY           ovsx(at|p)_{guid}                        # Open VSX
    API_KEY           mergify_application_key_{t30+}
    API_KEY           cu_{h32}                                 # Checkly
    API_KEY           user:fh.{t8-40}:{t22}                    # Apollo
    API_KEY           vtwn_{a27-44}                            # Val Town
    API_KEY           p(ts|ua|vt|cl|mt|tk)_{l32}               # Pangea
    API_KEY           tss_{a36}                                # Thunderstore
    API_KEY           unkey_{a22-40}
    API_KEY           dvc_(server|mobile|client)_{t20+}        # DevCycle
    API_KEY           p.eyJ{p60+}                               # Tinybird
    API_KEY           eyJ0eXAiOiAiVENWMiJ9.{t20+}.{t20+}        # TeamCity
    API_KEY           isat_{a40+}                               # DVC Studio
    API_KEY           retool_{a20+}                             # Retool
    API_KEY           n8n_api_{a40+}
    API_KEY           sktsec_{t30+}                             # Socket
    API_KEY           perm-{m4+}.{m2+}.{a20+}                   # JetBrains
    API_KEY           secret_(user|admin|readonly)_{a20+}       # GrowthBook
    API_KEY           ser.{t22} mixed                           # Flagsmith
    API_KEY           ptr_{y20-60} mixed                        # Portainer
    API_KEY           gcntfy-{t70+}                             # GC Notify
    API_KEY           git&{d12}&{m80+}                          # API Management
    """
}
