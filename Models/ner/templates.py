"""English templates of texts with people and places.

`~X~` is a slot (see slots.py), `«a|b|c»` a choice. Nothing here is a template of the evaluation sets.
"""

CHAT = """
«Can you|Could you please|Please|I need to|How do I|We should|Don't forget to|They told me to|Let's|You must|I want to» «call|phone|email|meet|invite|thank|visit|remind|contact|message|interview|congratulate» ~P~ «|today|tomorrow|about the invoice|before ~D~|in ~L~|again|at ~T~»«?|.|!|»
«Can you|Could you|Please» «write|draft|compose|prepare» «a letter|an email|a short note|a thank-you card|a reference|a birthday message|an apology» «to|for|about» «~P~|~G~|~H~ ~S~|my boss ~G~|our client ~P~|my sister ~G~» «|from ~L~|who lives in ~L~|who just moved to ~L~|in ~N~».
«My|Our» «colleague|boss|neighbour|brother|sister|friend|landlord|teacher|dentist|lawyer|husband|wife|daughter|son|cousin|uncle|manager|roommate|accountant|trainer|mentor» ~P~ «lives in|moved to|is from|works in|was born in|flew to|is stuck in|studied in|is visiting|got a job in» ~L~«.| and wants to sell the car.| since ~D~.|, can he still vote?|. What should I tell ~G~?|»
I'm ~P~«,| and| -» «I live in|I work in|I'm based in|I come from|I just moved to|currently in» ~L~«.|, how do I register?| and need a doctor.|. My phone is ~num~.|»
«This is|It's|I am|Here is|You're speaking with» ~P~ «from|at|of|with|calling from» «~O~|~L~|the ~L~ office|accounting|the ~C~ branch|IT»«.|, please call me back.|, is ~G~ there?|. I sent the form on ~D~.|»
«What is|What's|Tell me|Find|Look up|Do you have|I lost» ~P~'s «address|phone number|email|birthday|account|job title|shift plan|room number|password» «|in ~L~|please»«?|.»
«What is the weather in|What's the best restaurant in|How expensive is|Cheap hotels in|Things to do in|Is it safe to travel to|Show me a map of|What time is it in|Who is the mayor of|How many people live in|Find a flat in|Rent prices in» ~L~«?|| in spring?| this weekend?| with kids?»
«Plan|Book|Find|Cancel|Compare» «a trip|a flight|a train|a weekend|two tickets|a hotel|a car» «from ~L~ to ~L~|to ~L~|in ~L~|from ~C~ via ~C~ to ~C~|between ~C~ and ~C~» «|for ~P~|for ~G~ and me|on ~D~|for ~G~, ~G~ and ~G~».
«Did|Has|Will|Can|Should|Why did|When will|Why does|Does» ~P~ «sign|pay|call|reply|attend|resign|agree|answer|come|object|remember it|know ~G~|like ~C~|live near ~C~|work with ~G~»«?| today?| again?»
«I met|We hired|She married|They fired|I saw|He sued|I miss|I trust|We chose|I talked to|I heard from|I'm waiting for|I had lunch with|She works for|They voted for» «~P~|~G~|~H~ ~S~|~G~ and ~G~|~P~ and ~P~» «in ~L~|at the station in ~C~|on ~D~|last week|near ~A~|at ~O~|»«.|!|, remember?»
~P~ «called about|asked for|has paid|signed|forgot|wants to cancel|reviewed|approved|rejected|complained about|shared|lost|sent me|keeps asking about|will bring|is waiting for|requested|deleted|reported|can't find|was charged twice for» «the invoice|a refund|the keys|the new contract|her password|the report|two tickets|the parcel|this form|the draft|an upgrade|the loan|the quote|order ~num~|the Blue Folder|the Sales Deck»«.| in ~L~.| with ~G~.| for ~P~.| from ~L~.| after ~D~.|»
«Tell|Ask|Remind|Show|Give|Send» ~G~ «the news|that I'm late|about the meeting in ~C~|to call ~P~|the file|to bring the keys to ~A~|that ~G~ is sick|what ~H~ ~S~ said|about ~L~»«.|, please.|»
«Hi|Hello|Hey|Dear|Good morning|Good evening|Thanks|Thank you|Sorry|Welcome|Bye|Congratulations» ~G~«,|!|.| and ~G~,» «how are you?|thanks for the update.|can we move the call?|I hope ~C~ treats you well.|I arrived in ~L~ yesterday.|did ~P~ answer?|see you in ~C~.|the parcel is here.|greetings from ~L~!|»
Translate «this|the following|the letter» «to German|into French|into plain English»: "«~P~ lives in ~L~.|My name is ~P~.|I was born in ~C~, ~N~.|~G~ loves ~G~.|Dear ~H~ ~S~, see you in ~C~.»"
«My name is|my name's|Call me|People call me|I'm called|Name:|I go by» ~P~«.|, born on ~D~.| and I'm from ~L~.|, ~A~, ~C~.|, not ~P~!|»
Who is ~P~«?| and why is she in the ~C~ report?|, the one from ~L~?|? Is he related to ~P~?»
«The patient|The tenant|The applicant|The candidate|The witness|The driver|The author|Professor|Captain|Judge|Inspector|Coach|Chancellor|Pastor|Nurse|Sergeant|Auntie|Uncle|Grandma» ~P~ «said|wrote|claims|confirmed|denied|explained» that «~G~ was in ~L~|the house at ~A~ is empty|she never met ~P~|the train to ~C~ was late|nobody lives at ~A~».
«Is|Was|Isn't» ~G~ «coming to ~C~|still in ~L~|married to ~P~|the one from ~C~|older than ~G~|on holiday|your cousin|the new boss in ~C~»«?|»
«We|They|My parents|The kids|Both families» «moved from ~L~ to ~L~|met in ~L~|drove through ~Z~|spent two weeks in ~N~|bought a house at ~A~|have relatives in ~N~» «|in ~D~|with ~P~|because of ~G~|and visited ~G~».
«Ship it to|Deliver to|Send the parcel to|My address is|I live at|The office is at|Meet me at|Pick me up at|Our new flat is at|Forward my mail to» ~A~, ~C~«.|, ~N~.|, c/o ~P~.| and ask for ~G~.|»
Compare «life|rents|salaries|the cost of living|schools|taxes» in ~L~ and ~L~«.| for a family.|, please.»
Q: Who «wrote|signed|sent|found|opened» it? A: ~P~«.|, in ~L~.| from ~C~.»
Between ~G~ and ~G~, who «is older|earns more|lives closer to ~C~|has the keys»?
~G~: «are you in ~C~ yet?|ok|did you talk to ~G~?|I'm at ~A~»
~G~: «no, still in ~C~|yes, with ~P~|tomorrow|call ~G~»
«Rewrite|Summarise|Correct|Shorten» «this|the text|this paragraph»: ~P~ «grew up in|returned to|founded a company in|teaches in|left» ~L~ «in ~D~|after the war|at the age of ~n~|with ~G~» and «met ~P~|never came back|opened a bakery|wrote to ~G~».
«Remember|Note|Reminder|Todo|FYI»: ~P~ «prefers email|is on leave|is allergic to nuts|will be in ~L~|has a new number ~num~|takes over from ~G~|turns ~n~ on ~D~».
the «manager|guy|woman|clerk|agent|technician» «is called|was named|, a certain|said her name was» ~P~«.|, from ~L~.|»
"""

