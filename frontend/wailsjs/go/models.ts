export namespace desk {
	
	export interface DocumentKind {
	    id: string;
	    title: string;
	    law: string;
	    about: string;
	    version: string;
	    reviews: string;
	}
	export interface Choice {
	    id: string;
	    label: string;
	}
	export interface About {
	    version: string;
	    template: string;
	    checked: string;
	    languages: Choice[];
	    documents: DocumentKind[];
	}
	export interface Adequacy {
	    decision: string;
	    until: string;
	    expired: boolean;
	    certificate: boolean;
	    limits: string;
	}
	export interface Contact {
	    name: string;
	    email: string;
	    phone: string;
	}
	export interface AgreedWith {
	    services: string[];
	    dataSubjects: string[];
	    personalData: string[];
	    contact: Contact;
	}
	export interface Approved {
	    checked: boolean;
	    ok: boolean;
	    version: string;
	    clauses: number;
	    differ: string[];
	}
	export interface Block {
	    pdf: string;
	    width: number;
	    height: number;
	    words: string[];
	}
	export interface Sent {
	    document: string;
	    number: number;
	    phase: string;
	    at: string;
	    how: string;
	    to: string;
	    by: string;
	    next: string;
	    answered: string;
	}
	export interface BreachRow {
	    client: string;
	    name: string;
	    state: string;
	    document: string;
	    made: string;
	    stale: boolean;
	    sent: Sent[];
	    until: string;
	}
	export interface Clock {
	    aware: string;
	    target: string;
	    agreed: boolean;
	    hours: number;
	    escalate: string;
	    own: string;
	    client: string;
	    ifNow: string;
	}
	export interface Problem {
	    severity: string;
	    path: string;
	    code: string;
	    args: Record<string, string>;
	    message: string;
	}
	export interface OpenRecord {
	    kind: string;
	    id: string;
	    version: number;
	    title: string;
	    clients: string[];
	    changed: string;
	    drill: boolean;
	    stage: string;
	    record: Record<string, any>;
	    undo: boolean;
	    redo: boolean;
	    problems: Problem[];
	}
	export interface Breach {
	    record: OpenRecord;
	    clock: Clock;
	    rows: BreachRow[];
	}
	
	export interface Can {
	    timestamps: boolean;
	    dialogs: boolean;
	    keyring: boolean;
	    hand: boolean;
	    menu: boolean;
	    keeps: boolean;
	}
	export interface TermParameter {
	    name: string;
	    label: string;
	    min: number;
	    max: number;
	    default: number;
	}
	export interface Term {
	    id: string;
	    title: string;
	    paragraphs: string[];
	    parameters: TermParameter[];
	    version: string;
	    approved: boolean;
	}
	export interface Country {
	    code: string;
	    name: string;
	    eea: boolean;
	    adequacy?: Adequacy;
	}
	export interface Service {
	    id: string;
	    label: string;
	    role: string;
	    reason: string;
	}
	export interface PersonalData {
	    id: string;
	    label: string;
	    needsGround: boolean;
	    reason: string;
	}
	export interface Entity {
	    id: string;
	    name: string;
	    kvk: string;
	}
	export interface Catalogue {
	    language: string;
	    version: string;
	    entities: Entity[];
	    measures: Choice[];
	    dataSubjects: Choice[];
	    personalData: PersonalData[];
	    services: Service[];
	    roles: Choice[];
	    countries: Country[];
	    mechanisms: Choice[];
	    derogations: Choice[];
	    legalForms: Choice[];
	    registrationKinds: Choice[];
	    statuses: Choice[];
	    terms: Term[];
	}
	
	export interface ClauseField {
	    path: string;
	    label: string;
	}
	export interface Clause {
	    id: string;
	    number: string;
	    title: string;
	    version: string;
	    text: string;
	    reason: string;
	    law: string;
	    fields: ClauseField[];
	}
	
	export interface Due {
	    client: string;
	    name: string;
	    path: string;
	    document: string;
	    at: string;
	    what: string;
	    late: boolean;
	    about: string;
	    key: string;
	    settled: boolean;
	}
	export interface Client {
	    id: string;
	    name: string;
	    city: string;
	    state: string;
	    errors: number;
	    warnings: number;
	    changed: string;
	    due?: Due;
	}
	
	export interface Confirm {
	    client: string;
	    certificate: string;
	    name: string;
	    for: string;
	    words: string[];
	    full: string;
	    other: boolean;
	    mandate: boolean;
	}
	
	export interface File {
	    name: string;
	    data: string;
	}
	export interface Copy {
	    file: File;
	    damage: string[];
	}
	
	export interface Detail {
	    name: string;
	    value: string;
	}
	export interface Difference {
	    key: string;
	    path: string;
	    label: string;
	    ours: string;
	    theirs: string;
	}
	export interface Mailed {
	    at: string;
	    to: string;
	}
	export interface Signatory {
	    party: string;
	    name: string;
	    time: string;
	    level: string;
	    ok: boolean;
	    established: boolean;
	}
	export interface Document {
	    id: string;
	    client: string;
	    document: string;
	    title: string;
	    about: string;
	    language: string;
	    template: string;
	    dossier: number;
	    outdated: boolean;
	    made: string;
	    name: string;
	    size: number;
	    sha256: string;
	    signatures: Signatory[];
	    mailed: Mailed[];
	}
	
	export interface Stroke {
	    x: number;
	    y: number;
	}
	export interface Drawing {
	    width: number;
	    height: number;
	    strokes: Stroke[][];
	    png?: string;
	}
	export interface Drawn {
	    page: number;
	    look: string;
	}
	
	
	
	export interface FileReview {
	    review: review.Review;
	    said: string;
	    language: string;
	    client: string;
	}
	export interface Identity {
	    id: string;
	    name: string;
	    organisation: string;
	    issuer: string;
	    from: string;
	    until: string;
	    own: boolean;
	    usable: boolean;
	    worth: string;
	}
	export interface Inside {
	    id: string;
	    name: string;
	    known: boolean;
	}
	export interface Itself {
	    organisation: organisation.Organisation;
	    problems: Problem[];
	    added: number;
	    updated: number;
	}
	export interface KnownSubprocessor {
	    client: string;
	    name: string;
	    subprocessor: dossier.Subprocessor;
	}
	export interface Line {
	    about: string;
	    mark: string;
	    text: string;
	}
	export interface Look {
	    search: string;
	    state: string;
	    by: string;
	    down: boolean;
	    after: string;
	    limit: number;
	    due: number;
	    kind: string;
	}
	export interface Made {
	    document?: Document;
	    problems: Problem[];
	}
	
	export interface Mark {
	    path: string;
	    clause: string;
	    page: number;
	    x: number;
	    y: number;
	    width: number;
	    height: number;
	}
	export interface Open {
	    id: string;
	    version: number;
	    dossier: dossier.Dossier;
	    saved: string;
	    undo: boolean;
	    redo: boolean;
	    problems: Problem[];
	    state: string;
	    due: Due[];
	}
	export interface Merged {
	    client: string;
	    open?: Open;
	    differences: Difference[];
	    taken: string[];
	    gone: boolean;
	    added: boolean;
	    kept: string;
	}
	export interface NewIdentity {
	    name: string;
	    organisation: string;
	    email: string;
	    country: string;
	    password: string;
	}
	export interface Notice {
	    number: number;
	    phase: string;
	    open: number;
	    problems: Problem[];
	}
	export interface Notified {
	    client: string;
	    name: string;
	    made: boolean;
	    problems: Problem[];
	}
	
	
	export interface Overview {
	    clients: Client[];
	    next: string;
	    found: number;
	    all: number;
	    due: Due[];
	    more: boolean;
	    damage: string[];
	    kinds: string[];
	    states: string[];
	}
	export interface Page {
	    width: number;
	    height: number;
	    look: string;
	}
	
	export interface Pin {
	    id: string;
	    client: string;
	    name: string;
	    organisation: string;
	    words: string[];
	    full: string;
	    until: string;
	    mandate: boolean;
	    at: string;
	}
	export interface Pinning {
	    client: string;
	    certificate: string;
	}
	export interface Place {
	    path: string;
	    clause: string;
	}
	export interface Preview {
	    pdf: string;
	    sheets: number[];
	    html: string;
	    pages: Page[];
	    marks: Mark[];
	    problems: Problem[];
	}
	
	export interface Proposal {
	    client: string;
	    name: string;
	    row: Record<string, any>;
	    subprocessor: string;
	}
	export interface Proposals {
	    clients: Proposal[];
	    more: boolean;
	}
	export interface SignatureReport {
	    kind: string;
	    title: string;
	    mark: string;
	    party: string;
	    ok: boolean;
	    name: string;
	    time: string;
	    level: string;
	    sentence: string;
	    problems: string[];
	    told: string[];
	    notes: string[];
	    details: Detail[];
	    confirm?: Confirm;
	}
	export interface Report {
	    ok: boolean;
	    headline: Line;
	    lines: Line[];
	    awaits: string[];
	    next: string;
	    signatures: SignatureReport[];
	    each: SignatureReport[];
	    told: string[];
	    findings: string[];
	    approved: Approved;
	    dossier?: Inside;
	}
	export interface Request {
	    document: string;
	    language: string;
	    about: string;
	}
	export interface RestoredClient {
	    id: string;
	    name: string;
	    said: string;
	    gone: boolean;
	    file?: File;
	}
	export interface Restored {
	    added: number;
	    updated: number;
	    kept: number;
	    clients: RestoredClient[];
	    others: string[];
	    damage: string[];
	}
	
	export interface ReviewMade {
	    document?: Document;
	    file?: File;
	    problems: Problem[];
	}
	export interface Saved {
	    version: number;
	    saved: string;
	    undo: boolean;
	    redo: boolean;
	    problems: Problem[];
	    state: string;
	    due: Due[];
	}
	export interface Search {
	    services: string[];
	    subprocessor: string;
	    personalData: string[];
	    client: string;
	}
	export interface Sending {
	    document: string;
	    at: string;
	    how: string;
	    to: string;
	    by: string;
	}
	
	
	export interface Settings {
	    language: string;
	    timestampUrl: string;
	    identity: string;
	    place: string;
	    lockAfter: number;
	    trusted: string[];
	}
	export interface SignRequest {
	    document: string;
	    identity: string;
	    password: string;
	    party: string;
	    place: string;
	    reason: string;
	    level: string;
	    drawing: Drawing;
	    mandate: boolean;
	}
	
	
	export interface Signed {
	    document: Document;
	    report: Report;
	    lower: string;
	}
	export interface State {
	    locked: boolean;
	    protection: string;
	    settings: Settings;
	    can: Can;
	    files: File[];
	}
	export interface StatementChange {
	    gone: boolean;
	    under: string;
	    line: string;
	}
	export interface StatementAsks {
	    services: Choice[];
	    people: Choice[];
	    everyone: Choice[];
	    everything: Choice[];
	    advertises: boolean;
	    chatbot: boolean;
	    otherData: boolean;
	    theirs: boolean;
	    joint: boolean;
	}
	export interface StatementItem {
	    id: string;
	    name: string;
	    law: string;
	    state: string;
	    stateName: string;
	    why: string;
	    rows: string[];
	}
	export interface StatementPart {
	    id: string;
	    title: string;
	    html: string;
	    markdown: string;
	    text: string;
	}
	export interface Statement {
	    language: string;
	    mark: string;
	    draft: boolean;
	    parts: StatementPart[];
	    items: StatementItem[];
	    failed: string[];
	    problems: Problem[];
	    plain: string;
	    beside: string;
	    today: string;
	    asks: StatementAsks;
	    outdated: boolean;
	    changes: StatementChange[];
	}
	
	
	
	
	
	export interface Subject {
	    kind: string;
	    id: string;
	    version: number;
	    title: string;
	    clients: string[];
	    changed: string;
	    drill: boolean;
	    stage: string;
	}
	export interface TableSheet {
	    name: string;
	    rows: string[][];
	}
	
	
	export interface TrailLine {
	    seq: number;
	    at: string;
	    action: string;
	    kind: string;
	    name: string;
	}
	export interface Trail {
	    entries: number;
	    lines: TrailLine[];
	    damage: string[];
	}
	
	export interface View {
	    sheets: Drawn[];
	    text: boolean;
	}

}

