// A patron whom a search can find: every trace that a visit may leave contains a word that is nowhere else.
import { createHash } from 'node:crypto';

/** What each carrier of a visit holds. */
export const MARKS = {
  /** The raw visits' own end of the connection. */
  address: '127.91.17.43',
  /** What a named proxy says of a patron's address. */
  forwarded: '198.51.100.217',
  forwarded6: '2001:db8:5a17:9e3::4d2',
  agent: 'Qzxvbrowser',
  language: 'qzxvlang',
  cookie: 'Qzxvcookie',
  referrer: 'Qzxvreferrer',
  query: 'Qzxvquery',
  fragment: 'Qzxvfragment',
  title: 'Qzxvtitle',
  name: 'Marta-Qzxvname',
  mail: 'qzxvmail@patrons.example',
  card: '21234005558817',
  body: 'Qzxvbody',
  origin: 'qzxvorigin',
  token: 'Qzxvtoken',
  request: 'Qzxvrequest',
} as const;
export type Carrier = keyof typeof MARKS;

export const LANGUAGE = `en-x-${MARKS.language}, en;q=0.7`;
export const COOKIE = `visitor=${MARKS.cookie}`;
export const CHROMIUM_AGENT = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 ${MARKS.agent}/7.31`;
export const FIREFOX_AGENT = `Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0 ${MARKS.agent}/7.31`;
/** Page addresses as libraries have them, with a person in the path. */
export const PERSONS_PAGE = `/people/${MARKS.name}/${MARKS.card}?q=${MARKS.query}#${MARKS.fragment}`;
export const MAIL_PAGE = `/${MARKS.mail}?q=${MARKS.query}#${MARKS.fragment}`;
/** What the server may keep of these two. */
export const PATTERNS = ['/people/:slug/:id', '/:slug'];

/** Bytes to look for. */
export interface Needle {
  carrier: Carrier;
  form: string;
  bytes: Buffer;
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** What is the same in base64 wherever the text begins: each of the three alignments, without its uncertain ends. */
const inBase64 = (text: string): string[] =>
  [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('\0'.repeat(shift) + text).toString('base64');
    const sure = Math.floor(((shift + text.length) * 8) / 6);
    return encoded.slice(shift === 0 ? 0 : shift + 1, sure);
  });

const everyEscape = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/** An IPv4 address as Postgres packs an inet or a cidr, and as a number in text and in memory. */
function packedAddress(text: string): [form: string, bytes: Buffer][] {
  const bytes = text.split('.').map(Number);
  if (bytes.length !== 4 || bytes.some((byte) => !(byte <= 255))) return [];
  const network = [...bytes.slice(0, 3), 0];
  const number = Buffer.from(bytes).readUInt32BE();
  const bigint = Buffer.alloc(8);
  bigint.writeBigUInt64LE(BigInt(number));
  return [
    ['inet', Buffer.from([2, 32, ...bytes])],
    ['cidr', Buffer.from([2, 24, ...network])],
    ['number', latin1(String(number))],
    ['bigint', bigint],
    ['network', latin1(`${bytes.slice(0, 3).join('.')}.`)],
  ];
}

/** Every way in which such a word would plausibly be kept: in text and its encodings, and as what hides nothing, a bare hash. */
function needlesOf(carrier: Carrier, word: string = MARKS[carrier]): Needle[] {
  const cases = new Set([word, word.toLowerCase(), word.toUpperCase()]);
  const forms: [form: string, bytes: Buffer][] = packedAddress(word);
  for (const text of cases) {
    forms.push(['utf-8', Buffer.from(text)], ['utf-16le', Buffer.from(text, 'utf16le')]);
    forms.push(['percent', latin1(encodeURIComponent(text))], ['every percent', latin1(everyEscape(text))]);
    forms.push(['backwards', latin1([...text].reverse().join(''))]);
    for (const encoded of inBase64(text)) forms.push(['base64', latin1(encoded)]);
    const hex = Buffer.from(text).toString('hex');
    forms.push(['hex', latin1(hex)], ['HEX', latin1(hex.toUpperCase())]);
    for (const algorithm of ['sha256', 'sha1', 'md5']) {
      const digest = createHash(algorithm).update(text).digest();
      forms.push([algorithm, digest], [`${algorithm} hex`, latin1(digest.toString('hex'))]);
      forms.push([`${algorithm} base64`, latin1(digest.toString('base64').replace(/=+$/, ''))]);
    }
  }
  const once = new Map(forms.map(([form, bytes]) => [bytes.toString('latin1'), { carrier, form, bytes }]));
  return [...once.values()];
}

/** The same of the IPv6 address: what one subscriber has, and how Postgres packs it. */
const SUBSCRIBER: Needle[] = [
  { carrier: 'forwarded6', form: 'network', bytes: latin1('2001:db8:5a17') },
  { carrier: 'forwarded6', form: 'inet', bytes: Buffer.from('20010db85a17', 'hex') },
];

/** The words themselves, and the whole values around them where a hash would be of the whole. */
export const NEEDLES: Needle[] = [
  ...(Object.keys(MARKS) as Carrier[]).flatMap((carrier) => needlesOf(carrier)),
  ...SUBSCRIBER,
  ...needlesOf('agent', CHROMIUM_AGENT),
  ...needlesOf('agent', FIREFOX_AGENT),
  ...needlesOf('cookie', COOKIE),
  ...needlesOf('language', LANGUAGE),
];
