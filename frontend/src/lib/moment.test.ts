import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readMoment, span, writeMoment } from './moment';

describe('a moment', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date(2026, 10, 20, 4, 0) }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['3:12', '2026-11-20T03:12:00'],
    ['03.12', '2026-11-20T03:12:00'],
    ['3u12', '2026-11-20T03:12:00'],
    ['gisteren 23:40', '2026-11-19T23:40:00'],
    ['yesterday 23:40', '2026-11-19T23:40:00'],
    ['20-11 3:12', '2026-11-20T03:12:00'],
    ['20 november 2026 om 03:12', '2026-11-20T03:12:00'],
    ['morgen 9:00', '2026-11-21T09:00:00'],
  ])('is read from %s', (text, moment) => expect(readMoment(text, 'nl')?.slice(0, 19)).toBe(moment));

  it.each(['', 'straks', '25:00', '3:72', '40-11 3:12'])('is not read from “%s”', (text) => expect(readMoment(text, 'nl')).toBeUndefined());

  it('is read again as it is written', () => {
    for (const lang of ['nl', 'en']) {
      const at = readMoment('gisteren 23:40', lang) ?? '';
      expect(readMoment(writeMoment(at, lang).replace(' at ', ' '), lang)).toBe(at);
    }
  });

  it('that is none stays as it is', () => expect(writeMoment('straks', 'nl')).toBe('straks'));

  it('is so long after another', () => expect(span(0, 3_725_000)).toEqual({ hours: 1, minutes: 2 }));
});
