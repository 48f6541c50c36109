package dossier

import (
	"strings"

	"verwoord/app/record"
)

// fields are the members that hold text. What a document needs is what it prints.
var fields = record.Join(record.Fields{
	"schema":   {Form: record.ChoiceText, Choices: []string{Schema}, Always: true},
	"id":       {Form: record.KeyText, Always: true},
	"language": {Form: record.LanguageText, Always: true},

	"controller.name":         {Form: record.NameText, Always: true},
	"controller.legalForm":    {Form: record.ChoiceText, Choices: LegalForms},
	"controller.kvk":          {Form: record.IdentifierText, Scheme: record.KvK},
	"controller.branchNumber": {Form: record.IdentifierText, Scheme: record.Branch},
	"controller.rsin":         {Form: record.IdentifierText, Scheme: record.RSIN},
	"controller.vatId":        {Form: record.IdentifierText, Scheme: record.VAT},

	"controller.basis": {Form: record.ChoiceText, Choices: Bases},
	"processor.basis":  {Form: record.ChoiceText, Choices: Bases},

	"processor.entities": {Form: record.KeyText, Always: true},

	"mainAgreement.reference": {Form: record.LineText},
	"mainAgreement.title":     {Form: record.LineText},
	"mainAgreement.date":      {Form: record.IdentifierText, Scheme: record.Date},

	"processing.services.id":                     {Form: record.KeyText},
	"processing.services.role":                   {Form: record.ChoiceText, Choices: Roles},
	"processing.services.roleReason":             {Form: record.ParagraphText},
	"processing.services.roleConfirmed.by":       {Form: record.NameText},
	"processing.services.roleConfirmed.function": {Form: record.LineText},
	"processing.services.roleConfirmed.day":      {Form: record.IdentifierText, Scheme: record.Date},
	"processing.services.entities":               {Form: record.KeyText},
	"processing.services.purpose":                {Form: record.ParagraphText},
	"processing.services.nature":                 {Form: record.ParagraphText},
	"processing.start":                           {Form: record.IdentifierText, Scheme: record.Date},
	"processing.end":                             {Form: record.IdentifierText, Scheme: record.Date},
	"processing.dataSubjects":                    {Form: record.KeyText},
	"processing.personalData":                    {Form: record.KeyText},
	"processing.legalGrounds":                    {Form: record.ParagraphText},
	"processing.authorisation":                   {Form: record.ChoiceText, Choices: Authorisations},

	"subprocessors.id":                           {Form: record.KeyText, Always: true},
	"subprocessors.name":                         {Form: record.NameText},
	"subprocessors.legalForm":                    {Form: record.LineText},
	"subprocessors.parentCountry":                {Form: record.IdentifierText, Scheme: record.Region},
	"subprocessors.service":                      {Form: record.LineText},
	"subprocessors.purpose":                      {Form: record.ParagraphText},
	"subprocessors.services":                     {Form: record.KeyText},
	"subprocessors.personalData":                 {Form: record.KeyText},
	"subprocessors.dataSubjects":                 {Form: record.KeyText},
	"subprocessors.locations":                    {Form: record.IdentifierText, Scheme: record.Region},
	"subprocessors.transfers.country":            {Form: record.IdentifierText, Scheme: record.Region},
	"subprocessors.transfers.mechanism":          {Form: record.ChoiceText, Choices: Mechanisms},
	"subprocessors.transfers.derogation":         {Form: record.ChoiceText, Choices: []string{"a", "b", "c", "d", "e", "f", "g"}},
	"subprocessors.transfers.date":               {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.transfers.assessmentDate":     {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.transfers.measures":           {Form: record.ParagraphText},
	"subprocessors.transfers.reference":          {Form: record.LineText},
	"subprocessors.transfers.consent":            {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.transfers.consentReference":   {Form: record.LineText},
	"subprocessors.transfers.checked":            {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.agreementDate":                {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.agreementReference":           {Form: record.LineText},
	"subprocessors.certifications.name":          {Form: record.LineText},
	"subprocessors.certifications.number":        {Form: record.LineText},
	"subprocessors.certifications.validUntil":    {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.furtherSubprocessors.name":    {Form: record.NameText},
	"subprocessors.furtherSubprocessors.country": {Form: record.IdentifierText, Scheme: record.Region},
	"subprocessors.furtherSubprocessors.service": {Form: record.LineText},
	"subprocessors.furtherSubprocessors.address": {Form: record.LineText},
	"subprocessors.furtherSubprocessors.contact": {Form: record.LineText},
	"subprocessors.since":                        {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.until":                        {Form: record.IdentifierText, Scheme: record.Date},
	"subprocessors.status":                       {Form: record.ChoiceText, Choices: Statuses},
	"subprocessors.register.id":                  {Form: record.KeyText},
	"subprocessors.register.version":             {Form: record.KeyText},
	"subprocessors.lastChecked":                  {Form: record.IdentifierText, Scheme: record.Date},

	"additionalTerms.id":     {Form: record.KeyText, Always: true},
	"additionalTerms.term":   {Form: record.KeyText},
	"additionalTerms.values": {Form: record.LineText},
	"additionalTerms.title":  {Form: record.LineText},
	"additionalTerms.text":   {Form: record.ParagraphText},

	"notBsn.path":   {Form: record.LineText, Always: true},
	"notBsn.reason": {Form: record.LineText, Always: true},

	"setAside.id":       {Form: record.KeyText, Always: true},
	"setAside.finding":  {Form: record.LineText, Always: true},
	"setAside.path":     {Form: record.LineText},
	"setAside.value":    {Form: record.LineText},
	"setAside.rows":     {Form: record.LineText},
	"setAside.by":       {Form: record.NameText},
	"setAside.function": {Form: record.LineText},
	"setAside.reason":   {Form: record.LineText},
	"setAside.day":      {Form: record.IdentifierText, Scheme: record.Date},

	"versions": {Form: record.KeyText},
},
	record.AddressFields("controller.address"), record.AddressFields("subprocessors.address"),
	record.RegistrationFields("controller.registration"), record.RegistrationFields("subprocessors.registration"),
	record.PersonFields("controller.signatory"), record.PersonFields("controller.jointSignatory"), record.PersonFields("processor.jointSignatory"), record.PersonFields("controller.privacyContact"), record.PersonFields("controller.breachContact"), record.PersonFields("controller.dpo"),
	record.PersonFields("processor.signatory"), record.PersonFields("processor.breachContact"), record.PersonFields("processor.privacyContact"), record.PersonFields("processor.dpo"),
	record.PersonFields("subprocessors.contact"), privacyFields,
)

// SubprocessorFields are the fields of a Subprocessor at a pattern, for records that hold one.
func SubprocessorFields(pattern string) record.Fields {
	out := record.Fields{}
	for name, f := range fields {
		if below, ok := strings.CutPrefix(name, "subprocessors."); ok {
			out[pattern+"."+below] = f
		}
	}
	return out
}
