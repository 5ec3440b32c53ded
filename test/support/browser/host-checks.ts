// What the tag may not change on a page that is not ours: its pixels, errors, console, policy reports and accessibility; and what
// the page may not change of the tag: its look. A page is loaded with the tag, and without: there an empty element stands in the
// tag's place and takes the same box.
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { auditVisit } from './host-audit.ts';
import { aPage, aScript, aTag } from './host-page.ts';
import { DRIVEN_ENGINES, type AnyVisit, type Visit } from './host-visit.ts';
import { launchWebKit } from './host-webkit.ts';
import { decodePicture, differenceOutside, type Box, type Picture } from './picture.ts';
import { eventually } from '../waiting.ts';

/** An engine with or without a driver that follows its pages. */
export interface AnyEngine {
  visit(): Promise<AnyVisit & Partial<Pick<Visit, 'lines'>>>;
  close(): void | Promise<void>;
}
export const ALL_ENGINES: Record<string, () => Promise<AnyEngine>> = { ...DRIVEN_ENGINES, WebKit: launchWebKit };

/** Declares tests in each engine, whose pages are all loaded in one window. */
export function inEachEngine(declare: (on: { readonly visit: AnyVisit }, name: string) => void): void {
  for (const [name, launch] of Object.entries(ALL_ENGINES))
    describe(name, () => {
      const on = {} as { visit: AnyVisit };
      let engine: AnyEngine;
      before(async () => {
        engine = await launch();
        on.visit = await engine.visit();
      });
      after(async () => {
        await on.visit.close();
        await engine.close();
      });
      declare(on, name);
    });
}

/** Presses the middle of what a selector finds, once it stands still and nothing is before it. */
export async function press(visit: AnyVisit, selector: string): Promise<void> {
  let last = '';
  const at = await eventually(async () => {
    const found = await visit.see<{ x: number; y: number } | null>(`(() => {
      const target = document.querySelector('${selector}');
      if (!target || document.getAnimations().some(({ playState }) => playState === 'running')) return null;
      const { x, y, width, height } = target.getBoundingClientRect();
      const middle = { x: x + width / 2, y: y + height / 2 };
      return target.contains(document.elementFromPoint(middle.x, middle.y)) ? middle : null;
    })()`);
    const before = last;
    last = JSON.stringify(found);
    return before === last ? found : null;
  });
  await visit.click(at);
}

/** Has the page send the events that it gathers for some seconds, as it does when it is hidden. */
export const sendEvents = (visit: AnyVisit): Promise<void> =>
  visit.see(`(() => {
    const event = document.createEvent('Event');
    event.initEvent('pagehide', false, false);
    window.dispatchEvent(event);
  })()`);

/** Takes the pointer off the page's things: it stays where the page before was clicked. */
const rest = (visit: AnyVisit): Promise<void> => visit.point({ x: 1, y: 1 });

/** What stands in the tag's place on the page without it. */
export const aPlace = (id: string): string => `<span id="${id}"></span>`;

/** What a page shows and reports. */
export interface HostLook {
  picture: Picture;
  findings: string[];
  heard: { errors: string[]; violations: string[] };
  /** Warnings and errors of the console, where the driver reads it. */
  lines: string[];
}

const isTrouble = (line: string): boolean => /^(error|warn)/.test(line);

/** Once the page's fonts and pictures are there, and in two frames what it has just changed is painted. */
const PAINTED = `(async () => {
  const pictures = [...document.images].filter(({ loading }) => loading !== 'lazy');
  await Promise.all([document.fonts.ready, ...pictures.map((picture) => picture.decode().catch(() => false))]);
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));
})()`;

/** Looks at the page that a visit is at. */
export async function lookAtHost(visit: AnyVisit & Partial<Pick<Visit, 'lines'>>): Promise<HostLook> {
  await rest(visit);
  await visit.see(PAINTED);
  const picture = decodePicture(await visit.shoot());
  return {
    picture,
    findings: await auditVisit(visit),
    heard: await visit.heard(),
    lines: (visit.lines ?? []).filter(isTrouble),
  };
}

/** Where the first tag is, and as what it stands there. */
interface Place extends Box {
  style: Record<'display' | 'vertical-align' | 'float' | 'margin' | 'position', string>;
}

export const placeOf = (visit: AnyVisit, selector = 'ask-us-now'): Promise<Place> =>
  visit.see(`(() => {
    const tag = document.querySelector('${selector}');
    const { x, y, width, height } = tag.getBoundingClientRect();
    const style = getComputedStyle(tag);
    const named = {};
    for (const name of ['display', 'vertical-align', 'float', 'margin', 'position']) named[name] = style.getPropertyValue(name);
    return { x, y, width, height, style: named };
  })()`);

