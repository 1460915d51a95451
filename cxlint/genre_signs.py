"""The signs by which a job posting is told from other texts, and what each is worth.

Data only; `genre` counts. The points were fitted on some four thousand texts and then rounded.
"""

from __future__ import annotations

from typing import NamedTuple


class Sign(NamedTuple):
    """A regular expression, and the points that a text earns where it is found."""

    points: int
    pattern: str


# Nouns that name a job, or end the name of one: "caretaker", "toolmaker", "housekeeper".
JOB = (
    r"(?:(?:[a-z]{0,20}(?:worker|maker|keeper|smith|fitter|layer|setter|loader|master|hand|handler"
    r"|hairdresser|nurse|officer|operat(?:or|ive)|engineer|manager|man|woman|taker|giver))"
    r"|developer|analyst|specialist|administrator|architect|consultant|designer|director|assistant"
    r"|co-?ordinator|associate|technician|supervisor|representative|programmer|scientist|accountant"
    r"|teacher|clerk|inspector|mechanic|executive|agent|driver|writer|editor|recruiter|tester|chef"
    r"|cook|therapist|pharmacist|librarian|attorney|counsel|planner|buyer|carer|lawyer|solicitor"
    r"|paralegal|porter|runner|sorter|grinder|turner|miller|rigger|merchandiser|clinician|auditor"
    r"|controller|president|superintendent|electrician|plumber|painter|helper|aide|custodian"
    r"|janitor|scheduler|chemist|pilot|surveyor|captain|detective|curator|translator|interpreter"
    r"|professor|instructor|estimator|machinist|joiner|glazier|plasterer|tiler|scaffolder|gardener"
    r"|grower|banker|minister|trainer|cashier|server|barista|guard|advis[eo]r|partner|strategist"
    r"|producer|generalist|midwife|optometrist|optician|radiographer|physiotherapist|psychologist"
    r"|dispenser|phlebotomist|paramedic|physician|doctor|secretary|treasurer|marshal|welder"
    r"|carpenter|repairer|underwriter|teller|broker|stylist|groomer|butler|nanny|au pair|caregiver"
    r"|veterinarian|researcher|statistician|economist|biologist|geologist|investigator|examiner"
    r"|adjuster|declarant|appraiser|dispatcher|ranger|roofer|mason|builder|assembler|packer|picker"
    r"|stacker|valeter|sprayer|moulder|fabricator|labou?rer|attendant|receptionist|host|hostess"
    r"|bartender|waiter|waitress|steward|ambassador|advocate|liaison|concierge|facilitator"
    r"|organi[sz]er|evangelist|salesperson|cleaner|dentist|dietiti?an|counsell?or|firefighter"
    r"|lifeguard|coach|warden|usher|hygienist|tutor|courier|baker|butcher|fishmonger|tailor"
    r"|seamstress|actuary|lecturer|fellow|archivist|conservator|lead|head|intern|trainee|apprentice"
    r"|chief|model|moderator|telesales|sales|support|staff|postdoc|registrar|admin|leader|crew|team member|sre"
    r"|dba|cto|cfo|coo|[a-z]{2,20}(?:ologist|ographer|ometrist|culturist)|(?:bridge|machine|lock|line) tender|invigilator|enumerator|shot-?firer|blaster"
    r"|animator|illustrator|educator|mediator|demonstrator|navigator|negotiator|bookbinder|brewer|chaplain|croupier|diver"
    r"|embalmer|farrier|florist|forester|fundraiser|jewell?er|landscaper|logger|musician|projectionist|proofreader|reporter"
    r"|journalist|roaster|shepherd|sommelier|surgeon|upholsterer|valuer|weaver|chauffeur|dresser|glassblower|sculptor)"
)
# What stands behind the noun of a title, and lets the line go on.
TITLE = (
    r"\b" + JOB + r"s?(?:[*_ \t]*(?:$|[-,(\[–—|/:&#@•·+.;<\"'])|[ \t]+(?-i:[A-Z][A-Z&/]{1,5})\b"
    r"|[ \t]+(?:[ivx\d]{1,4}|for|of|in|with|at|and|to|or|wanted|needed|position|role|job|required"
    r"|opening|vacancy|days|nights|on|term|senior|sr|junior|jr|lead|level|de partie|de rang|ii?)\b)"
)

