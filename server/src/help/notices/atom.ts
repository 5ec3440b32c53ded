// In:    a recipient's latest notices.
// Out:   an Atom feed (RFC 4287).
// Never: contains the feed's own address, which is its password and which readers share with its content.
import type { Feed } from './feed-store.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { toInstant } from '../../platform/time/instants.ts';

/** XML 1.0 cannot represent these characters, not even escaped. Source: XML 1.0, production 2. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

const escaped = (text: string): string => escapeHtml(text.replaceAll(FORBIDDEN, '\ufffd'));

export function toAtom(feed: Feed, { publicUrl, author }: { publicUrl: string; author: string }): string {
  const dashboard = `<link rel="alternate" type="text/html" href="${escaped(publicUrl)}/dashboard"/>`;
  const entries = feed.notices.map(
    ({ id, kind, subject, text, atMs }) => `
  <entry>
    <id>urn:uuid:${id}</id>
    <title>${escaped(subject)}</title>
    <updated>${toInstant(atMs)}</updated>
    ${dashboard}
    <category term="${kind}"/>
    <summary type="text">${escaped(text)}</summary>
  </entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${escaped(publicUrl)}/v1/recipients/${feed.recipientId}</id>
  <title>Notices</title>
  <updated>${toInstant(feed.notices[0]?.atMs ?? feed.createdAtMs)}</updated>
  <author><name>${escaped(author)}</name></author>
  ${dashboard}${entries.join('')}
</feed>
`;
}
