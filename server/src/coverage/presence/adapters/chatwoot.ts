// In:    a Chatwoot website inbox; the JSON list of its members.
// Out:   whether any of them is online.
// Never: reads a name or a picture: only each member's status.
//
// GET https://{host}/api/v1/widget/inbox_members?website_token={inbox}
//   {"payload":[{"name":"…","avatar_url":"…","availability_status":"online"},…]}
// Source: Chatwoot's own view and model, test/unit/coverage/presence-adapter-chatwoot.test.ts.
import type { Adapter, SourceOf } from '../adapter.ts';
import type { SampledState } from '../sample.ts';
import { bestOf, faultOf, isRecord, meaningOf, notOneOf, readJson } from '../reply.ts';

const STATUSES: Readonly<Record<string, SampledState>> = { online: 'available', busy: 'busy', offline: 'nobody' };

export const chatwoot: Adapter<SourceOf<'chatwoot'>> = {
  ask({ scheme, host, inbox }) {
    return { url: `${scheme}://${host}/api/v1/widget/inbox_members?website_token=${encodeURIComponent(inbox)}` };
  },
  read: (reply) =>
    readJson(reply, (value) => {
      const members = isRecord(value) ? value['payload'] : undefined;
      if (!Array.isArray(members)) return faultOf('unknown-value', '"payload" should be a list');
      const states: SampledState[] = [];
      for (const member of members as unknown[]) {
        const state = meaningOf(STATUSES, isRecord(member) ? member['availability_status'] : undefined);
        if (!state) return notOneOf(STATUSES, 'availability_status');
        states.push(state);
      }
      return bestOf(states);
    }),
};
