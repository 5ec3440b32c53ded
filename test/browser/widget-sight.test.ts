import type { Diagnose } from '../../widget/dist/sight/diagnose.js';
import type * as Landmarks from '../../widget/dist/sight/landmark.js';
import type * as Measures from '../../widget/dist/sight/measure.js';
import { anAnswer, clearStage, equal, mountWith, ok, stage, until, type Mounted } from './harness.js';

const load = <T>(file: string): Promise<T> =>
  import(new URL(`/widget/dist/sight/${file}`, location.href).href) as Promise<T>;

/** A place on the page, and what is to be measured of a tag in it. */
interface Place {
  faults: string[];
  covered?: boolean | undefined;
  /** Puts the tag, which is on the stage, into the place. */
  put(tag: HTMLElement): void;
}

const wrapped = (style: string) => (tag: HTMLElement) => {
  const box = document.createElement('div');
  box.style.cssText = style;
  stage.append(box);
  box.append(tag);
};
/** Something else over part of the page. */
const under = (style: string) => (tag: HTMLElement) => {
  const { left, top, width, height } = tag.getBoundingClientRect();
  const banner = document.createElement('div');
  banner.style.cssText = `position: fixed; z-index: 9; background: #fff; left: ${left}px; top: ${top}px; width: ${width}px; height: ${height}px; ${style}`;
  stage.append(banner);
};

const PLACES: Record<string, Place> = {
  'in the open': { faults: [], covered: false, put: () => undefined },
  'behind a cookie banner': {
    faults: [],
    covered: true,
    put: under('outline: 6px solid #fff; box-sizing: content-box; padding: 6px; margin: -6px'),
  },
  'half behind a banner': { faults: [], covered: false, put: under('transform: translateX(50%)') },
  'behind a badge on its middle': { faults: [], covered: false, put: under('scale: 0.5') },
  'in a box without opacity': { faults: ['transparent'], put: wrapped('opacity: 0') },
  'in a pale box': { faults: [], put: wrapped('opacity: 0.4') },
  'in a box that is not displayed': { faults: ['hidden'], put: wrapped('display: none') },
  'in a box that is not visible': { faults: ['hidden'], put: wrapped('visibility: hidden') },
  'in a box whose content is skipped': { faults: ['hidden'], put: wrapped('content-visibility: hidden') },
  'without a width': {
    faults: ['zero-size'],
    put: (tag) => (tag.style.cssText = 'display: block; width: 0; min-width: 0'),
  },
  'without a height': {
    faults: ['zero-size'],
    put: (tag) => (tag.style.cssText = 'display: block; height: 0; min-height: 0; overflow: hidden'),
  },
  'in a row that is too low': { faults: ['squeezed'], put: wrapped('height: 14px; overflow: hidden') },
  'in a column of two letters': { faults: ['squeezed'], put: wrapped('width: 46px') },
  'in a column that fits its words': { faults: [], put: wrapped('width: 200px') },
  'in a box that scrolls': { faults: [], put: wrapped('height: 30px; overflow: auto') },
  'below the screen': { faults: [], covered: undefined, put: wrapped('margin-top: 4000px') },
};

describe('sight', () => {
  let measures: typeof Measures;
  let landmarks: typeof Landmarks;
  before(async () => {
    measures = await load('measure.js');
    landmarks = await load('landmark.js');
  });
  afterEach(() => {
    clearStage();
    stage.replaceChildren(stage.querySelector('h1')!);
  });

  for (const variant of ['card', 'button', 'link'])
    for (const [name, { put, faults, ...place }] of Object.entries(PLACES)) {
      // A link is as wide as its words, and breaks between them.
      if (variant === 'link' && /height|letters|low/.test(name)) continue;
      it(`sight: a ${variant} ${name}: ${[...faults, place.covered && 'covered'].filter(Boolean).join() || 'no fault'}`, async () => {
        const { tag } = await mountWith(anAnswer, { variant });
        put(tag);
        equal(measures.faultsOf(tag), faults);
        if ('covered' in place) equal(measures.isCovered(tag), place.covered);
      });
    }

  it('sight: mutant: one point in the middle takes a small badge for a cover', async () => {
    const { tag } = await mountWith(anAnswer);
    under('scale: 0.5')(tag);
    equal([measures.isCovered(tag, [[0.5, 0.5]]), measures.isCovered(tag)], [true, false]);
  });

  it('sight: a tag in a shadow tree is not covered by its own host, and is by a neighbour in the tree', async () => {
    const frame = document.createElement('div');
    const tree = frame.attachShadow({ mode: 'open' });
    stage.append(frame);
    const { tag } = await mountWith(anAnswer);
    tree.append(tag);
    equal(measures.isCovered(tag), false);
    const cover = document.createElement('div');
    cover.style.cssText = 'position: fixed; inset: 0; background: #fff';
    tree.append(cover);
    equal(measures.isCovered(tag), true);
  });

  it('sight: the landmark is the nearest around the tag, by role, by name and out of a shadow tree', async () => {
    const { tag } = await mountWith(anAnswer);
    const inside = (markup: string): string => {
      const holder = document.createElement('div');
      holder.innerHTML = markup;
      document.body.append(holder);
      const frame = document.createElement('div');
      holder.querySelector('i')!.append(frame);
      frame.attachShadow({ mode: 'open' }).append(tag);
      const landmark = landmarks.landmarkOf(tag);
      holder.remove();
      return landmark;
    };
    equal(inside('<header><i></i></header>'), 'header');
    equal(inside('<header><nav><i></i></nav></header>'), 'nav');
    equal(inside('<main><article><header><i></i></header></article></main>'), 'main');
    equal(inside('<div role="contentinfo"><i></i></div>'), 'footer');
    equal(inside('<aside><p><i></i></p></aside>'), 'aside');
    equal(inside('<footer role="presentation"><i></i></footer>'), 'other');
    equal(inside('<section><footer><i></i></footer></section>'), 'other');
    equal(inside('<p><i></i></p>'), 'other');
  });

  const diagnose = async (...tags: Mounted[]): Promise<string[][]> => {
    const { diagnose } = await load<{ diagnose: Diagnose }>('diagnose.js');
    const sent = tags.map(({ tag }) => {
      const values: string[] = [];
      diagnose(
        tag,
        (value) => values.push(value),
        () => true,
        () => () => true,
        async () => {},
      );
      return values;
    });
    await until(() => sent.every((values) => values.length > 0));
    return sent;
  };

  it('sight: of two tags in one place each says so, and two in different places do not', async () => {
    const [one, twin, other] = [
      await mountWith(anAnswer, { placement: 'header' }),
      await mountWith(anAnswer, { placement: 'header' }),
      await mountWith(anAnswer, { placement: 'results' }),
    ];
    twin.tag.setAttribute('library', one.library);
    other.tag.setAttribute('library', one.library);
    const [first, second, third] = await diagnose(one, twin, other);
    ok(first!.concat(second!).includes('two-tags'), `${first!.join()} ${second!.join()}`);
    equal(third, ['in-main']);
  });

  it('sight: a cover that stays is said once it has stayed', async () => {
    const mounted = await mountWith(anAnswer);
    under('')(mounted.tag);
    const [values] = await diagnose(mounted);
    await until(() => values!.includes('covered'));
    equal(values, ['in-main', 'covered']);
  });
});