/** On the page without the tag: makes its stand-in the tag's box. By script, which no policy on styles refuses. */
export const takePlace = (visit: AnyVisit, selector: string, { width, height, style }: Place): Promise<void> =>
  visit.see(`(() => {
    const place = document.querySelector('${selector}');
    const style = ${JSON.stringify({ ...style, width: `${width}px`, height: `${height}px` })};
    for (const name in style) if (typeof style[name] === 'string') place.style.setProperty(name, style[name]);
  })()`);

/** Fails if the page is another one with the tags than without them, their boxes apart. */
export function assertHostUnchanged(without: HostLook, withTag: HostLook, boxes: readonly Box[]): void {
  assert.equal(differenceOutside(boxes, without.picture, withTag.picture), null, 'pixels outside of the tag');
  assert.deepEqual(
    withTag.findings.filter((line) => !without.findings.includes(line)),
    [],
    'accessibility',
  );
  assert.deepEqual(withTag.heard, without.heard, 'errors and policy reports');
  assert.deepEqual(withTag.lines, without.lines, 'the console');
}

/** What depends on where a box stands and how much room it has there. */
const OF_LAYOUT = /^(perspective-origin|transform-origin|inset-.*|top|right|bottom|left)$/;

/** The size of a tag and all computed styles inside of it, to the hundredth, by element; what sets its size from outside is `fontSize`. */
export interface TagLook {
  fontSize: string;
  width: number;
  height: number;
  styles: Record<string, Record<string, string>>;
}

export async function lookAtTag(visit: AnyVisit, selector = 'ask-us-now'): Promise<TagLook> {
  await rest(visit);
  return visit.see(`(() => {
    const tag = document.querySelector('${selector}');
    const styles = {};
    const elements = tag.shadowRoot.querySelectorAll(':not(slot)');
    for (let at = 0; at < elements.length; at++)
      for (const pseudo of ['', '::before', '::after']) {
        const computed = getComputedStyle(elements[at], pseudo || null);
        if (pseudo && computed.content === 'none') continue;
        const named = (styles[at + ' ' + elements[at].localName + ' ' + (elements[at].getAttribute('part') || '') + pseudo] = {});
        for (let index = 0; index < computed.length; index++)
          if (!computed[index].startsWith('--') && !${OF_LAYOUT}.test(computed[index])) named[computed[index]] = computed.getPropertyValue(computed[index]).replace(/\\d+\\.\\d+/g, (number) => (+number).toFixed(2));
      }
    const { width, height } = tag.getBoundingClientRect();
    return { fontSize: getComputedStyle(tag).fontSize, width, height, styles };
  })()`);
}

/** The plain page on which a tag looks as it should, with text of a size, beside what the tag's attributes say. */
export const aPlainPage = (server: string, chat: string, fontSize: string, attributes = ''): string =>
  aPage({ body: `<div id="plain">${aTag(chat, attributes)}</div>`, head: `<style>#plain { font-size: ${fontSize} }</style>${aScript(server)}` }); // oxfmt-ignore

/** Fails if a tag does not look as on a plain page. */
export function assertTagUnchanged(plain: TagLook, there: TagLook): void {
  for (const [element, styles] of Object.entries(there.styles))
    assert.deepEqual(styles, plain.styles[element], `the look of ${element}`);
  const { styles: _plain, ...size } = plain;
  const { styles: _there, ...sizeThere } = there;
  assert.deepEqual(sizeThere, size, 'the size');
}

/** A page that can be shown with the tag, whose id is `ask`, and without. */
export interface ComparedPage {
  /** Goes to it. */
  open(isWith: boolean): Promise<void>;
  /** The address of the plain page for text of a size. */
  plain(fontSize: string): string;
  /** What the tag's link leads to, by name and address. */
  link: { name: RegExp; href: string };
}

/** Fails if a page is another one with the tag than without, or the tag another one there than on a plain page; clicks once. */
export async function compareHost(
  visit: AnyVisit & Partial<Pick<Visit, 'lines'>>,
  { open, plain, link }: ComparedPage,
): Promise<void> {
  visit.lines?.splice(0);
  await open(true);
  await visit.settled('#ask');
  // A language comes after the status.
  await eventually(async () => link.name.test((await visit.link('#ask')).name));
  const { href, ours, visible } = await visit.link('#ask');
  assert.deepEqual([href, ours, visible], [link.href, true, true]);
  const place = await placeOf(visit, '#ask');
  const tag = await lookAtTag(visit, '#ask');
  const withTag = await lookAtHost(visit);
  await press(visit, '#ask');
  await eventually(() => visit.see(`location.href === '${link.href}'`).catch(() => false));

  visit.lines?.splice(0);
  await open(false);
  await takePlace(visit, '#ask', place);
  assertHostUnchanged(await lookAtHost(visit), withTag, [place]);
  await visit.goto(plain(tag.fontSize));
  // As narrow as the page's column.
  await visit.see(`void (document.querySelector('#plain').style.width = '${place.width}px')`);
  await visit.settled();
  assertTagUnchanged(await lookAtTag(visit), tag);
}
