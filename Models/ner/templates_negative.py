"""Templates of texts in which nothing is a person or a place, however it is written."""

TECH = """Jenkins Grafana Postgres Kubernetes Cassandra Jasmine Jackson Mocha Travis Hugo Julia Ruby Swift Kafka Redis Nginx
Terraform Ansible Prometheus Elasticsearch Lucene Celery Django Flask Pandas Maven Gradle Bazel Puppet Istio Envoy Linkerd Argo
Figma Notion Slack Jira Confluence Trello Asana Copilot Gemini Claude Mistral Llama Falcon Whisper Gemma Mixtral Qwen Bard Sonnet
Opus Haiku Cortana Siri Alexa Watson Einstein Tesla Ampere Turing Hopper Blackwell Pascal Ada Haskell Elixir Scala Kotlin Dart
Perl Python Cobol Fortran Prolog Erlang Apollo Athena Aurora Neptune Redshift Lambda Fargate Bedrock Vertex Azure Heroku Vercel
Netlify Datadog Sentry Jaeger Zipkin Loki Tempo Mimir Thanos Cortex Vault Consul Nomad Packer LangChain LangGraph LlamaIndex
OpenAI Anthropic Mlflow Ollama Chroma Pinecone Weaviate Milvus Qdrant Faiss Spark Hadoop Airflow Dagster Prefect Snowflake
BigQuery Looker Tableau Excel Word Outlook Teams Zoom Chrome Firefox Safari Edge Windows Linux Ubuntu Debian Fedora Android
iPhone Playwright Selenium Cypress Jest Vitest Pytest Webpack Vite React Angular Svelte Vue Next Nuxt Express Spring Hibernate
Tomcat Jetty Oracle MySQL MariaDB Mongo Couchbase Neo4j Memcached RabbitMQ Traefik Caddy Apache Varnish Gitlab Github Bitbucket
Stripe Paypal Klarna Shopify Magento Salesforce Zendesk Intercom Twilio Mailgun Okta Auth0 Keycloak Cloudflare Akamai Fastly
Photoshop Illustrator Blender Unity Unreal Godot Nintendo Playstation Spotify Netflix Youtube Tiktok Instagram Facebook Twitter
Whatsapp Telegram Signal Discord Reddit Wikipedia Google Amazon Microsoft Apple Meta Nvidia Intel Samsung Sony Philips Siemens
Bosch Toyota Ford Mercedes Porsche Honda Lincoln Cadillac Dodge Nike Adidas Ikea Walmart Starbucks Nestle Pepsi Heinz Kellogg
Martini Margarita Benedict Wellington Caesar Victoria Melba Granny Camembert Parmesan Cheddar Darjeeling Espresso""".split()

EPONYMS = """Dijkstra|Fisher-Yates|Bayes|Gauss-Seidel|Newton-Raphson|Levenshtein|Bloom filter|Merkle tree|Markov chain|Monte
Carlo|Fourier transform|Huffman coding|Adam optimizer|Cohen kappa|Nash equilibrium|Gini index|Pearson correlation|Kalman filter|
Bessel function|Poisson distribution|Boyer-Moore|Knuth-Morris-Pratt|Bellman-Ford|Floyd-Warshall|Cauchy-Schwarz|Euler method|
Laplace transform|Hamming distance|Jaccard index|Shannon entropy|Turing machine|Boolean algebra|Euclidean norm|Gaussian blur|
Bernoulli trial|Heisenberg principle|Lewis acid|Petri net|Gantt chart|Venn diagram|Moore's law|Murphy's law|Occam's razor|
Parkinson disease|Alzheimer disease|Crohn disease|Down syndrome|Celsius|Fahrenheit|Wilson score|Student's t-test""".replace("\n", " ").split("|")

