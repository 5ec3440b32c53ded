import '@askusnow/widget';
import { audit } from './axe.js';
import {
  anAnswer,
  clearStage,
  equal,
  mountWith,
  ok,
  posted,
  stage,
  until,
  type Mounted,
  writesOfAnIdleUpdate,
  loadFrom,
} from './harness.js';

type Tab = Mounted & { library: string };

const fold = ({ tag }: Mounted): HTMLButtonElement => tag.shadowRoot!.querySelector('button')!;
const floats = ({ tag }: Mounted): boolean => getComputedStyle(tag).position === 'fixed';
const box = ({ tag }: Mounted): DOMRect => tag.getBoundingClientRect();
const overlap = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/** Something that the page fixes on the screen. */
function fix(style: string, html = '<p>We use cookies</p>'): HTMLElement {
  const banner = document.createElement('div');
  banner.style.cssText = `position: fixed; z-index: 5; background: #fff; ${style}`;
  banner.innerHTML = html;
  stage.append(banner);
  return banner;
}

async function mountTab(attributes: Record<string, string> = {}): Promise<Tab> {
  const tab = await mountWith(anAnswer, { variant: 'tab', ...attributes });
  await until(() => floats(tab) && getComputedStyle(tab.tag).visibility === 'visible', 'it floats');
  return tab;
}

