"""News, results of games, and comments below them: same notation as templates_free.py. A side in a game (`~TM~`) and a body or firm
(`~B~`, `~O~`) is no person and no place; what belongs to a nation (`~Y~`) and an event (`~M~`) is nothing."""

TEAM_ENDS = """United|City|Town|Rovers|Wanderers|Athletic|Albion|County|Rangers|FC|SC|Dynamo|Spartak|Bulls|Lions|Bears|Eagles|Giants|
Warriors|Tigers|Hawks|Wolves|Knights|Sharks|Reds|Royals|Pirates|Saints|Heat|Stars|XI|Juniors|Blue Jays|Red Sox|Rhinos|Storm""".replace("\n", "").split("|")
TEAM_HEADS = "FC|Real|Atletico|Dynamo|Spartak|Lokomotiv|Sporting|Inter|AC|AS|Racing|Olympique|Hapoel|Maccabi|CSKA|Union|VfL|SV|RC|Deportivo".split("|")
TEAMS = """Bayern|Juventus|Ajax|Benfica|Feyenoord|Celtic|Arsenal|Everton|Chelsea|Sampdoria|Lazio|Fenerbahce|Galatasaray|Bengals|Yankees|
Dodgers|Braves|Padres|Mariners|Lakers|Bulls|Knicks|Cowboys|Packers|Springboks|All Blacks|Wallabies|Wimbledon""".replace("\n", "").split("|")
NATIONS = """American|British|English|Scottish|Irish|French|German|Italian|Spanish|Portuguese|Dutch|Belgian|Swiss|Austrian|Swedish|Norwegian|
Danish|Finnish|Polish|Czech|Slovak|Hungarian|Romanian|Bulgarian|Greek|Turkish|Russian|Ukrainian|Serb|Serbian|Croatian|Bosnian|Albanian|
Chechen|Georgian|Armenian|Israeli|Palestinian|Jordanian|Syrian|Lebanese|Iraqi|Iranian|Kuwaiti|Saudi|Yemeni|Egyptian|Libyan|Algerian|Moroccan|
Sudanese|Ethiopian|Somali|Kenyan|Ugandan|Rwandan|Nigerian|Ghanaian|South African|Chinese|Taiwanese|Japanese|South Korean|North Korean|Korean|
Vietnamese|Thai|Burmese|Cambodian|Malaysian|Indonesian|Indian|Pakistani|Bangladeshi|Sri Lankan|Afghan|Australian|Canadian|Mexican|Cuban|
Colombian|Venezuelan|Peruvian|Chilean|Argentine|Brazilian|African|European|Asian|Arab|Kurdish|Tamil|Basque|Moslem|Muslim|Islamic|Christian|
Catholic|Jewish|Hindu|Sikh|Protestant|Serbs|Croats|Turks|Russians|Germans|Israelis|Palestinians|Iraqis|Kurds|Americans|Hutu|Tutsi|Democrat|
Republican|Tory|Labour|Conservative|Marxist|Communist|Socialist""".replace("\n", "").split("|")
EVENTS = """World Cup|Olympic Games|Olympics|Grand Slam|U.S. Open|French Open|Davis Cup|Ryder Cup|Champions League|Premier League|Super Bowl|
World Series|Masters|Grand Prix|Ashes|Tour de France|Euro 96|Nobel Prize|Oscars|Gulf War|Cold War|World War Two|Easter|Ramadan|Christmas|Titanic|
Star Wars|Game of Thrones|Windows 95|Boeing 747|Airbus|Kalashnikov|Hubble|Bible|Koran|Titan|Marlboro|Prozac""".replace("\n", "").split("|")
BODIES = """U.N.|United Nations|NATO|European Union|EU|European Commission|World Bank|IMF|White House|Pentagon|Kremlin|State Department|
Security Council|Red Cross|Amnesty International|Greenpeace|Interpol|FBI|CIA|OPEC|OSCE|IRA|PLO|Hamas|Hizbollah|Supreme Court|Senate|Congress|
Bundesbank|Federal Reserve|Bank of England|House of Commons|Labour Party|National Front|Reuters|Reuter|Interfax|Xinhua|AP|CNN|BBC|NBC|Le Monde|
New York Times|Washington Post|Moody's|Standard & Poor's|Lloyd's|Volkswagen|Renault|Fiat|Nissan|Kia|Hyundai|Boeing|Airbus|Air France|Lufthansa|
El Al|Shell|Exxon|Pirelli|Olivetti|Siemens|Sony|Time Warner|Disney|Microsoft|Intel|Coca-Cola|Salomon Brothers|Merrill Lynch|Goldman Sachs|
Morgan Stanley|J.P. Morgan|Lehman Brothers|Procter & Gamble|Johnson & Johnson|Philip Morris|Harvard University|Oxford University|
Christie's|Sotheby's|McDonald's|Wells Fargo|JP Morgan Chase|Charles Schwab|Ernst & Young|Hewlett-Packard|Rolls-Royce""".replace("\n", "").split("|")