# Where a heading or a label may begin, and where a heading ends.
_BEGIN = r"(?:^|>)[ \t#*_>•|-]*"
_END = r"(?:[ \t*_#]*(?:[:<(|]|\r?$)|[.?!]?(?:\*\*|__)[ \t])"

# What people are asked to do, in a list of duties.
_DOING = (
    r"(?:prepar|manag|maintain|assist|support|help|develop|co-?ordinat|ensur|perform|conduct|monitor"
    r"|analy[sz]|review|design|build|writ|creat|draft|lead|plan|run|carr(?:y|ies)|check|record|report"
    r"|respond|answer|provid|deliver|implement|handl|process|advis|advocat|train|coach|teach|supervis"
    r"|oversee|operat|inspect|repair|install|test|clean|load|unload|pick|pack|stack|serv|sell"
    r"|negotiat|source|order|keep|liais|collaborat|work(?: (?:with|closely|in|on|as|from|to))|partner"
    r"|investigat|resolv|track|updat|document|own|drive|identif(?:y|ies)|evaluat|assess|recommend"
    r"|research|present|organi[sz]|arrang|schedul|meet|greet|welcom|administer|calibrat|measur"
    r"|assembl|cut|weld|fill|empt(?:y|ies)|sort|file|archiv|reconcil|post|calculat|forecast|model"
    r"|automat|integrat|configur|deploy|troubleshoot|fix|optimi[sz]|improv|promot|recruit|interview"
    r"|mentor|contribut|participat|act as|represent|establish|define|set up|set and|follow"
    r"|tak(?:e|es|ing) (?:part|turns|payments?|orders?|minutes|calls|deliveries)|car(?:e|es|ing) for"
    r"|classif(?:y|ies)|validat|verif(?:y|ies)|translat|edit|produc|compil|collect|count|enter|issu"
    r"|chas|submit|audit|enforc|patrol|attend|deal with|receiv|distribut|stock|restock|rotat|mop"
    r"|vacuum|dust|wash|scrub|sweep|disinfect|formulat|interpret|draw|cook|bake|grow|feed|hold|supply"
    r"|undertak|qualif(?:y|ies)|watch|tun|migrat|clos|hire|shape|scale|influenc|communicat|engag"
    r"|facilitat|guid|execut|direct|explain|register|treat|book|take|turn)(?:e?s|ing|e)?"
)

