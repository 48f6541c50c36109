import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Idle } from './idle';

let minutes = 15;
const away = vi.fn();
let idle: Idle;
beforeEach(() => {
  vi.useFakeTimers();
  away.mockClear();
  minutes = 15;
  idle = new Idle(() => minutes, away);
});
afterEach(() => {
  idle.end();
  vi.useRealTimers();
});

it('says once that nobody is there', () => {
  vi.advanceTimersByTime(14 * 60_000);
  expect(away).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(away).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(14 * 60_000);
  expect(away).toHaveBeenCalledTimes(1);
});

it('counts from what was done last', () => {
  for (let i = 0; i < 4; i++) {
    vi.advanceTimersByTime(10 * 60_000);
    idle.touch();
  }
  expect(away).not.toHaveBeenCalled();
});

it('says so before what is done first after a sleep, in which no timer runs', () => {
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  idle.touch();
  expect(away).toHaveBeenCalledTimes(1);
});

it('waits for ever when that is set, and follows what is set', () => {
  minutes = 0;
  vi.advanceTimersByTime(24 * 3_600_000);
  expect(away).not.toHaveBeenCalled();
  minutes = 1;
  vi.advanceTimersByTime(5_000);
  expect(away).toHaveBeenCalledTimes(1);
});
