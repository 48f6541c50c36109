/** Countries as people write them: by name in several languages, by code, by a part of them. */

/** How people write countries beside their names. Three letters are those of ISO 3166-1 alpha-3; regions have no law on data of their own. */
const short: Readonly<Record<string, readonly string[]>> = {
  AE: ['VAE', 'UAE', 'Emiraten', 'Emirates', 'Dubai', 'Abu Dhabi', 'ARE'],
  AT: ['AUT'],
  AU: ['AUS'],
  BA: ['Bosnië', 'Bosnia', 'Bosnië-Herzegovina'],
  BE: ['Vlaanderen', 'Flanders', 'Wallonië', 'BEL'],
  BQ: ['Bonaire', 'Sint Eustatius', 'Saba'],
  BY: ['Wit-Rusland'],
  CA: ['CAN'],
  CD: ['DR Congo', 'DRC', 'Congo, Democratische Republiek'],
  CH: ['CHE'],
  CI: ["Côte d'Ivoire", 'Ivory Coast'],
  CN: ['PRC', 'Volksrepubliek China', 'People’s Republic of China', 'CHN'],
  CV: ['Cabo Verde'],
  CZ: ['Tsjechische Republiek', 'Czech Republic', 'CZE'],
  DE: ['DEU', 'BRD', 'Bondsrepubliek Duitsland', 'Federal Republic of Germany'],
  DK: ['DNK'],
  ES: ['ESP'],
  FI: ['FIN'],
  FR: ['FRA'],
  GB: ['VK', 'UK', 'GBR', 'Engeland', 'England', 'Schotland', 'Scotland', 'Wales', 'Noord-Ierland', 'Northern Ireland', 'Groot-Brittannië', 'Great Britain'],
  GR: ['EL', 'GRC', 'Hellas'],
  HK: ['Hong Kong'],
  IE: ['Republiek Ierland', 'Republic of Ireland', 'Eire', 'IRL'],
  IL: ['ISR'],
  IN: ['IND'],
  IT: ['ITA'],
  JP: ['JPN'],
  KR: ['Korea', 'Republiek Korea', 'Republic of Korea', 'KOR'],
  LU: ['Groothertogdom Luxemburg', 'LUX'],
  MK: ['Macedonië', 'Macedonia'],
  MM: ['Birma', 'Burma'],
  MO: ['Macau', 'Macao'],
  NL: ['Holland', 'NLD', 'Koninkrijk der Nederlanden'],
  NO: ['NOR'],
  PH: ['Filippijnen', 'PHL'],
  PL: ['POL'],
  PS: ['Palestina', 'Palestine'],
  PT: ['PRT'],
  RU: ['Russische Federatie', 'Russian Federation'],
  SE: ['SWE'],
  SG: ['SGP'],
  TR: ['Turkey', 'TUR'],
  US: ['VS', 'USA', 'Amerika', 'America', 'Verenigde Staten van Amerika', 'United States of America', 'States'],
  VA: ['Vaticaan', 'Vatican'],
  ZA: ['RSA'],
};

/** The languages of which the names of countries are known beside that of the app: of those who are in one call it by their own. */
const languages = ['nl', 'en', 'de', 'fr', 'it', 'es', 'pt', 'pl', 'da', 'sv', 'nb', 'fi', 'cs', 'tr', 'el', 'hu', 'ro'];

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^\s*(?:the|de|het)\s+/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** A flag, as two letters. */
const flagged = (text: string) => text.replace(/[\u{1F1E6}-\u{1F1FF}]/gu, (letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 65));

/** Between countries, outside brackets; and what may stand between them as well as within the name of one. */
const between = /[,;/|+•\n](?![^(]*\))/;
const joining = /\s+(?:en|and|und|et|y|e|i|&|-|–)\s+|&/;

export class Countries {
  #codes: Map<string, string> | undefined;

  constructor(readonly known: readonly { code: string; name: string }[]) {}

  /** The code of what a text names, or undefined. What stands behind it in brackets, a town most often, does not count. */
  #code(text: string): string | undefined {
    if (!this.#codes) {
      this.#codes = new Map();
      const spoken = languages.map((lang) => new Intl.DisplayNames([lang], { type: 'region', fallback: 'none' }));
      for (const { code, name } of this.known) {
        for (const one of [code, name, ...(short[code] ?? []), ...spoken.flatMap((of) => of.of(code) ?? [])]) {
          if (!this.#codes.has(plain(one))) this.#codes.set(plain(one), code);
        }
      }
    }
    const named = flagged(text);
    return this.#codes.get(plain(named)) ?? this.#codes.get(plain(named.replace(/\([^)]*\)\s*$/, '')));
  }

  /** The code of the country that a text names; the text itself when it names none, for the engine to tell of. */
  one(text: string): string {
    return this.#code(text) ?? text.trim();
  }

  /** The codes of the countries that a text names, each once; what is none stays among them. */
  all(text: string): string[] {
    const whole = this.#code(text);
    const codes = whole ? [whole] : text.split(between).flatMap((part) => this.#part(part.trim()));
    return [...new Set(codes)];
  }

  #part(text: string): string[] {
    if (text === '') return [];
    const code = this.#code(text);
    if (code) return [code];
    for (const by of [joining, /\s+/]) {
      const codes = text.split(by).map((part) => this.#code(part));
      if (codes.length > 1 && codes.every((one) => one !== undefined)) return codes;
    }
    return [text];
  }
}
