import { EngineError, type desk, type dossier } from '../engine';
import type { Desk } from '../state/form';

/** A dossier of which nothing is known yet. */
export function emptyDossier(): dossier.Dossier {
  const person = () => ({ name: '', email: '' });
  const address = { street: '', postcode: '', city: '', country: 'NL' };
  return {
    schema: 'verwoord/dossier/2',
    id: 'client-1',
    language: 'nl',
    controller: { name: '', legalForm: '', kvk: '', address, signatory: person(), privacyContact: person(), breachContact: person() },
    processor: { entities: [], signatory: person(), breachContact: person() },
    mainAgreement: { reference: '', title: '', date: '' },
    processing: { services: [], start: '', end: '', dataSubjects: [], personalData: [] },
    subprocessors: [],
    additionalTerms: [],
  };
}

/** An engine in memory that keeps one dossier and every version of it, and finds wrong that the client has no name. */
export class TestEngine {
  versions = [emptyDossier()];
  version = 1;
  /** What was asked, in order. */
  readonly calls: string[] = [];
  /** The next Change fails with this. */
  refuse: EngineError | undefined;
  /** Another window removed the client. */
  gone = false;
  #undone: dossier.Dossier[] = [];

  open(): desk.Open {
    const kept = structuredClone(this.versions.at(-1) as dossier.Dossier);
    const problems =
      kept.controller.name === ''
        ? [{ severity: 'error', path: '/controller/name', code: 'required', args: {}, message: 'Naam van de klant ontbreekt nog. Vul dit in.' }]
        : [];
    return {
      id: kept.id,
      version: this.version,
      dossier: kept,
      saved: '2026-11-22T14:02:00Z',
      undo: this.versions.length > 1,
      redo: this.#undone.length > 0,
      problems,
      state: 'draft',
      due: [],
    };
  }

  /** Another window saves another name, or something else. */
  elsewhere(name: string, change: (next: dossier.Dossier) => void = () => undefined): void {
    const next = structuredClone(this.versions.at(-1) as dossier.Dossier);
    next.controller.name = name;
    change(next);
    this.versions.push(next);
    this.version++;
  }

  /** The methods that an editor needs. */
  methods(): Desk {
    const settling: desk.Merged = { client: 'client-1', differences: [], taken: [], gone: false, added: false, kept: '' };
    const methods: Pick<Desk, 'Open' | 'Change' | 'Merge' | 'ContinueFrom' | 'Undo' | 'Redo' | 'Unsaved' | 'Export' | 'ExportUnsaved'> = {
      Open: () => (this.gone ? Promise.reject(new EngineError('store.not-found', '', {}, 'weg')) : Promise.resolve(this.open())),
      Change: (_, version, next) => {
        this.calls.push(`change ${version} ${next.controller.name}`);
        if (this.refuse) {
          const { refuse } = this;
          this.refuse = undefined;
          return Promise.reject(refuse);
        }
        if (version !== this.version) return Promise.reject(new EngineError('store.conflict', '', {}, 'elders gewijzigd'));
        this.versions.push(structuredClone(next));
        this.#undone = [];
        this.version++;
        return Promise.resolve(this.open());
      },
      Merge: (_, base, mine, settled) => {
        const theirs = this.open().dossier;
        const differs = theirs.controller.name !== base.controller.name && theirs.controller.name !== mine.controller.name;
        const key = '/controller/name';
        this.calls.push(`merge ${base.controller.name}|${mine.controller.name}|${theirs.controller.name}`);
        if (differs && !settled[key]) {
          const difference = { key, path: key, label: 'Naam', ours: mine.controller.name, theirs: theirs.controller.name };
          return Promise.resolve({ ...settling, differences: [difference] });
        }
        this.versions.push(differs && settled[key] === 'theirs' ? theirs : structuredClone(mine));
        this.version++;
        return Promise.resolve({ ...settling, open: this.open(), taken: ['Plaats'] });
      },
      ContinueFrom: (file, settled) => {
        this.calls.push(`continue ${file.name} ${Object.values(settled).join()}`);
        const { controller } = this.open().dossier;
        const key = '/controller/name';
        if (!settled[key]) {
          const difference = { key, path: key, label: 'Naam', ours: controller.name, theirs: file.data };
          return Promise.resolve({ ...settling, differences: [difference] });
        }
        this.elsewhere(settled[key] === 'theirs' ? file.data : controller.name);
        return Promise.resolve({ ...settling, open: this.open() });
      },
      Undo: () => {
        this.#undone.push(this.versions.pop() as dossier.Dossier);
        this.version++;
        return Promise.resolve(this.open());
      },
      Redo: () => {
        this.versions.push(this.#undone.pop() as dossier.Dossier);
        this.version++;
        return Promise.resolve(this.open());
      },
      Export: () => Promise.resolve({ name: 'kept', data: this.open().dossier.controller.name }),
      ExportUnsaved: (_, next) => Promise.resolve({ name: 'unsaved', data: next.controller.name }),
      Unsaved: (unsaved) => {
        this.calls.push(unsaved ? 'unsaved' : 'saved');
        return Promise.resolve();
      },
    };
    return methods as Desk;
  }
}
