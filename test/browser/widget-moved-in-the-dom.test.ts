import { audit } from './axe.js';
import { anAnswer, clearStage, equal, mountWith, ok, posted, stage, until } from './harness.js';

describe('a tag that is moved in the document', () => {
  afterEach(clearStage);

  it('moved tag: passes the audit after the move', async () => {
    const { tag } = await mountWith(anAnswer);
    stage.prepend(tag);
    await audit(stage);
  });

  it('moved tag: keeps its nodes and what it says', async () => {
    const { tag, link, status } = await mountWith(anAnswer);
    const [node, said] = [link(), status()];
    const aside = document.createElement('div');
    stage.append(aside);
    aside.append(tag);
    await tag.updateComplete;
    equal([link() === node, status()], [true, said]);
    aside.remove();
  });

  it('moved tag: is counted once however often it moves', async () => {
    const { tag, library } = await mountWith(anAnswer);
    for (let move = 0; move < 5; move++) stage.prepend(tag);
    await until(async () => (await posted(library)).some(({ kind }) => kind === 'viewable'));
    for (let move = 0; move < 5; move++) stage.append(tag);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    equal((await posted(library)).map(({ kind }) => kind).sort(), ['impression', 'viewable']);
  });

  it('moved tag: goes on listening after a time outside of the document', async () => {
    const { tag, status } = await mountWith(anAnswer);
    tag.remove();
    await new Promise((resolve) => setTimeout(resolve, 50));
    stage.append(tag);
    ok(status().startsWith('Open until'));
    await until(() => tag.shadowRoot!.querySelector('[data-tone=open]'));
  });
});
