package incident

import "verwoord/app/record"

var fields = record.Join(record.Fields{
	"schema":           {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":               {Form: record.KeyText, Always: true},
	"title":            {Form: record.LineText},
	"stage":            {Form: record.ChoiceText, Choices: Stages, Kept: true},
	"withdrawalReason": {Form: record.ParagraphText},
	"role":             choice(Roles),
	"entity":           {Form: record.KeyText},

	"signalAt":            moment,
	"awareAt":             moment,
	"subprocessorAwareAt": moment,
	"discoveredBy":        choice(Discoverers),
	"discovery":           {Form: record.ParagraphText},
	"delayReason":         {Form: record.ParagraphText},
	"when.kind":           choice(WhenKinds),
	"when.from":           moment,
	"when.until":          moment,
	"when.basis":          {Form: record.ParagraphText},
	"continues":           choice(Answers),

	"kind":               choice(Kinds),
	"confidentiality":    choice(Confidentiality),
	"integrity":          choice(Integrity),
	"availability":       choice(Availability),
	"restoredAt":         moment,
	"incident":           choice(Incidents),
	"cause":              choice(Causes),
	"description":        {Form: record.ParagraphText},
	"systems.name":       {Form: record.LineText},
	"systems.type":       {Form: record.LineText},
	"systems.country":    country,
	"recipients":         choice(Recipients),
	"recipientsNote":     {Form: record.ParagraphText},
	"parties.name":       {Form: record.NameText},
	"parties.role":       choice(PartyRoles),
	"parties.country":    country,
	"parties.informedAt": moment,

	"unintelligible":               choice(Unintelligible),
	"method":                       {Form: record.ParagraphText},
	"measuresBefore":               {Form: record.KeyText},
	"consequences.confidentiality": choice(AfterConfidentiality),
	"consequences.integrity":       choice(AfterIntegrity),
	"consequences.availability":    choice(AfterAvailability),
	"consequences.people":          choice(AfterPeople),
	"consequences.note":            {Form: record.ParagraphText},

	"prevention":         choice(Prevention),
	"preventionNote":     {Form: record.ParagraphText},
	"evidence":           choice(Evidence),
	"advice":             {Form: record.ParagraphText},
	"help":               choice(Help),
	"reported.to":        {Form: record.LineText},
	"reported.at":        moment,
	"reported.reference": {Form: record.LineText},
	"crossBorder":        {Form: record.ParagraphText},
	"otherClients":       choice(Answers),
	"notBsn.path":        {Form: record.LineText, Kept: true},
	"notBsn.reason":      {Form: record.LineText, Kept: true},
	"nextUpdate":         {Form: record.IdentifierText, Scheme: record.Moment, Kept: true},

	"corrections.field":  {Form: record.LineText, Kept: true},
	"corrections.reason": {Form: record.ParagraphText},

	"attachments.kind":   choice(AttachmentKinds),
	"attachments.name":   {Form: record.LineText},
	"attachments.date":   day,
	"attachments.sha256": hash,

	"affected.client":             {Form: record.KeyText, Always: true, Kept: true},
	"affected.reference":          {Form: record.LineText},
	"affected.informedEarlierAt":  moment,
	"affected.informedEarlierHow": choice(InformedHow),
	"affected.services":           {Form: record.KeyText},
	"affected.dataSubjects":       {Form: record.KeyText},
	"affected.personalData":       {Form: record.KeyText},
	"affected.special":            choice(Special),
	"affected.criminal":           choice(Answers),
	"affected.bsn":                choice(Answers),
	"affected.idCopy":             choice(Answers),
	"affected.people.kind":        choice(CountKinds),
	"affected.countries.country":  country,
	"affected.list":               choice(Lists),
	"affected.listOn":             day,
	"affected.records.kind":       choice(CountKinds),
	"affected.recordUnit":         {Form: record.LineText},
	"affected.note":               {Form: record.ParagraphText},

	"affected.decision.severity":           choice(Severities),
	"affected.decision.risk":               choice(Risks),
	"affected.decision.reasons":            {Form: record.ParagraphText},
	"affected.decision.authority":          choice(Answers),
	"affected.decision.authorityOn":        day,
	"affected.decision.authorityReference": {Form: record.LineText},
	"affected.decision.people":             choice(Answers),
	"affected.decision.peopleOn":           day,

	"affected.corrections.field":  {Form: record.LineText, Kept: true},
	"affected.corrections.reason": {Form: record.ParagraphText},
},
	measure("measuresTaken"), measure("measuresPlanned"), question("unknown"), question("affected.unknown"),
	record.PersonFields("sender"), record.PersonFields("parties.contact"), noticeFields,
)

// FieldsAt are the fields of an Incident at a pattern, for what holds incidents.
func FieldsAt(pattern string) record.Fields {
	out := record.Fields{}
	for name, f := range fields {
		if name == "schema" || name == "id" {
			f.Always = false
		}
		out[pattern+"."+name] = f
	}
	return out
}

var (
	moment  = record.Field{Form: record.IdentifierText, Scheme: record.Moment}
	day     = record.Field{Form: record.IdentifierText, Scheme: record.Date}
	hash    = record.Field{Form: record.IdentifierText, Scheme: record.Hash}
	country = record.Field{Form: record.IdentifierText, Scheme: record.Region}
)

func choice(ids []string) record.Field { return record.Field{Form: record.ChoiceText, Choices: ids} }

func measure(at string) record.Fields {
	return record.Fields{
		at + ".what":   {Form: record.ParagraphText},
		at + ".by":     {Form: record.LineText},
		at + ".at":     {Form: record.LineText},
		at + ".status": choice(MeasureStatuses),
		at + ".effect": {Form: record.ParagraphText},
	}
}

func question(at string) record.Fields {
	return record.Fields{
		at + ".field":      {Form: record.LineText},
		at + ".reason":     {Form: record.ParagraphText},
		at + ".expectedOn": day,
	}
}

var noticeFields = record.Join(record.Fields{
	"notice.phase":             choice(Phases),
	"notice.sentAt":            moment,
	"notice.firstSentAt":       moment,
	"notice.nature":            choice(Stands),
	"notice.consequences":      choice(Stands),
	"notice.follows.phase":     choice(Phases),
	"notice.follows.sentAt":    moment,
	"notice.follows.how":       {Form: record.KeyText},
	"notice.follows.sha256":    hash,
	"notice.changes.field":     {Form: record.LineText},
	"notice.changes.form":      {Form: record.KeyText},
	"notice.changes.group":     {Form: record.LineText},
	"notice.changes.before":    {Form: record.ParagraphText},
	"notice.changes.after":     {Form: record.ParagraphText},
	"notice.changes.reason":    {Form: record.ParagraphText},
	"notice.clock.target":      moment,
	"notice.clock.agreed":      moment,
	"notice.clock.clientAware": moment,
	"notice.clock.clientUntil": moment,
}, question("notice.open"), said("notice.changes.before"), said("notice.changes.after"))

func said(at string) record.Fields {
	return record.Fields{
		at + ".form":  {Form: record.KeyText},
		at + ".group": {Form: record.LineText},
		at + ".value": {Form: record.ParagraphText},
	}
}
