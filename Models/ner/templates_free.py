"""Sentences as people write them to assistants, to each other and in reports: same notation as templates.py, a template a line,
¶ for a line break, and parts of sentences of phrases.py."""

CHAT = """
~G~ ~past~«.|, can you believe it?|!| ~when~.| and I'm the one who has to explain it.|, which is why I'm asking.»
my ~rel~ ~P~ ~past~«.| ~when~.|, and now ~G~ won't talk to us.| in ~L~.»
My ~rel~«, ~P~,|, a ~role~ named ~P~,| ~G~» ~past~«.| ~when~.|. ~plain~»
~P~«,| (|: »«a|the|our» ~role~«,|),|,» ~past~ «~when~|in ~L~|near ~C~|»«.|»
~plain~ ~G~ ~says~ ~claim~«.|, but ~G~ ~says~ the opposite.|. Who is right?»
~G~ and «I|my ~rel~|~G~|her ~rel~» ~past~«.|. ~plain~|, then we drove to ~C~.| on the way from ~C~ to ~C~.»
«I think|I'm sure|I heard|Apparently,|It turns out|Rumour has it that|Everyone knows|They say» ~P~ ~past~«.|!|...| ~when~.»
«Should|Could|Will|Can|Must|Would» ~G~ ~base~«?| or is it enough if ~G~ does?| before I go to ~C~?| ~when~?»
«Do I have to|Is it rude to|Would it be okay to|How do I politely» «ask|tell|remind|invite» ~P~ «about|not to mention|because of» ~thing~?
«Write|Draft|Compose|Give me» «a short message|an email|a card|a text|a toast|a reference letter|a poem|an apology» «to|for|about|from» «my ~rel~ ~G~|~P~|~H~ ~S~|~G~ and ~G~»«.|, who ~past~.| about ~thing~. ~plain~»
What «should|can|do» I «say|write|answer|reply|bring» «to|for» «~G~|~P~|my ~rel~ ~G~|~H~ ~S~» «now|after that|when we meet in ~C~|without sounding rude|»?
Explain ~thing~ to «~G~|my ~rel~ ~G~», «who is ~n~|who ~past~|a ~role~ from ~L~».
"«~G~, you ~past~ and nobody told me|Dear ~G~, ~plain~|I never trusted ~G~|~P~ ~past~» ~when~." «Is this too harsh?|Make it warmer.|Fix the grammar.»
«Is|Was» «~P~|~G~» «a real person|still alive|a common name in ~N~|from ~L~ originally|the ~role~ who ~past~|good at this»?
«Which|What» «names|name» «goes well with|sounds like|rhymes with|is short for» ~G~? «~plain~|We like ~G~ and ~G~.|»
«I live|We live|I'm stuck|I grew up|She works|He studies|My ~rel~ lives|We got married|I was born|They own a farm|I'm staying» «in|near|outside|close to|not far from|just outside of|in the south of» ~L~«.| and need a ~role~.|, so ~claim~.|. ~plain~»
«Is there|Do you know|Where can I find|Can you recommend» «a ~role~|a good ~role~|a quiet hotel|a night train|somewhere to swim» «in|near|around|from» ~C~«?| that takes dogs?|, ideally cheap?| or in ~C~?»
«We're|I am|They are» «driving|flying|cycling|moving|hitchhiking|taking the ferry» «from|out of» ~C~ «to|via ~C~ to|over to» ~L~ ~when~«.|. ~plain~|, anything we should see?»
~C~ «or|vs|versus» ~C~ for «a honeymoon|a stag weekend|retirement|a year abroad|remote work»?
how «far|long|expensive|safe|hot» is «it from ~C~ to ~C~|~L~ in winter|the ferry to ~L~|the drive to ~C~»?
«Nobody in|Half of|Most people in|The whole of|Everyone from|The mayor of|A friend from|The road to|The weather in|The council of» ~C~ «believed it|was flooded|knows ~G~|speaks English|~past~|has changed»«.|. ~plain~»
~L~ is «lovely|too hot|overrated|far away|not on the list|where ~G~ ~past~|the last stop» «~when~|», «~plain~|ask ~G~.|we'll go to ~C~ instead.»
«Greetings|Hello|Good morning|Postcard|Love|Best wishes» from «sunny|rainy|cold|beautiful|» ~C~«!|, ~G~|. ~plain~»
I'm ~P~«.| and I ~past~.|, ~n~, from ~C~. ~plain~| (~rel~ of ~G~). ~plain~|, ~role~. ~plain~»
it's «me, |»~G~«|,|!» ~plain~
«~G~|~P~» here«.|, calling about ~thing~.|, from ~C~. ~plain~»
«call|name|named|naming|called» «her|him|the baby|our son|the boat|the puppy|the hero|my daughter» ~G~«| or ~G~|, after my ~rel~ ~G~|? ~plain~»
«That|This» «reminds me of|was because of|belongs to|is for|was meant for|came from|was a present from» ~P~«.|, my ~rel~.|. ~plain~»
«Because of|Thanks to|Without|According to|Unlike|Like|Instead of|Apart from|Together with|Next to|On behalf of|Ask» ~G~«, we ~past~.|, nobody ~past~.|, ~claim~.»
~G~'s «~rel~|~role~|house|car|dog|wedding|email|handwriting|idea|new job» «~past~|is in ~C~|was a disaster|was lovely|arrived ~when~».
«at|to|near|behind|from» ~G~'s «place|house|birthday|mum's» «~when~|in ~C~|»«?|.|, ~plain~»
«I|We» «told|asked|begged|warned|texted|emailed|hired|met|saw|blocked|forgave|miss|love|know|trust|ghosted|interviewed|thanked» «~P~|~G~|my ~rel~ ~G~|~H~ ~S~» «~when~|about ~thing~|in ~C~|and ~G~|to ~base~|»«.|. ~plain~|, but ~G~ ~past~.»
«between|for|with|against|by|without|about» «~G~ and ~G~|~P~|~G~, ~G~ and ~G~» «~when~|in ~C~|there is ~thing~|»«.|?|...»
Why «did|would|doesn't|can't|won't» ~P~ ~base~«?| ~when~?| in ~C~?»
«Settle this|Question|Hypothetical|Story idea|Plot|Context|Update|Long story short|Quick one|AITA|Help»: «my ~rel~ ~G~|~P~|~G~» ~past~«.|, ~G~ ~past~, and ~claim~.|. ~plain~»
«In my novel|In chapter ~n~|In the play|In my campaign», ~P~«, a ~role~ from ~C~,| » ~past~ «while ~G~ ~past~|and goes to ~L~|»«.|. ~plain~»
«Once upon a time there was|The hero is|The villain is|My character is» «a ~role~ called ~G~|~P~, a ~role~|~G~ of ~C~» who ~past~.
~G~«!|?|...|,» ~plain~
~plain~ ~G~«!|?|.»
«ok|okay|well|so|but|and|honestly|anyway|btw|fyi|ps|lol|ugh|hm|yes|no|sure» «~G~|~P~» ~past~
«Happy birthday|Well done|Get well soon|Congrats|Good luck|Welcome back|Rest in peace|Take care|Cheers|Sorry|Come on» ~G~«!|,|.|! ~plain~»
"""

