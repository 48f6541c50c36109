/** Where in the app one is. It stands in the address, so that back, forward and reload work. */
export type Route =
  | { view: 'overview' }
  | { view: 'client'; client: string; section: string; row?: number }
  | { view: 'sign'; client: string; document: string }
  | { view: 'check' }
  | { view: 'settings' };

/** Reads the part of an address behind "#"; what is no place is the overview. */
export function parseRoute(hash: string): Route {
  const [view, client, place, detail] = hash.replace(/^#?\//, '').split('/').map(decoded);
  if (view === 'client' && client && place === 'sign' && detail) return { view: 'sign', client, document: detail };
  if (view === 'client' && client) {
    const row = detail !== undefined && /^\d+$/.test(detail) ? { row: Number(detail) } : {};
    return { view: 'client', client, section: place || 'client', ...row };
  }
  if (view === 'check' || view === 'settings') return { view };
  return { view: 'overview' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ''; // an address that was cut short
  }
}

/** Writes what {@link parseRoute} reads. */
export function formatRoute(route: Route): string {
  const id = encodeURIComponent;
  switch (route.view) {
    case 'client':
      return `#/client/${id(route.client)}/${route.section}${route.row === undefined ? '' : `/${route.row}`}`;
    case 'sign':
      return `#/client/${id(route.client)}/sign/${id(route.document)}`;
    case 'overview':
      return '#/';
    default:
      return `#/${route.view}`;
  }
}
