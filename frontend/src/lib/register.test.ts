import { expect, test } from 'vitest';
import type { dossier, organisation } from '../engine';
import { changes, differences, outside, renewed, taken } from './register';

const company: dossier.Subprocessor = {
  id: 'helpdesk', name: 'Helpdesk Ltd', registration: { kind: 'other', number: 'U1', country: 'IN' },
  address: { street: '7 Namuna Marg', postcode: '560001', city: 'Bengaluru', country: 'IN' },
  service: 'Support', purpose: 'Storingen verhelpen', services: [], personalData: ['contact', 'cv'], dataSubjects: ['applicants'],
  locations: ['IN', 'NL'], transfers: [{ country: 'IN', mechanism: 'scc-2021-914-m3', checked: '2026-11-01' }, { country: 'NL', mechanism: 'eea', checked: '' }],
  agreementDate: '2025-09-01', furtherSubprocessors: [], since: '', status: '',
};
const row: organisation.Row = { id: 'helpdesk', version: 'a', company };
const processing: dossier.Processing = { services: [], start: '', end: '', dataSubjects: ['applicants', 'candidates'], personalData: ['cv'] };
const asked = { services: ['leads'], since: '2026-12-01', consent: { IN: '2026-11-12' } };

test('a client’s row is what the register knows, what was asked, and no more data than the client has', () => {
  const got = taken(row, asked, processing);
  expect(got).toMatchObject({ name: 'Helpdesk Ltd', services: ['leads'], personalData: ['cv'], dataSubjects: ['applicants'], since: '2026-12-01', status: 'active', register: { id: 'helpdesk', version: 'a' } });
  expect(got.transfers?.[0]?.consent).toBe('2026-11-12');
  expect(got.id).not.toBe('helpdesk');
  expect(outside(company)).toEqual(['IN']);
});

test('what was asked is no difference, and neither is the day of a check', () => {
  const agreed = taken(row, asked, processing);
  expect(differences(agreed, { ...company, lastChecked: '2026-11-28' })).toEqual([]);
  expect(differences(agreed, { ...company, address: { ...company.address, city: 'Pune' }, locations: ['IN'] })).toEqual(['address', 'locations']);
});

test('taking over what changed keeps what was asked', () => {
  const agreed = { ...taken(row, asked, processing), until: '2027-12-31' };
  const next = renewed(agreed, { ...row, version: 'b', company: { ...company, name: 'Helpdesk Pvt Ltd' } }, processing);
  expect(next).toMatchObject({ id: agreed.id, name: 'Helpdesk Pvt Ltd', services: ['leads'], since: '2026-12-01', until: '2027-12-31', register: { version: 'b' } });
  expect(next.transfers?.[0]?.consent).toBe('2026-11-12');
});

test('what changed is told in words', () => {
  const words = { country: (code: string) => ({ IN: 'India', NL: 'Nederland', DE: 'Duitsland' })[code] ?? code, kind: (id: string) => id, mechanism: (id: string) => id, day: (iso: string) => iso };
  const moved: dossier.Subprocessor = { ...company, address: { ...company.address, city: 'Pune' }, locations: ['IN', 'NL', 'DE'], furtherSubprocessors: [{ name: 'Rekencentrum GmbH', country: 'DE', service: 'opslag' }] };
  expect(changes(company, moved, words)).toEqual([
    { key: 'address', was: '7 Namuna Marg, 560001 Bengaluru, India', is: '7 Namuna Marg, 560001 Pune, India' },
    { key: 'locations', was: 'India, Nederland', is: 'India, Nederland, Duitsland' },
    { key: 'furtherSubprocessors', was: '', is: 'Rekencentrum GmbH, opslag, Duitsland' },
  ]);
});
