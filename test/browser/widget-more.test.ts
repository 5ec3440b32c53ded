import '@askusnow/widget';
import type { Availability } from '@askusnow/sdk';
import { audit } from './axe.js';
import {
  aClosedAnswer,
  anAnswer,
  answer,
  clearStage,
  equal,
  mountWith,
  ok,
  stage,
  until,
  type Mounted,
  writesOfAnIdleUpdate,
  loadFrom,
} from './harness.js';

const URGENT = { text: 'In a crisis? Call or text 988.', phone: '1-800-273-TALK', tel: '18002738255' };
const until4 = new Date(Date.now() + 4 * 3_600_000).toISOString();
const MESSAGE = { text: 'The catalog is down until 3 PM; ask us.', until: until4 };

const closed =
  (changes: Partial<Availability>) =>
  (library: string): Availability => ({ ...aClosedAnswer(library), ...changes });

const root = ({ tag }: Mounted): ShadowRoot => tag.shadowRoot!;
const words = (mounted: Mounted): string[] =>
  [...root(mounted).querySelectorAll('[part=other],[part=sentence]')]
    .filter((part) => part.localName !== 'summary')
    .map((part) => part.textContent);
const shown = (mounted: Mounted): string[] =>
  [...root(mounted).querySelectorAll<HTMLElement>('[part=other],[part=sentence]')]
    .filter((part) => part.checkVisibility() && part.getClientRects().length > 0)
    .map((part) => part.textContent);
const link = (mounted: Mounted, text: string): HTMLAnchorElement =>
  [...root(mounted).querySelectorAll('a')].find(({ textContent }) => textContent === text)!;