WORK = """
«Meeting|Call|Lunch|Interview|Sync|1:1|Handover|Standup|Review|Appointment|Viewing» with «~P~|~G~|~G~ and ~G~|~H~ ~S~|~P~ (~role~)» «~when~|at ~T~|in ~C~|on ~D~|about ~thing~»«.|»
«Please|Kindly|Could you please» «loop in|add|cc|ping|contact|brief|assign it to|hand it to|check with|wait for|copy in|escalate to» ~P~«.|, she knows ~thing~.| before ~D~.|, our ~role~ in ~C~.»
«Assigned to|Owner|Reporter|Approved by|Prepared by|Reviewed by|Contact|Requested by|On call|Host|Drafted by|Escalated by|Waiting for|Blocked by|Closed by|Interpreter|Chair|Scribe»: ~P~«| (~role~)|, ~role~|, ~C~| - ~role~|; backup: ~P~|»
«Note|Comment|Internal note|Update|Action item|Next step|Reminder|Decision|Risk»: ~P~ «to ~base~|will ~base~|~past~|asked us to ~base~»«.| by ~D~.| ~when~.»
~G~ to ~base~ «by ~D~|before the demo|»«; ~G~ to ~base~|.|»
As discussed with ~P~ «~when~|on the phone|in ~C~», «~plain~|we will ~base~.|~G~ will ~base~.»
«I'm writing on behalf of|I represent|I am the daughter of|We act for|This concerns|The account belongs to|The policy holder is|The card was issued to|The package was signed by|The room is booked under|It should be under the name|It's registered to» ~P~«.|, ~A~, ~C~.|, born ~D~.|. ~plain~»
«Spoke to|Talked with|Called|Emailed|Visited|Left a message for|Got a call from|Chased» ~P~ «~when~|re ~thing~|about ~thing~|in ~C~»: ~past~«.|; ~plain~|»
«The|Our» ~role~«,|» ~P~«,|» «~past~|told the court that ~claim~|will ~base~|lives in ~C~»«.|»
Hi ~G~,¶¶~plain~ «~G~ ~past~ ~when~.|Please ask ~P~ to ~base~.|I'm in ~C~ until ~D~.|We met in ~C~.»¶¶«Best|Thanks|Cheers|Kind regards|Yours|Take care|Sincerely|Talk soon|BR|Warmly»«,|»¶«~G~|~P~|~P~¶~role~, ~O~|~G~ (~rel~ of ~G~)»
Dear «~H~ ~S~|~P~|Professor ~S~|Judge ~S~|Father ~G~|Sir ~G~|~G~ and ~G~|Aunt ~G~|Pastor ~S~|Councillor ~S~»,¶¶~plain~ «~P~ ~past~.|The keys are with ~P~ in ~A~.|I was in ~C~ ~when~.|»¶¶«Yours faithfully|Respectfully|Yours sincerely|With thanks|Love|Hugs|xx»«,|»¶~P~
From: ~P~ <~email~>¶To: «~P~ <~email~>|~email~|~P~; ~P~»¶Subject: «~thing~|~G~ ~past~|Re: ~thing~ (~C~)|Fwd: ~V~|~V~ - ~P~|Keys for ~A~»¶¶«~G~,|Hi,|Hello ~G~,|» ~plain~
«-----Original Message-----|---------- Forwarded message ---------|Begin forwarded message:»¶From: ~P~¶«Sent|Date»: ~D~¶To: ~P~¶«Cc: ~P~¶|»Subject: ~V~¶¶~plain~
On ~D~ at ~T~, ~P~ wrote:¶> ~plain~¶> ~G~ ~past~¶¶~plain~¶~G~
«Out of office|Auto-reply»: I am away until ~D~. «In urgent cases call ~P~.|~P~ (~email~) covers for me.|For ~C~, contact ~G~.»
~P~¶~role~ | ~O~ | ~C~«|¶+~num~»
«Candidate|Applicant|Interviewee» ~P~ («~C~|~n~ years old|~role~»): ~past~. «~plain~|References: ~P~, ~P~.|»
«Landlord|Tenant|Seller|Buyer|Lessor|Guarantor|Executor|Trustee|Beneficiary|Insured»: ~P~«, ~A~, ~C~|, born ~D~ in ~C~|»¶«Tenant|Buyer|Lessee|Witness|Heir»: ~P~«, ~C~|»
«Case|Claim|Ticket|Incident|Order|Booking|Matter» ~id~: «~P~ v. ~P~|~P~, ~C~|guest ~P~|reported by ~P~|raised by ~G~ from ~C~|complainant ~P~»«.|. ~plain~|»
«Good morning|Good afternoon|Hello|Hi» ~H~ ~S~, «thank you for calling ~O~.|this is ~G~ from ~O~.|I see you're calling from ~C~.|my name is ~G~.» ~plain~
«You're through to|You are chatting with|I'll connect you to|I've forwarded this to|Please hold for» ~P~«.| from ~O~.| in ~C~. ~plain~|, our ~role~.»
«Order|Parcel|Item|Replacement|Refund» ~id~ «for|to|of|in the name of» ~P~ «was left with|was handed to|was collected by|was refused by|went to» «~P~|~G~ next door|a neighbour (~S~)|~A~»«.| in ~C~.»
«Delivered|Shipped|Sent|Collected|Returned» «to|from» «~A~, ~C~|~P~, ~C~|~C~ depot» «~when~|on ~D~|»
"""

