"""The words by which a posting names people: customers of any sector, units, functions.

Lists only; what is made of them is decided in `customer_nouns` and `customers`.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IRREGULAR = {
    "child": "children", "schoolchild": "schoolchildren", "family": "families",
    "beneficiary": "beneficiaries", "clientele": "clientele", "townspeople": "townspeople",
    "youth": "youth", "congregation": "congregation", "alumni": "alumni",
}  # fmt: skip
# Each noun names somebody outside who is served, in the plural nearly always.
SINGULAR = _words(
    """
    customer client guest patient shopper consumer visitor passenger traveler traveller policyholder
    subscriber donor tenant taxpayer voter citizen grantee sub-grantee subgrantee sub-recipient
    subrecipient beneficiary learner pupil student schoolchild parishioner congregant constituent
    homeowner farmer patron caller diner commuter borrower jobseeker viewer reader listener child kid
    family parent resident veteran member participant user survivor victim inmate refugee attendee
    exhibitor congregation clientele youth neighbor neighbour villager townspeople newcomer homebuyer
    policyowner depositor cardholder ratepayer pensioner detainee cyclist pedestrian motorist camper
    adolescent teenager infant toddler smallholder claimant juror immigrant migrant golfer gamer
    offender prisoner alumni journalist warfighter worshipper advertiser exporter
    """
)
# In the singular these are rare, or something else.
_PLURAL_ONLY = _words(
    """
    riders delegates spectators tourists wearers landlords leaseholders householders mourners
    shareholders franchisees adopters holidaymakers theatregoers concertgoers pilgrims swimmers hikers
    walkers skiers anglers boaters babies newborns mothers fathers mums dads grandparents merchants
    couples brides growers audiences bidders savers payees insureds litigants evacuees lodgers
    regulars bathers drinkers holders enquirers mortgagors fosterers expats settlers carers
    leavers creators gardeners
    """
)
PLURAL = frozenset(_IRREGULAR.get(noun, noun + "s") for noun in SINGULAR) | _PLURAL_ONLY

# In the singular these are adjectives, halves of compounds, or the applicant as often as not.
HALF_NOUNS = _words(
    "user youth member citizen voter resident family parent consumer tenant student patient reader "
    "participant claimant exporter advertiser"
)
# Of those, not even an article tells.
NEVER_ALONE = _words("user member family reader")

# Before a noun, these make another thing of it, or another person than a customer.
NO_CUSTOMER_BEFORE = _words(
    """
    team staff board crew faculty committee union family panel council cast squad band group uniformed
    permanent medical us u.s. product job device processor role class data card barcode email e-mail web
    thin thick fat rich http ftp ssh sql vpn api smart native desktop oracle citrix windows git azure
    cloud multi screen file database kafka event message queue blood directory
    protected disabled eligible qualified college fellow single meter e ebook rss feed sudo super root
    employees' employees’ staff's staff’s colleagues' colleagues’
    oauth openid rest restful graphql grpc soap sip ldap dns dhcp mqtt nfs ocpp modbus smtp imap https tls tcp udp ntp snmp saml oidc websocket java javascript python
    variant base peak
    quick fast avid lifelong continuous eager former current matriculated graduate undergraduate enrolled full-time
    """
)

# These before a family mean that of the applicant or the colleague.
POSSESSIVES = _words("your their his her")
RELATIVES = _words("family families child children kid kids parent parents")

# Nouns that look like people by their ending and are none.
THINGS = _words(
    """
    accruals accumulators aerials aggregators agitators amplifiers analysers analyzers anchors balancers bumpers capacitors
    cardinals catalysts cereals chambers charters chillers clippers colliders comparators condensers conditioners coolants
    counters couplers covenants crackers cruisers crushers crystals cysts dampers decimals denials diapers dimmers
    disinfectants dispensers dozers drawers dryers edgers editorials effectors entrees equalizers escalators evaporators
    extractors extruders fertilizers fibers fillers finals flowers footers formatters freighters graders grippers hampers
    incubators inductors initials injectors insulators iterators jumpers knees lasers launchers ledgers lighters liners
    linkers lockers loggers mappers medians memorials newspapers numerals orchestrators pedals peelers pendants petals
    pipettors pitchers planers pliers plungers profilers pullers radiators rafters razors recorders reducers refrigerators
    renderers resistors reversals rotors rulers samplers sanders sanitizers schooners scrapers screeners scrubbers
    serializers serials shaders shelters shredders skimmers slicers softeners spanners splinters sprayers spreaders
    squeegees stabilizers staplers starters steamers stirrers subwoofers sweepers tapers tensors thermometers tillers
    timbers toners toppers trawlers trousers tuners tweezers twists validators vapors ventilators vials wipers wrists zippers
    servers computers routers containers papers orders letters matters numbers others parameters
    drivers printers trackers registers headers folders chapters filters clusters layers scanners
    controllers adapters compilers browsers loaders wrappers handlers listeners identifiers pointers
    buffers timers triggers characters centers offers transfers powers covers errors sensors processors
    monitors vectors factors colors indicators motors actuators connectors generators simulators
    elevators calculators doors floors behaviors compressors transistors reactors tractors detectors
    selectors projectors transformers breakers boilers heaters coolers mixers meters blowers trailers
    tankers cutters pagers mailers newsletters flyers posters banners stickers binders shutters gutters
    sewers towers rivers waters materials goals proposals approvals manuals journals rentals deals
    terminals signals portals credentials renewals removals referrals appraisals fundamentals potentials
    intervals minerals metals chemicals animals meals hospitals medals totals trials tutorials rituals
    festivals arrivals disposals functionals protocols controls skills emails levels models specials
    essentials financials technicals verticals internals externals originals visuals annuals capitals
    withdrawals wants mammals refusals fees committees guarantees degrees trees lists consists exists resists persists
    playlists checklists shortlists waitlists grants plants variants constants contaminants pollutants
    lubricants refrigerants sealants warrants restaurants pants quadrants suppliers vendors contractors
    subcontractors manufacturers distributors carriers careers barriers tiers frontiers borders levers
    answers members ladders hours colours flavors favors labors harbors years dollars calendars seminars
    webinars pillars bars cars parts tools details parsers tokenizers tokenisers linters emulators
    debuggers schedulers runners dumpers excavators loaders chargers inverters pumpers
    hammers mowers trimmers planters hangers fasteners spacers washers grinders blenders freezers
    scales ovens fryers toasters hoppers conveyors rollers feeders sorters labellers labelers
    decoders encoders encounters orders reminders tenders vouchers wafers polymers papers
    quarters headquarters boosters busters mirrors tremors sectors corridors
    credentials differentials specialties minerals perennials
    semesters trimesters registers rosters clusters disasters plasters posters dusters
    remainders shoulders boulders cylinders sliders boilers tests
    """
)

# People and units by which a colleague, or somebody outside, is named as an object.
UNITS = _words(
    """
    team teams department departments unit units division divisions office offices staff personnel
    employees colleagues management leadership groups organization organizations organisation
    organisations agencies branches schools stores businesses business crew crews associates executives
    stakeholders people persons peers squads companies company clinics churches church colleague
    community communities committee board bureau bureaus institutions government governments
    ministry ministries municipalities nonprofits ngos constituencies subsidiaries researchers population
    populations workforce firms startups functions function end-users recipients applicants candidates
    everyone anyone everybody anybody nobody individuals women men youth elderly seniors fellows owners sponsors partners buyers
    sellers merchants investors retirees trainees apprentices players athletes fans households
    entrepreneurs chief ceo cfo cto coo cmo president mayor director directors manager managers
    supervisor supervisors engineer engineers officer superintendent secretary editor attorney dean
    principal pastor plumber electrician technician technicians surgeon physician physicians dentist
    chef captain commander commissioner inspector coordinator administrator chair chairperson minister
    ambassador head executive team-members students user users customer customers client clients guest
    guests patient patients mechanic carpenter teacher teachers nurse nurses pharmacist therapist
    veterinarian lawyer scientist scientists architect architects experts expert soldiers airmen
    mechanics pilots reps judges clerks chefs cooks guards scouts sailors captains surgeons adults hires
    homes hospitals villages towns courts farms shops colleges universities charities councils
    libraries depots museums theatres laboratories labs kitchens wards firms enterprises employers
    agents operatives representatives specialists desk
    """
)
# Each of these is as often the first half of a compound.
SINGULAR_UNITS = _words(
    """
    team department unit division office staff personnel management leadership organization
    organisation business company community committee board bureau institution government ministry
    church function head executive chief crew employee user customer client guest patient student desk
    population
    """
)
# Of the units and people, those who stand outside the company.
OUTSIDE = _words(
    """
    public community communities people individuals women men youth elderly seniors households students
    adults homes hospitals villages towns farms charities enterprises employers
    businesses companies nonprofits owners population populations church churches agencies governments
    government municipalities patients guests recipients applicants everyone witnesses defendants litigants
    """
)
# Functions of a company, where they are written with a capital.
FUNCTION_NAMES = _words(
    """
    Product Finance Marketing Sales HR Legal Engineering Operations IT Accounting Design GTM R&D
    Procurement Manufacturing Merchandising Purchasing Logistics Compliance Security Audit Treasury
    Payroll Communications Support Research Production Planning Development Government Recruiting
    Underwriting Claims Maintenance Quality Warehouse Prevention PMO FP&A Leadership Management
    """
)
# A clause that goes on with one of these has left its object.
CLAUSE_STOPS = _words(
    """
    with by from under via per against without between than reporting reports following using through
    as into within among including
    """
)
# Words that can follow a noun without making a compound of it.
FUNCTION_WORDS = _words(
    """
    and or in on at about by with to who that through via regarding when is are for as of from if while
    can will has have during before after into so across
    """
)
