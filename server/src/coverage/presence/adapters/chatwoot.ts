// In:    a Chatwoot website inbox; the JSON list of its members.
// Out:   whether any of them is online, and which libraries have operators there.
// Never: passes a name or a picture on: a name is compared with those of the desk's settings, where it has some.
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
  read: (reply, { operators = [] }) =>
    readJson(reply, (value) => {
      const members = isRecord(value) ? value['payload'] : undefined;
      if (!Array.isArray(members)) return faultOf('unknown-value', '"payload" should be a list');
      const libraryOf = new Map(operators.map(({ name, library }) => [name, library]));
      const libraries = new Set<string>();
      const states: SampledState[] = [];
      for (const member of members as unknown[]) {
        const { availability_status: status, name } = isRecord(member) ? member : {};
        const state = meaningOf(STATUSES, status);
        if (!state) return notOneOf(STATUSES, 'availability_status');
        states.push(state);
        const library = typeof name === 'string' ? libraryOf.get(name.trim()) : undefined;
        if (library !== undefined && state !== 'nobody') libraries.add(library);
      }
      return { ...bestOf(states), ...(operators.length > 0 && { libraries: [...libraries].sort() }) };
    }),
};
