/// The words that prose and code are made of.
enum Vocabulary {
  static let nouns = words(
    """
        account agent alert analysis answer approval archive argument article assistant audit average
    backlog balance     bandwidth batch benefit boundary branch bridge budget buffer building button
    calendar campaign capacity carrier     category ceiling channel chapter checkout choice circuit claim
    client climate cluster column comment committee     compiler complaint condition connection consumer
    container contract corner counter coverage credit crossing culture     currency customer cycle
    database deadline decision default delay delivery demand department deposit desktop detail     device
    dialogue discount district document domain driver economy edition editor effect element employee
    endpoint     engine entrance equipment error estimate evening event evidence example exchange expense
    experiment factory failure     feature festival figure filter finance firewall folder forecast formula
    fraction framework freight function gallery     garden gateway generation glossary government grammar
    guarantee guideline handle harbour hardware heading highway     history holiday hospital household
    image impact incident income index industry inquiry instance insurance interval     inventory invoice
    journey judgement kernel keyboard kitchen laboratory landlord language latency lecture ledger
    library licence limit lockfile logistics machine mailbox manager manual margin market material measure
    meeting     member memory merchant message method migration mirror mission mixture model module moment
    monitor mortgage museum     namespace network newsletter notebook notice number object offer office
    operation opinion orchestra order outage     outcome output owner package packet parcel partner
    passenger patch pattern payment pension period permission     pipeline platform policy portfolio
    position premium presence price printer priority process product profile     programme project promise
    property proposal protocol province purchase quality quarter question queue railway     receipt record
    recovery reference refund region register release reminder renewal repair replica report request
    research reserve resource response result retailer revenue review revision reward router routine
    sample scale     schedule schema scope season section segment sensor sentence server service session
    shipment signal signature     situation software solution source speaker stadium staff standard
    statement station storage strategy stream     structure subscription subsidy suggestion summary
    supplier surface survey switch symptom system table target     tariff teacher technique template
    tenant terminal territory theatre threshold ticket timeline token tolerance     topic tournament
    traffic transfer treatment trigger tunnel update upgrade valley value vehicle vendor version
    village visitor volume voucher warehouse warranty weather website window workflow workshop writer yard
    zone
    """
  )
  static let verbs = words(
    """
        accepts adjusts allows announces answers applies approves arranges assigns attaches avoids
    balances blocks books     borrows builds calculates calls cancels captures carries changes charges
    checks chooses clears closes collects     combines compares completes computes confirms connects
    considers contains converts copies corrects counts covers     creates cuts decides declines defines
    delays delivers depends describes detects discards discusses drops earns     edits ends ensures enters
    estimates exceeds expands expects explains exports extends fails fetches fills filters     finds
    finishes fixes follows formats forwards gathers generates grants groups grows handles hides holds
    ignores     imports improves includes increases indexes informs inserts inspects invites issues joins
    keeps launches leads     limits links lists loads locks logs lowers maintains manages marks matches
    measures merges misses moves needs     notifies observes offers opens orders owns passes pauses pays
    performs picks places plans posts prefers prepares     prevents prints processes produces promises
    proposes protects provides publishes pulls pushes queries raises     reaches reads rebuilds receives
    recommends records reduces refers refuses registers rejects releases removes     renames renders
    repeats replaces reports requests requires resolves restores retries returns reviews rotates runs
    samples saves schedules searches selects sends serves settles shares ships shows signs skips solves
    sorts splits     starts stops stores streams submits suggests supports switches tests throttles tracks
    trains translates updates     uploads uses validates verifies waits warns watches wraps writes
    """
  )
  static let adjectives = words(
    """
        absent active actual annual automatic available average basic better blank brief broad broken busy
    careful central     certain cheap clean clear cold common complete complex constant correct costly
    current daily dark deep default     dense different digital direct distant double early eastern
    economic empty entire equal essential exact external     extra fair familiar fast final financial firm
    flat foreign formal former fragile free frequent fresh full general     gentle global gradual great
    half heavy hidden high huge idle important incomplete independent indirect initial     internal
    invalid junior keen large last late legal light likely limited linear little local long loose low main
    major manual massive medical minor mixed mobile modern monthly narrow national natural negative new
    noisy normal     obvious odd official old open optional original outer partial perfect permanent plain
    popular positive possible     potential precise previous primary private proper public quick quiet
    random rare raw ready real recent regional     regular relevant remote responsible rich rough round
    safe secondary secure senior separate serious severe shallow     sharp short silent similar simple
    single slow small smooth soft solid southern special stable standard steady     stale strange strict
    strong sudden sufficient suitable temporary thin tight tiny total typical uncertain uneven     unique
    unknown unusual upper urgent usual valid various verbose vertical visible warm weak weekly western
    wide
    """
  )
  static let adverbs = words(
    """
        again almost already also always apparently carefully certainly completely currently directly
    early easily     entirely eventually exactly fairly finally frequently fully generally gradually
    hardly however immediately instead     later mostly nearly normally occasionally often once perhaps
    precisely probably quickly quietly rarely recently     roughly silently simply slowly sometimes soon
    still suddenly together twice usually yesterday
    """
  )
  /// What holds the others together.
  static let particles = words(
    """
        the the the a a of of to to and and in in is is that it for on with as be at this by not are or
    from have an they     which you were all we when there can more if no would so what about into than
    them only some could these then do     its after first any most where through back much before our
    must because each between under last against never     while below both few those within without until
    since behind despite besides across toward upon whether
    """
  )
  /// Words beyond ASCII, for the escapes that an encoder makes of them.
  static let accented = [
    "café", "résumé", "São Paulo", "Zürich", "naïve", "façade", "Málaga", "Łódź", "Ærø", "jalapeño", "€40",
    "“draft”",
    "東京", "Привет", "crème brûlée", "Ångström", "déjà vu", "señor", "über", "piñata",
  ]
  static let identifiers = words(
    """
        account_id amount args attempt backoff base_url batch_size body buffer cache callback channel
    client column config     connection content context count cursor data default delay depth duration
    elapsed encoding entry error event     expected factor fields file_name flags handler header height
    host index input interval items key kwargs label     last_seen latency left level limit lines logger
    lower mapping max_size message metadata metrics model name node     offset options order output page
    parent parser path payload period pool position prefix previous query queue rate     reader record
    region registry reply request response result retries right root rows sample schema score segment
    session size source stage start state status step stream suffix table target task template threshold
    timeout token     total tracer tree unit update upper user_name value version visited weight width
    window worker writer
    """
  )
  static let spanishWords = words(
    """
        además ahora algunos antes aunque barrio bastante bueno calle cambio camino ciudad cliente compra
    cuenta cuando     después dinero empresa encontrar entrega entonces factura hacia haga hasta horario
    lugar mañana mejor mercado     mientras mismo momento nombre nuestro número pedido persona porque
    precio primero producto pronto pueden puerta     quería respuesta servicio siempre siguiente también
    tarde tiempo tienda todavía trabajo último usuario ventana
    """
  )

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
