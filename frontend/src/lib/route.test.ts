import { describe, expect, it } from 'vitest';
import { formatRoute, parseRoute, toBreach, toClient, type Route } from './route';

describe('an address', () => {
  const routes: Route[] = [
    { view: 'overview' },
    { view: 'breaches' },
    toBreach('datalek-2026-001'),
    toBreach('datalek-2026-001', 'clients', 'client-1'),
    { view: 'check' },
    { view: 'settings' },
    { view: 'organisation', part: 'jex' },
    { view: 'organisation', part: 'register', row: 'sub-a b/1' },
    toClient('client-1'),
    toClient('client-1', 'subprocessors', 'sub/1'),
    { view: 'client', client: 'a b', document: 'breach-notice', about: 'incident:1', section: 'facts' },
    { view: 'client', client: 'a', document: 'request-notice', about: 'r%', section: 'person', row: 'x:y' },
    { view: 'sign', client: 'client-1', file: 'document-1' },
    { view: 'statement', client: 'client 1' },
  ];
  it.each(routes)('leads back to %j', (route) => {
    expect(parseRoute(formatRoute(route))).toEqual(route);
  });

  it('of a client alone is that of its first document', () => {
    expect(parseRoute('#/client/client-1')).toEqual(toClient('client-1'));
  });

  it('that is none is the overview', () => {
    for (const hash of ['', '#', '#/', '#/client', '#/client/', '#/nergens/7', '#/client/%E0%A4%A']) expect(parseRoute(hash)).toEqual({ view: 'overview' });
  });
});
