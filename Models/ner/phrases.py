"""Parts of sentences that hold no name, to be put beside names: what people do, to whom they are related, when."""


def split(text):
    return [part.strip() for part in text.replace("\n", " ").split("|")]


# What somebody did, and what somebody may do.
PAST = split("""
forgot the umbrella|missed the last bus|burnt the rice|broke her wrist skiing|sold the old piano|found a wallet on the tram|
cried at the wedding|didn't show up|never wrote back|paid for everyone|asked a strange question|laughed so hard|fell asleep during the film|
lent me the drill|quit smoking in spring|lost the receipt|came home late|sent the wrong attachment|wanted a window seat|brought a cake|
took the blame|fixed the gutter|signed the lease|moved out in a hurry|painted the fence green|failed the driving test|ran a marathon|
bought far too much bread|called twice this morning|left a voicemail|asked for a discount|wrote a long complaint|read it aloud|
recommended another dentist|voted against it|got the flu|grew tomatoes on the roof|hung up on me|spilled coffee on the keyboard|
retired two years ago|learned to sail|adopted a greyhound|forgot my birthday again|merged the branch without a review|broke the build|
pushed straight to main|closed the ticket|asked for a raise|rejected the offer|booked the wrong week|overslept|apologised|
opened a small bakery|studied law first|sang in a choir|was in hospital for a week|had an argument with the landlord|
kept the deposit|drove the van|cancelled at the last minute|answered every question|walked the dog|baked the bread|said nothing|
repaired the roof himself|knew the way|waited for two hours|left the gate open|won the raffle|inherited the house|took over the shop|
has been very patient|is out of office|is on parental leave|has already paid|isn't answering|seems upset|is always early|
was born on a farm|is allergic to shellfish|wants to learn the cello|lives upstairs|works nights|plays chess|teaches maths|
is getting married in autumn|needs a lift|has the spare key|can't stand cilantro|prefers tea|will be there|would disagree|
shall sign on behalf of the seller|is a vegetarian|owes me money|hates surprises|never complains|is seven months pregnant|
has not been paid since June|was promoted last year|went home|died before the war|ruled for forty years|was the first to notice""")

BASE = split("""
water the plants|sign the form|call me back|send the invoice again|pick up the kids|check the numbers|book the room|bring a jacket|
feed the cat|translate the letter|fix the tap|prepare the slides|review the contract|join the call|cancel the order|return the ladder|
drop off the keys|update the address|approve the request|pay the deposit|forward the mail|move the meeting|write the summary|
proofread this|look at the logs|restart the server|order more paper|take over the shift|buy the tickets|lock the door|
apologise first|know about this|sleep on the couch|wait outside|bring the salad|choose the colour|read the report|stay another night""")

PRESENT = split("""
says|thinks|insists|claims|admits|believes|mentioned|wrote|told us|swears|complained|explained|suspects|hopes|noticed|replied|argued|
reckons|promised|found out|pointed out|remembers|denied""")

CLAIMS = split("""
it will rain|the lift is broken again|nobody read the email|we should wait|the budget is too small|this is normal|I was rude|
the soup was cold|it can't be fixed|prices will go up|the meeting was a waste of time|we need a second opinion|the cat ran away|
the bill is wrong|there is a shortcut|you can freeze it|the tests are flaky|the deadline was Friday|that the parcel never arrived""")

RELATIONS = split("""
sister|brother|mother|father|aunt|uncle|cousin|niece|nephew|grandmother|grandfather|grandma|grandpa|wife|husband|partner|boyfriend|girlfriend|
ex|fiancé|son|daughter|stepson|mother-in-law|brother-in-law|godfather|twin|baby|flatmate|roommate|neighbour|landlord|landlady|boss|manager|
colleague|coworker|teacher|tutor|dentist|doctor|therapist|lawyer|accountant|plumber|hairdresser|trainer|coach|nanny|babysitter|student|
best friend|friend|penfriend|supervisor|assistant|intern|mentor|client|tenant|business partner|old classmate""")

ROLES = split("""
nurse|teacher|plumber|electrician|surgeon|midwife|farmer|fisherman|carpenter|baker|butcher|singer|painter|poet|engineer|architect|lawyer|
judge|notary|priest|mayor|minister|senator|captain|pilot|driver|conductor|waiter|chef|gardener|librarian|journalist|editor|translator|
analyst|developer|designer|product manager|account manager|team lead|head of sales|chief financial officer|chair|treasurer|secretary|
spokesman|spokeswoman|professor|researcher|postdoc|student|pensioner|widow|refugee|goalkeeper|striker|midfielder|cyclist|sprinter|
landlord|witness|defendant|owner|founder|director|inspector|sergeant|detective|veterinarian|dentist|pharmacist|optician|caretaker""")

THINGS = split("""
the invoice|a refund|the keys|the contract|the quarterly report|a new phone|the lease|the garden|the boiler|an old photo|the wedding|
the funeral|the exam|the house|the car|the dog|the loan|the budget|the inheritance|a job interview|the noise|the leak|the visa|the move|
the divorce|the birthday party|the surgery|the test results|dinner|the trip|the playlist|the recipe|the logo|the migration|the outage|
the release|the rota|the security deposit|the parking space|the missing parcel|the broken screen|the piano lessons|the tax return""")

WHEN = split("""
yesterday|today|tomorrow|last night|this morning|on Friday|next Tuesday|at noon|in the evening|after lunch|before the holidays|last summer|
over Easter|a week ago|two days ago|at the weekend|later|soon|in March|since Monday|for years|right now|around five|in a month|at Christmas""")

# Sentences with nothing to find.
PLAIN = split("""
I don't know what to do.|Can you help me?|Please keep it short.|What would you say?|Is that normal?|It has to sound friendly.|
Any ideas?|Thanks in advance!|That's all I know.|Let me know.|The rest is fine.|I have no idea.|How do I answer that?|Make it funny.|
Please answer in two sentences.|We have until Friday.|It was raining.|Nobody said anything.|The train was late.|Sounds good.|
I'll check and get back to you.|Could you draft something?|It costs too much.|The door was open.|I can't sleep.|See the attachment.|
Is there anything else I can help you with?|Sure, here is a draft.|Let me look that up for you.|I'm sorry for the inconvenience.|
Your reference number is on the receipt.|No further action is needed.|Everything is in the shared folder.|Coffee first.""")

# Things with capital letters that do what people do.
THINGS_AS_SUBJECTS = split("""
The Dishwasher|Our Router|The New Printer|My Laptop|Customer Support|The Billing Team|Human Resources|The Board|Head Office|The Committee|
The Parser|The Scheduler|The Export Job|Payments|Checkout|The Night Shift|Quality Assurance|Legal|Marketing|The Help Desk|Team Blue|
The Cat|Our Dog|The Fridge|The Elevator|Nobody|Everybody|Somebody|Someone|The Neighbours|The Kids|Management|Reception|Security|
Search|The Gateway|The Cron Job|The Agent|The Assistant|The Model|The Chatbot|Support|Finance|Logistics|The Intern|The Landlord""")