NEWS = """
~C~ ( ~O~ ) - ~P~ ~past~ ~when~, «a spokesman said|police in ~C~ said|officials said|~G~ ~S~ told reporters».
~P~, «~n~|a ~role~ from ~C~|the former ~role~|who ~past~», ~past~ «in ~C~ ~when~|~when~|after a ~n~-year career|at the age of ~n~».
~H~ ~S~ ~past~«.|, and ~S~ «~says~|told parliament» ~claim~.|, his ~rel~ ~G~ ~says~.»
«President|Prime Minister|Foreign Minister|Senator|Chancellor|King|Queen|Pope|Governor|Mayor|Ambassador|General|Judge|Sheriff|Bishop|Chief» ~P~ «~past~|arrived in ~C~|met ~P~ in ~C~|flew to ~N~|of ~N~ ~past~» ~when~.
~P~ («~N~|~C~|~AC~») «beat|defeated|lost to|drew with» ~P~ («~N~|~C~|~AC~») ~n~-~n~ ~n~-~n~
~n~. ~P~ («~N~|~O~») ~n~.~n~¶~n~. ~P~ («~N~|~O~») ~n~.~n~¶~n~. ~P~ («~N~|~O~») ~n~.~n~
«Striker|Goalkeeper|Captain|Coach|Midfielder|Defender|Teenager|Veteran» ~P~ «scored twice in ~C~|~past~|signed for ~O~ ~when~|was sent off|headed in the second»«.| as ~N~ beat ~N~.| for ~C~ United.»
Scorers: ~P~ ~n~, ~P~ ~n~, ~P~ ~n~ «(pen)|»
Police in ~C~ «arrested|are looking for|identified|questioned|released» ~P~«, ~n~, of ~A~| ~when~|, a ~role~ from ~L~».
«The river|A storm|The fire|An earthquake|Snow|The strike|The outage|Protests» «hit|reached|closed the road to|cut power in|spread to» ~L~«,| and ~L~,» «~plain~|officials in ~C~ said.|~P~, a ~role~, said.»
«In|Outside|Near|Around|Across» ~L~, ~P~ ~past~«.| while ~P~ ~past~.|. ~plain~»
"~plain~" ~says~ ~P~«.|, ~role~ at ~O~.|, who lives in ~C~.|. "~plain~"»
"~plain~", «said|asked|whispered|shouted|answered|muttered» ~G~«.|, and left for ~C~.|. ~G~ ~past~.»
«Then|Later|Finally|At last|Meanwhile|Once|Suddenly|Years before|That night» ~G~ ~past~«.|, and ~G~ ~past~.| in the old house near ~C~.»
When ~G~ «came back from|left|first saw|got off the train in|thought of|wrote from» ~C~, «~G~ ~past~|nobody ~past~|the garden was gone|her ~rel~ ~past~».
It was «~P~|~G~» who ~past~«.|, not ~P~.|, as ~S~ ~says~.»
~P~ («born|~n4~–~n4~, born|*» «~D~|~D~ in ~C~») «was|is» «a ~role~|an ~N~ ~role~|the ~rel~ of ~P~» «who ~past~|from ~L~|».
The «book|report|song|film|portrait|house|bridge|village|school|thesis|garden» «by|of|about|designed by|named after|dedicated to» ~P~ «is in ~C~|was sold ~when~|~past~».
«He|She|They|We|The family|The band|The team» «left|reached|toured|fled|bombed|crossed|loved|returned to|settled in|sailed for|stopped in» ~L~ «in ~n4~|~when~|with ~P~|»«.|, then ~L~.| and never came back.»
the «south|north|coast|outskirts|people|province|port|village|district|valley|city|town|island|state|airport» «of|near» ~L~ «~past~|was empty|is quiet|»«.|, ~n~ km from ~C~.»
RT @~x~~n~: «~P~ ~past~|just landed in ~C~|~G~ you are the best|~plain~ #~x~|can't believe ~G~ ~past~»«!!| :)| http://t.co/~id~|»
@~x~_~x~ «~G~ ~past~|are you still in ~C~?|~plain~|tell ~G~ i said hi|lol ~G~» «#~x~|:D|xx|»
«watching|listening to|missing|stuck in|off to|back from|seeing|meeting» «~P~|~G~|~C~» «~when~|again|with ~G~|»«!|...| #~x~|»
"""