SPORT = """
~TM~ ~n1~ ~TM~ ~n1~
~TM~ ~n1~ ~TM~ ~n1~¶~TM~ ~n1~ ~TM~ ~n1~¶~TM~ ~n1~ ~TM~ ~n1~
~TM~ ~n2~ ~n2~ .~n2~ «-|~n1~|~n1~ 1/2»¶~TM~ ~n2~ ~n2~ .~n2~ ~n1~¶~TM~ ~n2~ ~n2~ .~n2~ ~n1~
~TM~ ~n1~ ~n1~ ~n1~ ~n1~ ~n2~ ~n1~ ~n2~¶~TM~ ~n1~ ~n1~ ~n1~ ~n1~ ~n2~ ~n1~ ~n2~
~TM~ «AT|at|v|v.|vs|@» ~TM~¶~TM~ «AT|at|v|v.|vs|@» ~TM~
~TM~ «beat|thrash|crush|hold|edge|sink|stun|draw with|lose to» ~TM~ ~n1~-~n1~«.| in ~M~ qualifier.| (halftime ~n1~-~n1~).»
«SOCCER|TENNIS|CRICKET|GOLF|RUGBY|BASEBALL|ATHLETICS|CYCLING|BOXING|Hockey|Tennis|Soccer|Golf|Chess» - «~S~ ~past~|~TM~ BEAT ~TM~|~Y~ ~x~ ~x~|~S~ and ~S~ ~past~|~S~ TO MISS ~M~|~Y~ first division results|~M~ results|~S~ wins in ~C~|~TM~ sack ~S~».
«Postponed|Abandoned|Fixtures|Next matches|To be played»: ~TM~ v ~TM~, ~TM~ v ~TM~
«Scorers|Goals|Tries|Substitutes|Booked|Did not bat|Bowling|Team|Squad»: «~P~ (~n2~), ~P~ (~n2~th)|~S~, ~S~, ~S~|~S~ ~n~-~n1~-~n2~-~n1~, ~S~ ~n~-~n1~-~n2~-~n1~|~PS~ ~n2~, ~PS~ ~n2~|~TM~ - ~P~ (~n2~th minute); ~TM~ - ~P~ (~n2~th)».
~n2~ - ~P~, ~n2~ - ~P~ (~n2~ - ~P~, ~n2~th), ~n2~ - ~P~; ~n2~ - ~P~
~PS~ «c|b|st|lbw b|c and b|run out» ~S~ «b ~S~ |»~n2~¶~P~ «c ~S~ b|lbw b|b|st ~S~ b» ~S~ ~n2~¶~S~ not out ~n2~
~TM~ ~n~ (~PS~ ~n2~, ~PS~ ~n2~; ~PS~ ~n1~-~n2~) and ~n~-~n1~, ~TM~ ~n~ (~PS~ ~n2~ not out).
~C~: ~TM~ ~n~ and ~n~-~n1~ (~PS~ ~n2~), ~TM~ ~n~ (~PS~ ~n1~-~n2~).
~n2~. ~P~ (~N~) ~n1~:~n2~.~n2~¶~n2~. ~P~ (~N~) ~n1~:~n2~.~n2~¶~n2~. ~P~ (~N~) «same time|~n2~ seconds behind|~n1~:~n2~.~n2~»
~n2~. ~P~ (~N~) «~B~|~TM~|Ferrari|Penske» ~n~«.~n2~|»
~n2~. ~N~ ~n2~.~n2~ (~P~, ~P~, ~P~)
~n~ ~P~ ~n2~ ~n2~ ~n2~, ~P~ (~N~) ~n2~ ~n2~ ~n2~¶~n~ ~P~ ~n2~ ~n2~
~P~ (~N~) ~n~,~n~
«~n1~ - |»~P~ (~N~) beat «~n1~ - |»~P~ (~N~) ~n1~-~n1~ ~n1~-~n1~ ~n1~-~n1~«.|»
~P~ and ~P~ (~N~) beat ~P~ and ~P~ (~N~) ~n1~-~n1~ ~n1~-~n1~
~P~, ~N~, ~n2~ «points|laps|wins»; ~P~, ~N~, ~n2~
«Men's|Women's» «100 metres|pole vault|singles, second round|high jump|downhill|final|discus»«:| - ~M~»¶~P~ (~N~) ~n2~.~n2~
~TM~ «coach|manager|striker|captain|skipper|goalkeeper|defender|midfielder|president|chairman|fly-half|pitcher» ~P~ ~past~«.| ~when~.| before the ~M~ match against ~TM~.»
~S~«, who ~past~,|, ~n2~,|» «scored in the ~n2~th minute|missed a penalty|threw ~n2~ pitches|hit a two-run homer|won the second set|took four for ~n2~|was sent off|is out with a knee injury|opened the scoring|birdied the last hole» «for ~TM~|against ~TM~|in ~C~|as ~TM~ beat ~TM~|».
«In|At» ~C~, ~P~ «hit|drove in|pitched|struck out|scored|ran» ~n2~ «runs|batters|points|yards» as ~TM~ «beat|downed|rallied past|edged» ~TM~ ~n2~-~n2~.
~TM~'s ~P~ «and ~S~ |»«finished third|set a world record|retired injured|leads the standings» «at the ~M~|in ~C~|on Sunday».
~Y~ «champion|number two|sprinter|teenager|seed|veteran|international|defender|driver» ~P~ «beat|lost to|will face|outpointed|joins» «~P~|~Y~ ~P~|compatriot ~S~» «in ~C~|in the final|in straight sets|».
the «~n2~-year-old|second-seeded|former|unseeded|injured|Newcastle-born» ~S~ «~past~|told reporters|will miss the ~M~|signed for ~TM~».
«first|second|third|last» «baseman|set|seed|half|leg» ~S~ ~past~
"""

