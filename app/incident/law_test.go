package incident_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"verwoord/app/incident"
	"verwoord/locales"
)

// Every id that can be chosen and every member that can be filled in has words, in every language.
func TestEverythingHasWords(t *testing.T) {
	groups := map[string][]string{
		"incident.role": incident.Roles, "incident.stage": incident.Stages, "incident.answer": incident.Answers, "incident.phase": incident.Phases,
		"incident.discovered": incident.Discoverers, "incident.when": incident.WhenKinds, "incident.kind": incident.Kinds,
		"incident.confidentiality": incident.Confidentiality, "incident.integrity": incident.Integrity, "incident.availability": incident.Availability,
		"incident.incident": incident.Incidents, "incident.cause": incident.Causes, "incident.recipients": incident.Recipients,
		"incident.party": incident.PartyRoles, "incident.unintelligible": incident.Unintelligible, "measures": incident.MeasuresBefore,
		"incident.consequence":    slices.Concat(incident.AfterConfidentiality, incident.AfterIntegrity, incident.AfterAvailability, incident.AfterPeople),
		"incident.measure-status": incident.MeasureStatuses, "incident.prevention": incident.Prevention, "incident.evidence": incident.Evidence,
		"incident.help": incident.Help, "incident.informed": incident.InformedHow, "dataSubjects": incident.MoreSubjects,
		"personalData": incident.MoreData, "incident.special": incident.Special, "incident.count": incident.CountKinds, "incident.list": incident.Lists,
		"incident.attachment": incident.AttachmentKinds, "incident.stand": incident.Stands, "incident.risk": incident.Risks, "incident.severity": incident.Severities, "incident.meaning": incident.AfterPeople[:len(incident.AfterPeople)-2], "incident.reason": {"service", "subprocessor", "data"},
	}
	for _, lang := range []string{"nl", "en"} {
		data, err := locales.FS.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		messages := map[string]any{}
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatal(err)
		}
		for group, ids := range groups {
			for _, id := range ids {
				if messages[group+"."+id] == nil {
					t.Errorf("%s: no message %s.%s", lang, group, id)
				}
			}
		}
		for pattern := range incident.Type.Table() {
			if pattern != "schema" && !strings.HasPrefix(pattern, "notice.") && messages["field.incident."+pattern] == nil {
				t.Errorf("%s: no message field.incident.%s", lang, pattern)
			}
		}
		for code := range incident.Codes {
			if messages["problem."+code] == nil {
				t.Errorf("%s: no message problem.%s", lang, code)
			}
		}
	}
	if len(incident.Incidents) != 25 {
		t.Errorf("%d kinds of incident", len(incident.Incidents))
	}
}

// What a notice tells is also looked at for what changed, but for what is said to need it not.
func TestEveryFactCanChange(t *testing.T) {
	exempt := []string{
		"schema", "id", "title", "exercise", "role", "entity", // the same in every notice of a chain, or it is none
		"stage", "withdrawalReason", "nextUpdate", "unknown", "affected.unknown", "corrections", "affected.corrections", "notice", // of the notice itself
		"sender", "delayReason", "otherClients", "when.estimated", "when.basis", "affected.client", "affected.reference",
		"affected.informedEarlierAt", "affected.informedEarlierHow", "affected.decision", "notBsn", "affected.termHours", "affected.listOn", // told beside what they belong to
	}
	tells := incident.Tells()
	for pattern := range incident.Type.Table() {
		of := func(names []string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return pattern == n || strings.HasPrefix(pattern, n+".") })
		}
		if !of(exempt) && !of(tells) {
			t.Errorf("a change of %s is not told", pattern)
		}
	}
}