export namespace dossier {
	
	export interface AdditionalTerm {
	    id: string;
	    term?: string;
	    values?: Record<string, string>;
	    title?: string;
	    text?: string;
	}
	export interface Certification {
	    name: string;
	    number?: string;
	    validUntil?: string;
	}
	export interface Confirmation {
	    by: string;
	    function: string;
	    day: string;
	}
	export interface Controller {
	    name: string;
	    legalForm: string;
	    kvk: string;
	    branchNumber?: string;
	    rsin?: string;
	    vatId?: string;
	    registration?: record.Registration;
	    address: record.Address;
	    signatory: record.Person;
	    jointSignatory?: record.Person;
	    basis?: string;
	    privacyContact: record.Person;
	    breachContact: record.Person;
	    dpo?: record.Person;
	}
	export interface SetAside {
	    id: string;
	    finding: string;
	    path?: string;
	    value?: string;
	    rows?: string[];
	    by: string;
	    function: string;
	    reason: string;
	    day: string;
	}
	export interface NotBSN {
	    path: string;
	    reason: string;
	}
	export interface Publication {
	    day: string;
	    mark: string;
	    language: string;
	}
	export interface Period {
	    id: string;
	    period: string;
	    consented?: string;
	}
	export interface Platform {
	    name: string;
	    link: string;
	    arrangement?: string;
	}
	export interface Source {
	    name: string;
	    public: boolean;
	}
	export interface Ground {
	    id: string;
	    ground: string;
	    interest: string;
	    purpose: string;
	}
	export interface PrivacyText {
	    form: string;
	    contact: string;
	    link: string;
	    ownStatement: string;
	    jointArrangement?: string;
	    dataSubjects?: string[];
	    personalData?: string[];
	    otherData: string;
	    grounds?: Ground[];
	    origin: string;
	    sources?: Source[];
	    advertises: string;
	    platforms?: Platform[];
	    periods?: Period[];
	    decision: string;
	    software: string;
	    factors: string;
	    effect: string;
	    human: string;
	    chatbot: string;
	    published?: Publication;
	}
	export interface RegisterRow {
	    id: string;
	    version: string;
	}
	export interface FurtherSubprocessor {
	    name: string;
	    country: string;
	    service: string;
	    address?: string;
	    contact?: string;
	}
	export interface Transfer {
	    country: string;
	    mechanism: string;
	    hrData?: boolean;
	    derogation?: string;
	    date?: string;
	    assessmentDate?: string;
	    measures?: string;
	    reference?: string;
	    consent?: string;
	    consentReference?: string;
	    checked: string;
	}
	export interface Subprocessor {
	    id: string;
	    name: string;
	    legalForm?: string;
	    registration: record.Registration;
	    address: record.Address;
	    contact?: record.Person;
	    group?: boolean;
	    parentCountry?: string;
	    service: string;
	    purpose: string;
	    services: string[];
	    personalData: string[];
	    dataSubjects: string[];
	    locations: string[];
	    transfers?: Transfer[];
	    agreementDate: string;
	    agreementReference?: string;
	    certifications?: Certification[];
	    furtherSubprocessors: FurtherSubprocessor[];
	    since: string;
	    until?: string;
	    status: string;
	    lastChecked?: string;
	    register?: RegisterRow;
	}
	export interface Service {
	    id: string;
	    role: string;
	    roleReason?: string;
	    roleConfirmed?: Confirmation;
	    entities?: string[];
	    purpose: string;
	    nature: string;
	}
	export interface Processing {
	    services: Service[];
	    start: string;
	    end: string;
	    dataSubjects: string[];
	    personalData: string[];
	    legalGrounds?: Record<string, string>;
	    authorisation?: string;
	}
	export interface MainAgreement {
	    reference: string;
	    title: string;
	    date: string;
	}
	export interface Processor {
	    entities: string[];
	    signatory: record.Person;
	    jointSignatory?: record.Person;
	    basis?: string;
	    breachContact: record.Person;
	    privacyContact?: record.Person;
	    dpo?: record.Person;
	    noDpo?: boolean;
	}
	export interface Dossier {
	    schema: string;
	    id: string;
	    language: string;
	    controller: Controller;
	    processor: Processor;
	    mainAgreement: MainAgreement;
	    processing: Processing;
	    subprocessors: Subprocessor[];
	    additionalTerms: AdditionalTerm[];
	    privacyText?: PrivacyText;
	    notBsn?: NotBSN[];
	    setAside?: SetAside[];
	    versions?: string[];
	}
	
	
	
	
	
	
	
	
	
	
	
	
	
	
	

}

