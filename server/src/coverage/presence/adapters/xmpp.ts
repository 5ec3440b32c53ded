// In:    an XMPP account; the JSON of Prosody's mod_webpresence.
// Out:   whether its client with the highest priority can answer.
// Never: accepts a reply about another account.
//
// GET https://{host}/status/{jid}/json
//   {"jid":"desk@chat.example.org","show":"online","status":"null"}
// test/server/coverage/presence-prosody.test.ts queries a real one. It reports only the client with the highest priority;
// an unknown account is "offline" like any other. With a priority below zero it reports "offline" itself.
import type { Adapter, SourceOf } from '../adapter.ts';
import type { SampledState } from '../sample.ts';
import { faultOf, isRecord, meaningOf, notOneOf, readJson } from '../reply.ts';

const SHOWS: Readonly<Record<string, SampledState>> = {
  online: 'available',
  chat: 'available',
  dnd: 'busy',
  away: 'nobody',
  xa: 'nobody',
  offline: 'nobody',
};

export const xmpp: Adapter<SourceOf<'xmpp'>> = {
  ask({ scheme, host, jid }) {
    return { url: `${scheme}://${host}/status/${encodeURIComponent(jid)}/json` };
  },
  read: (reply, { jid }) =>
    readJson(reply, (value) => {
      const said = isRecord(value) ? value : {};
      if (said['jid'] !== jid) return faultOf('unknown-value', '"jid" should be the account that was asked for');
      const state = meaningOf(SHOWS, said['show']);
      return state ? { state } : notOneOf(SHOWS, 'show');
    }),
};