RECORDS = """
«Attendees|Present|Participants|Guests|Cc|Invited|Absent|Apologies|Team|Players|Winners|Witnesses|Drivers|Volunteers|Band|Cast»: ~P~, ~P~, ~P~«, ~P~|, ~P~ and ~P~| (~role~), ~P~|; ~P~»
«- |* |• |»~P~ «- |– |: |, |(»«~role~|~thing~|~C~|~D~»¶«- |* |• |»~P~ - «~role~|~thing~|~C~|~D~»¶«- |* |• |»~P~ - «~role~|~thing~|~C~|~D~»
~n~. ~P~¶~n~. ~P~¶~n~. ~P~«¶~n~. ~P~|»
~n~) ~C~¶~n~) ~C~¶~n~) ~C~
- ~C~¶- ~C~¶- ~C~«¶- ~C~|»
«Route|Stops|Cities|Branches|Stores|Offices|Origins|Markets|Ports|Depots|Where we ship»: ~C~, ~C~, ~C~«, ~C~| and ~C~| - ~C~|»
~C~ > ~C~ > ~C~
~C~ / ~C~ / ~C~
~G~, ~G~, ~G~ «and ~G~|& ~G~|, ~G~|»
~G~ «&|and|+|/|vs.» ~G~«| in ~C~|: ~thing~|, ~when~»
~P~;~P~;~P~
~G~ ~G~ ~G~
~P~	~C~	~D~¶~P~	~C~	~D~
name,city,«age|amount|role»¶~P~,~C~,~n~¶~P~,~C~,~n~¶~P~,~C~,~n~
id,«customer|employee|guest|patient»,«town|site|branch|home»¶~n~,~P~,~C~¶~n~,~P~,~C~
«first_name,last_name|vorname;nachname|given,family|prenom;nom»,«city|ort|town|ville»,~x~¶~G~,~S~,~C~,~x~¶~G~,~S~,~C~,~x~
"~S~, ~G~","~C~",~n~¶"~S~, ~G~","~C~",~n~
~D~,~P~,«check-in|login|sale|visit»,~C~,~n~.00
| ~P~ | ~C~ | ~x~ |¶| ~P~ | ~C~ | ~x~ |
|Name|City|~W~|¶|---|---|---|¶|~P~|~C~|~n~|¶|~P~|~C~|~n~|
«Mother|Father|Spouse|Emergency contact|Next of kin|Sibling|Godmother|Driver|Coach»: ~P~¶«Address|Home|Lives in»: «~A~, ~C~|~L~»
~P~¶~A~¶~n5~ ~C~«¶~N~|»
«Speaker|SPEAKER|Interviewer|~G~|~P~|~S~|Q|Host» «1|2|»: ~plain~¶«~G~|~P~|~S~|Mr. ~S~»: «I ~past~.|No, ~G~ ~past~.|I'm from ~C~.|~plain~»¶~G~: ~plain~
[~T~] ~G~: «~plain~|i'm in ~C~|ask ~G~|~G~ ~past~»¶[~T~] ~G~: ~plain~
«user|USER|User|Human|human|Customer|customer|caller|Patient|Q»: «my name is ~P~|~plain~|who is ~P~?|i'm ~G~ from ~C~|~G~ ~past~|book it for ~G~ and me|I live in ~C~»¶«assistant|ASSISTANT|Assistant|AI|bot|Agent|agent|Doctor|A»: «Thanks, ~G~. ~plain~|~plain~|~P~ is a ~role~ from ~C~.|Noted: ~G~ ~past~.|How is ~C~?|Hi ~G~!»
user: ~plain~¶assistant: ~plain~¶user: «it's for ~P~|~G~ ~past~|in ~C~|ask ~G~»¶assistant: «Done.|I've told ~G~.|The ~role~ in ~C~ is ~P~.|~plain~»
# «Meeting notes|Minutes|Notes|Visit|Trip|Interview|Obituary|About|Profile|Handover|Eulogy|Letter» «~C~|~P~|~P~, ~C~|of ~D~, ~C~»¶«Present: ~P~, ~P~|~P~ ~past~.|~plain~»
## ~P~¶«~G~ ~past~.|Born in ~C~.|~role~ at ~O~.»
«Contents|Chapter ~n~|Part ~n~|Appendix»: «~V~|How ~G~ ~past~|Back to ~C~|~G~ and ~G~»
«~P~|~C~|~D~|~P~ - ~C~|~P~, ~C~|~C~, ~N~|~G~|~S~»
"""

