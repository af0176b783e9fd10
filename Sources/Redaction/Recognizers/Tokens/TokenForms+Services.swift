extension TokenForm {
  /// Tokens of services for payment, mail, chat, monitoring, and the rest.
  static let ofServices = """
    STRIPE_KEY        (sk|rk|pk)_(live|test|prod)_{a15-250}
    STRIPE_KEY        (s|r)^k_(live|test|prod)_{a10-14} mixed
    STRIPE_KEY        (sk|rk)_org_(live|test)_{a20+}
    STRIPE_KEY        (sk|rk)_(live|test)_a2V5Xz{m60+}          # WorkOS, Highnote
    STRIPE_KEY        whsec_{m24+}
    STRIPE_KEY        (pi|seti)_{a20-30}_secret_{a20-30}
    API_KEY           sk_(live|test|prod|dev|sbox)_{t40+} mixed # Apideck, Liveblocks
    API_KEY           sk_(1|2|3|5|10)x(1|2|3)_{h64}             # Recharge
    API_KEY           sk_(test_|){guid}
    API_KEY           sk_{l1-12}_{a40}                          # Paystack
    API_KEY           sq0{a3}-{t22-60}                          # Square
    API_KEY           sandbox-sq0{a3}-{t22-60}
    API_KEY           EAAA{t22-64} mixed apart
    API_KEY           access_token^$(production|sandbox)${l16}${h32}
    API_KEY           A21AA{t60+}                               # PayPal
    API_KEY           (access|link|public)-(sandbox|development|production)-{guid}
    API_KEY           FLW(SECK|PUBK)(_TEST|)-{a32}-X            # Flutterwave
    API_KEY           FLWSECK_TEST(-|){a12}
    API_KEY           shippo_(live|test)_{h40}
    API_KEY           EZ(AK|TK){a54}                            # EasyPost
    API_KEY           duffel_(test|live)_{e43}
    API_KEY           rzp_(live|test)_{a14}                     # Razorpay
    API_KEY           ak_(live|test)_{a30}                      # Pagar.me
    API_KEY           (live|test)_{h35}                         # Lob
    API_KEY           (live|test)_pub_{h31}
    API_KEY           (live|sandbox)_{e40-48} mixed             # GoCardless
    API_KEY           $^aact_{m60+}                             # Asaas
    API_KEY           $^aact_(prod|hmlg)_{s40+}
    API_KEY           apikey_{h64}                              # Rainforest
    API_KEY           prf_(cli_|){t24-80} mixed                 # Proof
    API_KEY           cfsk_ma_(prod|test)_{h32}_{h8}            # Cashfree
    API_KEY           pdl_{w50+}                                # Paddle
    API_KEY           polar_{w40+}
    API_KEY           mercury_(production|sandbox)_{w30+}
    API_KEY           secret-token:{p20+}                      # RFC 8959
    API_KEY           (SB-|)Mid-server-{t20-30}                # Midtrans
    API_KEY           lsxs_(pt|at)_{a32}                       # Lightspeed
    API_KEY           ramp_(id|sec|tok)_{a40-80}
    API_KEY           rh-api-{guid}                             # Robinhood
    API_KEY           alcht_{a30}                               # Alchemy
    API_KEY           shp(at|ca|pa|ss|ua|ka|rt)_{a30-44}        # Shopify
    API_KEY           atkn_2.{p60+}
    API_KEY           shltm_{t40}                               # Flexport
    API_KEY           flb_live_{a20}                            # Fleetbase
    API_KEY           EAA{a80+} mixed apart                           # Facebook
    API_KEY           IGQV{t80+}
    API_KEY           {d15-16}%{t27-40} mixed
    API_KEY           {d15-16}|{t27-40}
    API_KEY           SG.{t16-24}.{t39-50}                      # SendGrid
    API_KEY           SG.{x66} mixed
    API_KEY           (key|pubkey)-{l32}                        # Mailgun
    API_KEY           {l32}-{l8}-{l8}
    API_KEY           {l32}-us{d1-2}                            # Mailchimp
    API_KEY           md-{t22} mixed                            # Mandrill
    API_KEY           (xkeysib|xsmtpsib)-{t60+}                 # Brevo
    API_KEY           re_{a8}_{a24}                             # Resend
    API_KEY           pk_{h34}                                  # Klaviyo
    API_KEY           pk_{a6}_{h34}
    API_KEY           pk_{d6-9}_{u32}                           # ClickUp
    API_KEY           (SK|AC){a32} apart                              # Twilio
    API_KEY           KEY{t55} mixed apart                            # Telnyx
    API_KEY           KEY01{h32}_{t22}
    API_KEY           PT{h48}                                   # SignalWire
    API_KEY           os_v2_{w60+}                              # OneSignal
    SLACK_TOKEN       xox(a|b|c|o|p|r|s|e)-{t18+}
    SLACK_TOKEN       xox{l1}-{t8-17}
    SLACK_TOKEN       xoxd-{y18+}
    SLACK_TOKEN       xoxe.xox(b|p)-{t100+}
    SLACK_TOKEN       (xapp|xwfp)-{t20+}
    SLACK_TOKEN       hooks.slack.com/(services|workflows|triggers)/>{s20+}
    SLACK_TOKEN       hooks.slack-gov.com/(services|workflows|triggers)/>{s20+}
    API_KEY           {a23-28}.{t6}.{t27-40} mixed              # Discord
    API_KEY           mfa.{t80-90}
    API_KEY           (discord|discordapp).com/api/(|v6/|v7/|v8/|v9/|v10/)webhooks/>{d17-20}/{t60+}
    API_KEY           {d7-16}:A{t34}                            # Telegram
    API_KEY           {d8-10}:{t35} mixed
    API_KEY           api.telegram.org/(file/|)bot>{d5-16}:{t35}
    API_KEY           webhook.office.com/webhookb2/>{guid}@{guid}/IncomingWebhook/{a32}/{guid}
    API_KEY           webhook.office.com/webhookb2/>{guid}@{guid}/IncomingWebhook/{a32}/{guid}/{t20+}
    API_KEY           outlook.office.com/webhook/>{guid}@{guid}/IncomingWebhook/{a32}/{guid}
    API_KEY           hooks.zapier.com/hooks/catch/>{s12+}
    API_KEY           events.pagerduty.com/integration/>{h32}
    API_KEY           tines.com/webhook/>{l32}/{l32}
    API_KEY           hook.(eu1|eu2|us1|us2).make.com/>{a30-40}
    API_KEY           open.(feishu.cn|larksuite.com)/open-apis/bot/v2/hook/>{guid}
    API_KEY           qyapi.weixin.qq.com/cgi-bin/webhook/send?key=>{guid}
    API_KEY           glsa_{w41}                                # Grafana
    API_KEY           glc_{m32+}
    API_KEY           eyJrIjoi{m60+}
    API_KEY           eyJrIjoi{e60+}
    API_KEY           sntrys_{y60+}                             # Sentry
    API_KEY           sntry(u|a|i)_{h64}
    API_KEY           NRAK-{a27}                                # New Relic
    API_KEY           NR(JS|BR)-{h19}
    API_KEY           NRAA-{h27}
    API_KEY           NRI(I|Q)-{t25-32}
    API_KEY           {a32}FFFFNRAL
    API_KEY           {h36}FFFFNRAL
    API_KEY           {h36}NRAL
    API_KEY           eu01x{h31}NRAL
    API_KEY           eu01xx{h30}NRAL
    API_KEY           AA{h40}-NRMA
    API_KEY           eu01xx{h36}-NRMA
    API_KEY           dt0{a1}{d2}.{a24}.{a64}                   # Dynatrace
    API_KEY           dt0{a1}{d2}.{u8}.{u64}
    API_KEY           dd(pat|app)_{a32-40}                     # Datadog
    API_KEY           hc(a|b|c|x)(ik|lk|mk|ic)_{a50+}            # Honeycomb
    API_KEY           essu_{m60+}                               # Elastic
    API_KEY           xa(at|pt|it)-{guid}                       # Axiom
    API_KEY           cx(tp|up)_{a28-40}                        # Coralogix
    API_KEY           rootly_{h64}
    API_KEY           ph(x|s|r|c|a)_{t40-60}                    # PostHog
    API_KEY           (api|sdk|mob|rel)-{guid}                  # LaunchDarkly
    API_KEY           secret-(test|live)-{m30+}                 # Stytch
    API_KEY           secret-{a40-50}                           # Statsig
    API_KEY           console-{a40-50} mixed
    API_KEY           ntn_{a40-50}                              # Notion
    API_KEY           secret_{a43}
    API_KEY           lin_(api|oauth)_{a32+}                    # Linear
    API_KEY           PMAK-{t59}                                # Postman
    API_KEY           PMAT-{u24-30}
    API_KEY           DDRCM_{u60+}                              # Datadog
    API_KEY           fig(d|dr|u|ur|p|o|oh|or)_{e36+}             # Figma
    API_KEY           pat{a14}.{l60-66}                         # Airtable
    API_KEY           sl.{x130+}                                # Dropbox
    API_KEY           {t11}^AAAAAAAAAA{e43} mixed
    API_KEY           CFPAT-{t43}                               # Contentful
    API_KEY           tfp_{x40-64}                              # Typeform
    API_KEY           p8e-{t32}                                 # Adobe
    API_KEY           fio-u-{e64}                               # Frame.io
    API_KEY           pat-{a2-4}-{guid}                         # HubSpot
    API_KEY           dG9rO{m40-80} mixed apart                       # Intercom
    API_KEY           1000.{h32}.{h32}                          # Zoho
    API_KEY           {a15}^!A(Q|R){p80+}                       # Salesforce
    API_KEY           00D{a12}!^{a23-130}{p0-110}
    API_KEY           3MVG9{y80+}
    API_KEY           5AEP861{x80+}
    API_KEY           (sk|pk|tk).eyJ{t30+}.{t20-30}             # Mapbox
    API_KEY           (sk|pk|tk).{a60}.{a22}
    API_KEY           sk.{p80-240} mixed
    API_KEY           pk.{t32}                                  # LocationIQ
    API_KEY           {a6}_^{a29}_mmk                           # MaxMind
    API_KEY           apify_{t28-90} mixed
    API_KEY           salad_cloud_{a1-7}_{a9-235}
    API_KEY           VF.(DM.|WS.|){h24}.{a16}                  # Voiceflow
    API_KEY           (na|eu)1.{b100}                           # FullStory
    API_KEY           api_{p45} mixed                           # Close
    API_KEY           {a64}_{a4}_{guid}                         # Webex
    API_KEY           bb_(pr|ma)_{h30}                          # Bannerbear
    API_KEY           s-s4t2(ud|af)-{h64}                       # 42
    API_KEY           u-s4t2(ud|af)-{h64}
    API_KEY           sm_(aat|pat|sat)_{a16}                    # SettleMint
    API_KEY           (sc|ext|scauth|authress)_{a5-30}.{a4-6}.acc(_|-){t10-32}.{y30-120}
    API_KEY           NF-{a32}                                  # Nightfall
    API_KEY           BBFF-{a30}                                # Ubidots
    API_KEY           aio_{a28}                                 # Adafruit
    API_KEY           web_{l32}                                 # dfuse
    API_KEY           API_KEY{u32}                              # Finage
    API_KEY           (pub|sub)-c-{guid}                        # PubNub
    API_KEY           sec-c-{m40+}
    API_KEY           signkey-(prod|test)-{h64}                 # Inngest
    API_KEY           tr_(dev|prod|stg)_{a20+}                  # Trigger.dev
    API_KEY           tr_pat_{l40}
    API_KEY           cal_(live_|){h32}
    API_KEY           zpka_{w40+}                               # Zuplo
    API_KEY           waka_{guid}                               # WakaTime
    API_KEY           waka_(sec|tok|ref)_{a40+}
    API_KEY           pco_(pat|app|tok)_{h64}                   # Planning Center
    API_KEY           zh_{h64}                                  # ZenHub
    API_KEY           ES_{h32}                                  # hCaptcha
    API_KEY           mssp.{a7}.{a16}.{a7}                      # MailerSend
    API_KEY           XN0YXJ0-{l7}-{l36}-WVuZA                  # Lark
    API_KEY           CiR(uYTEt|ldTEt){m100+}                   # HubSpot
    API_KEY           OC|^{d15-17}|{h32}                        # Oculus
    API_KEY           {a22}tt mixed                             # Storyblok
    API_KEY           {a22}tt-{d6}-{t20} mixed
    API_KEY           api_(live|sandbox)(_us|_ca|_eu|).{t10-12}.{t30-34}  # Onfido
    API_KEY           persona_(sandbox|production)_{guid}
    API_KEY           samsara_api_{a28-32}
    API_KEY           sindri_{a32+}
    API_KEY           lip_{a20}                                # Lichess
    API_KEY           lio_{a32}
    API_KEY           pin(a|r|c)_{a40+}                        # Pinterest
    API_KEY           wrk(aus|us|eu|jp|sg|au|il)-{p60+}        # Workato
    API_KEY           1/{d16}:^{h32}                           # Asana
    API_KEY           1/{d15}:^{h32}
    API_KEY           (1|2)/{d16}/{d16}:^{h32}
    API_KEY           0/^{h32} apart
    API_KEY           AAAAAAAAAAAAAAAAAAAAA{a8-80}%{q30+}      # Twitter
    API_KEY           00{a40} mixed                            # Okta
    API_KEY           dnsimple_(u|a|o)_{a32}
    API_KEY           pd(us|eu)+_0XBPWQQ_{guid}                # PagerDuty
    API_KEY           sk{a178} mixed                           # Sanity
    API_KEY           sk_{a43}.(us|eu|in|ca|au)                # Svix
    API_KEY           testsk_{a43}.(us|eu|in|ca|au)
    API_KEY           {b22}==:^{a32}                           # Tableau
    API_KEY           wfp_{a40}                                # Webflow
    API_KEY           cnv(at|ca){t40-60}                       # Canva
    API_KEY           CTMS{a40}                                # Chief
    API_KEY           db-{a29} mixed                           # Databento
    API_KEY           nyk_v0_{a40+}                            # Nylas
    API_KEY           QN_{h32}                                  # QuickNode
    API_KEY           (account|master)-{a20} mixed              # Gemini
    API_KEY           pk_{a24-64} mixed                         # publishable, of many services
    API_KEY           pk_{l30-64}
    API_KEY           sk_{d4-6}_{d5-7}_{h32}                    # Ticket Tailor
    API_KEY           (live|test)_{a30} mixed                   # Mollie
    API_KEY           (live|test)_{a27} mixed                   # Column
    API_KEY           pk_(prod|test)_{a28}                      # Courier
    API_KEY           access_{a30-40} mixed
    API_KEY           live_{d8-12}_{a30}                        # Twitch
    API_KEY           oauth:^{l30}
    API_KEY           klarna_(live|test)_{t30+}                 # Klarna
    API_KEY           (PRD|SBX)-{h12}-{h4}-{h4}-{h4}-{h4}       # eBay
    API_KEY           r(s|a)k_{a20-90} mixed                    # Rapyd
    API_KEY           c(k|s)_{h40}                              # WooCommerce
    API_KEY           EAAA{y60-64} mixed apart                  # Square
    API_KEY           EAACEdEose0cBA{a9+}                       # Facebook
    API_KEY           (IGAA|IGQW|THAA|THQW){t80+}
    API_KEY           act.{a40+}!{d4}.{l2-4}                    # TikTok
    API_KEY           rft.{a40+}!{d4}.{l2-4}
    API_KEY           WPL_AP(0|1).{a16}.{m8+}                   # LinkedIn
    API_KEY           {d7}-^{a40} mixed                         # Twitter
    API_KEY           {d8}-^{a40} mixed
    API_KEY           {d9}-^{a40} mixed
    API_KEY           {d10}-^{a40} mixed
    API_KEY           {d16}-^{a40} mixed
    API_KEY           {d17}-^{a40} mixed
    API_KEY           {d18}-^{a40} mixed
    API_KEY           {d19}-^{a40} mixed
    API_KEY           syt_{t30+}                                # Matrix
    API_KEY           m(at|ar|ct|cr)_{a30}_{a6}
    API_KEY           lm(a|b)_{s36+}                            # LogicMonitor
    API_KEY           NRRA-{h42}                                # New Relic
    API_KEY           NRSP-{a35}
    API_KEY           px-(api|dep)-{guid}
    API_KEY           mlsn.{h64}                                # MailerSend
    API_KEY           fhb-{h32}                                 # FireHydrant
    API_KEY           key-{a50-64} mixed                        # SalesBlink
    API_KEY           k_^{a32-48} mixed                         # Mailsac
    API_KEY           k_^{l32-48}
    API_KEY           o.^{a32} mixed                            # Pushbullet
    API_KEY           R_^{h32}                                  # Bitly
    API_KEY           t-^{h24}-{h24}                            # Tatum
    API_KEY           v2_ak_{d1-8}_{h64}                        # Salesloft
    API_KEY           bpk-{h32}                                 # Builder.io
    API_KEY           oaa{a12-16}.v1.{t40+}.{h32-128}           # Airtable
    API_KEY           (pri|pub)_{h32}                           # BestTime
    API_KEY           AK1{b48-56} mixed apart                   # EcoStruxure
    API_KEY           v2/^{a200-400} mixed                      # Shutterstock
    API_KEY           act_{l24}                                 # Smooch
    API_KEY           secret_{a16} mixed                        # ConvertAPI
    API_KEY           sk{a79} mixed                             # Sanity
    API_KEY           midi-{a60-70}
    API_KEY           cosmo_{h32}                              # WunderGraph
    API_KEY           TlRMTVNTUAAD{m60+}                       # NTLM, the third message
    API_KEY           (ST|PT|TGT|PGT|TGC)-{d1-9}-{t20+} mixed  # tickets of CAS
    API_KEY           (invite/|invites/|invitation/|invitations/|magic-link/|magic/|activate/)>{w20-200} mixed
    API_KEY           (invite/|invites/|invitation/|invitations/|magic-link/|magic/|activate/)>{h32-128}
    API_KEY           (reset/|reset-password/|password-reset/|password_reset/)>{t20-200} mixed
    API_KEY           (reset/|reset-password/|password-reset/|password_reset/)>{h32-128}
    API_KEY           6L(c|d|e|f){t37} mixed                    # reCAPTCHA
    API_KEY           hc-ping.com/>{guid}
    API_KEY           api.softlayer.com/soap/(v3|v3.1)/>{l64}
    API_KEY           maker.ifttt.com/trigger/{w1-80}/with/key/>{t20-44}
    API_KEY           uptime.betterstack.com/api/v1/heartbeat/>{a24}
    """
}
