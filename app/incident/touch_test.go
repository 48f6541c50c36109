package incident_test

import (
	"reflect"
	"slices"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/incident"
)

// A client is proposed by its agreement: a service that is hit, for which JEX is the processor.
func TestTouches(t *testing.T) {
	d := &dossier.Dossier{ID: client, Processing: dossier.Processing{Services: []dossier.Service{
		{ID: "lead-forwarding", Role: "processor"}, {ID: "temporary-employment", Role: "controller"},
	}}}
	for _, c := range []struct {
		services []string
		want     []string
	}{
		{nil, []string{"lead-forwarding"}},
		{[]string{"lead-forwarding", "payroll"}, []string{"lead-forwarding"}},
		{[]string{"payroll"}, nil},
		{[]string{"temporary-employment"}, nil},
	} {
		row, ok := incident.Touches(d, c.services)
		if ok != (c.want != nil) || ok && (!slices.Equal(row.Services, c.want) || row.Client != client) {
			t.Errorf("%v: %+v, %v", c.services, row, ok)
		}
	}
}

// A client is proposed for the same service, the same sub-processor however it is written, or all kinds of data; each with what is the same.
func TestReasons(t *testing.T) {
	d := &dossier.Dossier{ID: client,
		Processing: dossier.Processing{
			Services:     []dossier.Service{{ID: "lead-forwarding", Role: "processor"}, {ID: "temporary-employment", Role: "controller"}},
			PersonalData: []string{"name", "email", "cv"},
		},
		Subprocessors: []dossier.Subprocessor{
			{Name: "Wolkenveld Hosting B.V.", Services: []string{"lead-forwarding"}}, {Name: "Loonpost B.V.", Services: []string{"temporary-employment"}},
		},
	}
	type reasons = []incident.Reason
	for _, c := range []struct {
		name  string
		scope incident.Scope
		want  reasons
	}{
		{"nothing is known", incident.Scope{}, nil},
		{"the service", incident.Scope{Services: []string{"lead-forwarding", "payroll"}}, reasons{{"service", []string{"lead-forwarding"}}}},
		{"a service of which JEX is the controller", incident.Scope{Services: []string{"temporary-employment"}}, nil},
		{"the sub-processor", incident.Scope{Subprocessors: []string{"WOLKENVELD hosting"}}, reasons{{"subprocessor", []string{"Wolkenveld Hosting B.V."}}}},
		{"a part of its name", incident.Scope{Subprocessors: []string{"Wolkenveld"}}, reasons{{"subprocessor", []string{"Wolkenveld Hosting B.V."}}}},
		{"more than its name", incident.Scope{Subprocessors: []string{"Wolkenveld Hosting, datacenter Noord"}}, reasons{{"subprocessor", []string{"Wolkenveld Hosting B.V."}}}},
		{"one that begins alike", incident.Scope{Subprocessors: []string{"Wolkenveldje"}}, nil},
		{"one that works for what JEX controls", incident.Scope{Subprocessors: []string{"Loonpost"}}, nil},
		{"all kinds of data", incident.Scope{PersonalData: []string{"cv", "name"}}, reasons{{"data", []string{"cv", "name"}}}},
		{"some kinds of data alone", incident.Scope{PersonalData: []string{"bsn", "name"}}, nil},
		{"some kinds beside the service", incident.Scope{Services: []string{"lead-forwarding"}, PersonalData: []string{"bsn", "name"}},
			reasons{{"service", []string{"lead-forwarding"}}, {"data", []string{"name"}}}},
	} {
		if got := c.scope.Reasons(d); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, not %v", c.name, got, c.want)
		}
	}
	own := *d
	own.Processing.Services = d.Processing.Services[1:]
	if why := (incident.Scope{Subprocessors: []string{"Wolkenveld"}, PersonalData: []string{"name"}}).Reasons(&own); why != nil {
		t.Errorf("a client for whom JEX is no processor: %v", why)
	}
}

// What an incident touches is read from its rows and parties.
func TestScope(t *testing.T) {
	i := incident.Incident{
		Parties:  []incident.Party{{Name: "Wolkenveld", Role: "subprocessor"}, {Name: "Politie", Role: "third-party"}},
		Affected: []incident.Affected{{Services: []string{"b", "a"}, PersonalData: []string{"name", "unknown"}}, {Services: []string{"a"}, PersonalData: []string{"cv", "credentials"}}},
	}
	want := incident.Scope{Services: []string{"a", "b"}, Subprocessors: []string{"Wolkenveld"}, PersonalData: []string{"cv", "name"}}
	if got := i.Scope(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}
