import { describe, expect, it } from 'vitest';
import { clean } from './clean';

describe('what is pasted', () => {
  it.each([
    ['geﬂitst en geﬁltert', 'geflitst en gefiltert', ['ligatures']],
    ['gege\u00ADvens\u00ADver\u00ADwer\u00ADking', 'gegevensverwerking', ['hyphens']],
    ['e\u2011mail', 'e-mail', ['hyphens']],
    ['€\u00A05\u202F000', '€ 5 000', ['spaces']],
    ['\u200EZorg\u202Cgroep\u200F', 'Zorggroep', ['directions']],
    ['•\teen\r\n•\ttwee', '- een\n- twee', ['bullets']],
    ['\uF0B7 een\no\t\ttwee', '- een\n- twee', ['bullets']],
    ['twee\u200Bdelig\uFEFF', 'tweedelig', ['signs']],
    ['Rene\u0301e', 'Renée', []],
    ['  een  twee \n\n\n\ndrie\n', ' een twee\n\ndrie', []],
    ['gewone tekst - met streepje, “aanhalingstekens” en … puntjes', 'gewone tekst - met streepje, “aanhalingstekens” en … puntjes', []],
    ['CafÃ© BelgiÃ« â€œDe Lindeâ€\u009D â€“ â‚¬\u00A05', 'Café België “De Linde” – € 5', ['encoding', 'spaces']],
    ['“AMANHÔ, «CAFÉ», São João, 5 °C', '“AMANHÔ, «CAFÉ», São João, 5 °C', []],
    ['o, wat mooi · en goed', 'o, wat mooi · en goed', []],
  ])('%j', (text, cleaned, flaws) => {
    expect(clean(text, true)).toEqual({ text: cleaned, flaws });
    expect(clean(cleaned, true)).toEqual({ text: cleaned, flaws: [] });
  });

  it('is one line where there is one', () => {
    expect(clean('  Zorggroep\r\nDe\tLinde B.V.\n', false)).toEqual({ text: 'Zorggroep De Linde B.V.', flaws: ['spaces'] });
    expect(clean('• Zorggroep', false).text).toBe('Zorggroep');
  });
});
