// In:    an XMPP account; the JSON that Prosody's mod_webpresence answers.
// Out:   whether its client of the highest priority can answer.
// Never: takes what is said of another account for this one's.
//
// GET https://{host}/status/{jid}/json
//   {"jid":"desk@chat.example.org","show":"online","status":"null"}
// test/server/coverage/presence-prosody.test.ts asks a real one. It tells of one client, the one of the highest priority, and
// cannot be asked for the others; an unknown account is "offline" like any other. With a priority below zero it says
// "offline" itself.
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
