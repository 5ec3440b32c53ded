// A single-page site puts a tag on each of its pages: one that is removed leaves nothing behind.
import type { Diagnose } from '../../widget/dist/sight/diagnose.js';
import type { onPageNews } from '../../widget/dist/page-view.js';
import {
  aClosedAnswer,
  anAnswer,
  clearStage,
  equal,
  loadFrom,
  mountWith,
  stage,
  until,
  type Mounted,
} from './harness.js';

const load = <T>(file: string): Promise<T> => import(new URL(`/widget/dist/${file}`, location.href).href) as Promise<T>;
const part = ({ tag }: Mounted, name: string): HTMLElement | null => tag.shadowRoot!.querySelector(`[part=${name}]`);

/** Collects garbage, at once; absent: an engine that can only be waited for, which may be for ever. */
const { gc } = globalThis as { gc?: () => void };

/** Tags with what each loads beside the script, and when that is there. */
const KINDS: Record<string, () => Promise<Mounted>> = {
  card: () => mountWith(anAnswer),
  'card with a line and a reminder': async () => {
    const message = { text: 'The catalog is down.', until: new Date(Date.now() + 3_600_000).toISOString() };
    const mounted = await mountWith((library) => ({ ...aClosedAnswer(library), message }), { remind: '' });
    await until(() => part(mounted, 'sentence'));
    return mounted;
  },
  'floating tab': async () => {
    const mounted = await mountWith(anAnswer, { variant: 'tab' });
    await until(() => getComputedStyle(mounted.tag).position === 'fixed');
    return mounted;
  },
  'link in text': async () => {
    const mounted = await mountWith(anAnswer, { variant: 'link' });
    await until(() => mounted.tag.shadowRoot!.adoptedStyleSheets.length > 1);
    return mounted;
  },
  'link in text below the screen': async () => {
    stage.style.paddingTop = '300vh';
    const mounted = await mountWith(anAnswer, { variant: 'link' });
    await until(() => mounted.tag.shadowRoot!.adoptedStyleSheets.length > 1);
    return mounted;
  },
  'tag that was diagnosed': async () => {
    const mounted = await mountWith(anAnswer);
    const { diagnose } = await load<{ diagnose: Diagnose }>('sight/diagnose.js');
    const news = await load<{ onPageNews: typeof onPageNews }>('page-view.js');
    const said: string[] = [];
    diagnose(
      mounted.tag,
      (value) => said.push(value + mounted.status()),
      () => true,
      news.onPageNews,
      async () => {},
    );
    await until(() => said.length > 0);
    return mounted;
  },
};

describe('a tag that is removed', () => {
  beforeEach(() => loadFrom(undefined));
  afterEach(() => {
    clearStage();
    stage.style.paddingTop = '';
  });

  for (const [kind, make] of Object.entries(KINDS))
    it(`removed tag: the page lets it go: a ${kind}`, async () => {
      const removed: WeakRef<HTMLElement>[] = [];
      for (let turn = 0; turn < 3; turn++) {
        const { tag } = await make();
        tag.remove();
        removed.push(new WeakRef(tag));
      }
      equal(stage.querySelectorAll('ask-us-now').length, 0);
      // An engine may find one of them in what it has just used.
      await until(() => {
        gc?.();
        return !gc || removed.filter((ref) => ref.deref()).length <= 1;
      }, `a ${kind} is let go`);
    });
});
