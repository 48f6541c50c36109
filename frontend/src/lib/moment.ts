/** Moments as people write them, read where one is. The engine knows them by RFC 3339. */
import { addDays, readDay, today } from './day';

const two = (n: number) => String(n).padStart(2, '0');

/** A moment of the clock that one looks at, as RFC 3339 with the offset that the clock has then. */
function stamp(day: string, hour: number, minute: number): string | undefined {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date, hour, minute);
  if (at.getHours() !== hour || at.getMinutes() !== minute) return undefined; // the clock skips it in spring
  const offset = -at.getTimezoneOffset();
  const size = Math.abs(offset);
  return `${day}T${two(hour)}:${two(minute)}:00${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** This minute. */
export function now(): string {
  const at = new Date();
  return stamp(today(), at.getHours(), at.getMinutes()) ?? at.toISOString();
}

/** The words for a day near to today, in the languages that are spoken here. */
const near: Readonly<Record<string, number>> = { vandaag: 0, today: 0, gisteren: -1, yesterday: -1, eergisteren: -2, morgen: 1, tomorrow: 1, overmorgen: 2 };

function dayIn(text: string, lang: string): string | undefined {
  const word = text.replace(/\s+(om|at)$/i, '').trim().toLowerCase();
  if (word === '') return today();
  const days = near[word];
  if (days !== undefined) return addDays(today(), days);
  const year = new Date().getFullYear();
  return readDay(word, lang) ?? readDay(`${word.replace(/[-/.\s]$/, '')}${/^\d+\s*[-/.]\s*\d+$/.test(word) ? '-' : ' '}${year}`, lang);
}

/**
 * The moment that a text says: 3:12, gisteren 23.40, 20-11 3:12, 20 november 2026 om 03:12. A time alone is of today. It is undefined when
 * the text says none, or when the clock skipped it.
 */
export function readMoment(text: string, lang: string): string | undefined {
  const found = /^(.*?),?\s*(?:^|\s)(\d{1,2})[:.u](\d{2})(?:\s*uur)?$/i.exec(text.trim());
  if (!found) return undefined;
  const [hour, minute] = [Number(found[2]), Number(found[3])];
  const day = dayIn(found[1] ?? '', lang);
  return day && hour < 24 && minute < 60 ? stamp(day, hour, minute) : undefined;
}

/** A moment in words: "vandaag om 03:12", "20 november 2026 om 03:12". What is none stays as it is. */
export function writeMoment(value: string, lang: string): string {
  const at = new Date(value);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || isNaN(at.valueOf())) return value;
  const region = lang === 'en' ? 'en-GB' : lang;
  return new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short' }).format(at);
}

/** How long it is between two moments, in hours and minutes. */
export function span(from: number, to: number): { hours: number; minutes: number } {
  const minutes = Math.floor(Math.abs(to - from) / 60_000);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
