/** What one works on: a document for a client, and the record that it is about when it is not about the client as a whole. */
export interface Subject {
  client: string;
  /** The kind of document. */
  document: string;
  /** The id of the record. */
  about?: string;
}

/** Where in the app one is. It stands in the address, so that back, forward and reload work. */
export type Route =
  | { view: 'overview' }
  /** A part of the form, or the details of one row in it, by its id. */
  | ({ view: 'client'; section: string; row?: string } & Subject)
  /** A document that was made. */
  | { view: 'sign'; client: string; file: string }
  /** The text for a client's privacy statement. */
  | { view: 'statement'; client: string }
  /** A part of what the organisation knows of itself, or one row of its register. */
  | { view: 'organisation'; part: string; row?: string }
  /** The breaches, or one of them: a part of its form, and the client in sight. */
  | { view: 'breaches' }
  | { view: 'breach'; id: string; part: BreachPart; client?: string }
  | { view: 'check' }
  | { view: 'settings' };

/** The parts of the form of a breach, in the order in which one does them. */
export const breachParts = ['facts', 'clients', 'notices'] as const;
export type BreachPart = (typeof breachParts)[number];

/** The way to a part of a breach. */
export function toBreach(id: string, part: BreachPart = 'facts', client?: string): Extract<Route, { view: 'breach' }> {
  return { view: 'breach', id, part, ...(client === undefined ? {} : { client }) };
}

/** The document that a client begins with. */
export const first = 'agreement';

/** The way to a part of the form, or to a row in it. */
export function toPart({ client, document, about }: Subject, section: string, row?: string): Extract<Route, { view: 'client' }> {
  return { view: 'client', client, document, section, ...(about === undefined ? {} : { about }), ...(row === undefined ? {} : { row }) };
}

/** The way to a client. */
export function toClient(client: string, section = 'client', row?: string): Extract<Route, { view: 'client' }> {
  return toPart({ client, document: first }, section, row);
}

/** Reads the part of an address behind "#"; what is no place is the overview. */
export function parseRoute(hash: string): Route {
  const [view, ...rest] = hash.replace(/^#?\//, '').split('/');
  const [client, work = '', section, row] = rest.map(decoded);
  if (view === 'client' && client) {
    if (work === 'sign' && section) return { view: 'sign', client, file: section };
    if (work === 'statement') return { view: 'statement', client };
    const [document, about] = (rest[1] ?? '').split(':').map(decoded);
    return toPart({ client, document: document || first, ...(about ? { about } : {}) }, section || 'client', row || undefined);
  }
  if (view === 'jex') return { view: 'organisation', part: client || 'jex', ...(work ? { row: work } : {}) };
  if (view === 'breach' && client) return toBreach(client, breachParts.find((part) => part === work) ?? 'facts', section || undefined);
  if (view === 'breaches') return { view };
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
    case 'client': {
      const work = route.about === undefined ? id(route.document) : `${id(route.document)}:${id(route.about)}`;
      return `#/client/${id(route.client)}/${work}/${id(route.section)}${route.row === undefined ? '' : `/${id(route.row)}`}`;
    }
    case 'sign':
      return `#/client/${id(route.client)}/sign/${id(route.file)}`;
    case 'statement':
      return `#/client/${id(route.client)}/statement`;
    case 'organisation':
      return `#/jex/${id(route.part)}${route.row === undefined ? '' : `/${id(route.row)}`}`;
    case 'breach':
      return `#/breach/${id(route.id)}/${route.part}${route.client === undefined ? '' : `/${id(route.client)}`}`;
    case 'overview':
      return '#/';
    default:
      return `#/${route.view}`;
  }
}

/** Whether two routes are the same place. */
export function same(a: Route, b: Route): boolean {
  return formatRoute(a) === formatRoute(b);
}