export namespace organisation {
	
	export interface Approval {
	    id: string;
	    document: string;
	    version: string;
	    by: string;
	    function: string;
	    day: string;
	}
	export interface Consent {
	    by: string;
	    function: string;
	    day: string;
	}
	export interface Extract {
	    day: string;
	    extract: string;
	}
	export interface Entity {
	    id: string;
	    checked?: Extract;
	    apart?: boolean;
	}
	
	export interface Officer {
	    none?: boolean;
	    person?: record.Person;
	}
	export interface Version {
	    version: string;
	    changed?: string;
	    company: dossier.Subprocessor;
	}
	export interface Row {
	    id: string;
	    version: string;
	    changed?: string;
	    company: dossier.Subprocessor;
	    earlier?: Version[];
	}
	export interface Service {
	    id: string;
	    purpose?: string;
	    nature?: string;
	    approved?: Consent;
	}
	export interface Signatory {
	    id: string;
	    person: record.Person;
	    basis: string;
	    jointly?: boolean;
	}
	export interface Organisation {
	    schema: string;
	    id: string;
	    entities: Entity[];
	    signatories: Signatory[];
	    breachContact: record.Person;
	    privacyContact?: record.Person;
	    dpo?: Officer;
	    services?: Service[];
	    subprocessors: Row[];
	    approvals: Approval[];
	}
	
	
	

}

