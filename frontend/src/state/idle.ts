/** How often one looks whether nobody is there, in milliseconds. */
const every = 5_000;

/**
 * Notices that nobody does anything. The time is that of the clock, so that a machine that slept counts the night: one that wakes says so
 * before anything else is done with it.
 */
export class Idle {
  #last = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;

  /** Calls away once nobody did anything for a number of minutes, which may change; 0 is for ever. */
  constructor(
    private readonly minutes: () => number,
    private readonly away: () => void,
  ) {
    this.#timer = setInterval(() => this.look(), every);
  }

  /** Somebody does something. */
  readonly touch = (): void => {
    this.look();
    this.#last = Date.now();
  };

  /** Looks how long ago that was. */
  look(): void {
    const limit = this.minutes() * 60_000;
    if (limit === 0 || Date.now() - this.#last < limit) return;
    this.#last = Date.now();
    this.away();
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
