/** Days as people write them. In the data a day is 2026-12-01; on the screen it is written so that no one can take the month for the day. */
import { european } from './format';
import { languages } from './messages';

/** The languages whose names of months are understood besides that of the reader: those of the app, and of the neighbours whose papers come in. */
const spoken = [...new Set([...languages, 'de', 'fr'])];

/** The years that a day can be in here. */
const years = { from: 1950, to: 2099 };

const two = (n: number) => String(n).padStart(2, '0');

/** A day of a calendar, or undefined when there is none such. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year); // of the years before 100, which a Date takes for others
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= years.from && year <= years.to ? `${year}-${two(month)}-${two(day)}` : undefined;
}

/** The days of a calendar that are noon somewhere: what is counted in them does not know of summer time. */
const at = (iso: string) => new Date(`${iso}T12:00:00Z`);
const iso = (date: Date) => date.toISOString().slice(0, 10);

/** The year that two digits stand for: of all that end so, the one nearest to now. */
function century(digits: number, now: number): number {
  const near = now - (now % 100) + digits;
  return [near - 100, near, near + 100].reduce((a, b) => (Math.abs(b - now) < Math.abs(a - now) ? b : a));
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const known = new Map<string, readonly string[]>();

/** The names of the months in a language, from January, long or short. */
function months(lang: string, month: 'long' | 'short'): readonly string[] {
  const key = `${lang} ${month}`;
  let names = known.get(key);
  if (!names) {
    const format = new Intl.DateTimeFormat(lang, { month, timeZone: 'UTC' });
    names = Array.from({ length: 12 }, (_, i) => plain(format.format(at(`2026-${two(i + 1)}-15`))).replace(/\.$/, ''));
    known.set(key, names);
  }
  return names;
}

/** The number of the month that a word is the name of, or the beginning of it; 0 for none. */
function monthNamed(word: string, lang: string): number {
  const wanted = plain(word).replace(/\.$/, '');
  if (wanted.length < 3) return 0;
  for (const language of [lang, ...spoken]) {
    const short = months(language, 'short').indexOf(wanted);
    const long = months(language, 'long').findIndex((name) => name.startsWith(wanted));
    if (short >= 0 || long >= 0) return Math.max(short, long) + 1;
  }
  return 0;
}

/** The parts of a text that may be a day, as numbers; the year as it was written. */
function partsOf(text: string, lang: string): { day: number; month: number; year: string } | undefined {
  const numbers = /^(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*['’]?(\d{1,5})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  if (numbers) return { day: Number(numbers[1]), month: Number(numbers[2]), year: numbers[3] ?? '' };
  const named = /^(?:\p{L}+[.,]?\s+)?(\d{1,2})(?:(?:e|de|ste|st|nd|rd|th)(?=[.\s]))?[.\s-]*(?:of\s+)?(\p{L}+\.?)[\s-]*,?\s*['’]?(\d{1,5})$/u.exec(text);
  const month = named ? monthNamed(named[2] ?? '', lang) : 0;
  if (named && month > 0) return { day: Number(named[1]), month, year: named[3] ?? '' };
  const before = /^(?:\p{L}+,\s+)?(\p{L}+\.?)\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(text); // December 1, 2026
  const first = before ? monthNamed(before[1] ?? '', lang) : 0;
  return before && first > 0 ? { day: Number(before[2]), month: first, year: before[3] ?? '' } : undefined;
}

/** A text without what a spreadsheet writes behind a day, with ASCII hyphens. */
const trimmedOf = (text: string) =>
  text
    .trim()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/(?:T|\s+)00:00(?::00(?:\.0+)?)?Z?$/, '')
    .replace(/\s+/g, ' ')
    .replace(/(?<=\d)\.$/, '');

/**
 * The day that a text says: 1-12-2026, 1/12/26, 01122026, 1 december 2026, 1 dec '26, December 1, 2026 or 2026-12-01. Of two numbers the day
 * comes before the month.
 * It is undefined when the text says none, or one that may be meant otherwise: see {@link guessDay}.
 */
export function readDay(text: string, lang: string, now = new Date().getFullYear()): string | undefined {
  const trimmed = trimmedOf(text);
  const data = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(trimmed) ?? /^((?:19|20)\d{2})()(\d{2})(\d{2})$/.exec(trimmed);
  const whole = data ? dayOf(Number(data[1]), Number(data[3]), Number(data[4])) : undefined;
  if (whole) return whole;
  const found = partsOf(trimmed, lang);
  if (!found || (found.year.length !== 4 && found.year.length !== 2)) return undefined;
  const year = found.year.length === 2 ? century(Number(found.year), now) : Number(found.year);
  return dayOf(year, found.month, found.day);
}

/** The day that may be meant by a text that {@link readDay} does not take: a year with a slip in it, or the month before the day. */
export function guessDay(text: string, lang: string, now = new Date().getFullYear()): string | undefined {
  const found = partsOf(trimmedOf(text), lang);
  if (!found) return undefined;
  const year = Number(found.year);
  const likely = year >= years.from && year <= years.to && found.year.length === 4 ? year : century(year % 100, now);
  return dayOf(likely, found.month, found.day) ?? dayOf(likely, found.day, found.month);
}

/** Whether a text is a day already, as the data have it. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))) !== undefined;
}

/** A day in words: 1 december 2026. What is no day stays as it is. */
export function writeDay(value: string, lang: string): string {
  return isDay(value) ? new Intl.DateTimeFormat(european(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(at(value)) : value;
}

/** A day so many days later. */
export function addDays(value: string, days: number): string {
  const date = at(value);
  date.setUTCDate(date.getUTCDate() + days);
  return iso(date);
}

/** The same day so many months later, or the last of that month when it is shorter. */
export function addMonths(value: string, months: number): string {
  const date = at(value);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return iso(date);
}

/** The day of the week, from 0 for Monday. */
export function weekday(value: string): number {
  return (at(value).getUTCDay() + 6) % 7;
}

/** The weeks that a month is in, from Monday, with the days of its neighbours. */
export function weeksOf(value: string): string[][] {
  const first = `${value.slice(0, 8)}01`;
  const start = addDays(first, -weekday(first));
  const weeks: string[][] = [];
  for (let week = start; weeks.length === 0 || week.slice(0, 7) === value.slice(0, 7); week = addDays(week, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(week, i)));
  }
  return weeks;
}

/** Today, where one is. */
export function today(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
