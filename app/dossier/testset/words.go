package testset

import "strings"

var clients = []string{
	"Zorggroep De Linde B.V.", "A", "Vereniging van Arbeidsvoorzieningsorganisaties Midden-Nederland",
	"Stichting Samenwerkingsverband Regionaal Beroepsonderwijs en Volwasseneneducatie Oost-Gelderland en de Achterhoek",
	"Gemeente Súdwest-Fryslân", "Coöperatieve Zelfstandigheidsbevorderingsmaatschappij U.A.", "Łódzka Spółka Usługowa Sp. z o.o.",
	"Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH", "K. ’t Hart & Zn.", "Bakkerij ’s-Gravendeel v.o.f.",
}

var people = []string{
	"Marijke van der Linde", "Grzegorz Brzęczyszczykiewicz", "Bartholomeus Wolfgang Maximiliaan van Waldeck-Pyrmont", "R. Ramdas-Bhagwandin",
	"Ayşe Yıldırım-Öztürk", "J. Ng", "mr. drs. J.P. van den Berg-de Jong", "Zoë Sjöström",
}

var roles = []string{
	"bestuurder", "hoofd bedrijfsvoering en informatiemanagement", "functionaris gegevensbescherming", "CISO",
	"privacyjurist en coördinator informatiebeveiliging",
}

var bases = []string{"statutory", "power-of-attorney", "mandate"}

var addresses = []string{
	"a@b.nl", "privacy@example.nl", "functionarisvoorgegevensbescherming@rechtenentarieven.example.nl",
	"j.p.van-den-berg-de-jong@informatiebeveiliging.zorgorganisatiezuidholland.example.nl",
}

var phones = []string{"+31301234567", "+31612345678", "+498912345678", "+14155550132", "+48221234567", "+31 14 030", "+31 30 123 45 67 tst. 12", "+31 800 1234 (24/7)", "+32 2/555 01 23"}

var streets = []string{"Lindelaan 12", "Burgemeester van Nispen tot Sevenaerstraat 100 t/m 118", "Postbus 90801", "Plein 1944 nr. 3", "Van Hogendorpstraat 1a-hs"}

var cities = []string{"Utrecht", "’s-Gravenhage", "Westerhaar-Vriezenveensewijk", "Ee"}

var titles = []string{
	"Raamovereenkomst werving en campagnes", "Overeenkomst", "Raamovereenkomst inhuur tijdelijk personeel en wervingscampagnes perceel 3, Noord-Holland " +
		"Noord, Kop van Noord-Holland en West-Friesland 2026-2030",
	"Aansprakelijkheid, vrijwaring en verzekering bij inbreuken in verband met persoonsgegevens en boetes van de Autoriteit Persoonsgegevens",
}

var references = []string{"RA-2026-0117", "SVO-1", "2026/0117", "mondeling, bevestigd per e-mail", "VB-27001-0042", "CONTRACT/2026/INKOOP/WERVING/000000000117/A"}

var terms = []string{
	"Wij laten jullie minstens 30 dagen van tevoren weten dat wij een Subverwerker willen toevoegen of vervangen.",
	"Jullie kunnen bezwaar maken.\n\nAls opsomming:\n- een eerste punt;\n- een tweede punt;\n- een derde punt.\n\nSlot.",
	"1. Eerst dit.\n2. Dan dat.\na. Onderdeel.\n\nTot slot *niet vet* en _niet cursief_, en [geen](link) <b>.",
	"Ja.",
	"Wij bewaren de gegevens niet langer dan nodig is voor de uitvoering van de overeenkomst en verwijderen die binnen 14 dagen na het einde daarvan, tenzij " +
		"de wet een langere termijn voorschrijft.\n\nDaarvan ontvangen jullie op verzoek een bevestiging.\n\nKosten brengen wij niet in rekening.",
}

var vocabulary = strings.Fields(`de het een van wij jullie en of niet voor met persoonsgegevens sollicitanten kandidaten uitzendkrachten hosting platform
	beheer toegang ondersteuning verwerkingsverantwoordelijke arbeidsongeschiktheidsverzekering informatiebeveiligingsmaatregelen reservekopie e-mail
	gegevensbeschermingseffectbeoordeling klant opdracht bewaren versturen 24/7 ISO/IEC 27001 coördinatie beëindiging uitzendkracht salarisadministratie
	vacaturesite bereikbaarheidsgegevens functionarisgegevensbescherming@example.nl wervingscampagnes@uitzendorganisatie.example.nl https://www.example.nl/werkenbij/privacyverklaring-sollicitanten`)

var (
	processor = []string{"lead-forwarding", "campaign-optimisation", "recruitment-site-hosting", "recruitment-software", "candidate-communication"}
	subjects  = []string{"applicants", "candidates", "freelancers", "website-visitors", "business-contacts", "leads"}
	personal  = []string{"name", "address", "gender", "email", "cv", "diplomas", "phone", "online-behaviour", "communication", "lead-form-other"}
	europe    = []string{"NL", "DE", "BE", "IE", "PL", "FR", "ES", "IT", "FI", "LU", "PT", "EE"}
)

// company is one in a register.
type company struct {
	name, register, number, street, postcode, city, country string
}

func (c company) address() object {
	return object{"street": c.street, "postcode": c.postcode, "city": c.city, "country": c.country}
}

var companies = []company{
	{"Voorbeeld Hosting B.V.", "kvk", "87654321", "Serverkade 8", "9711 AB", "Groningen", "NL"},
	{"Rechenzentrumsbetriebsgesellschaft Oldenburg GmbH", "hrb", "HRB 12345 B", "Frederik-Süßebier-Allee 1", "19538", "Wunsiedel", "DE"},
	{"Jacobs CommV", "be", "0417497106", "Lienhof 71", "1379", "Saive", "BE"},
	{"Pietrasz-Hałat Sp. z o.o.", "other", "0000123456", "pl. Kruczowskiego 47/12", "13-811", "Polkowice", "PL"},
	{"Société Européenne d’Hébergement et d’Infogérance SAS", "siren", "732829320", "1001 avenue du Général Leclerc", "75014", "Paris", "FR"},
	{"Ó Súilleabháin Teoranta", "cro", "123456", "1 Main Street", "H91 X0X0", "Gaillimh", "IE"},
}