LOWER = """
«can u|pls|please|i need to|how do i|could someone|gotta|lets» «call|text|email|ping|ask|invite|thank|pay|find» ~P~ «|today|asap|about the bill|in ~L~|before ~D~|again»
«my|our» «bro|boss|sis|friend|mom|dad|neighbor|landlord|gf|teacher|buddy|doc|cousin» ~P~ «lives in|moved to|is from|is in|works in|flies to|is stuck in» ~L~ «|now|and needs help|with ~G~|lol|, any tips»
«hi|hey|hello|yo|thx|thanks|sorry|ok|morning» ~G~«,| |!» «where is the file|did u see ~G~|u there|im in ~L~|can we talk|the parcel is here|is ~P~ back|love from ~C~|see u in ~C~»
«i am|im|i'm|this is|its|my name is|name is» ~P~«,| and| |.» «i live in ~L~|from ~L~|cant log in|order ~num~ never came|born ~D~|need my invoice|need help|calling about ~G~|locked out again»
«whats the weather in|flights to|hotel in|how far is|cheap food in|is it cold in|rent in|visa for|time in|jobs in|what to see in» ~L~ «|?|in may|rn|this week|for ~G~»
«where is|who is|is|was|why is|when is» ~P~ «|from|coming|back|still here|in ~L~|at ~C~|mad at ~G~|the new guy»
~P~ «said|says|thinks|wrote|told me|swears» «hi|no|~G~ is sick|it works|she is in ~L~|we move to ~C~|u owe ~G~ money|its fine»
«send|ship|bring|mail|deliver|forward» «it|the package|this|my stuff|the docs|flowers» to ~P~ «|in ~L~|at ~A~|, ~A~ ~C~|asap»
«~G~ and ~G~|~G~, ~G~ and ~G~|me and ~G~|~P~ and i» «went to|are in|love|hate|moved to|got married in|drove to|met in» ~L~ «|last year|together|on ~D~»
«i was born in|we moved to|im traveling from|she lives in|he left|they met in|greetings from|back in|the office in|our plant in|train from» ~L~ «|to ~L~|and im lost|with ~G~|on ~D~|, long story»
«tell|ask|give|remind|show» ~G~ «im late|the news|to call me|about ~C~|its done|the keys|that ~G~ called»
«customer|client|tenant|patient|guest|user|driver|owner|contact|student» ~P~ «called|paid|wants a refund|from ~L~ cancelled|is waiting|has no access|moved to ~L~»
"""