# How a list of what is asked for, of duties, and of what is offered may be headed.
_ASKED = (
    r"(?:(?:(?:minimum|required|preferred|desired|basic|key|job|essential|desirable|candidate|your"
    r"|our|additional|other|general|technical|education(?:al)?(?: and| &)?(?: experience)?|entry|role"
    r"|position) )*(?:requirements?|qualifications?|skills|criteria|competenc(?:ies|es|y)"
    r"|credentials|attributes|experience)(?: (?:and|&|/) [a-z ]{3,30})?|person specification"
    r"|(?:your|candidate|person|the|ideal|job) profile|candidate|essentials?|desirables?|about you"
    r"|who you are|who are you|you|you have|you need|you bring|you should have|you must have|you are"
    r"|you['’]ll (?:need|have|bring|be)[a-z ’']{0,30}|you['’]?(?:ll|re) [a-z ]{2,30} if|you[’']d be"
    r"|what (?:you(?:[’']ll| will)?|we) (?:bring|need|have|expect|ask|want)[a-z ’']{0,20}"
    r"|what (?:we(?:[’']re| are)|we[’']d) (?:looking|love|like|hope)[a-z ’']{0,20}|what we look for"
    r"|(?:who )?we(?:[’']re| are) looking for|we want|must[- ]haves?|nice to haves?|looking for"
    r"|knowledge(?:,)? (?:and|&|skills)[a-z ,]{0,30}|(?:the )?ideal candidate|to be considered"
    r"|bonus(?: points)?|needs?|is this you)"
)
_DUTIES = (
    r"(?:(?:(?:key|main|your|primary|principal|essential|core|job|major|typical|specific|general"
    r"|day[- ]to[- ]day|daily|role|the|summary of|examples of|some of your|essential job"
    r"|statement of|general statement of) )*(?:responsibilit(?:y|ies)|duties|tasks|functions"
    r"|accountabilities|activities)(?: (?:and|&|/|of|include) [a-z ]{3,40})?"
    r"|what you(?:[’']ll| will|[’']d)? (?:do|be doing|own)[a-z ]{0,20}|what will you do[a-z ]{0,15}"
    r"|in this role[a-z ,’']{0,20}|you will|you[’']ll|day to day|what awaits you"
    r"|what (?:the job|it) involves|the work|a (?:typical )?day[a-z ]{0,20}|nature of work"
    r"|what a [a-z]+ looks like|how you(?:[’']ll| will) [a-z ]{3,30}|work performed"
    r"|(?:main |job )?purpose(?: of (?:the |this )?(?:role|post|job|position))?"
    r"|the (?:post[- ]?holder|successful candidate) will[a-z ]{0,15}"
    r"|(?:in|by) your first[a-z ]{0,30}|(?:about )?(?:the|this) (?:role|job|position|post|vacancy)"
    r"|(?:job|position|role|post) (?:description|summary|overview|purpose|details|objective)"
    r"|your (?:role|mission|job|challenge|day|tasks|shift|work))"
)
_OFFERED = (
    r"(?:(?:(?:compensation|salary|pay|our|the|employee|key|perks|rewards?|package|some of the)"
    r"(?: (?:and|&|/))? )*(?:benefits?|perks?|package|rewards?|compensation|offer)"
    r"(?: (?:and|&|/) [a-z ]{3,20})?|we (?:offer|give|pay|provide)(?: you)?|in return"
    r"|what(?:[’']s in it for you| we offer| you(?:[’']ll| will)? (?:get|receive|gain)"
    r"| you can expect| we give)[a-z ]{0,20}|why (?:join|work (?:for|with|at)) [a-z]+"
    r"|terms|working conditions|conditions)"
)
_LABEL = (
    r"(?:location|salary|pay|hours|shifts?|contract|department|team|grade|band|reference|ref"
    r"|job (?:id|type|ref|number|location)|type|start(?: date)?|closing date|closes|opens"
    r"|reports to|reporting to|company|site|rate|vacancy|employment type|position type|posted"
    r"|deadline|duration|agency|working hours|job family|workplace|employer|season|series"
    r"|bargaining unit|class title)"
)

# Worth of a title that names a job in one of the first lines.
TITLE_POINTS = 12

