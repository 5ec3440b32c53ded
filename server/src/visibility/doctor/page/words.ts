// In:    an entry point on a page, and the page's texts.
// Out:   whether its words are plain, and whether a line beside it says who answers and when.
// Never: needs Node. Says that a line is missing: a picture, or a page's script, may show it.
import type { Context } from './context.ts';
import { isInside, type PageElement, type PageText } from './read-page.ts';
import { finding, type Finding } from './report.ts';

/** A bare name with a capital inside ("AskUsNow!"), and what only librarians say. */
const BRAND = /^\p{L}*\p{Ll}\p{Lu}\p{L}*[!?.]?$/u;
const ACRONYM = /^\p{Lu}{2,5}[!?.]?$/u;
const JARGON = /\breference\b/i;
/** Words in capitals that are no acronyms. */
const PLAIN = /^(?:ask|chat|help|talk|text|call)\b/i;

/** A line, not a paragraph or a page. */
const MAX_LINE_CHARS = 300;
/** How far above the tag the line may begin: a box around it, and one around that. */
const MAX_BOXES = 3;
const WHO = /\b(?:librarians?|staff)\b/i;
const ANSWERS = /\b(?:answer|repl|help|chat|available|online)\w*/i;
const WHEN =
  /\b24\s?\/\s?7\b|\b24 hours\b|\bday (?:and|or) night\b|\baround the clock\b|\bevery day\b|\bweekdays\b|\b(?:mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?s?\b|\b\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\b\d{1,2}:\d\d\b/i;

const join = (texts: readonly PageText[]): string =>
  texts
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

/** What a patron reads or hears of it. */
function labelOf(entry: PageElement, texts: readonly PageText[]): string {
  const said = entry.attributes.get(entry.name === 'img' ? 'alt' : 'title');
  return entry.name === 'img' || entry.name === 'iframe'
    ? (said ?? '').trim()
    : join(texts.filter(({ parent }) => parent === entry || isInside(parent, entry)));
}

const isPlain = (label: string): boolean =>
  PLAIN.test(label) ? !JARGON.test(label) : !BRAND.test(label) && !ACRONYM.test(label) && !JARGON.test(label);

/** The text around it in the nearest box that has any; empty: none, or more than a line. */
function lineBeside(entry: PageElement, texts: readonly PageText[]): string {
  let box = entry.parent;
  for (let level = 0; level < MAX_BOXES && box !== null && box.name !== 'body'; level++, box = box.parent) {
    const around = box;
    const others = texts.filter(
      ({ parent }) => (parent === around || isInside(parent, around)) && parent !== entry && !isInside(parent, entry),
    );
    if (others.length === 0) continue;
    const line = join(others);
    return line.length <= MAX_LINE_CHARS ? line : '';
  }
  return '';
}

export function wordFindings(entry: PageElement, { parts: { texts } }: Context): Finding[] {
  const label = labelOf(entry, texts);
  const line = lineBeside(entry, texts);
  const findings: Finding[] = [];
  if (!isPlain(label)) findings.push(finding('words-not-plain', entry.line, label));
  if (WHO.test(line) && ANSWERS.test(line) && WHEN.test(line)) findings.push(finding('who-answers-beside', entry.line));
  return findings;
}
