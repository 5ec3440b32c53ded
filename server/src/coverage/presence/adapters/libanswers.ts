// In:    a LibAnswers chat widget; the JSON that its status address answers.
// Out:   whether somebody can answer there.
// Never: takes anything but true for online.
//
// GET https://{host}/1.0/chat/widgets/status/{widget}
//   {"online":true}
// Not documented by the vendor; the pages of libraries ask it and read `online`, test/unit/coverage/presence-adapter-libanswers.test.ts
// says which. Where it is asked with a callback, the answer is wrapped as {"data":{"online":true}}: both are read.
// It speaks of the widget: one that falls back to a cooperative is online whenever the cooperative is, so the source
// should name a widget of the local desk alone.
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
