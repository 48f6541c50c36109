import { describe, expect, it } from 'vitest';
import { type desk, type organisation } from '../engine';
import type { Desk } from './form';
import { Organisation } from './organisation.svelte';
import { Program } from './program.svelte';

type Data = Record<string, string>;

/** An engine in memory that keeps what an organisation knows of itself, and brings together what two windows change, member by member. */
function kept() {
  let now: Data = { schema: 'verwoord/organisation/1', name: '', city: '' };
  const itself = () => ({ organisation: structuredClone(now), problems: [], added: 0, updated: 0 }) as unknown as desk.Itself;
  const program = new Program({
    Organisation: () => Promise.resolve(itself()),
    SetOrganisation: (base: organisation.Organisation, changed: organisation.Organisation) => {
      const [from, to] = [base, changed] as unknown as [Data, Data];
      for (const key of Object.keys(to)) if (to[key] !== from[key]) now = { ...now, [key]: to[key] ?? '' };
      return Promise.resolve(itself());
    },
  } as Partial<Desk>);
  return {
    form: new Organisation(program, itself()),
    now: () => now,
    /** Another window saves something. */
    elsewhere: (change: Data) => (now = { ...now, ...change }),
  };
}

describe('what the organisation knows of itself', () => {
  it('keeps what another window kept while one goes on typing', async () => {
    const { form, now, elsewhere } = kept();
    elsewhere({ city: 'Zwolle' });
    form.set('/name', 'Linde');
    const saving = form.save();
    await Promise.resolve(); // what is written now is on its way
    form.set('/name', 'Linde B.V.');
    await saving;
    await form.save();
    expect(now()).toMatchObject({ name: 'Linde B.V.', city: 'Zwolle' });
    expect(form.value('/city')).toBe('Zwolle');
  });

  it('takes back what was changed in this window, and makes it again', async () => {
    const { form, now, elsewhere } = kept();
    form.set('/name', 'Linde');
    await form.save();
    elsewhere({ city: 'Zwolle' });
    expect(await form.undo()).toBe('/name');
    expect([form.undoable, form.redoable]).toEqual([false, true]);
    expect(now()).toMatchObject({ name: '', city: 'Zwolle' });
    await form.redo();
    expect(now()).toMatchObject({ name: 'Linde', city: 'Zwolle' });
  });

  it('takes over what another window kept, but not over the field in hand', async () => {
    const { form, elsewhere } = kept();
    form.enter('/name');
    elsewhere({ name: 'Iep' });
    expect(await form.follow()).toBe(false);
    form.enter('/city');
    expect(await form.follow()).toBe(true);
    expect(form.value('/name')).toBe('Iep');
  });
});