describe('more', () => {
  beforeEach(() => loadFrom(`${location.origin}/widget/dist/bundle/`));
  afterEach(() => {
    loadFrom(undefined);
    clearStage();
    stage.replaceChildren(stage.querySelector('h1')!);
  });

  it('more: while nobody can chat, the urgent line is shown first; what has no room is in an expandable part, and the card stays as high', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT }), {});
    const height = mounted.tag.offsetHeight;
    await until(() => words(mounted).includes(URGENT.text));
    equal(shown(mounted), [URGENT.text, 'More']);
    equal(link(mounted, URGENT.text).href, 'tel:18002738255');
    equal(mounted.tag.offsetHeight, height);
    await audit(mounted.tag);
    root(mounted).querySelector('summary')!.click();
    await until(() => shown(mounted).includes('Send a question'));
    await audit(mounted.tag);
  });

  it('more: an update that changes nothing writes nothing', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT }), {});
    // Once its lines have been fitted to its size.
    await until(() => root(mounted).querySelector<HTMLElement>('[part=box]')!.dataset['fitted']);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    equal(await writesOfAnIdleUpdate(mounted.tag), []);
  });

  it('more: a tag that speaks Spanish shows the Spanish sentences, and without one what is written', async () => {
    const es = '¿En crisis? Llame o envíe un texto al 988.';
    const urgent = { ...URGENT, translations: { es } };
    const answer = closed({ urgent, message: { ...MESSAGE, translations: { fr: 'Non.' } } });
    const mounted = await mountWith(answer, { lang: 'es', style: '--ask-us-now-block-size: 14em' });
    await until(() => words(mounted).includes(es));
    equal([link(mounted, es).lang, link(mounted, es).href], ['es-US', 'tel:18002738255']);
    ok(words(mounted).includes(MESSAGE.text) && !words(mounted).includes(URGENT.text));
    mounted.tag.lang = 'en';
    await until(() => words(mounted).includes(URGENT.text));
    ok(!words(mounted).includes(es));
  });

  it('more: with room reserved for it, all is shown', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }), {
      remind: '',
      style: '--ask-us-now-block-size: 14em',
    });
    await until(() => words(mounted).length === 5);
    equal(shown(mounted), [
      URGENT.text,
      MESSAGE.text,
      'Call 410-555-0100',
      'Send a question',
      'Remind me when chat opens',
    ]);
    equal(
      link(mounted, 'Remind me when chat opens').href,
      `${location.origin}/v1/libraries/${mounted.library}/next-opening.ics`,
    );
  });

  it('more: a page that gets narrower or wider has no error, and the lines are fitted again', async () => {
    const errors: string[] = [];
    const note = ({ message }: ErrorEvent): void => void errors.push(message);
    addEventListener('error', note);
    const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }), {
      remind: '',
      style: 'display: block; --ask-us-now-block-size: 14em',
    });
    await until(() => shown(mounted).length === 5);
    for (const [width, fits] of [
      ['180px', false],
      ['700px', true],
      ['150px', false],
    ] as const) {
      mounted.tag.style.inlineSize = width;
      await until(() => shown(mounted).includes('More') !== fits);
    }
    // A frame more: the browser reports what it could not deliver at the end of one.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)));
    removeEventListener('error', note);
    equal(errors, []);
  });

  it('more: mutant: shown without regard to the room, the lines make the card higher', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }));
    await until(() => words(mounted).includes(MESSAGE.text));
    const height = mounted.tag.offsetHeight;
    const details = root(mounted).querySelector('details')!;
    details.replaceWith(...[...details.children].slice(1));
    ok(mounted.tag.offsetHeight > height, `${mounted.tag.offsetHeight} > ${height}`);
  });

  it('more: while somebody answers, the sentence is shown and the urgent line and the reminder are not', async () => {
    const mounted = await mountWith((library) => anAnswer(library, { urgent: URGENT, message: MESSAGE }), {
      remind: '',
    });
    const height = mounted.tag.offsetHeight;
    await until(() => words(mounted).includes(MESSAGE.text));
    equal(words(mounted), [MESSAGE.text]);
    equal(mounted.tag.offsetHeight, height);
  });

  it('more: a sentence that has ended, a reminder without an opening, and an address that is none are not shown', async () => {
    const mounted = await mountWith(
      closed({
        urgent: { text: 'Click', page: 'javascript:alert(1)' },
        message: { ...MESSAGE, until: new Date(Date.now() - 1000).toISOString() },
        tiers: [],
      }),
      { remind: '' },
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    equal(words(mounted), ['Call 410-555-0100', 'Send a question']);
  });

  it('more: goes when the next answer has none of it', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT }));
    await until(() => words(mounted).includes(URGENT.text));
    await answer(mounted.library, anAnswer(mounted.library));
    await until(() => words(mounted).length === 0);
  });

  it('more: what changes while the tag has the focus stays until it is left, and is shown then', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }));
    await until(() => words(mounted).includes(URGENT.text));
    mounted.link().focus();
    const changed = {
      urgent: { ...URGENT, text: 'In danger? Call 911.' },
      message: { ...MESSAGE, text: 'We are back at 4.' },
    };
    const next = closed(changed)(mounted.library);
    next.tiers[0]!.open = [[new Date(Date.now() + 50 * 3_600_000).toISOString(), until4.replace(/^\d+/, '2999')]];
    const before = mounted.status();
    await answer(mounted.library, next);
    // The status changes at once: it moves nothing.
    await until(() => mounted.status() !== before);
    await mounted.tag.updateComplete;
    ok(words(mounted).includes(URGENT.text));
    (document.activeElement as HTMLElement).blur();
    await until(() => words(mounted).includes(changed.urgent.text) && words(mounted).includes(changed.message.text));
    ok(!words(mounted).includes(URGENT.text));
  });

  it('more: what has room while its expandable part is open is shown when that is closed', async () => {
    const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }), { style: 'display: block' });
    await until(() => shown(mounted).includes('More'));
    const details = root(mounted).querySelector('details')!;
    details.open = true;
    const box = root(mounted).querySelector<HTMLElement>('[part=box]')!;
    await until(() => box.dataset['fitted']);
    mounted.tag.style.cssText = 'display: block; --ask-us-now-block-size: 9em; --ask-us-now-inline-size: 700px';
    // Until the browser has told of the new size, and what waits for the frame after that has run.
    await until(() => mounted.tag.offsetWidth === 700);
    for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
    ok(details.isConnected);
    details.open = false;
    await until(() => shown(mounted).includes(MESSAGE.text) && !details.isConnected);
  });

  for (const variant of ['button', 'link'])
    it(`more: a ${variant} has no room for it and shows none`, async () => {
      const mounted = await mountWith(closed({ urgent: URGENT, message: MESSAGE }), { variant, remind: '' });
      await new Promise((resolve) => setTimeout(resolve, 500));
      equal(words(mounted), []);
    });
});
