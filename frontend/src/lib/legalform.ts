/** How names of organisations say which legal form they have, in the order in which these are looked for. */
const forms: readonly [id: string, says: RegExp][] = [
  ['foreign', /\b(gmbh|ag|kg|ug|s\.?a\.?r?\.?l?|srl|bvba|ltd|limited|llc|inc|plc|s\.?p\.?a|aps|oy|sp\. ?z ?o\.? ?o)\.?$/i],
  ['bv', /(^|[\s(])b\.? ?v\.?($|[\s),])/i],
  ['nv', /(^|[\s(])n\.? ?v\.?($|[\s),])/i],
  ['foundation', /^stichting\b/i],
  ['cooperative', /^co[öo]peratie(ve)?\b|\b(u|b|w)\.? ?a\.?$/i],
  ['association', /^vereniging\b|\bvereniging$/i],
  ['public-body', /^(de )?(gemeente|provincie|waterschap|hoogheemraadschap|ministerie|gemeenschappelijke regeling|veiligheidsregio|omgevingsdienst)\b/i],
  ['religious-body', /^(bisdom|parochie|protestantse gemeente|kerkgenootschap|diaconie)\b/i],
  ['general-partnership', /\bv\.? ?o\.? ?f\.?\b|\bvennootschap onder firma\b/i],
  ['limited-partnership', /(^|[\s(])c\.? ?v\.?($|[\s),])|\bcommanditaire vennootschap\b/i],
  ['professional-partnership', /\bmaatschap\b/i],
];

/** The legal form that a name says, by its id; undefined when it says none. */
export function legalFormOf(name: string): string | undefined {
  const trimmed = name.trim();
  return forms.find(([, says]) => says.test(trimmed))?.[0];
}