REPORTS = """
~C~ «~n4~-~n2~-~n2~|, ~N~ ~n4~-~n2~-~n2~|, Aug ~n2~ (~B~) - ~P~ ~past~.»
~C~, ~D~ «(~B~) -|-|/~B~/ -» ~Y~ «troops|police|officials|rebels|President|Foreign Minister|exports» «~past~|~P~ ~past~|said on Friday»«.| in ~C~.»
~P~¶«~C~|~B~»
-- ~P~, ~C~ «Newsroom|newsroom|bureau» ~n2~-~n2~ ~num~
~S~ «said|told reporters|told ~B~|added|denied it|declined to comment|was not available|resigned|was acquitted|arrived in ~C~|left for ~C~|met ~S~|accused ~S~ of lying|is due in ~C~»«.| on ~D~.| ~when~.| after talks with ~S~.| at a news conference in ~C~.»
"~plain~" «said|says|added» ~S~«.|, who ~past~.|, ~n2~.|, chief economist at ~B~.|, a ~role~ at ~O~ in ~C~.»
"~plain~," ~S~ «said|told ~B~|told a news conference in ~C~|added»«.|. "~plain~"»
«But|And|Earlier|Separately|Meanwhile|Neither|On Friday|Last week|However,|While» ~S~ «~past~|and ~S~ met in ~C~|nor ~S~ ~past~|told the ~B~ that ~claim~»«.| ~when~.»
~Y~ «President|Prime Minister|Foreign Minister|Defence Minister|ambassador|leader|dissident|lawyer|businessman|film director|opposition leader|king|General|envoy|economist» ~P~ «~past~|arrived in ~C~|met ~Y~ counterpart ~P~|said the ~B~ ~past~|will visit ~N~»«.| on ~D~.»
«President|Prime Minister|Minister|Senator|King|Queen|Pope|Cardinal|Sheikh|General|Colonel|Princess|Premier|Chancellor» ~S~ «~past~|and ~S~ signed it in ~C~|is ill|flew to ~N~|thanked ~N~».
~N~'s «~P~|~S~|Prime Minister ~P~|foreign minister|government|second city|central bank|army|parliament|economy|interim government» ~past~«.| on ~D~.| in ~C~.»
~C~'s «mayor ~P~|archbishop|main airport|stock exchange|police chief ~P~|old city|bid for the ~M~» ~past~«.| ~when~.»
~N~ and ~N~ «signed a treaty|expelled diplomats|reopened the border|agreed to talk|resumed talks in ~C~|traded fire»«.| ~when~.»
~N~ «said|denied|accused ~N~ of lying|sent troops to ~C~|will hold elections|exports ~x~ to ~N~|asked ~N~ for help|lost to ~N~»«.| on ~D~.| on Monday.»
«The|A» ~Y~ «embassy|court|newspaper|minister|army spokesman|oil company|delegation|airliner|official» «in ~C~|» ~past~«.|, ~P~ said.|, the ~B~ said.»
the ~B~ ~past~«.| in ~C~.| ~when~.|, ~S~ said.»
~B~ «said|shares fell|will buy ~B~|named ~P~ chief executive|sold its ~C~ unit|cut ~n~ jobs in ~C~|hired ~P~ from ~B~|opened a plant in ~N~|posted a loss»«.| on ~D~.|, a spokesman said.»
«Analyst|Trader|Spokesman|Spokeswoman|Police chief|Chairman|Lawyer|Economist|Witness|Professor|Dealer» ~P~ «of|at|from» «~B~|~O~|the ~B~» «in ~C~|» said ~claim~.
«~S~|~P~» «beats|urges|warns|quits|visits|sees|says|wants|backs|rejects|hails|to meet|dies at» «~S~|~N~|~B~|~n2~|~Y~ plan|peace deal|talks»«.| - agency.| - paper.»
~N~ «says|urges|denies|rejects|expels|to sell|to ease|opens|bans|fears» «~x~ ~x~|~N~ ~x~|~Y~ ~x~|talks|~S~ visit»«.| - minister.»
«~Y~ and ~Y~|~Y~, ~Y~ and ~Y~» «ships|troops|ministers|farmers|fans|banks» «left ~C~|~past~|met in ~C~».
«The dollar|Gold|Cotton|Wheat|Crude|Tin|Copper|Coffee|Rice|Volume|Turnover» «was unchanged|rose|fell|traded lower» at ~n~ «rupees|dollars|marks|yen|naira|taka|guilders» «in ~C~|on the ~C~ exchange|»«.|, dealers said.»
«Yield|Amount|Coupon|Maturity|Lead|Ratings|Listing|Price|Borrower|Denoms|Issuer» «~n2~.~n2~|~B~|~C~|S&P|Moody's|Aaa|Short first» «pct|basis points|million|»
«north|south|east|west|outside|km from|miles north of|suburb of|outskirts of|port of|region of|province of|the town of|the village of|a prison in|the streets of|the coast of» ~C~
«Born in|Died in|Educated in|Exiled in|Buried in|Raised in» ~C~«, ~N~|», ~S~ ~past~«.|, and in ~n4~ «married ~P~|moved to ~C~|joined the ~B~».»
«Chronology|Profile|Facts|Newsmaker»: ~n4~ - ~P~, ~Y~ ~role~, «born in ~C~|died in ~C~|crowned king|arrested».
~P~ («~S~|~n2~|~Y~|~N~|~TM~») «is ill|said it|~past~».
«Al|Abu|Ben|Ibn|El|De|Van|Von|Bin» ~S~ «said|~past~|met ~S~ in ~C~».
"""