SUPPORT = """
Dear ~H~ ~S~,
«Thank you for your message|We are sorry to hear that|We received your request|Your claim ~id~ was approved|Unfortunately we cannot confirm» «of ~D~|from our ~C~ branch|regarding ~A~|». «Your agent ~P~ will call you.|Please contact ~P~ in ~L~.|~G~ from our team takes over.|»
«Kind regards|Best regards|Yours sincerely|Best|Cheers|Warm regards|Many thanks|Thanks»,
~P~
Subject: «Refund|Complaint|Cancellation|Address change|Invoice ~id~|Question|Lost card|Move» «|from ~P~|~C~ branch»
Hello «team|~G~|~H~ ~S~|there|Sir or Madam|support»,
I «moved to ~A~, ~C~|was in ~L~ on ~D~|bought a lamp in your ~C~ store|spoke with ~P~ yesterday|am writing for my mother ~P~». «Please update my address.|~G~ promised a refund.|Can ~P~ pick it up?|The card is in the name of ~P~.|»
«Regards|Thank you|Greetings|Bye|Sincerely»
~P~
Caller ~P~ («policy|customer|contract» ~num~) from ~L~ «reports a leak at ~A~|wants to talk to ~G~|asks for a copy for ~P~|says ~H~ ~S~ never came|complains about the driver ~G~». «Forwarded to ~P~.|Callback ~T~.|Resolved by ~G~.|»
Agent: «Hello, my name is ~G~. How can I help?|Thanks for waiting, ~H~ ~S~.|Could you confirm your address?»
Customer: «It's ~P~, ~A~, ~C~.|I'm calling about my daughter ~G~.|My flight from ~C~ to ~C~ was cancelled.|Sure: ~P~, born ~D~.»
Ticket ~num~ «opened|updated|closed|escalated» by ~P~ («~L~|~O~|~email~»): «printer in ~C~ offline|please add ~P~ to the group|wrong name on badge, should be ~P~|visitor ~P~ arrives on ~D~|»
Hi ~G~, «I forwarded it to ~P~|~G~ is out until ~D~|the customer from ~L~ called again|please see the note from ~H~ ~S~|we can ship to ~L~». «Thanks|Best|Cheers|BR», ~G~
On ~D~, ~P~ <~email~> wrote:
> «I will be in ~L~ then.|Please ask ~G~.|Our address is ~A~, ~C~.»
Thanks ~G~«!|, noted.»
"""

SHOP = """
Order ~id~ for ~P~ «shipped to|is ready in|left|arrived in|delayed in» ~L~«.| on ~D~.|. Signed by ~S~.|»
«Bill to|Ship to|Deliver to|Sold to|Attn|Invoice to|Recipient|Sender»: ~P~, ~A~, ~C~«|, ~N~|, ~Z~ ~n5~»
~P~, ~A~, ~C~ ~n5~, ~N~
«Review by|Rated by|Comment from|Posted by|By» ~P~ («~L~|verified buyer|~D~»): «Great desk, ~G~ loves it.|Arrived broken in ~C~.|Five stars!|Too small for my son ~G~.»
Gift card from ~G~ to ~G~: «Happy birthday|Get well soon|See you in ~C~|All the best», ~G~!
Courier ~G~ «will arrive|left|is waiting» at ~A~ «at ~T~|on ~D~|soon».
"""