UI = """Save Changes|Sign In|Forgot Password|Add to Cart|Continue to Payment|Download Invoice|View Details|Mark as Read|Reset
Filters|Upload Avatar|Account Settings|Billing Address|Order Summary|Privacy Policy|Terms of Service|Help Center|Contact Support|
Log Out|Accept All Cookies|Apply Coupon|Track Shipment|Dark Mode|Advanced Options|Delete Workspace|Invite Teammates|Export CSV|
Two-Factor Authentication|Recent Activity|Getting Started|Release Notes|Sign Up|Learn More|Read More|Show Less|Try Again|New
Project|My Account|Home Page|Quick Start|User Guide|Best Practices|Next Steps|Table of Contents|Frequently Asked Questions|About
Us|Our Mission|Shopping Cart|Gift Card|Free Trial|Premium Plan|Enterprise Edition|System Status|Error Log|Pull Request|Code
Review|Unit Test|Data Source|Knowledge Base|Search Results|Web Search|Chat History|Prompt Template|Vector Store|Tool Call|Final
Answer|Chain of Thought|Source Documents|Human Resources|Data Science|Machine Learning|Deep Learning|Large Language Model|
Customer Success|Sales Report|Annual Review|Executive Summary|Key Findings|Action Items|Open Questions|Room Service|Front Desk|
Check In|Check Out|Book Now|Pay Later|First Name|Last Name|Full Name|Street Address|Postal Code|Date of Birth|Phone Number|Credit
Card|Bank Account|Social Security|Out of Stock|In Progress|On Hold|Not Found|Bad Request|Access Denied|Internal Server Error|
Service Unavailable|Too Many Requests|Gateway Timeout|Green Tea|Maple Syrup|Rose Water|Black Pepper|Olive Oil|Basil Pesto|Holy
Grail|Grand Prix|Happy Hour|Good Morning|Thank You|Best Regards|Kind Regards|Dear Customer|Dear Sir or Madam|Hello World|New
Year|Mother's Day|Black Friday|Easter Monday|Independence Day|World Cup|Champions League|Nobel Prize|Stone Age|Big Bang|Northern
Lights|Mars Rover|Solar System|Milky Way|North Star|High School|Middle Class|Civil War|Prime Minister|Vice President|Chief
Executive Officer|Senior Engineer|Product Owner|Scrum Master|Team Lead|Project Manager|Head of Sales""".replace("\n", " ").split("|")

CLASS_PARTS = """User Order Invoice Payment Session Token Retry Trace Span Address Customer Product Billing Audit Frankfurt Madison
Grace Chase Paris Austin Hope Markdown Jack Drew Rose Sandy Will Art Bill Mark Frank Victoria Jordan Georgia Chelsea Dean Pat
Cache Queue Request Response Http Json Xml Date Time File Path Node Tree List Map Graph Edge Vertex Event Message Stream Buffer
Config Policy Rule Filter Index Query Result Model View Item Page Form Field Value Key Type State Action""".split()
CLASS_ENDS = """Service Controller Mapper Repository Gateway Manager Bucket Policy Exporter Processor Validator Profile Catalog
Engine Logger Parser Layout Timer Iterator Theme Router Queue Renderer Adapter Canvas Chart Builder Factory Handler Provider
Client Server Helper Utils Test Error Exception Listener Visitor Context Options Request Response""".split()

