/** Moments as people write them, read where one is. The engine knows them by RFC 3339. */
import { addDays, readDay, today } from './day';

const two = (n: number) => String(n).padStart(2, '0');

/** A moment as the clock that one looks at shows it, as RFC 3339 with the offset that the clock has then. */
function stamp(at: Date): string {
  const offset = -at.getTimezoneOffset();
  const size = Math.abs(offset);
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:00${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

const hour = 3_600_000;

/** The moments at which the clock shows a time of a day, the first first: none when it skips that in spring, two when it comes back in autumn. */
function shown(day: string, hours: number, minutes: number): Date[] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const near = new Date(year, month - 1, date, hours, minutes).valueOf();
  const same = (at: Date) => at.getDate() === date && at.getHours() === hours && at.getMinutes() === minutes;
  return [near - hour, near, near + hour].map((at) => new Date(at)).filter(same);
}

/** This minute. */
export function now(): string {
  return stamp(new Date());
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

/** What a text says of a moment: none, when it cannot be read; two for a time that the clock shows twice; or that the clock skips it. */
export interface Reading {
  moments: readonly string[];
  skipped: boolean;
}

/** Which of two moments that the clock shows alike is meant, as it is written. */
const seasons: readonly RegExp[] = [/\s*\((?:zomertijd|summer time)\)$/i, /\s*\((?:wintertijd|winter time)\)$/i];

/** Reads a moment: 3:12, gisteren 23.40, 20-11 3:12, 20 november 2026 om 03:12, 25-10 2:30 (wintertijd). A time alone is of today. */
export function readMoments(text: string, lang: string): Reading {
  const season = seasons.findIndex((one) => one.test(text.trim()));
  const plain = text.trim().replace(seasons[season] ?? '', '');
  const found = /^(.*?),?\s*(?:^|\s)(\d{1,2})[:.u](\d{2})(?:\s*uur)?$/i.exec(plain);
  const [hours, minutes] = [Number(found?.[2]), Number(found?.[3])];
  const day = found && dayIn(found[1] ?? '', lang);
  if (!day || hours > 23 || minutes > 59) return { moments: [], skipped: false };
  const all = shown(day, hours, minutes).map(stamp);
  return { moments: all.length > 1 && season >= 0 ? all.slice(season, season + 1) : all, skipped: all.length === 0 };
}

/** The one moment that a text says; undefined when it says none, or two. */
export function readMoment(text: string, lang: string): string | undefined {
  const { moments } = readMoments(text, lang);
  return moments.length === 1 ? moments[0] : undefined;
}

const seasonWords: Readonly<Record<string, readonly [string, string]>> = { nl: ['zomertijd', 'wintertijd'], en: ['summer time', 'winter time'] };

/** Whether the clock shows a moment for the first (0) or the second time (1) of two; undefined when it does so once. */
function season(at: Date): 0 | 1 | undefined {
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const all = shown(day, at.getHours(), at.getMinutes());
  return all.length < 2 ? undefined : Math.abs(at.valueOf() - (all[0]?.valueOf() ?? 0)) < hour ? 0 : 1;
}

/** A moment in words: "20 november 2026 om 03:12". Where the clock shows it twice, it says which. What is none stays as it is. */
export function writeMoment(value: string, lang: string): string {
  const at = new Date(value);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || isNaN(at.valueOf())) return value;
  const region = lang === 'en' ? 'en-GB' : lang;
  const which = season(at);
  const words = which === undefined ? '' : ` (${(seasonWords[lang] ?? ['zomertijd', 'wintertijd'])[which]})`;
  return new Intl.DateTimeFormat(region, { dateStyle: 'long', timeStyle: 'short' }).format(at) + words;
}

/** How long it is between two moments, in hours and minutes. */
export function span(from: number, to: number): { hours: number; minutes: number } {
  const minutes = Math.floor(Math.abs(to - from) / 60_000);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