MEDICAL = """
«Patient|Pt|Name» ~P~, «DOB|born|geb.|* » ~D~, «lives in ~L~|of ~A~, ~C~|referred by Dr. ~S~|admitted from ~C~|seen by ~H~ ~S~». «Denies fever.|Allergy: penicillin.|BP 120/80.|Follow-up with ~P~ in ~C~.|»
Dr. ~P~ «examined|discharged|operated on|called|prescribed Ibuprofen to» ~P~ «on ~D~|in ~C~|after the fall in ~L~».
«Emergency contact|Guardian|Spouse|Carer|Attending|Surgeon|Nurse on duty|Referring physician»: ~P~«|, ~num~|, ~L~|, ~A~, ~C~»
«Mother|Father|Wife|Husband|Daughter|Son» ~G~ «was with him in ~C~|lives in ~L~|brought her from ~C~|reports nausea since ~D~».
"""

ASSISTANT = """
«I found|Here are|There are» «two|three|~n~» «people|contacts|matches|entries» «named|called|for» ~P~: one in ~L~ and one in ~L~.
«Sure|Of course|Done|Certainly|No problem|Great|OK»«!|,|.» «I've emailed ~P~|I booked the flight from ~C~ to ~C~|The meeting with ~H~ ~S~ is on ~D~|~P~ lives in ~L~|I added ~G~ and ~G~ to the invitation|Your order goes to ~A~, ~C~».
According to the «file|record|report|registry», ~P~ «was born in ~L~ on ~D~|works for ~O~ in ~C~|owns the house at ~A~|is married to ~P~|left ~N~ in ~D~|holds the contract ~id~».
«Based on|From» the «context|documents|search results», the «manager|owner|tenant|contact|author|speaker» is ~P~ («~L~|~O~|born ~D~»)«.|, not ~P~.»
**~P~** is «a teacher|an engineer|a nurse|the contact» in **~L~**«.|, reachable at ~email~.»
- ~P~: «lives in ~L~|~D~|teacher, ~C~|+~num~»
- ~P~: «lives in ~L~|~D~|teacher, ~C~|+~num~»
«Unfortunately|Sorry», ~G~ «isn't available|has left ~C~|declined the invitation». «Should I ask ~P~ instead?|»
1. **Name:** ~P~
2. **City:** ~L~
3. **Birthday:** ~D~
The user «asks about|mentions|wants to reach|is» ~P~«.| from ~L~.| in ~C~.» I should «look up the address|call the directory tool|check the calendar of ~G~|search flights to ~C~».
Day 1: arrive in ~C~, dinner with ~G~. Day 2: «train to ~C~|visit ~C~|drive through ~Z~». Day 3: «fly back to ~C~|meet ~P~ in ~C~».
"""

DOCS = """
Minutes of ~D~. «Present|Attendees|Attending»: ~P~, ~P~, ~P~. «~G~ presented the budget.|~S~ asked about the site in ~L~.|~H~ ~S~ objected.» Next meeting in ~C~.
This agreement is made «between|by and between» ~P~, residing at ~A~, ~C~, and «~P~ of ~L~|~O~, ~C~». Signed in ~C~ on ~D~.
~P~ («~n~|born ~D~|~C~») «joined|founded|left|leads» «~O~|the team in ~C~|the clinic in ~L~» in ~D~. «Before, she lived in ~L~.|Her husband ~G~ is a cook.|He reports to ~P~.|»
Curriculum vitae: ~P~, ~A~, ~C~. Born ~D~ in ~L~. Languages: English, German. References: ~P~ (~C~), ~H~ ~S~.
In ~L~, «the mayor|the teacher|the farmer|a man|the singer» ~P~ «told reporters|announced|said on ~D~» that «the river flooded ~C~|~G~ was safe|the road to ~C~ is closed».
«Thesis|Report|Letter|Diary|Statement» by ~P~, ~C~ ~n4~. «Supervisor|Advisor|Editor|Witness»: ~P~.
The «accused|witness|plaintiff|claimant|deceased|heir|buyer|seller», ~P~, «was seen in ~L~|lived at ~A~|drove from ~C~ to ~C~|sold the flat in ~C~ to ~P~» on ~D~.
Interview with ~P~. ~S~: «We started in ~L~.|I grew up in ~C~.|My teacher was ~P~.» Interviewer: «And ~C~?|Why ~N~?|Who is ~G~?»
Itinerary for ~P~: ~C~ - ~C~ - ~C~, «depart|return» ~D~. «Guide: ~G~.|Contact: ~P~, ~num~.|»
"""

