import assert from 'node:assert/strict';
import { test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { toAtom } from '../../../server/src/help/notices/atom.ts';
import type { KeptNotice } from '../../../server/src/help/notices/notice.ts';
import { aNotice } from '../../support/data/notices.ts';

const ID = '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77';
const CREATED_AT = Date.parse('2026-05-01T12:00:00.000Z');
const place = { publicUrl: 'https://ask.example.org', author: 'Bay & Shore Cooperative' };
const { key: _key, ...told } = aNotice();
const kept = (over: Partial<KeptNotice> = {}): KeptNotice => ({ ...told, id: ID, ...over });

interface Read {
  feed: {
    id: string;
    updated: string;
    author: { name: string };
    entry: Record<'id' | 'title' | 'updated' | 'summary' | 'link', unknown>[];
  };
}

function read(notices: KeptNotice[]): Read['feed'] {
  const xml = toAtom({ recipientId: 3, createdAtMs: CREATED_AT, notices }, place);
  assert.equal(XMLValidator.validate(xml), true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: (name) => name === 'entry',
    parseTagValue: false,
    htmlEntities: true,
  });
  const { feed } = parser.parse(xml) as Read & { feed: { '@_xmlns': string } };
  assert.equal(feed['@_xmlns'], 'http://www.w3.org/2005/Atom');
  return feed;
}

test('Atom feed: an entry has what RFC 4287 asks of one, and a way to the dashboard', () => {
  const feed = read([kept()]);
  assert.deepEqual(
    [feed.id, feed.updated, feed.author.name],
    ['https://ask.example.org/v1/recipients/3', '2026-05-04T18:00:00.000Z', 'Bay & Shore Cooperative'],
  );
  const [entry] = feed.entry;
  assert.deepEqual(
    [entry?.id, entry?.title, entry?.updated, entry?.link],
    [
      `urn:uuid:${ID}`,
      'Harford desk: nobody is there since 14:00',
      '2026-05-04T18:00:00.000Z',
      { '@_rel': 'alternate', '@_type': 'text/html', '@_href': 'https://ask.example.org/dashboard' },
    ],
  );
  assert.deepEqual(entry?.summary, { '#text': aNotice().text, '@_type': 'text' });
});

test('Atom feed: a feed of nothing is a feed', () => {
  assert.equal(read([]).updated, '2026-05-01T12:00:00.000Z');
});

test('Atom feed: no text becomes markup, and none breaks the feed', () => {
  const nasty = `</title><script>alert("&amp;'")</script> ]]> <!-- \u0000\u0008\ud800\uffff`;
  const [entry] = read([kept({ subject: nasty, text: nasty })]).entry;
  const shown = `</title><script>alert("&amp;'")</script> ]]> <!-- \ufffd\ufffd\ufffd\ufffd`;
  assert.equal(entry?.title, shown);
  assert.equal((entry?.summary as { '#text': string } | undefined)?.['#text'], shown);
});