# What nearly every posting shows at least one of, and few other texts do.
FIRST = (
    Sign(
        4,
        r"\b(?:experience (?:with|in|of|using|working|on)|knowledge of|ability to|able to|proficien"
        r"|familiar(?:ity)? with|strong understanding|hands[- ]on|communication skills|fluen(?:t|cy)"
        r"|willing(?:ness)? to|understanding of|eye for|comfortable with|grasp of|background in"
        r"|good with|(?:basic|good|strong|excellent|solid) [a-z]+ skills|enjoys? working with|essential\b|preferred\b|desirable|an advantage|a plus\b|nice to have|a must\b"
        r"|\byou have (?:a|an|at least) (?:[a-z-]+ ){0,3}(?:diploma|degree|licen[cs]e|experience|training|qualification)"
        r"|experience (?:required|preferred|essential|necessary|needed)|no experience)",
    ),
    Sign(
        4,
        r"\b(?:\d+ ?\+?|one|two|three|four|five|six|seven|eight|ten|several|a few|a couple of)\+?"
        r"(?: ?(?:-|–|to|or) ?(?:\d+|two|three|four|five|six))?\+? ?(?:or more )?"
        r"(?:y(?:ea)?rs?|months?|seasons?)\.?['’]?\b(?:(?: or more)?"
        r" (?:of|in|on|as|at|with|within|behind)|[^.\n]{0,40}\bexperience)|years of experience"
        r"|experience:? \d",
    ),
    Sign(
        4,
        r"\b(?:requirements|qualifications|required skills|skills|must have|essential|desirable"
        r"|required|mandatory)\b[^\n.:]{0,25}:|\b(?:minimum|required|preferred|desired)"
        r" (?:qualifications|skills|requirements)|essential criteria|person specification",
    ),
    Sign(5, _BEGIN + _ASKED + _END),
    Sign(4, _BEGIN + _DUTIES + _END),
    # Three lines in a row that begin with what somebody does.
    Sign(
        4,
        r"(?:(?:^|>)[ \t]*(?:[-*•·+▪–>?o]|\d{1,2}[.)])?[ \t]*(?:you(?: will|[’']ll)? |to )?"
        + _DOING
        + r"\b[^\n<]*(?:</li>)?\s*?\n?\s*?(?:<li>)?[ \t]*){3}",
    ),
    Sign(
        5,
        _BEGIN + r"(?:salary|pay|rate|wage|compensation|remuneration|grade|band"
        r"|pay (?:band|grade|range|rate)|salary range|hourly rate)\b[^\n:]{0,25}[*_]*[ \t]*[:|]"
        r"|\b(?:grade|band|scp|gs-?)[ \t]*\d",
    ),
)
# Signs of the opening lines alone: a labelled title first, then labels of any kind.
OPENING = (
    Sign(
        8,
        r"(?:^|>)[ \t*_]*(?:job )?(?:title|role|position|post|vacancy)[*_]*[ \t]*:[^\n]*\b"
        + JOB
        + r"s?(?:[ \t]*[-,(–|/][^\n]{0,70}|[ \t]+(?:[ivx\d]{1,3}|for|of|to)\b[^\n]{0,70})?"
        r"[\"' \t\r*]*(?:<|$)",
    ),
    Sign(
        8,
        r"(?:(?:^|>|\| ?)[ \t*_#-]*" + _LABEL + r"\b[*_ \t]*[:|](?s:.{0,200}?)){2}",
    ),
    Sign(13, r"\A(?s:.{0,600})(?:class code:|\nlayout: job)"),
    # One paragraph under a short line: how job boards export.
    Sign(6, r"\A[^\n]{3,90}\n\s*(?:[^\n]{0,80}\n\s*)?[^\n]{400}"),
    Sign(
        6,
        r"\A---\n(?s:.{0,600}?)\n(?:company|organization|contract|salary|employment|job-type|job_type"
        r"|compensation|position|paygrade|hiring|job-location|series|grade|opens)[ _-]?\w*:",
    ),
    Sign(12, r"\((?:[mfwdxh]/){1,2}[mfwdx]\)|\(all genders\)|\(gn\)"),
)
# A text with fewer points from title, first signs and opening is not looked at any longer.
LEAST_FIRST = 7
REST = (
    Sign(
        3,
        r"\blicen[cs]e|\bcertificat(?:e|ion)|\bcertified|\bregist(?:ered|ration)\b|\bDBS\b"
        r"|background (?:check|investigation)|right to work|work permit|\bclearance\b|\bdiploma"
        r"|\bgcses?\b|\bnvq\b|\bbtec\b|\bcscs\b|\ba-levels?\b|\bapprenticeship|time[- ]served"
        r"|\bqualified\b|\bbachelor|\bB\.?S\.?/|\bdegree\b|\bmaster['’]s|\bph\.?d\b|\b2:1\b",
    ),
    Sign(
        4,
        r"\bclosing date|\bcloses?\b[ *_:]|application deadline|deadline for applications"
        r"|interviews? (?:date|will|on|week)|apply by|date posted|posted on|start(?:ing)? date"
        r"|start(?:s|ing)? (?:asap|immediately|as soon|monday|\d)|\bASAP\b"
        r"|(?:required|available) (?:for|from) (?:january|april|september|immediately)"
        r"|\bref(?:erence)?(?: no\.?| number|:| \d)",
    ),
    Sign(
        4,
        r"(?:[£$€]|\b(?:EUR|GBP|USD|CHF|AUD|CAD|NZD|SGD|INR)) ?\d[\d.,]*k?"
        r"(?: ?(?:-|–|—|to|rising to|and) ?(?:[£$€]|EUR|GBP|USD|CHF)? ?\d[\d.,]*k?)?\+? ?"
        r"(?:(?:an?|per|/|each) ?(?:hour|hr|h\b|annum|year|yr|month|week|day|shift)|p/?h\b|p\.?a\b"
        r"|hourly|basic|base\b|gross|OTE|DOE|monthly|annually|bi-?weekly|pro rata|CIS|depending)"
        r"|[£€$] ?\d{2,3}(?:k|,\d{3}) ?(?:-|–|—|to) ?[£€$]?\d{2,3}(?:k|,\d{3})\b"
        r"|\b\d{2,3}k? ?(?:-|–|to) ?\d{2,3}k\b|rising to [£$€]|[£€$] ?\d{2,3}k\b|\b(?:competitive|annual) salary|per annum|401 ?\(?k\)?",
    ),
    Sign(
        3,
        r"\b(?:ideal|successful|qualified|strong|suitable|right) (?:candidates?|applicants?|person)\b"
        r"|candidates? (?:must|will|should)|\bpost-?holder\b|\bincumbent\b|applicants? (?:must|should)",
    ),
    Sign(
        3,
        r"\b(?:full[- ]?time|part[- ]time|permanent|fixed[- ]term|contract to hire|direct hire"
        r"|\d+[- +]*months?|employment type|job type|w2|c2c|corp to corp|duration|seasonal"
        r"|temp(?:orary)? to perm(?:anent)?|zero[- ]hours?|job[- ]share|0\.\d fte|term[- ]time|ir35"
        r"|maternity cover|hours per week|\d\d(?:\.\d+)? ?(?:hours?|hrs?) ?(?:per|a|p/?w|/|over|week|\))"
        r"|(?:\d|two|three|four|five) (?:days|nights|mornings|evenings|shifts) (?:a|per) week"
        r"|mon(?:day)? ?(?:-|–|to) ?(?:fri|sat|sun|thu)(?:day|rsday)?"
        r"|(?:early|late|night|day|evening|weekend|rotating|back|second|third|first|split)[- ]shifts?"
        r"|on[- ]call|rota|shift (?:premium|allowance|pattern|work))\b",
    ),
    Sign(
        3,
        r"equal[- ](?:employment[- ])?opportunit|\beoe\b|without regard to|authori[sz]ed to work"
        r"|affirmative action|safeguarding|committed to diversity|celebrates? diversity|accommodation",
    ),
    Sign(
        5,
        r"\b(?:is|are|am|we[’']re|currently|be|they|company) (?:now |currently |actively |urgently )?"
        r"(?:looking for|looking to (?:hire|recruit|appoint|fill|add)|seeking|hiring|searching for"
        r"|recruiting)\b|\bseeks? (?:an?|to (?:fill|appoint|recruit))|in need of an?\b"
        r"|join (?:our|the) (?:[\w-]+ ){0,3}team|opening for|immediate (?:need|opening|start)"
        r"|(?:wish(?:es)?|seeking) to (?:appoint|recruit|hire)|\bwanted\b|applications are invited"
        r"|\bvacancy\b|we need (?:an?|someone|somebody)|needed\r?\n"
        r"|\brequires? (?:an?|two|three|immediately) (?:[\w-]+ ){0,3}(?:to|who|for)\b",
    ),
    Sign(
        2,
        r"\bapply (?:now|today|online|by|here|to|with|in|via|through|at)\b|to apply\b|how to apply"
        r"|where to apply|(?:send|email|text|e-mail|submit|upload|forward|bring)(?: us| me| in)?"
        r" (?:your|us|me|updated|a|an)? ?[^.\n]{0,30}(?:r[eé]sum[eé]s?|cv|application)|\bcv\b"
        r"|r[eé]sum[eé]|cover(?:ing)? letter|application (?:deadline|form)|your application"
        r"|\bpop in\b|in person\b|informal (?:chat|discussion|enquir|visit)"
        r"|(?:^|[.\n] ?)(?:ring|call|text|phone|email|write to|drop in|contact) [a-z0-9]",
    ),
    Sign(
        2,
        r"(?:\byou(?:[’']ll| will|[’']d| would) (?:also |then )?(?:be |"
        + _DOING
        + r")|(?:^|[.] )you (?:also |then )?"
        + _DOING
        + r" )|\b(?:incumbent|post-?holder|candidate|employee)\b[^\n.]{0,30}\bwill\b"
        r"|\bpost-?holder [a-z]{2,}s\b|as an? [a-z -]{3,40} you|(?:^|[.] )you are an? [\w-]+ (?:and|with|who)\b",
    ),
    Sign(
        2,
        r"\b(?:responsibilities|duties|functions)(?: include)?[^\n.:]{0,25}:|responsible for"
        r"|(?:duties|responsibilities) (?:will |may )?include|\breports to\b|reporting to"
        r"|\breports? (?:directly )?to (?:the|our)|under (?:the )?(?:general |close |direct )?"
        r"(?:supervision|direction)",
    ),
    Sign(
        3,
        r"\bpension\b|\b(?:paid|annual) (?:leave|holiday|vacation|time off)|\bbonus(?:es)?\b"
        r"|\bdays[’']? (?:of )?(?:leave|holiday|off|paid|vacation|PTO)"
        r"|health (?:insurance|cover|care)|medical,? (?:dental|and)|\bPTO\b|\bovertime\b|free parking"
        r"|\bequity\b|stock options|sick pay|holiday pay|tip pool|uniform|\bhybrid\b|\bremote\b|"
        + _BEGIN
        + _OFFERED
        + _END,
    ),
)
# Pages about hiring, careers and interviews, policies, courses, news and letters talk like postings.
AGAINST = (
    Sign(
        -7,
        r"\bthis (?:policy|guide|page|handbook|document|course|article|chapter|section|guidance|code"
        r"|playbook|process|template)\b|\bpolicy (?:sets out|applies)"
        r"|\b(?:our|the|employee|staff) (?:handbook|guidebook|playbook)\b|frequently asked"
        r"|\bFAQs?\b|code of conduct",
    ),
    Sign(
        -8,
        r"\b(?:you will learn|this course|evening course|enrol(?:l|ment|ments)?|prizes?|jury"
        r"|nominat\w+|invitation to tender|tenders to|free quote|per (?:employee|user) per month"
        r"|winners?|free trial|tuition fees?)\b|\bpros:|\bcons:|references (?:available )?(?:on|upon)"
        r" request|curriculum vitae|^[#* ]*(?:employment|work) (?:history|experience)[* ]*$"
        r"|\b(?:20|19)\d\d ?(?:-|–|to) ?(?:now|present|today|20\d\d)\b|has appointed"
        r"|open roles|current vacancies|vacancies this week|\bvacancies\b"
        r"|(?:\[[a-z][^\]\n]{3,90}\](?:[^(\[:]|$)[^\[]*){4}"
        r"|\[(?:job title|company|name|position|title)\]",
    ),
    Sign(
        -6,
        r"(?s)\b(?:said|told|announced|spokesperson|according to)\b.*"
        r"\b(?:said|told|announced|spokesperson|according to)\b",
    ),
    Sign(-5, r"(?:\]\([^)\n]*\)[^\]]*?){12}"),
    # The portrait of a colleague.
    Sign(
        -9,
        r"^[#* ]*meet [a-z]+(?:,| [a-z]+,)|\b(?:he|she)(?: \w+)? (?:says|laughs|smiles|recalls|remembers|admits|grew up|joined)\b"
        r"|\bjoined (?:us|the company|[a-z]+)? ?in (?:19|20)\d\d\b",
    ),
    Sign(
        -6,
        r"(?s)(?-i:\bI\b).*(?-i:\bI\b).*(?-i:\bI\b).*(?-i:\bI\b)"
        r"|\b(?:was|were|had)\b.*\b(?:was|were|had)\b.*\b(?:was|were|had)\b.*\b(?:was|were|had)\b"
        r"|(?:\bwe\b.*){12}",
    ),
    Sign(
        -5,
        r"```|\]\([^)\n]*\.md[)#]|`[a-z_-]+ [^`\n]*`|\b(?:npm|pip|git|brew) install|</?script|\bsudo\b"
        r"|(?m:^(?:>|on .{5,60} wrote:)|^(?:from|subject|to): )",
    ),
    Sign(
        -6,
        r"\b(?:interviewers?|interviewing|onboarding|hiring managers?|our handbook|hiring team"
        r"|career (?:framework|growth|ladder|path)|(?:tailor(?:ing)?|updat(?:e|ing)|about|review(?:s|ing|ed)?|of|from|read) your r[eé]sum[eé]|job postings|open positions"
        r"|direct reports|interview (?:guide|panel|questions))\b|^panel:|\| *score *\|"
        r"|(?s:\bcandidates\b.*\bcandidates\b.*\bcandidates\b)"
        r"|(?s:\bapplicants\b.*\bapplicants\b.*\bapplicants\b.*\bapplicants\b)",
    ),
    # An opening line that tells of something else.
    Sign(
        -6,
        r"\A\s*#?[ \t]*(?:how |why |what |when |about |guide|your first|interview|our |the |welcome"
        r"|faq|policy|meeting|notes|annual|code of|job evaluation|hiring plan|competenc|skills matrix"
        r"|contract of|terms of|exit interview)",
    ),
)
