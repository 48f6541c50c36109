/** What went wrong, as data: a stable code, where, and a sentence for the user that says what to do. */
export class EngineError extends Error {
  override name = 'EngineError';

  constructor(
    /** Stable, as "store.conflict", "sign.wrong-password" or "cancelled". */
    readonly code: string,
    /** JSON Pointer in what was sent; empty when it is about all of it. */
    readonly path: string,
    readonly args: Readonly<Record<string, string>>,
    message: string,
  ) {
    super(message);
  }

  /** Reads what a call was rejected with: an Error whose message is JSON. */
  static from(reason: unknown): EngineError {
    if (reason instanceof EngineError) return reason;
    const text = reason instanceof Error ? reason.message : String(reason);
    try {
      const e: unknown = JSON.parse(text);
      if (typeof e === 'object' && e !== null && 'code' in e && 'message' in e) {
        const { code, path, args, message } = e as { code: string; path?: string; args?: Record<string, string>; message: string };
        return new EngineError(code, path ?? '', args ?? {}, message);
      }
    } catch {
      // It is no JSON: something between here and the engine failed, and says so in its own words.
    }
    return new EngineError('unknown', '', {}, text);
  }
}
