import { describe, expect, it } from 'vitest';
import { addDays, addMonths, guessDay, isDay, readDay, weekday, weeksOf, writeDay } from './day';

describe('a day that is typed', () => {
  it.each([
    ['1-12-2026', '2026-12-01'],
    ['03-04-2027', '2027-04-03'], // never 4 March
    ['3/4/2027', '2027-04-03'],
    ['3.4.2027', '2027-04-03'],
    [' 3 4 2027 ', '2027-04-03'],
    ['01122026', '2026-12-01'],
    ['2026-12-01', '2026-12-01'],
    ['2026-2-1', '2026-02-01'],
    ['1-12-26', '2026-12-01'],
    ["1 dec '26", '2026-12-01'],
    ['1 december 2026', '2026-12-01'],
    ['1 mrt. 2026', '2026-03-01'],
    ['1 maart 2026', '2026-03-01'],
    ['1 March 2026', '2026-03-01'],
    ['1 mei 2026', '2026-05-01'],
    ['maandag 30 november 2026', '2026-11-30'],
    ['1-12-98', '1998-12-01'],
    ['29-2-2028', '2028-02-29'],
    ['2026/12/01', '2026-12-01'],
    ['2026.12.01', '2026-12-01'],
    ['20261201', '2026-12-01'],
    ['1e december 2026', '2026-12-01'],
    ['1st of December 2026', '2026-12-01'],
    ['December 1, 2026', '2026-12-01'],
    ['Tuesday, December 1, 2026', '2026-12-01'],
    ['1. Dezember 2026', '2026-12-01'],
    ['1 février 2027', '2027-02-01'],
    ['1–12–2026', '2026-12-01'],
    ['1-12-2026.', '2026-12-01'],
    ['2026-12-01T00:00:00', '2026-12-01'],
    ['1-12-2026 00:00', '2026-12-01'],
  ])('%s is %s', (text, day) => {
    for (const lang of ['nl', 'en']) expect(readDay(text, lang, 2026)).toBe(day);
  });

  it.each(['', '1', '1-12', '1-12-', '1-12-202', '31-11-2026', '29-2-2026', '12-31-2026', '1-12-0026', '1-12-20026', '1-12-2206', '1 juber 2026', 'volgende week', 'december 2026', 'Q4 2026', '2026-13-01', '20261301', '1-12-2026 09:30', 'per direct'])('%j is none', (text) => {
    expect(readDay(text, 'nl', 2026)).toBeUndefined();
  });

  it('may be meant otherwise', () => {
    const guess = (text: string) => guessDay(text, 'nl', 2026);
    expect(['1-12-0026', '1-12-20026', '1-12-226', '12-31-2026', '1 dec 026'].map(guess)).toEqual(['2026-12-01', '2026-12-01', '2026-12-01', '2026-12-31', '2026-12-01']);
    expect(['31-11-2026', 'volgende week', ''].map(guess)).toEqual([undefined, undefined, undefined]);
  });

  it('is read again as it is written', () => {
    for (const lang of ['nl', 'en']) {
      for (let day = '2023-12-28'; day < '2028-03-05'; day = addDays(day, 1)) expect(readDay(writeDay(day, lang), lang, 2026)).toBe(day);
    }
    expect(writeDay('volgende week', 'nl')).toBe('volgende week');
  });

  it('is a day in the data or none', () => {
    expect(['2026-12-01', '2026-02-30', '2026-2-1', '0026-12-01', ''].map(isDay)).toEqual([true, false, false, false, false]);
  });
});

describe('a calendar', () => {
  it('begins its weeks on Monday', () => {
    const weeks = weeksOf('2026-11-28');
    expect(weeks[0]?.[0]).toBe('2026-10-26');
    expect(weeks.at(-1)?.[6]).toBe('2026-12-06');
    expect(weeks).toHaveLength(6);
    expect(weeksOf('2027-02-14')).toHaveLength(4);
    expect(weeks.flat().every((day, i) => weekday(day) === i % 7)).toBe(true);
  });
  it('goes by months, to the last day of a shorter one', () => {
    expect([addMonths('2026-01-31', 1), addMonths('2026-03-31', -1), addMonths('2026-12-15', 12), addMonths('2028-02-29', 12)]).toEqual(['2026-02-28', '2026-02-28', '2027-12-15', '2029-02-28']);
  });
});
