/** Dates, times and sizes as a reader of a language writes them. */

/** A language as it is written in Europe (UN M49, area 150): the day before the month, and 24 hours in a day. */
export const european = (lang: string) => `${lang}-150`;

/** A day or moment as "22 november 2026"; what is not one stays as it is. */
export function day(lang: string, value: string): string {
  const date = new Date(value);
  return isNaN(date.valueOf()) ? value : new Intl.DateTimeFormat(european(lang), { dateStyle: 'long' }).format(date);
}

const clock = (lang: string, date: Date) => new Intl.DateTimeFormat(european(lang), { hour: '2-digit', minute: '2-digit' }).format(date);

/** A moment of a moment ago, as "14:02" when it is of today. */
export function moment(lang: string, value: string, now = new Date()): string {
  const date = new Date(value);
  return date.toDateString() === now.toDateString() ? clock(lang, date) : stamp(lang, value, now);
}

/** A moment in a list, which has its day: "vandaag 14:02", "22 nov 2026 14:02". */
export function stamp(lang: string, value: string, now = new Date()): string {
  const date = new Date(value);
  if (isNaN(date.valueOf())) return value;
  const today = new Intl.RelativeTimeFormat(european(lang), { numeric: 'auto' }).format(0, 'day');
  const on = date.toDateString() === now.toDateString() ? today : new Intl.DateTimeFormat(european(lang), { day: 'numeric', month: 'short', year: 'numeric' }).format(date);
  return `${on} ${clock(lang, date)}`;
}

/** A size as "84 kB". */
export function size(lang: string, value: number): string {
  const [unit, amount] = value < 1e6 ? (['kilobyte', Math.ceil(value / 1e3)] as const) : (['megabyte', value / 1e6] as const);
  return new Intl.NumberFormat(european(lang), { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}

/** Several things in a sentence: "ligaturen, spaties en opsommingstekens". */
export function listed(things: readonly string[], lang: string): string {
  return new Intl.ListFormat(european(lang)).format(things);
}
