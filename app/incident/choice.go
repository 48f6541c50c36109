package incident

// The ids of what can be chosen, in the order in which they are offered. They are stable: a notice that was sent is read by them. What they
// mean to a reader are the messages incident.<group>.<id>.

// Roles are the part that JEX has in the processing. With "controller" there is no notice to a client: JEX has duties of its own. With
// "both" the incident is split into one of each.
var Roles = []string{"processor", "controller", "both"}

// Stages are where an incident stands.
var Stages = []string{"open", "closed", "withdrawn"}

// Answers are to a question of yes or no.
var Answers = []string{"yes", "no", "unknown"}

// Discoverers are how it was discovered.
var Discoverers = []string{"own-detection", "subprocessor", "client", "data-subject", "external-party", "media", "other"}

// WhenKinds are how well it is known when the breach took place.
var WhenKinds = []string{"moment", "period", "continuing", "unknowable", "unknown"}

// Kinds are what can be breached.
var Kinds = []string{"confidentiality", "integrity", "availability"}

// Confidentiality is what happened to it.
var Confidentiality = []string{"taken-or-disclosed", "likely", "not-shown", "unknowable", "unknown"}

// Integrity is what happened to it.
var Integrity = []string{"changed-not-misused", "changed-misused-recoverable", "changed-misused-irrecoverable", "unknown"}

// Availability is what happened to it.
var Availability = []string{"temporary", "permanent", "unknown"}

// Incidents are the kinds of incident.
var Incidents = []string{
	"insider-misuse", "ransomware", "hacking-malware", "phishing-social-engineering", "vulnerability-exploited", "unauthorised-access",
	"exfiltration", "data-mixed-up", "device-lost-stolen", "device-discarded", "paper-wrongly-discarded", "post-lost-opened-misdelivered",
	"misconfiguration", "wrong-access-rights", "paper-lost-stolen-unattended", "data-deleted", "shown-to-wrong-person",
	"sent-to-wrong-person", "mail-without-bcc", "technical-failure", "unauthorised-change", "unintended-publication", "disclosed-orally",
	"unknown", "other",
}

// Causes are where it came from. "unknowable" is what cannot be found out, "unknown" what is not found out yet.
var Causes = []string{"internal-unintentional", "internal-intentional", "external-unintentional", "external-intentional", "unknowable", "unknown"}

// Recipients are what is known of who received the data.
var Recipients = []string{"no", "trusted-destroyed-confirmed", "others", "public", "not-applicable", "unknown"}

// PartyRoles are what another party is.
var PartyRoles = []string{"subprocessor", "advertising-platform", "joint-controller", "third-party"}

// Unintelligible is whether the data could be read.
var Unintelligible = []string{"yes-intact", "partly", "possibly-circumvented", "no", "unknowable", "unknown"}

// MeasuresBefore are measures beside those of the catalogue.
var MeasuresBefore = []string{"pseudonymisation", "encryption", "backup", "mfa", "access-levels", "log-files", "training", "audit", "other"}

// AfterConfidentiality, AfterIntegrity and AfterAvailability are what may follow of each.
var (
	AfterConfidentiality = []string{"spread-beyond-purpose", "linking-possible", "other-or-unlawful-use", "other", "under-investigation"}
	AfterIntegrity       = []string{"used-incorrectly", "changed-and-reused", "other", "under-investigation"}
	AfterAvailability    = []string{"no-access-to-service", "disruption", "other", "under-investigation"}
)

// AfterPeople are what may follow for the people concerned (GDPR, recital 85).
var AfterPeople = []string{
	"loss-of-control", "limitation-of-rights", "discrimination", "identity-theft", "fraud", "financial-loss", "pseudonymisation-undone",
	"reputation", "professional-secrecy", "known-to-unauthorised", "economic-or-social", "physical-or-mental", "damage-to-property", "other",
	"under-investigation",
}

// MeasureStatuses are how far a measure is.
var MeasureStatuses = []string{"done", "in-progress"}

// Prevention is what keeps it from happening again.
var Prevention = []string{
	"anonymisation", "backup", "process-change", "encryption", "policy", "training", "erasure", "log-files", "access", "mfa", "audit",
	"physical", "pseudonymisation", "updates", "other",
}

// Evidence is whether traces were kept safe.
var Evidence = []string{"yes", "no", "in-progress"}

// Help is what JEX can do when a client informs the people concerned.
var Help = []string{"text-proposal", "contact-list", "sending", "helpdesk", "none"}

// InformedHow are how a client knew before any notice.
var InformedHow = []string{"call", "own-discovery", "other"}

// MoreSubjects are categories of data subjects beside those of the catalogue.
var MoreSubjects = []string{"client-employees", "minors", "vulnerable", "other", "unknown"}

// MoreData are kinds of personal data beside those of the catalogue.
var MoreData = []string{"credentials", "financial", "location", "profile", "unknown"}

// Special are the special categories of GDPR, art. 9.
var Special = []string{
	"race-or-ethnicity", "political", "religion-or-belief", "trade-union", "genetic", "biometric", "health", "sex-life", "none", "unknown",
}

// CountKinds are how sure a number is.
var CountKinds = []string{"exact", "estimated", "unknowable", "unknown"}

// Lists are whether a list of the people concerned can be had.
var Lists = []string{"yes", "no", "in-preparation"}

// Severities are how severe a client found the consequences for the people concerned; the authority's form asks it of the client.
var Severities = []string{"minor", "moderate", "serious", "unknown"}

// Risks are what a client found of the risk to the people concerned (GDPR, art. 33(1) and 34(1)).
var Risks = []string{"unlikely", "risk", "high-risk", "undecided"}

// AttachmentKinds are what is sent along.
var AttachmentKinds = []string{"investigation-report", "timeline", "phishing-message", "ransom-message", "message-to-recipient", "other"}
