import type { AskUsNowElement } from '@askusnow/widget';
import {
  aLibrary,
  anAnswer,
  answer,
  clearStage,
  equal,
  mountWith,
  ok,
  stage,
  until,
  writesOfAnIdleUpdate,
  loadFrom,
} from './harness.js';

const STYLE = 'main { color: rgb(1, 2, 3) } main a { color: rgb(90, 0, 60); padding: 0 7px }';

describe('the look of a link in running text', () => {
  const page = new CSSStyleSheet();
  before(async () => {
    const { files } = (await (await fetch('/widget/dist/bundle/versions.json')).json()) as { files: object };
    ok(Object.keys(files).some((name) => name.startsWith('ask-us-now.link.')));
    page.replaceSync(STYLE);
  });
  beforeEach(() => {
    loadFrom(`${location.origin}/widget/dist/bundle/`);
    document.adoptedStyleSheets = [page];
  });
  afterEach(() => {
    loadFrom(undefined);
    document.adoptedStyleSheets = [];
    clearStage();
  });

  const label = (tag: AskUsNowElement): CSSStyleDeclaration =>
    getComputedStyle(tag.shadowRoot!.querySelector('[part=label]')!);

  it('link look: it ends with its words', async () => {
    const root = (await mountWith(anAnswer, { variant: 'link' })).tag.shadowRoot!;
    const { right, top, height } = root.querySelector('[part=text]')!.getBoundingClientRect();
    const isLink = (x: number): boolean => !!root.elementFromPoint(x, top + height / 2)?.closest('a');
    equal([isLink(right - 3), isLink(right + 3)], [true, false]);
  });

  it('link look: is the page’s, and no longer where the tag becomes a button', async () => {
    const { tag } = await mountWith(anAnswer, { variant: 'link' });
    equal([label(tag).color, label(tag).paddingLeft], ['rgb(90, 0, 60)', '7px']);
    tag.setAttribute('variant', 'button');
    await until(() => label(tag).color !== 'rgb(90, 0, 60)');
    equal(label(tag).paddingLeft, '0px');
  });

  it('link look: a floated link without a status has a size, by which its views are counted', async () => {
    page.replaceSync(`${STYLE} main a { float: left }`);
    const library = aLibrary();
    await answer(library, anAnswer(library));
    const tag = document.createElement('ask-us-now');
    for (const [name, value] of Object.entries({ library, variant: 'link', status: 'none' }))
      tag.setAttribute(name, value);
    tag.innerHTML = '<a href="https://own.example.org/chat">Ask</a>';
    stage.append(tag);
    await until(() => tag.shadowRoot);
    const { width, height } = tag.getBoundingClientRect();
    page.replaceSync(STYLE);
    ok(width > 20 && height > 10, `${width} × ${height}`);
  });

  it('link look: an update that changes nothing writes nothing', async () => {
    const { tag } = await mountWith(anAnswer, { variant: 'link' });
    equal(await writesOfAnIdleUpdate(tag), []);
  });

  it('link look: a link that a person is using stays the webmaster’s until it is left', async () => {
    const library = aLibrary();
    await answer(library, anAnswer(library));
    const tag = document.createElement('ask-us-now');
    tag.setAttribute('library', library);
    tag.setAttribute('variant', 'link');
    tag.innerHTML = '<a href="https://own.example.org/chat">Ask</a>';
    stage.append(tag);
    tag.querySelector('a')!.focus();
    let told = false;
    tag.addEventListener('ask-change', () => (told = true));
    await until(() => told, 'the answer is there');
    equal([tag.shadowRoot, document.activeElement], [null, tag.querySelector('a')]);
    tag.querySelector('a')!.blur();
    await until(() => tag.shadowRoot?.querySelector('[part=link]'));
    equal(label(tag).color, 'rgb(90, 0, 60)');
  });

  it('link look: without its file a link has the colour of the text around it', async () => {
    loadFrom(`${location.origin}/nothing/`);
    const { tag, name } = await mountWith(anAnswer, { variant: 'link' });
    equal([label(tag).color, label(tag).paddingLeft], ['rgb(1, 2, 3)', '0px']);
    ok(name().startsWith('Ask a librarian. open until'), name());
  });
});