export namespace record {
	
	export interface Address {
	    street: string;
	    postcode: string;
	    city: string;
	    country: string;
	}
	export interface Person {
	    name: string;
	    role?: string;
	    email: string;
	    phone?: string;
	}
	export interface Registration {
	    kind: string;
	    number: string;
	    country: string;
	    court?: string;
	}

}

export namespace review {
	
	export interface Approval {
	    by: string;
	    function: string;
	    day: string;
	}
	export interface Company {
	    name: string;
	    day: string;
	    extract: string;
	}
	export interface Compared {
	    id: string;
	    where: string;
	    title: string;
	    page: number;
	    sum: string;
	    mark: string;
	    equal: boolean;
	    filled: boolean;
	}
	export interface Evidence {
	    id: string;
	    where: string;
	    page: number;
	    words: string[];
	    path?: string;
	    foreign: boolean;
	}
	export interface File {
	    document: string;
	    version: string;
	    lang: string;
	    date: string;
	    sha256: string;
	    text: string;
	    signed?: string[];
	    known: boolean;
	}
	export interface Filled {
	    where: string;
	    page: number;
	    fields: string[];
	}
	export interface Person {
	    by: string;
	    function: string;
	    reason: string;
	    day: string;
	}
	export interface Finding {
	    id: string;
	    text: string;
	    why: string;
	    evidence: Evidence[];
	    value: string;
	    setAside?: Person;
	    lapsed: boolean;
	    answered: boolean;
	}
	export interface Judged {
	    title: string;
	    term?: string;
	    page: number;
	    rows: string[];
	    approved: boolean;
	    path: string;
	    value: string;
	    setAside?: Person;
	    lapsed: boolean;
	}
	
	export interface Total {
	    verdict: string;
	    count: number;
	    without: number;
	}
	export interface Undecided {
	    id: string;
	    text: string;
	    rows?: string;
	}
	export interface Warning {
	    code: string;
	    path: string;
	    value: string;
	    message: string;
	    about: string;
	    blocks: boolean;
	    since: boolean;
	    accepted?: Person;
	    lapsed: boolean;
	}
	export interface Row {
	    id: string;
	    duty: string;
	    source: string;
	    clause?: string;
	    verdict: string;
	    evidence: Evidence[];
	    missing: string[];
	    note?: string;
	    terms: string[];
	    why?: string;
	    pending: string[];
	    otherwise?: string;
	}
	export interface Review {
	    file?: File;
	    rows: Row[];
	    findings: Finding[];
	    terms: Judged[];
	    warnings: Warning[];
	    decisions: Undecided[];
	    totals: Total[];
	    clauses: Compared[];
	    filled: Filled[];
	    approval?: Approval;
	    companies: Company[];
	    equal: number;
	    openFindings: number;
	    openWarnings: number;
	    waiting: number;
	    bound: boolean;
	}
	
	
	

}

