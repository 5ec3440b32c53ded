// In:    a LibChat user, department or cooperative; the cascade's status JSON.
// Out:   whether the one that the source names can answer.
// Never: mistakes the cooperative behind a library for the library: only the requested ids are read.
//
// GET https://{host}/widget_status?iid={iid}&rules=[{"u":…,"d":[…],"c":"…","fallbackSeconds":0}]
//   {"u":…,"d":…,"c":…,"away":…}: which ids are there
// Not documented by the vendor; test/unit/coverage/presence-adapter-libchat.test.ts names pages that read it. The source of
// a library's desk names its user or department: then only `u` and `d` count. The cooperative's own queue names only the
// cooperative: then `c` counts, and must contain its id. `away` is ignored: its meaning is unknown.
import type { Adapter, SourceOf } from '../adapter.ts';
import { faultOf, isRecord, readJson } from '../reply.ts';

/** A number if the id is one, as the API expects. */
const idOf = (id: string): string | number => (/^\d{1,15}$/.test(id) ? Number(id) : id);

/** The ids that are there; null: an unknown shape. A bare true names no id. */
function idsOf(value: unknown): string[] | null {
  if (value === undefined || value === null || value === false || value === 0 || value === '') return [];
  const list = Array.isArray(value) ? (value as unknown[]) : [value];
  return list.every((one) => typeof one === 'string' || typeof one === 'number' || one === true)
    ? list.map((one) => (one === true ? '' : String(one)))
    : null;
}

export const libchat: Adapter<SourceOf<'libchat'>> = {
  ask({ host, iid, user, department, cooperative }) {
    const rule = {
      u: user === undefined ? 0 : idOf(user),
      d: department === undefined ? [] : [idOf(department)],
      c: cooperative ?? '',
      fallbackSeconds: 0,
    };
    const query = new URLSearchParams({ iid, rules: JSON.stringify([rule]) });
    return { url: `https://${host}/widget_status?${query.toString()}` };
  },
  read: (reply, { user, department, cooperative }) =>
    readJson(reply, (value) => {
      if (!isRecord(value) || !['u', 'd', 'c'].some((key) => key in value)) {
        return faultOf('unknown-value', 'should say "u", "d" or "c"');
      }
      const [u, d, c] = [idsOf(value['u']), idsOf(value['d']), idsOf(value['c'])];
      if (!u || !d || !c) return faultOf('unknown-value', '"u", "d" and "c" should be ids or lists of ids');
      const isDesk = user !== undefined || department !== undefined;
      const isThere = isDesk ? u.length + d.length > 0 : cooperative !== undefined && c.includes(cooperative);
      return { state: isThere ? 'available' : 'nobody' };
    }),
};
