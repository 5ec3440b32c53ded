// In:    a LibraryH3lp queue or user; its presence XML.
// Out:   whether any of its signed-in clients can answer.
// Never: the JavaScript form of the reply, which does not escape the status text; a reply about another account.
//
// GET https://{host}/presence/jid/{name}/{domain}/xml
//   <presence user="…" server="…"><resource show="…" name="…" priority="…">status text</resource>…</presence>
// The format is ejabberd's mod_webpresence; test/server/coverage/presence-ejabberd.test.ts queries a real one. An unknown
// host replies 404: a fault. An unknown queue on a known host replies like one with nobody signed in, and cannot be
// distinguished: it is read as nobody. Both attributes repeat the request, the name in lower case.
import type { Adapter, SourceOf } from '../adapter.ts';
import type { SampledState } from '../sample.ts';
import { bestOf, faultOf, isRecord, meaningOf, notOneOf, readXml } from '../reply.ts';

const SHOWS: Readonly<Record<string, SampledState>> = {
  available: 'available',
  chat: 'available',
  dnd: 'busy',
  away: 'nobody',
  xa: 'nobody',
  unavailable: 'nobody',
};

type Source = SourceOf<'libraryh3lp'>;

const domainOf = ({ host, domain }: Source): string => domain ?? `chat.${host.replace(/:\d+$/, '')}`;

export const libraryh3lp: Adapter<Source> = {
  ask: (source) => {
    const { scheme, host, name } = source;
    return { url: `${scheme}://${host}/presence/jid/${encodeURIComponent(name)}/${domainOf(source)}/xml` };
  },
  read: (reply, source) =>
    readXml(reply, (document) => {
      const presence = Array.isArray(document['presence']) ? (document['presence'][0] as unknown) : undefined;
      if (!isRecord(presence)) return faultOf('unknown-value', 'has no element "presence" that names an account');
      const [name, domain] = [source.name.toLowerCase(), domainOf(source)];
      if (String(presence['@user']).toLowerCase() !== name || presence['@server'] !== domain)
        return faultOf('unknown-value', `"user" and "server" should be ${name} and ${domain}, as was asked for`);
      const states: SampledState[] = [];
      for (const resource of (presence['resource'] ?? []) as unknown[]) {
        const { '@show': show, '@priority': priority = '0' } = isRecord(resource) ? resource : {};
        const state = meaningOf(SHOWS, show);
        if (!state) return notOneOf(SHOWS, 'show');
        if (typeof priority !== 'string' || !/^[+-]?\d{1,3}$/.test(priority)) {
          return faultOf('unknown-value', 'a "priority" should be a whole number');
        }
        // A client with a negative priority receives no messages, so it cannot answer.
        if (Number(priority) >= 0) states.push(state);
      }
      return bestOf(states);
    }),
};