COMMENTS = """
«omg|OMG|lol|wow|haha|lmao|damn|bruh|aww|yo|ok so|why is|is|was|look at|all hail|RIP|go|shoutout to|love you|i love|big fan of|poor|bring back|greetings from|hi from» «~G~|~P~|~S~|~G~ and ~G~|~C~|~N~»«!!!| 😂😂| <3| lol|?| 😍|...| :D| #~x~|»
«~G~|~P~|~S~» «is|was|looks|sounds|seems|plays like|acts like» «so funny|the best|overrated|cute in this one|my favourite|a legend|lying|back|way better than ~G~|prettier than ~G~|drunk»«!| 😂| lol|.|!!|»
«who else|anyone else|does anyone|can we|why do people|am i the only one who» «misses ~P~|came here because of ~G~|thinks ~G~ ~past~|is watching from ~N~|from ~C~|hates ~S~|remembers ~P~»«?| 😂| in ~n4~?|»
@~x~~n2~ «~G~ is right|thanks ~G~|when are you in ~C~|~P~ said so|say hi to ~G~|you sound like ~P~|come to ~N~»«!|!!| plz| 🙏|»
«thanks|thank you|hey|hi|yo|great video|good job|nice one|well said|happy birthday|please» «~G~|~P~», «~plain~|from ~N~|love from ~C~|my ~rel~ ~past~»«!| ❤|»
«I|i» «live|grew up|study|work|was» in ~L~ and «~x~ is expensive here|we say ~x~|nobody does that|it is cold|~G~ ~past~»«.| lol|»
~G~ vs ~G~«?| who wins?| - ~G~ all day|»
«watching this|hello|greetings|proud|live|vacation|wedding|snow|rain|protests|traffic|road trip» «in|from|to» ~L~ «🇩🇪|!!|rn|😍|with ~G~|»
«My|Our» ~rel~ ~G~ «~past~|is ~n2~|loves this song|from ~C~ says hi»«.| lol| 😂|»
«u mean|not|like|unlike|except|even|ft|feat.|starring|with|by» «~P~|~G~|~S~»
"""