CALLS = """
«create|update|delete|find|get|invite|notify|register|lookup|fetch»_«user|contact|guest|lead|employee|patient|customer|member»(«name|full_name|who»="~P~"«, city="~C~"|, home="~L~"|, role="~x~"|, note="~G~ ~past~"|»)
«plan_trip|book_flight|find_train|directions|route|quote_shipping|distance»(«origin|from_|start|src»="~C~", «destination|to|end|dst»="~C~"«, passenger="~P~"|, date="~D~"|, seats=~n~|»)
{"name": "«create_event|send_email|add_note|book|transfer|remind|schedule»", "arguments": {"«to|guest|title|who|body|attendee»": "«~P~|call ~G~|Dinner with ~G~ in ~C~|Hi ~G~, ~plain~»"«, "where": "~C~"|, "city": "~L~", "zip": "~n5~"|, "date": "~D~"|»}}
{"first_name": "~G~", "last_name": "~S~"«, "city": "~C~"|, "country": "~N~"|, "town": "~C~", "role": "~role~"|, "middle": "~G~"|»}
{"«customer|patient|driver|owner|teacher|assignee|signer|next_of_kin»": {"name": "~P~", "«city|home|lives_in|birthplace»": "~C~"«, "note": "~past~"|, "since": "~D~"|»}}
{"messages": [{"role": "user", "content": "«I'm ~P~. ~plain~|My ~rel~ ~G~ ~past~|~plain~|Is ~C~ far from ~C~?|Who is ~P~?»"}, {"role": "assistant", "content": "«~plain~|~P~ ~past~.|Hello ~G~!|~C~ is in ~N~.»"}]}
[{"name": "~P~", "city": "~C~"}, {"name": "~P~", "city": "~C~"}]
["~P~", "~P~", "~P~"]
{"«authors|reviewers|members|children|players»": ["~G~", "~G~", "~P~"], "«city|venue»": "~C~"}
{"«text|summary|note|comment|transcript|answer|message|subject|body»": "«~P~ ~past~ in ~C~.|~G~ ~says~ ~claim~|~plain~ ~G~ ~past~.|Call ~P~ re ~thing~»"«, "lang": "en"|, "score": 0.~n~|}»}
«tool_result|Observation|result|output|=>|Returned|Response»: «~P~ (~C~), ~P~ (~C~)|{"owner": "~P~", "site": "~C~"}|no match for ~P~|~P~, ~A~, ~C~|[~P~] ~past~|~n~ rows: ~P~; ~P~»
Thought: «~G~ ~past~, so I should ~base~.|I need to find where ~P~ lives.|The user is in ~C~.|~P~ may be the ~rel~ of ~P~.»¶Action: «search|lookup_person|get_weather|calendar»¶Action Input: «~P~|~C~|{"q": "~P~ ~C~"}»
SELECT * FROM «staff|guests|patients|people» WHERE «surname|name|last_name» «=|LIKE|ILIKE» '«~S~|~P~|%~S~%»'«;| AND «town|city» = '~C~';| -- asked by ~G~»
INSERT INTO ~x~ («name, city|guest, town|id, name») VALUES («'~P~', '~C~'|~n~, '~P~'|'~G~', '~C~'»);
«user|person|guest|author|p» = «User|Person|Guest|Author|dict|Contact»(name="~P~"«, city="~C~"|, from_="~L~"|»)
«expect|assert|print|log|echo|console.log|fmt.Println|say»(«"~P~"|"Hello ~G~"|'~P~ lives in ~C~'|name == "~P~"|"~G~ ~past~"»)
«# TODO|// FIXME|# NOTE|// XXX|TODO»(«~G~»): «ask ~P~|remove after ~D~|~x~ ~x~»
«from|sender|author|by|user|owner|assignee|actor|guest|to|rcpt|patient»=«"~P~"|~G~|'~P~'» «city|dest|site|loc|town»=«"~C~"|~C~» ~x~=~n~
~TS~ «INFO|WARN|DEBUG|ERROR» «user ~P~ ~past~|mail to ~P~ failed: ~x~|"~P~" logged in from ~C~|geocode "~C~" -> ~n~ results|agent said: Hello ~G~|greeting ~G~ (~num~)|assigned ~id~ to ~P~|no route ~C~-~C~»
[«audit|AUDIT|chat|sms|crm|pos»] ~P~ «changed|opened|exported|deleted|sent» ~x~ ~id~ «for ~P~|in ~C~|»
prompt="«~plain~|Write to ~P~ about ~thing~|What to see in ~C~?|~G~ ~past~»" model=~x~-~n~ tokens=~n~
"""