CODE = """
# Author: ~P~ <~email~>
// TODO(~G~): ask ~P~ about «the retry|this hack|the ~C~ data center»
git commit --author="~P~ <~email~>" -m "Fix login"
Signed-off-by: ~P~ <~email~>
INSERT INTO «users|customers|people» (name, city) VALUES ('~P~', '~L~'), ('~P~', '~L~');
SELECT * FROM «users|orders» WHERE «name|full_name» = '~P~' AND «city|country» = '~L~';
assert greet("~P~") == "Hello ~P~"
const user = { name: '~P~', city: '~L~', age: ~n~ };
people = ["~P~", "~P~", "~P~"]
cities = ["~C~", "~C~", "~C~"]
Person(first="~G~", last="~S~", born="~D~", town="~C~")
<name>~P~</name><city>~L~</city>
<td>~P~</td><td>~L~</td><td>~n~</td>
<p>Hello ~G~, welcome back to ~L~!</p>
print(f"Dear {~G~}")
send_mail(to="~email~", subject="Hello ~G~", body="See you in ~C~, ~G~")
curl -d '{"name":"~P~","city":"~L~"}' https://api.example.com/v1/users
 * Copyright (c) ~n4~ ~P~
name = "~P~"  # from ~L~
"""

LOGS = """
~TS~ «INFO|WARN|ERROR|DEBUG» «user|customer|member|guest|patient» «~P~|"~P~"» «logged in from|moved to|not found in|created in|unsubscribed in» ~L~
~TS~ [«main|worker-~n~|http»] «INFO|WARN|ERROR» «c.e.~K~|~K~» - «Sending mail to|Created account for|No match for|Duplicate of|Welcome» ~P~ «|(~email~)|from ~L~|id=~num~»
ts=~TS~ level=«info|warn» user="~P~" city="~L~" «latency=~n~ms|status=200|id=~id~»
level=«info|error» msg="«failed to notify|call with|assigned to|greeting» ~P~" region="~L~"
«~n~|~id~» «delivery|pickup|visit|booking» «name|for|guest»=~P~ «dest|city|to»=~C~ date=~D~
[~TS~] "«created|deleted|updated» «contact|lead|visitor» '~P~' («~L~|by ~G~|~email~»)"
{"ts":"~TS~","lvl":"«info|warn»","msg":"«welcome|call from|merged» ~P~","site":"~L~"}
chat-~n~ «user|agent»=~G~ text="«hi, I'm ~P~|I'm in ~L~|thanks ~G~»"
AUDIT ~TS~ ~P~ «approved|viewed|exported» «record|file|invoice» of ~P~ («~L~|~id~»)
"""

TOOLS = """
{"name":"«lookup_user|find_contact|search_people|get_customer»","arguments":{"«query|name|who|person»":"~P~"«|,"city":"~L~"»}}
{"tool":"«weather|get_forecast|geocode|find_hotels»","args":{"«city|location|place|q»":"~L~"«|,"days":~n~»}}
«search|lookup|wiki|ask»("~P~«| ~L~| address| birthday»")
«get_weather|find_route|book_hotel|geocode»(«city|location|place»="~L~"«|, guest="~P~"|, date="~D~"»)
Action: «search|lookup|calendar»
Action Input: «~P~|~L~|weather in ~L~|{"name": "~P~"}»
Observation: «~P~ lives in ~L~.|No result for ~P~.|~L~: 21 degrees, sunny|Contact: ~P~, ~A~, ~C~»
Thought: «The user wants the address of ~P~.|I need the weather in ~L~.|~G~ is probably ~P~.|Now I know that ~P~ is in ~L~.»
Final Answer: «~P~|~L~|~P~ works in ~L~.|The capital is ~C~.|It was ~P~ from ~C~.»
<tool_call>{"name": "send", "arguments": {"to": "~P~", "text": "Hi ~G~, are you in ~C~?"}}</tool_call>
{"role":"user","content":"«I'm ~P~ from ~L~|Where does ~P~ live?|Book a table in ~C~ for ~G~|my name is ~P~»"}
{"role":"assistant","content":"«Hello ~G~!|~P~ lives in ~L~.|The flight to ~C~ is booked, ~H~ ~S~.»"}
Human: «I am ~P~|Who is ~P~?|Weather in ~L~?»
AI: «Hello ~G~, how is ~C~?|~P~ is a teacher in ~L~.|It is sunny in ~L~.»
transfer(«from|sender»="~P~", «to|payee»="~P~", amount=~n~)
page_content='~P~ «was born in|moved to|lives in» ~L~' metadata={'source': '«notes|cv|mail»-~n~.txt'}
"""
