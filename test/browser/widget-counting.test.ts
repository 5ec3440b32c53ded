import { sendKeys } from '@web/test-runner-commands';
import { audit } from './axe.js';
import { aClosedAnswer, anAnswer, clearStage, equal, mount, mountWith, ok, posted, stage, until } from './harness.js';

const kindsOf = async (library: string): Promise<string[]> => (await posted(library)).map(({ kind }) => kind);
const arrived = (library: string, ...kinds: string[]): Promise<unknown> =>
  until(async () => {
    const seen = await kindsOf(library);
    return kinds.every((kind) => seen.includes(kind)) && seen;
  }, kinds.join());

describe('counting', () => {
  afterEach(clearStage);

  it('counting: passes the audit', async () => {
    await mountWith(aClosedAnswer);
    await audit(stage);
  });

  it('counts what was shown: an impression, and a viewable one after a second', async () => {
    const { library } = await mountWith(anAnswer, { placement: 'header' });
    await arrived(library, 'impression', 'viewable');
    const [first, second] = await posted(library);
    equal([first!.kind, first!.state, first!.tier, first!['measurable']], ['impression', 'available', 'local', true]);
    equal(
      [second!.kind, second!['firstScreen'], second!.placement, second!['form'], second!['practice']],
      ['viewable', true, 'header', 'tag', false],
    );
  });

  it('counting: sends neither cookie, referrer, address nor query', async () => {
    document.cookie = 'card=29876543210987;path=/';
    history.replaceState(null, '', `${location.pathname}?q=my-secret#token`);
    const { library } = await mountWith(anAnswer);
    await arrived(library, 'impression');
    const text = JSON.stringify(await posted(library));
    ok(!/secret|token|2987654|http/.test(text), text);
    history.replaceState(null, '', location.pathname);
  });

  it('counting: counts two tags of one placement once', async () => {
    const { library } = await mountWith(anAnswer, { placement: 'twin' });
    await mount({ library, placement: 'twin' });
    await mount({ library, placement: 'other' });
    await until(async () => (await posted(library)).filter(({ kind }) => kind === 'viewable').length === 2);
    const placements = (await posted(library)).map(({ kind, placement }) => `${kind} ${placement}`).sort();
    equal(placements, ['impression other', 'impression twin', 'viewable other', 'viewable twin']);
  });

  it('counting: does not count a tag that is not rendered, until it is', async () => {
    for (const variant of ['card', 'link']) {
      stage.hidden = true;
      const { library } = await mountWith(anAnswer, { variant });
      await new Promise((resolve) => setTimeout(resolve, 3500));
      equal(await kindsOf(library), [], variant);
      stage.hidden = false;
      await arrived(library, 'impression', 'viewable');
      clearStage();
    }
  });

  it('counting: counts a link that is below the screen as rendered', async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '3000px';
    stage.append(spacer);
    const { library } = await mountWith(anAnswer, { variant: 'link' });
    await arrived(library, 'impression');
    equal(await kindsOf(library), ['impression']);
    spacer.remove();
  });

  it('counting: does not count a tag that the page hides or makes transparent, until it shows it', async () => {
    for (const style of ['visibility: hidden', 'opacity: 0']) {
      stage.style.cssText = style;
      const { library } = await mountWith(anAnswer);
      await new Promise((resolve) => setTimeout(resolve, 3500));
      equal(await kindsOf(library), [], style);
      stage.removeAttribute('style');
      await arrived(library, 'impression', 'viewable');
      clearStage();
    }
  });

  it('counting: does not count a tag that is smaller than 24 by 24 px, until it is larger', async () => {
    for (const [style, variant] of [
      ['width: 1px', 'card'],
      ['width: 23px', 'button'],
      ['height: 20px; overflow: hidden', 'card'],
    ] as const) {
      const { library, tag } = await mountWith(anAnswer, { variant, style: `${style}; min-width: 0; min-height: 0` });
      await new Promise((resolve) => setTimeout(resolve, 3500));
      equal(await kindsOf(library), [], `${variant} ${style}`);
      tag.removeAttribute('style');
      await arrived(library, 'impression', 'viewable');
      clearStage();
    }
  });

  it('counting: counts a link in text whatever its letters are as high as', async () => {
    const { library } = await mountWith(anAnswer, { variant: 'link', style: 'font-size: 10px' });
    await arrived(library, 'impression', 'viewable');
  });

  it('counting: mutant: by its area alone, a tag of 1 px that is as high as its words counts as seen', async () => {
    const { tag } = await mountWith(anAnswer);
    tag.style.cssText = 'width: 1px; min-width: 0';
    const { width, height } = tag.getBoundingClientRect();
    ok(width < 24 && width * height > 0 && height > 84, `${width} by ${height}`);
  });

  it('counting: does not call viewable what is below the screen, and says that it was scrolled to', async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '3000px';
    stage.append(spacer);
    const { library, tag } = await mountWith(anAnswer);
    await arrived(library, 'impression');
    equal(await kindsOf(library), ['impression']);
    tag.scrollIntoView();
    await arrived(library, 'viewable');
    const viewable = (await posted(library)).find(({ kind }) => kind === 'viewable');
    spacer.remove();
    equal(viewable!['firstScreen'], false);
  });

  it("counting: counts a trusted click once, folds its repeats, and not a script's", async () => {
    const { library, tag, link } = await mountWith(anAnswer);
    tag.addEventListener('click', (event) => event.preventDefault());
    link().click();
    link().focus();
    for (let press = 0; press < 3; press++) await sendKeys({ press: 'Enter' });
    await arrived(library, 'click', 'viewable');
    equal((await kindsOf(library)).filter((kind) => kind === 'click').length, 1);
  });

  /** Presses the link of a tag whose page's own click handler takes longer than repeated clicks are folded for. */
  const pressBlocked = async (): Promise<Awaited<ReturnType<typeof mountWith>>> => {
    // It leads nowhere else, and is no link that runs a script.
    const here = `${location.origin}${location.pathname}#chat`;
    const mounted = await mountWith(anAnswer, { pinned: '' }, `<a href="${here}">Ask a librarian</a>`);
    mounted.tag.addEventListener('click', () => {
      const end = Date.now() + 2100;
      while (Date.now() < end);
    });
    mounted.link().focus();
    await sendKeys({ press: 'Enter' });
    return mounted;
  };

  it('counting: counts one click once where the page holds it up, as by a question that it waits for', async () => {
    const { library } = await pressBlocked();
    // What another tag sends comes after all that this one does.
    await mount({ library, placement: 'after' });
    await until(async () => (await posted(library)).some(({ placement }) => placement === 'after'));
    equal(location.hash, '#chat');
    history.replaceState(null, '', location.pathname);
    equal((await kindsOf(library)).filter((kind) => kind === 'click').length, 1);
  });

  it('counting: mutant: counted by time at the tag and after the click, one that the page holds up is two', async () => {
    const countedAt: number[] = [];
    const count = (): void => {
      if (!(Date.now() - countedAt.at(-1)! < 2000)) countedAt.push(Date.now());
    };
    const early = ({ target }: Event): void => {
      target!.addEventListener('click', count, { capture: true, once: true });
      requestAnimationFrame(count);
    };
    addEventListener('click', early, true);
    await pressBlocked();
    await until(() => countedAt.length === 2);
    removeEventListener('click', early, true);
    history.replaceState(null, '', location.pathname);
  });

  it('counting: begins again when a single-page site goes to another path, not when it rewrites its own', async () => {
    const { library } = await mountWith(anAnswer, { placement: 'spa' });
    await arrived(library, 'impression', 'viewable');
    const home = location.pathname;
    history.replaceState(null, '', '/rewritten');
    history.pushState(null, '', '/catalog/1234');
    await until(async () => (await kindsOf(library)).filter((kind) => kind === 'viewable').length === 2);
    const pages = (await posted(library)).filter(({ kind }) => kind === 'impression').map(({ page }) => page);
    history.pushState(null, '', home);
    equal([pages.length, pages.at(-1)], [2, '/catalog/:id']);
  });

  it('counting: begins again at another route in the fragment, not at an anchor or another query of the route', async () => {
    const { library } = await mountWith(anAnswer, { placement: 'hash' });
    await arrived(library, 'impression', 'viewable');
    const viewable = async (): Promise<number> => (await kindsOf(library)).filter((kind) => kind === 'viewable').length;
    location.hash = '#below';
    await new Promise((resolve) => setTimeout(resolve, 3000));
    equal(await viewable(), 1);
    location.hash = '#/search/divorce?page=1';
    await until(async () => (await viewable()) === 2);
    location.hash = '#/search/divorce?page=2';
    await new Promise((resolve) => setTimeout(resolve, 3000));
    equal(await viewable(), 2);
    const page = (await posted(library)).at(-1)!.page;
    history.replaceState(null, '', location.pathname);
    ok(page.endsWith('/search'), page);
  });

  it('counting: begins again when the page comes back from the back/forward cache', async () => {
    const { library } = await mountWith(anAnswer);
    await arrived(library, 'impression', 'viewable');
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await until(async () => (await kindsOf(library)).filter((kind) => kind === 'viewable').length === 2);
  });

  it('counting: marks a trial by staff', async () => {
    const { library } = await mountWith(anAnswer, { practice: '' });
    await arrived(library, 'impression');
    equal((await posted(library))[0]!['practice'], true);
  });

  it('counting: counts for real where a framework has written practice="false"', async () => {
    const { library } = await mountWith(anAnswer, { practice: 'false' });
    await until(async () => (await posted(library)).length > 0);
    equal((await posted(library))[0]!['practice'], false);
  });
});