describe('tab', () => {
  before(async () => {
    const { files } = (await (await fetch('/widget/dist/bundle/versions.json')).json()) as { files: object };
    ok(Object.keys(files).some((name) => name.startsWith('ask-us-now.tab.')));
  });
  beforeEach(() => loadFrom(`${location.origin}/widget/dist/bundle/`));
  afterEach(() => {
    loadFrom(undefined);
    clearStage();
    stage.replaceChildren(stage.querySelector('h1')!);
    document.documentElement.removeAttribute('dir');
    scrollTo(0, 0);
  });

  it('tab: floats in the bottom corner of the window, within it, and passes the audit', async () => {
    const tab = await mountTab();
    const { right, bottom, left } = box(tab);
    ok(
      right <= innerWidth && right > innerWidth - 40 && bottom <= innerHeight && bottom > innerHeight - 40 && left > 0,
    );
    equal(tab.link().href, 'https://chat.example.org/own');
    await audit(tab.tag);
  });

  it('tab: an update that changes nothing writes nothing', async () => {
    equal(await writesOfAnIdleUpdate((await mountTab()).tag), []);
  });

  it('tab: on a page that is read from the right it is in the other corner', async () => {
    document.documentElement.dir = 'rtl';
    const tab = await mountTab();
    ok(box(tab).left < 40 && box(tab).left >= 0, JSON.stringify(box(tab)));
  });

  it('tab: is a button in its place while its file is not there', async () => {
    loadFrom(`${location.origin}/nothing/`);
    const tab = await mountWith(anAnswer, { variant: 'tab' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    const button = await mountWith(anAnswer, { variant: 'button' });
    ok(!floats(tab) && !fold(tab));
    equal([box(tab).width, box(tab).height], [box(button).width, box(button).height]);
    equal(tab.link().href, 'https://chat.example.org/own');
  });

  it('tab: is a button in its place where a box of the page keeps it from the window', async () => {
    const around = document.createElement('div');
    around.style.cssText = 'transform: translateX(0); height: 100px; overflow: hidden';
    const tab = await mountTab();
    stage.append(around);
    around.append(tab.tag);
    await until(() => !floats(tab));
    ok(fold(tab).hidden);
  });

  it('tab: is counted as a floating control', async () => {
    const tab = await mountTab({ placement: 'corner' });
    await until(async () => (await posted(tab.library)).length > 0);
    ok((await posted(tab.library)).every(({ form }) => form === 'tab'));
  });

  for (const [name, style] of Object.entries({
    'a cookie banner below it': 'inset: auto 0 0 0; height: 120px; z-index: 5',
    'a cookie banner in front of it': 'inset: auto 0 0 0; height: 120px; z-index: 99999',
    "another vendor's small control": 'inset: auto 20px 20px auto; width: 40px; height: 40px; z-index: 5',
  }))
    it(`tab: moves above ${name}, and back when it has gone`, async () => {
      const tab = await mountTab();
      const home = box(tab);
      const banner = fix(style);
      await until(() => !overlap(box(tab), banner.getBoundingClientRect()), 'it has moved');
      ok(floats(tab));
      equal(box(tab).right, home.right);
      banner.remove();
      await until(() => box(tab).bottom === home.bottom, 'it is back');
    });

  it('tab: moves from a dialog in a shadow tree, and to the other corner where the first is full', async () => {
    const tab = await mountTab();
    const host = document.createElement('div');
    stage.append(host);
    host.attachShadow({ mode: 'open' }).append(fix('inset: 10% 0 0 auto; width: 45%'));
    await until(() => box(tab).left < 40, 'it is in the other corner');
    host.remove();
  });

  it('tab: goes back to its place where nothing is free', async () => {
    const tab = await mountTab();
    const wall = fix('inset: 20% 0 0 0');
    await until(() => !floats(tab));
    wall.remove();
    await until(() => floats(tab));
  });

  it('tab: what gets the focus is never behind it, also after the page has scrolled', async () => {
    const tab = await mountTab();
    const field = document.createElement('input');
    field.ariaLabel = 'Search';
    field.style.cssText = 'position: absolute; right: 30px; bottom: 30px; width: 100px; height: 30px';
    stage.append(field);
    field.focus();
    ok(!overlap(box(tab), field.getBoundingClientRect()), 'at once');
    field.style.cssText = `position: absolute; right: 30px; top: ${innerHeight + 800}px; width: 100px; height: 30px`;
    scrollTo(0, 850);
    await until(() => scrollY > 700);
    await until(() => !overlap(box(tab), field.getBoundingClientRect()), 'after scrolling');
  });

  it('tab: mutant: fixed in its corner it lies over the field with the focus', async () => {
    const tab = await mountTab();
    const field = document.createElement('input');
    field.style.cssText = 'position: absolute; right: 30px; bottom: 30px; width: 100px; height: 30px';
    stage.append(field);
    ok(overlap(box(tab), field.getBoundingClientRect()));
  });

  it('tab: is minimised by its button and comes back by it, keeping the focus, the name and nothing in storage', async () => {
    // Other files of this browser set cookies, too.
    const stored = (): unknown => [localStorage.length, sessionStorage.length, document.cookie];
    const before = stored();
    const tab = await mountTab();
    const button = fold(tab);
    equal([button.ariaLabel, button.ariaExpanded], ['Minimize', 'true']);
    button.focus();
    button.click();
    equal([button.ariaLabel, button.ariaExpanded], ['Ask a librarian', 'false']);
    equal(tab.link().getClientRects().length, 0);
    ok(box(tab).width < 60 && box(tab).width >= 40, `${box(tab).width}`);
    await audit(tab.tag);
    equal(tab.tag.shadowRoot!.activeElement, button);
    button.click();
    ok(tab.link().getClientRects().length > 0);
    equal(stored(), before);
  });

  it('tab: becomes what the page makes of it', async () => {
    const tab = await mountTab();
    tab.tag.setAttribute('variant', 'card');
    await until(() => !floats(tab) && fold(tab).hidden);
  });

  it('tab: a removed one is looked at no more, and floats again when it is put back, as what it is then', async () => {
    const removed = await mountTab();
    const other = await mountTab();
    /** Waits as long as tabs take to look at the page and to move. */
    const look = async (): Promise<void> => {
      const banner = fix('inset: auto 0 0 0; height: 120px');
      await until(() => !overlap(box(other), banner.getBoundingClientRect()), 'the other one has moved');
      banner.remove();
      await until(() => innerHeight - box(other).bottom < 40, 'it is back in the corner');
    };
    removed.tag.remove();
    await look();
    let reads = 0;
    const isConnected = (): boolean => (reads++, false);
    Object.defineProperty(removed.tag, 'isConnected', { get: isConnected, configurable: true });
    for (const type of ['focusin', 'scroll', 'resize']) window.dispatchEvent(new Event(type));
    await look();
    equal(reads, 0);
    delete (removed.tag as { isConnected?: boolean }).isConnected;
    stage.append(removed.tag);
    await until(() => floats(removed), 'it floats again');
    removed.tag.remove();
    await look();
    removed.tag.setAttribute('variant', 'card');
    stage.append(removed.tag);
    await removed.tag.updateComplete;
    ok(!floats(removed) && fold(removed).hidden);
  });
});
