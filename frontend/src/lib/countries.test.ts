import { describe, expect, it } from 'vitest';
import text from '../../../locales/nl.json?raw';
import { Countries } from './countries';

const all = Object.entries(JSON.parse(text) as Record<string, unknown>).flatMap(([key, name]) => (/^country\.[A-Z]{2}$/.test(key) ? [{ code: key.slice(8), name: name as string }] : []));
const countries = new Countries(all);

describe('a country', () => {
  it.each([
    ['NL', 'NL nl Nederland nederland Holland the_Netherlands Pays-Bas NLD 🇳🇱'],
    ['US', 'VS V.S. USA U.S.A. U.S. Amerika Verenigde_Staten the_United_States de_Verenigde_Staten Vereinigte_Staaten États-Unis Verenigde_Staten_van_Amerika'],
    ['GB', 'UK U.K. VK GB Engeland Wales Noord-Ierland Groot_Brittannie Verenigd_Koninkrijk'],
    ['IE', 'Ierland Republic_of_Ireland Ierland_(Dublin) IRL'],
    ['DE', 'Duitsland Deutschland Germany Duitsland_(Frankfurt_/_Berlijn)'],
    ['KR', 'Zuid-Korea Korea South_Korea Republiek_Korea'],
    ['BE', 'België Belgie Vlaanderen Belgique'],
    ['HK', 'Hong_Kong Hongkong Hong-Kong'],
    ['TR', 'Turkije Turkey Türkiye'],
    ['GR', 'Griekenland Hellas EL Ελλάδα'],
    ['XK', 'Kosovo'],
    ['TW', 'Taiwan'],
    ['BA', 'Bosnië Bosnië_en_Herzegovina'],
    ['ES', 'España'],
    ['SE', 'Sverige'],
  ])('%s', (code, names) => {
    for (const name of names.split(' ')) expect(countries.one(name.replaceAll('_', ' ')), name).toBe(code);
  });

  it('is known by its own name and code, each of them', () => {
    for (const { code, name } of all) expect([countries.one(code), countries.one(name), countries.all(name)], name).toEqual([code, code, [code]]);
  });

  it.each(['EU', 'EER', 'wereldwijd', 'Dublin', 'Amsterdam', 'D', ''])('is none of: %s', (text) => {
    expect(countries.one(text)).toBe(text);
  });
});

describe('several countries', () => {
  it.each([
    ['NL, DE; IE', 'NL DE IE'],
    ['Ierland en VS', 'IE US'],
    ['Nederland, Duitsland en Ierland', 'NL DE IE'],
    ['Ierland/Nederland', 'IE NL'],
    ['NL|DE + BE & FR', 'NL DE BE FR'],
    ['NL\nDE', 'NL DE'],
    ['NL DE', 'NL DE'],
    ['NL - DE', 'NL DE'],
    ['Duitsland (Frankfurt, Berlijn), Ierland (Dublin)', 'DE IE'],
    ['Antigua en Barbuda', 'AG'],
    ['Trinidad en Tobago en Nederland', 'Trinidad_en_Tobago_en_Nederland'],
    ['NL, NL', 'NL'],
    ['Dublin, Ierland', 'Dublin IE'],
    ['EER en VS', 'EER_en_VS'],
    ['EU; VS', 'EU US'],
    ['', ''],
  ])('%j', (text, codes) => {
    expect(countries.all(text)).toEqual(codes === '' ? [] : codes.split(' ').map((code) => code.replaceAll('_', ' ')));
  });
});