NEGATIVE = """
~subject~ ~past~«.| ~when~.|. ~plain~|, which is why I'm asking.»
~plain~ ~plain~
~plain~ «~subject~ ~past~.|~plain~»
my ~rel~ ~past~«.| ~when~.|, and the ~role~ ~past~.|. ~plain~»
«The|A|Our|Their|This|That|Every» ~role~ ~past~«.| and the ~role~ ~past~.|. ~plain~»
«I|we|they|she|he|you|nobody|someone» ~past~«.| ~when~.|, and my ~rel~ ~past~|. ~plain~»
«should|could|can|will|may|must» «i|we|the ~role~|my ~rel~|you» ~base~«?| ~when~?»
«Write|Draft|Give me» «an email|a poem|a toast|a letter» «to|for|about» «my ~rel~|the ~role~|~thing~|the ~x~ ~x~». ~plain~
«Explain|Summarise|Compare|Describe» «~thing~|~X~ and ~X~|the ~W~ ~W~|~x~ and ~x~». ~plain~
«user|Human|customer|USER»: ~plain~¶«assistant|AI|agent|ASSISTANT»: ~plain~
«Question|Answer|Thought|Plan|Goal|Summary|Result|Warning|Caution|Tip|Step ~n~|Hint|Example»: ~plain~
«~X~|~V~|~K~|~W~ ~W~|~W~|~E~» ~past~«.| ~when~.|. ~plain~»
«Use|Open|Try|Buy|Order|Choose|Return|Review|Replace» the ~W~ ~W~«.| in ~W~ ~x~.| ~n~ ~W~.|, ~plain~»
«Our|The|New|Classic|Limited|Vintage» ~W~ «Jacket|Lamp|Chair|Sofa|Boots|Bag|Dress|Tea|Coffee|Table|Watch|Bike|Pan|Mattress|Backpack» «is back|in ~W~ ~W~|~n~ % off|sold out», «size ~n~|free shipping|~n~ stars».
~V~¶~V~¶¶~plain~
# ~V~¶~plain~¶## ~V~¶~plain~
- ~V~¶- ~V~¶- ~V~
1. ~V~¶2. ~V~¶3. ~plain~
{"title": "«~V~|~W~ ~role~|Senior ~W~»", "status": "~W~", "text": "~plain~"}
{"«message|error|detail|hint»": "«~W~ is required|~W~ ~W~ not found|~plain~|Invalid ~x~»", "code": ~n~}
~W~, ~W~, ~W~, ~W~
~W~, ~x~, ~x~ and ~x~
~W~: ~x~, ~W~: ~x~
~TS~ «INFO|WARN|ERROR» ~W~ ~x~ ~x~, ~x~ ~W~
«Take|Chop|Mix|Bake|Add|Stir|Serve» ~x~ «Basil|Rosemary|Sage|Olive Oil|Ginger|Saffron|Honey|Pepper|Jasmine Rice|Brie|Colby|Bacon» ~when~.
«Patient|Pt|The patient|Client» ~past~. «Aspirin ~n~ mg.|Denies pain.|BP ~n~/~n~.|Babinski negative.|Hx of Crohn.|GCS ~n~.|Allergic to Penicillin.»
«will|may|mark|grant|bill|rose|art|faith|hope|grace|drew|chase|dean|frank|rich|sunny|summer|autumn|ivy|lily|olive|pepper|ginger|pearl» ~x~ ~x~ ~x~
«Will|May|Mark|Grant|Bill|Rose|Art|Faith|Hope|Grace|Chase|Summer|Autumn|Ivy|Olive|Pepper|Ginger|Pearl|June|April|August» ~x~ ~x~ ~x~ ~x~«.|?»
Sold by «~O~|~W~ Trading|~W~ & ~W~ Ltd», ships with ~X~«.|, ~plain~»
The «Pareto|Coriolis|Doppler|Streisand|Dunning-Kruger|Hawthorne|Mandela|Bechdel|Rorschach|Turing|Bradford» «effect|test|principle|scale» «explained|in practice|»: ~plain~
"""
