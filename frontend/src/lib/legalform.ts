/** How names of organisations say which legal form they have, in the order in which these are looked for: what stands at the end says it first. */
const forms: readonly [id: string, says: RegExp][] = [
  // Of the neighbours, of the countries of suppliers, and of both languages in Belgium. What is a word or a name as well counts in its own letters.
  ['foreign', /(?:^|[\s,/(])(?:AG|KG|KGaA|OHG|UG|GbR|eG|SA|SAS|SASU|SL|Lda|AS|A[/]S|AB|Oyj?|DAC|CLG|Inc|Corp|Kft|Zrt|Pty|Pvt)\.?(?: ?\((?:haftungsbeschränkt|publ)\))?$/u],
  [
    'foreign',
    /(?:^|[\s,/(])(?:g?gmbh|e\. ?v|s\. ?a|s\. ?a\. ?s|s\.? ?[aà]\.? ?r\.? ?l|s\.? ?r\.? ?l|sprl|bvba|vzw|asbl|comm\.? ?v|ltd|limited|llp|plc|llc|corporation|s\.? ?p\.? ?a|s\. ?l|aps|sp\.? ?z\.? ?o\.? ?o|sp\. ?k|s\. ?r\. ?o|a\.? ?ş|şti|d\. ?o\. ?o)\.?(?: ?\(haftungsbeschränkt\))?$/iu,
  ],
  ['religious-body', /^(?:de )?(?:bisdom|parochie|(?:protestantse|hervormde|gereformeerde|evangelische|doopsgezinde|remonstrantse|lutherse|vrijzinnige|joodse|baptisten)[- ]?gemeente|(?:hervormde|gereformeerde|protestantse|christelijke gereformeerde) kerk|nederlands-israëlietische gemeente|kerkgenootschap|diaconie|klooster)\b/i],
  ['general-partnership', /(?:^|[\s(])v\. ?o\. ?f\.?(?=$|[\s),])|\bvof\b|\bvennootschap onder firma\b/i],
  ['bv', /(?:^|[\s(])b\.? ?v\.?(?=$|[\s),])|\bbesloten vennootschap\b/i],
  ['nv', /(?:^|[\s(])n\.? ?v\.?(?=$|[\s),])|\bnaamloze vennootschap\b/i],
  ['limited-partnership', /^c\.? ?v\.?(?=\s)|[\s(]c\.? ?v\.?\)?$|\bcommanditaire vennootschap\b/i],
  ['cooperative', /^(?:de )?co[öo]peratie(?:ve)?(?=$|[\s,])|\b(?:u|b|w)\. ?a\.?$|\b(?:ua|ba|wa)$/i],
  ['foundation', /^(?:de )?stichting\b|\bstichting$|^stg\.? /i],
  ['public-body', /^(?:(?:de|het) )?(?:gemeente|provincie|waterschap|wetterskip|hoogheemraadschap|ministerie|minister|staatssecretaris|gemeenschappelijke regeling|gr|veiligheidsregio|omgevingsdienst|regionale uitvoeringsdienst|openbaar lichaam|ggd|uwv|uitvoeringsinstituut werknemersverzekeringen|sociale verzekeringsbank|rijkswaterstaat|belastingdienst|rijksuniversiteit|universiteit (?:leiden|maastricht|twente|utrecht|van amsterdam)|technische universiteit (?:delft|eindhoven)|college van (?:b ?(?:&|en) ?w|burgemeester en wethouders)|gedeputeerde staten|dagelijks bestuur|burgemeester)(?=$|[\s,])/i],
  ['association', /^(?:de )?vereniging\b|\bvereniging$|^(?:[a-z]+)vereniging\b|^v\.?v\.?e\.? /i],
  ['professional-partnership', /\b(?:\p{L}+)?maatschap\b/iu],
  ['sole-trader', /\b(?:eenmanszaak|zzp)\b/i],
];

/** The legal form that a name says, by its id; undefined when it says none. That it is not there yet is no part of it. */
export function legalFormOf(name: string): string | undefined {
  const trimmed = name.trim().replace(/[\s,]*\(?(?:i\.? ?o\.?|in oprichting)\)?$/i, '');
  return forms.find(([, says]) => says.test(trimmed))?.[0];
}