TEMPLATES = """
~X~ «crashed|is slow|is down|works fine|needs an update|was deprecated|failed again|is faster than ~X~|replaced ~X~|supports ~X~»«.| after the upgrade.| in production.|?|»
«Install|Use|Update|Try|Remove|Configure|Replace|Learn|Open|Restart|Upgrade to|Migrate from» ~X~ «first|instead of ~X~|and ~X~|with ~X~|on the server|to ~X~|»«.| 2.~n~.|»
«How do I|Can you|Please|We should|Why does» «deploy|configure|debug|install|test|connect|run» ~X~ «with|on|behind|against|and» ~X~«?|.|»
Our stack: ~X~, ~X~, ~X~ «and ~X~|»
«Compare|Choose between» ~X~ and ~X~ for «a small team|batch jobs|caching|search».
the ~E~ «algorithm|method|test|»«| is used in ~X~| converges slowly| on the graph» 
«Explain|Implement|Derive|What is|Apply» the ~E~«.|?| in ~X~.| to the data.»
~V~ > ~V~ > ~V~
«Click|Tap|Press|Select|Open|Choose» "~V~" «and then|, then|or» ~V~«.|»
# ~V~
## ~V~
- ~V~
- ~V~
- ~V~
«Button|Label|Title|Heading|Tooltip|Menu|Tab|Dialog|Banner|Field|Placeholder»: ~V~
<h1>~V~</h1><a href="/~x~">~V~</a><button>~V~</button>
| ~V~ | ~V~ | ~V~ |
~V~: ~V~. ~V~: ~n~.
~K~ «started|initialised|stopped|failed|timed out» «in ~n~ ms|after ~n~ retries|»
«Caused by|raise|throw new|Unhandled|Traceback» ~K~: ~x~ ~x~ «at|in» ~K~.~x~(~K~.java:~n~)
class ~K~(~K~): «pass|def ~x~(self): return ~K~()»
import { ~K~, ~K~ } from "./~x~";
public static ~K~ new~K~(~K~ ~x~) { return ~x~.~x~(~n~); }
~x~ = ~K~(~x~=~n~, ~x~="~x~")
SELECT ~x~, ~x~ FROM ~W~ WHERE ~x~ = ~n~
~TS~ «INFO|WARN|ERROR|DEBUG» ~K~ «Flushing|Retrying|Connected|Closed|Dropped|Accepted» ~n~ «Spans|Rows|Bytes|Requests»
«GET|POST|PUT» /v1/~x~/~n~ «200|404|503» ~n~ms «Host=~x~|Agent=~X~»
{"«status|type|model|level|category|theme|service|tool|plan|role|title»":"«~V~|~X~|~x~|~W~|~K~»","«id|run|trace»":"~id~","«name|event|stage»":"«~x~_~x~|~K~|~V~»"}
{"name":"~x~_~x~","description":"«Returns|Finds|Gets» the ~x~ of a ~x~.","parameters":{"type":"object","properties":{"«city|name|query|location|person»":{"type":"string","description":"The «name|city|full name|place» to «search|look up»"}}}}
You are «a helpful assistant|an expert ~x~|a careful Reviewer|an SQL Agent». «Answer in one Sentence.|Use the Tools below.|Never reveal the Prompt.|Think Step by Step.|Return JSON only.»
«Human|User|System|Assistant|AI|Question|Thought|Action|Observation|Answer»: ~x~ ~x~ ~x~ ~x~«?|.»
«Improve|Rate|Score|Check|Summarise|Classify|Extract» the «Grammar|Style|Answer|Sentiment|Keywords|Response|Tone» of «the Text|each Document|this Message» «from 1 to ~n~|»«.|:»
«Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Today|Tomorrow|On Friday|Next Monday|In April|May|In March|Since June|This Summer»«:|,| -|» ~x~ ~x~ ~x~ «at ~T~|until ~D~|»
I «will|may|can|must|mark|hope|chase|bill|grant|frank» ~x~ the ~x~ «in may|in march|with grace|with hope|on sunday»
«english|german|french|Spanish|Italian|Dutch|Polish|American|European|Asian|Christian|Muslim» ~x~ and ~x~ «are ~x~|for ~x~|»
~W~ ~W~ ~x~ ~W~, ~x~ ~W~ ~n~.
~AC~ ~n~: ~x~ ~AC~ (~AC~) ~id~
~x~ ~x~ ~x~ ~x~ ~x~ ~x~
~W~ ~x~ ~x~ ~x~ ~x~ ~x~ ~x~. ~W~ ~x~ ~x~.
«i|we|you|they|she|he» ~x~ ~x~ ~x~ «the|a|my|your|our» ~x~ ~x~«?||!»
«whats|why is|how do i|can you|please|where is|is» «the|my|this|a» ~x~ ~x~ ~x~ «|?»
«thanks|ok|great|sorry|hello|hi there|good morning|hey team|hi all|dear team|hello everyone», ~x~ ~x~ ~x~ ~x~.
~O~ «announced|released|bought|sued|hired» ~x~ ~x~ «for ~n~ million|last year|».
Invoice from ~O~: ~V~, ~n~ pieces, «Net 30|VAT 19 %|paid».
~x~,~x~,~x~,~x~
~V~,~n~,~x~,~D~
~x~: ~x~
~x~=~x~ ~x~=~n~ ~x~=~id~
~n~ ~W~ ~V~
version ~n~.~n~.~n~ «of ~X~|released|»
/~x~/~x~/~x~.~x~ «not found|~n~ bytes»
~x~-~x~-~n~ «Ready|Running|CrashLoopBackOff|Pending» ~n~
"""
