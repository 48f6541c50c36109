/** Moments as people write them, read where one is. The engine knows them by RFC 3339. */
import { addDays, readDay, today } from './day';
import { european } from './format';
import { languages, type Speech } from './messages';

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

/** How a language says a day near to today, by how many days it is off, and what it puts between a day and a time: "om". */
interface Near {
  days: ReadonlyMap<string, number>;
  joint: string;
}

const known = new Map<string, Near>();

function nearIn(lang: string): Near {
  let near = known.get(lang);
  if (!near) {
    const days = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
    const moment = new Intl.DateTimeFormat(european(lang), { dateStyle: 'long', timeStyle: 'short' }).formatToParts(0);
    const hour = moment.findIndex((part) => part.type === 'hour');
    near = { days: new Map([0, -1, -2, 1, 2].map((n) => [days.format(n, 'day'), n])), joint: moment[hour - 1]?.value.trim() ?? '' };
    known.set(lang, near);
  }
  return near;
}

function dayIn(text: string, lang: string): string | undefined {
  const spoken = [lang, ...languages].map(nearIn);
  const typed = text.trim().toLowerCase();
  const joint = spoken.find((one) => one.joint !== '' && typed.endsWith(` ${one.joint}`))?.joint ?? '';
  const word = typed.slice(0, typed.length - joint.length).trim();
  if (word === '') return today();
  const days = spoken.find((one) => one.days.has(word))?.days.get(word);
  if (days !== undefined) return addDays(today(), days);
  const year = new Date().getFullYear();
  return readDay(word, lang) ?? readDay(`${word.replace(/[-/.\s]$/, '')}${/^\d+\s*[-/.]\s*\d+$/.test(word) ? '-' : ' '}${year}`, lang);
}

/** What a text says of a moment: none, when it cannot be read; two for a time that the clock shows twice; or that the clock skips it. */
export interface Reading {
  moments: readonly string[];
  skipped: boolean;
}

/** What a language calls the first and the second of two moments that the clock shows alike: with summer time, and without. */
const seasons = (speech: Speech) => [speech.t('app.moment.summer'), speech.t('app.moment.winter')];

/** Reads a moment: 3:12, gisteren 23.40, 20-11 3:12, 20 november 2026 om 03:12, 25-10 2:30 (wintertijd). A time alone is of today. */
export function readMoments(text: string, speech: Speech): Reading {
  const said = /^(.*?)\s*\(([^()]*)\)$/.exec(text.trim());
  const season = said ? seasons(speech).indexOf((said[2] ?? '').toLowerCase()) : -1;
  const plain = (season < 0 ? undefined : said?.[1]) ?? text.trim();
  const found = /^(.*?),?\s*(?:^|\s)(\d{1,2})[:.u](\d{2})(?:\s*uur)?$/i.exec(plain);
  const [hours, minutes] = [Number(found?.[2]), Number(found?.[3])];
  const day = found && dayIn(found[1] ?? '', speech.lang);
  if (!day || hours > 23 || minutes > 59) return { moments: [], skipped: false };
  const all = shown(day, hours, minutes).map(stamp);
  return { moments: all.length > 1 && season >= 0 ? all.slice(season, season + 1) : all, skipped: all.length === 0 };
}

/** The one moment that a text says; undefined when it says none, or two. */
export function readMoment(text: string, speech: Speech): string | undefined {
  const { moments } = readMoments(text, speech);
  return moments.length === 1 ? moments[0] : undefined;
}

/** Whether the clock shows a moment for the first (0) or the second time (1) of two; undefined when it does so once. */
function season(at: Date): 0 | 1 | undefined {
  const day = `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const all = shown(day, at.getHours(), at.getMinutes());
  return all.length < 2 ? undefined : Math.abs(at.valueOf() - (all[0]?.valueOf() ?? 0)) < hour ? 0 : 1;
}

/** A moment in words: "20 november 2026 om 03:12". Where the clock shows it twice, it says which. What is none stays as it is. */
export function writeMoment(value: string, speech: Speech): string {
  const at = new Date(value);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(value) || isNaN(at.valueOf())) return value;
  const which = season(at);
  const words = which === undefined ? '' : ` (${seasons(speech)[which] ?? ''})`;
  return new Intl.DateTimeFormat(european(speech.lang), { dateStyle: 'long', timeStyle: 'short' }).format(at) + words;
}

/** How long it is between two moments, in hours and minutes. */
export function span(from: number, to: number): { hours: number; minutes: number } {
  const minutes = Math.floor(Math.abs(to - from) / 60_000);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
