/** The words of the window, from the same files and in the same syntax that the engine reads: go-i18n. */
import text from '../../../locales/source.txt?raw';

/** A message: a text, or one for each plural category of the language. */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

/** What stands in a message's variables. Count chooses the plural. */
export type Args = Readonly<Record<string, string | number>>;

/** The messages of one language. */
export class Messages {
  readonly #rules: Intl.PluralRules;

  constructor(
    readonly lang: string,
    readonly messages: Readonly<Record<string, Message>>,
  ) {
    this.#rules = new Intl.PluralRules(lang);
  }

  has(key: string): boolean {
    return key in this.messages;
  }

  /** The message of a key. A key without one is a mistake that should be seen, so it stands there itself. */
  t(key: string, args: Args = {}): string {
    const message = this.messages[key];
    const text = typeof message === 'object' ? (message[this.#rules.select(Number(args['Count'] ?? 0))] ?? message.other) : message;
    if (text === undefined) return key;
    return text.replace(/(\{\{\s*\.(\w+)\s*\}\})(\.(?!\.))?/g, (_, whole: string, name: string, stop?: string) => {
      const value = String(args[name] ?? whole);
      return value.length > 1 && /[.?!…]$/.test(value) ? value : value + (stop ?? ''); // "B.V." closes a sentence as it is
    });
  }
}

const files = import.meta.glob<Record<string, Message>>('../../../locales/*.json', { import: 'default' });

/** The languages that there are, by the names of their files. */
export const languages: readonly string[] = Object.keys(files).map((name) => name.replace(/^.*\/|\.json$/g, ''));

/** The language of the source text, and of whoever speaks none that there is. */
export const source = text.trim();

/** A language with its words, as a program speaks it. */
export type Speech = Pick<Messages, 'lang' | 't'>;

/** Loads a language, or that of the source when there is none such. */
export async function loadMessages(lang: string): Promise<Messages> {
  const load = files[`../../../locales/${lang}.json`];
  return load ? new Messages(lang, await load()) : loadMessages(source);
}
