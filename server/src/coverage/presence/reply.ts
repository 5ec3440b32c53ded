// In:    a source's reply.
// Out:   its body as JSON or XML, or a fault.
// Never: accepts an error page, a wrong type or a partial body.
import type { EgressReply } from '../../platform/egress/egress.ts';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Reading, ReadingFault } from './adapter.ts';
import type { SampledState } from './sample.ts';

export const faultOf = (code: ReadingFault['code'], detail: string): { fault: ReadingFault } => ({
  fault: { code, detail },
});

const JSON_TYPES = ['application/json', 'text/json'];
const XML_TYPES = ['text/xml', 'application/xml'];

/** Reads a complete body of the requested type. */
function bodyOf({ status, headers, body }: EgressReply, types: readonly string[]): { text: string } | Reading {
  if (status < 200 || status > 299) return faultOf('refused', `answered with status ${status}`);
  // ejabberd sends the type twice: its default, then the reply's.
  const given = (headers['content-type'] ?? '').toLowerCase().split(',');
  if (!given.some((type) => types.includes(type.split(';', 1)[0]!.trim())))
    return faultOf('wrong-content-type', `should answer as ${types[0]}`);
  const text = body.toString('utf8').replace(/^\uFEFF/, '');
  return text.trim() === '' ? faultOf('unreadable', 'answered with an empty body') : { text };
}

export function readJson(reply: EgressReply, judge: (value: unknown) => Reading): Reading {
  const body = bodyOf(reply, JSON_TYPES);
  if (!('text' in body)) return body;
  let value: unknown;
  try {
    value = JSON.parse(body.text);
  } catch {
    return faultOf('unreadable', 'answered with something that is not JSON');
  }
  return judge(value);
}

/** Max number of brackets and equals signs: a desk with a hundred clients has some 600. The parser takes about 1 µs for each. */
const MAX_MARKUP = 4_000;

function hasTooMuchMarkup(text: string): boolean {
  let count = 0;
  for (const character of text) if (character === '<' || character === '=') count += 1;
  return count > MAX_MARKUP;
}

/** Attributes and elements by name, each element as a list. Text stays text: no entities, no numbers. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  ignoreDeclaration: true,
  ignorePiTags: true,
  processEntities: false,
  parseTagValue: false,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

export function readXml(reply: EgressReply, judge: (document: Record<string, unknown>) => Reading): Reading {
  const body = bodyOf(reply, XML_TYPES);
  if (!('text' in body)) return body;
  // A document type can define entities; the format has none.
  if (/<!DOCTYPE/i.test(body.text)) return faultOf('unreadable', 'answered with a document type');
  if (hasTooMuchMarkup(body.text))
    return faultOf('unreadable', `answered with more than ${MAX_MARKUP} pieces of markup`);
  let document: unknown;
  try {
    document = XMLValidator.validate(body.text) === true ? parser.parse(body.text) : undefined;
  } catch {
    document = undefined;
  }
  if (!isRecord(document)) return faultOf('unreadable', 'answered with something that is not XML');
  return judge(document);
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The meaning of a source's own word; undefined if it is unknown. */
export const meaningOf = (words: Readonly<Record<string, SampledState>>, word: unknown): SampledState | undefined =>
  typeof word === 'string' && Object.hasOwn(words, word) ? words[word] : undefined;

/** The fault for an unknown word. */
export const notOneOf = (words: Readonly<Record<string, SampledState>>, field: string): Reading =>
  faultOf('unknown-value', `"${field}" should be one of ${Object.keys(words).join(', ')}`);

/** The most available state counts for all; with none, nobody is there. */
export const bestOf = (states: readonly SampledState[]): Reading => ({
  state: states.includes('available') ? 'available' : states.includes('busy') ? 'busy' : 'nobody',
});