EMPTY = """
«omg|lol|wow|haha|hahaha|lmao|WTF|Lmfao|Omfg|LOOOL|ahahaha|Yesss|shiiit» «~x~ ~x~|this is ~x~|~M~|so ~x~|i ~past~»«!!!| 😂😂| <3|...|»
«who else|anyone else|can we|does anyone» «loves ~M~|saw the ~W~ ~W~|~past~|want a ~W~»«?| 😂| in ~n4~?|»
«No|STOP|Please|Best|Worst|First|Finally|Subscribe|Season ~n1~ of|Chapter ~n2~ of» ~W~ ~W~«!!|?| 😂|...|»
~M~ «is overrated|was better|~past~|starts ~when~|on ~W~»«.|!|»
@~x~_~x~ «~x~ ~x~ ~x~|thx|~W~ ~x~» #~W~~W~
«The|A|Our|This» «~Y~ ~x~|~M~ ~x~|~W~ of ~W~|~W~ ~W~ ~W~» ~past~«.| ~when~.»
~Y~ «food|music|people|fans|history|law|grammar|cars|films|wine» «is great|~past~|and ~Y~ ~x~»«.|!|»
~AC~ ~W~ ~AC~ ~n~ - ~W~ ~x~«.|, ~x~ said.»
~W~ ~n2~ ~n2~ ~n2~ ~n1~¶~W~ ~n2~ ~n2~ ~n2~ ~n1~
~W~ ~x~ ~x~ «on|in|at|for|with|after» «Monday|Tuesday|March|Christmas|Sunday|the ~Y~ ~x~|the ~M~ ~x~»«.|, officials said.|»
"""
