import { describe, expect, it } from 'vitest';
import { EngineError, type desk } from '../engine';
import { BreachEditor } from './breach.svelte';
import type { Desk } from './form';

/** An engine in memory that keeps one breach and every version of it. */
class Kept {
  /** What is kept cannot be asked for. */
  away = false;
  versions: Record<string, unknown>[] = [{ id: 'datalek-1', title: '', description: '', exercise: false, role: 'processor', kind: [], awareAt: '', affected: [] }];

  open(): desk.OpenRecord {
    const record = structuredClone(this.versions.at(-1) ?? {});
    const listed = { kind: 'incident', id: 'datalek-1', version: this.versions.length, title: '', clients: [], changed: '2026-11-22T14:02:00Z', drill: false, stage: '' };
    return { ...listed, record, undo: this.versions.length > 1, redo: false, problems: [] };
  }

  breach(): desk.Breach {
    const clock = { aware: '', target: '', agreed: false, hours: 0, escalate: '', own: '', client: '', ifNow: '' };
    return { record: this.open(), clock, rows: [] };
  }

  /** Another window saves something. */
  elsewhere(change: Record<string, unknown>): void {
    this.versions.push({ ...this.versions.at(-1), ...change });
  }

  desk(): Desk {
    const methods: Pick<Desk, 'Breach' | 'SaveRecord' | 'UndoRecord'> = {
      Breach: () => (this.away ? Promise.reject(new EngineError('store.closed', '', {}, 'dicht')) : Promise.resolve(this.breach())),
      SaveRecord: (_, version, next) => {
        if (version !== this.versions.length) return Promise.reject(new EngineError('store.conflict', '', {}, 'elders gewijzigd'));
        this.versions.push(structuredClone(next));
        return Promise.resolve(this.open());
      },
      UndoRecord: () => {
        this.elsewhere(this.versions.at(-2) ?? {});
        return Promise.resolve(this.open());
      },
    };
    return methods as Desk;
  }
}

function edited(): { kept: Kept; editor: BreachEditor } {
  const kept = new Kept();
  return { kept, editor: new BreachEditor(kept.desk(), (key) => key, kept.breach(), {}) };
}

describe('a breach that is being worked on', () => {
  it('is saved when one leaves it, and taken back', async () => {
    const { kept, editor } = edited();
    editor.set('/title', 'postvak');
    expect(editor.dirty).toBe(true);
    await editor.save();
    expect([editor.dirty, editor.undoable, kept.versions.at(-1)?.['title']]).toEqual([false, true, 'postvak']);
    expect(await editor.undo()).toBe('/title');
    expect(editor.value('/title')).toBe('');
  });

  it('keeps what two windows changed, each something else', async () => {
    const { kept, editor } = edited();
    kept.elsewhere({ description: 'van elders' });
    editor.set('/title', 'postvak');
    await editor.save();
    expect(kept.versions.at(-1)).toMatchObject({ title: 'postvak', description: 'van elders' });
    expect([editor.clash, editor.value('/description')]).toEqual(['', 'van elders']);
  });

  it('says so when both changed the same, and keeps what is typed here', async () => {
    const { kept, editor } = edited();
    kept.elsewhere({ title: 'van elders' });
    editor.set('/title', 'postvak');
    await editor.save();
    expect(kept.versions.at(-1)?.['title']).toBe('postvak');
    expect(editor.clash).not.toBe('');
  });

  it('takes over what another window saved, but not over what is not saved here', async () => {
    const { kept, editor } = edited();
    kept.elsewhere({ description: 'van elders' });
    await editor.follow();
    expect(editor.value('/description')).toBe('van elders');
    editor.set('/title', 'postvak');
    kept.elsewhere({ description: 'weer anders' });
    await editor.follow();
    expect([editor.value('/title'), editor.value('/description')]).toEqual(['postvak', 'van elders']);
  });

  it('goes on saving after it could not be read', async () => {
    const { kept, editor } = edited();
    kept.elsewhere({ description: 'van elders' });
    kept.away = true;
    editor.set('/title', 'postvak');
    await editor.save();
    expect([editor.dirty, editor.failure?.message]).toEqual([true, 'dicht']);
    kept.away = false;
    await editor.save();
    expect([editor.dirty, editor.failure]).toEqual([false, undefined]);
    expect(kept.versions.at(-1)).toMatchObject({ title: 'postvak', description: 'van elders' });
  });

  it('shows the newest answer, not the last that came', async () => {
    const { kept, editor } = edited();
    const desk = kept.desk();
    const late: ((value: desk.Notice) => void)[] = [];
    const notice = (number: number): desk.Notice => ({ number, phase: 'first', open: 0, problems: [] });
    const slow = new BreachEditor({ ...desk, Notice: () => new Promise<desk.Notice>((answer) => late.push(answer)) }, (key) => key, kept.breach(), {});
    const asked = [slow.look('client-1'), slow.look('client-1')];
    late[1]?.(notice(2));
    late[0]?.(notice(1));
    await Promise.all(asked);
    expect([slow.notice?.number, editor.notice]).toEqual([2, undefined]);
  });

  it('keeps the field that one is in', () => {
    const { editor } = edited();
    editor.enter('/corrections');
    expect([editor.inHand('/corrections'), editor.inHand('/delayReason')]).toEqual([true, false]);
    editor.leave('/corrections');
    expect(editor.inHand('/corrections')).toBe(false);
  });
});
