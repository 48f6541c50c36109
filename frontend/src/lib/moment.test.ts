import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadMessages } from './messages';
import { readMoment, readMoments, span, writeMoment } from './moment';

const nl = await loadMessages('nl');
const en = await loadMessages('en');

describe('a moment', () => {
  beforeEach(() => {
    vi.stubEnv('TZ', 'Europe/Amsterdam');
    vi.useFakeTimers({ now: new Date(2026, 10, 20, 4, 0) });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  it.each([
    ['3:12', '2026-11-20T03:12:00'],
    ['03.12', '2026-11-20T03:12:00'],
    ['3u12', '2026-11-20T03:12:00'],
    ['gisteren 23:40', '2026-11-19T23:40:00'],
    ['yesterday 23:40', '2026-11-19T23:40:00'],
    ['20-11 3:12', '2026-11-20T03:12:00'],
    ['20 november 2026 om 03:12', '2026-11-20T03:12:00'],
    ['morgen 9:00', '2026-11-21T09:00:00'],
  ])('is read from %s', (text, moment) => expect(readMoment(text, nl)?.slice(0, 19)).toBe(moment));

  it.each(['', 'straks', '25:00', '3:72', '40-11 3:12'])('is not read from “%s”', (text) => expect(readMoment(text, nl)).toBeUndefined());

  it('is read again as it is written', () => {
    for (const lang of [nl, en]) {
      const at = readMoment('gisteren 23:40', lang) ?? '';
      expect(readMoment(writeMoment(at, lang), lang)).toBe(at);
    }
  });

  it('that is none stays as it is', () => expect(writeMoment('straks', nl)).toBe('straks'));

  it('in the hour that comes twice is asked for, and says which', () => {
    const { moments } = readMoments('25-10-2026 2:30', nl);
    expect(moments).toEqual(['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+01:00']);
    expect(readMoment('25-10-2026 2:30', nl)).toBeUndefined();
    for (const lang of [nl, en]) for (const one of moments) expect(readMoment(writeMoment(one, lang), lang)).toBe(one);
    expect(writeMoment('2026-10-25T02:30:00+01:00', nl)).toBe('25 oktober 2026 om 02:30 (wintertijd)');
  });

  it('that the clock skips is none', () => {
    expect(readMoments('28-3-2027 2:30', nl)).toEqual({ moments: [], skipped: true });
    expect(readMoments('28-3-2027 3:00', nl).moments).toEqual(['2027-03-28T03:00:00+02:00']);
    expect(readMoments('straks', nl)).toEqual({ moments: [], skipped: false });
  });

  it('is so long after another', () => expect(span(0, 3_725_000)).toEqual({ hours: 1, minutes: 2 }));
});
