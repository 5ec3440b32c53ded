// In:    a LibAnswers chat widget; its status JSON.
// Out:   whether somebody can answer there.
// Never: treats anything except true as online.
//
// GET https://{host}/1.0/chat/widgets/status/{widget}
//   {"online":true}
// Not documented by the vendor; test/unit/coverage/presence-adapter-libanswers.test.ts names pages that read `online`.
// With a callback the reply is wrapped as {"data":{"online":true}}: both forms are read. The status is the widget's: one
// that falls back to a cooperative is online whenever the cooperative is, so the source should name a widget of the local
// desk only.
import type { Adapter, SourceOf } from '../adapter.ts';
import { faultOf, isRecord, readJson } from '../reply.ts';

export const libanswers: Adapter<SourceOf<'libanswers'>> = {
  ask({ scheme, host, widget }) {
    return { url: `${scheme}://${host}/1.0/chat/widgets/status/${encodeURIComponent(widget)}` };
  },
  read: (reply) =>
    readJson(reply, (value) => {
      const { online } = isRecord(value) ? (isRecord(value['data']) ? value['data'] : value) : {};
      if (typeof online !== 'boolean') return faultOf('unknown-value', '"online" should be true or false');
      return { state: online ? 'available' : 'nobody' };
    }),
};
