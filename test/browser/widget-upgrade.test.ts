import { sendKeys } from '@web/test-runner-commands';
import { AskUsNowElement } from '@askusnow/widget';
import { audit } from './axe.js';
import {
  aClosedAnswer,
  aLibrary,
  anAnswer,
  answer,
  clearStage,
  equal,
  mount,
  mountWith,
  ok,
  ownChat,
  stage,
  until,
} from './harness.js';

const OWN = 'https://own.example.org/chat';

describe('a tag that is upgraded', () => {
  afterEach(clearStage);

  it('upgraded tag: passes the accessibility audit in every size, open and closed', async () => {
    for (const variant of ['card', 'button', 'link']) {
      await mountWith(anAnswer, { variant });
      await mountWith(aClosedAnswer, { variant });
    }
    await audit(stage);
  });

  it('upgraded tag: fails the audit when its text cannot be read (mutant)', async () => {
    const { link } = await mountWith(anAnswer);
    link().style.color = '#5b8fc8';
    const failed = await audit(stage).then(
      () => false,
      () => true,
    );
    ok(failed, 'the audit sees no contrast');
  });

  it('upgraded tag: is one stop for the keyboard, and Enter opens the link', async () => {
    const { tag, link } = await mountWith(anAnswer);
    const opened = new Promise<string>((resolve) => {
      tag.addEventListener('click', (event) => {
        event.preventDefault();
        resolve((event.composedPath()[0] as HTMLAnchorElement).href);
      });
    });
    tag.focus();
    equal(tag.shadowRoot!.activeElement === link(), true, 'the link has the focus');
    await sendKeys({ press: 'Enter' });
    equal(await opened, ownChat);
  });

  it("upgraded tag: has its status in the link's name", async () => {
    const { name, link } = await mountWith(anAnswer);
    ok(/^Ask a librarian\. Open until \d{1,2}(:\d\d)? [AP]M$/.test(name()), name());
    equal(link().innerText.replace(/\s+/g, ' ').trim(), name());
  });

  it('upgraded tag: takes up properties that were set before', async () => {
    const library = aLibrary();
    await answer(library, anAnswer(library));
    const early = document.createElement('div');
    early.innerHTML = `<ask-us-now><a href="${OWN}">Chat</a></ask-us-now>`;
    const tag = early.firstElementChild as AskUsNowElement;
    tag.library = library;
    tag.pinned = true;
    stage.append(tag);
    const link = await until(() => tag.shadowRoot?.querySelector<HTMLAnchorElement>('a[part=link]'));
    await until(() => tag.shadowRoot!.querySelector('[data-tone=open]'));
    equal(link.href, OWN);
  });

  it('upgraded tag: waits with the upgrade while the link inside has the focus', async () => {
    const library = aLibrary();
    await answer(library, anAnswer(library));
    const tag = document.createElement('ask-us-now');
    tag.setAttribute('library', library);
    tag.innerHTML = `<a href="${OWN}">Ask</a>`;
    const template = document.createElement('template');
    template.content.append(tag);
    // A stand-in for a page whose script comes late: the same tag under a name that is defined while it is focused.
    class Late extends AskUsNowElement {}
    const late = document.createElement('late-tag');
    late.setAttribute('library', library);
    late.innerHTML = `<a href="${OWN}">Ask</a>`;
    stage.append(late);
    const anchor = late.querySelector('a')!;
    anchor.focus();
    customElements.define('late-tag', Late);
    await new Promise((resolve) => setTimeout(resolve, 250));
    equal([late.shadowRoot, document.activeElement === anchor], [null, true]);
    anchor.blur();
    await until(() => late.shadowRoot?.querySelector('[data-tone=open]'));
    late.remove();
  });

  it('upgraded tag: keeps its box whatever it says', async () => {
    for (const variant of ['card', 'button', 'link']) {
      const boxes: number[][] = [];
      for (const body of [anAnswer, aClosedAnswer]) {
        const { width, height } = (await mountWith(body, { variant })).tag.getBoundingClientRect();
        boxes.push([width, height]);
        // Links would stand in one line.
        clearStage();
      }
      equal(boxes[0], boxes[1], variant);
    }
  });

  it('upgraded tag: fits into 320 px, right to left too', async () => {
    stage.style.inlineSize = '280px';
    stage.dir = 'rtl';
    const { tag } = await mountWith(aClosedAnswer);
    const fits =
      tag.getBoundingClientRect().width <= 280 && tag.shadowRoot!.querySelector('[part=box]')!.scrollWidth <= 280;
    stage.removeAttribute('style');
    stage.removeAttribute('dir');
    ok(fits);
  });

  it('upgraded tag: shows the text of a host in its own letters, in the size that goes with the page’s', async () => {
    stage.style.cssText = 'text-transform: uppercase; font-size: 40px; letter-spacing: 9px; text-align: right';
    const { link } = await mountWith(anAnswer);
    const { textTransform, fontSize, letterSpacing } = getComputedStyle(link());
    stage.removeAttribute('style');
    equal([textTransform, fontSize, letterSpacing], ['none', '40px', 'normal']);
  });

  it('upgraded tag: gives black text to a light background and white to a dark one', async () => {
    const { tag, link } = await mountWith(anAnswer);
    const ink = (): string => {
      const [red] = /[\d.]+(?=[^\d.]+[\d.]+[^\d.]+[\d.]+\)$)/.exec(
        getComputedStyle(link()).color.replace('srgb-linear', ''),
      )!;
      return red;
    };
    tag.style.setProperty('--ask-us-now-background', '#ffd100');
    equal(Number(ink()), 0);
    tag.style.setProperty('--ask-us-now-background', '#7a0019');
    ok(Number(ink()) > 0);
  });

  it('upgraded tag: keeps its colours where the page has given a type to properties of short names', async () => {
    // A registered property has its type in shadow trees, too.
    for (const name of ['--ink', '--back'])
      CSS.registerProperty({ name, syntax: '<length>', inherits: true, initialValue: '0px' });
    const { link } = await mountWith(anAnswer);
    const { backgroundColor, color } = getComputedStyle(link());
    equal([backgroundColor, /1 1 1\)|255, 255, 255/.test(color)], ['rgb(11, 87, 164)', true]);
  });

  it('upgraded tag: is a plain label where there is nowhere to go', async () => {
    const { link } = await mount({ library: 'Not A Library' }, 'words alone').catch(async () => {
      const tag = stage.querySelector('ask-us-now')!;
      return { link: () => tag.shadowRoot!.querySelector<HTMLAnchorElement>('a[part=link]')! };
    });
    equal(link().hasAttribute('href'), false);
  });
});
