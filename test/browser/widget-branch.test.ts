import '@askusnow/widget';
import { audit } from './axe.js';
import {
  aClosedAnswer,
  aLibrary,
  anAnswer,
  answer,
  clearStage,
  equal,
  loadFrom,
  mount,
  posted,
  stage,
  until,
  writesOfAnIdleUpdate,
  type Mounted,
} from './harness.js';

const BEL_AIR = { branch: 'bel-air', name: 'Bel Air', fallback: { phone: '410-555-0199', tel: '4105550199' } };
const OF_LIBRARY = ['Call 410-555-0100', 'Send a question'];
const OF_BRANCH = ['Call 410-555-0199', 'Send a question'];
const ways = ({ tag }: Mounted): string[] =>
  [...tag.shadowRoot!.querySelectorAll('[part=others] a')].map(({ textContent }) => textContent);

/** What the page has asked of branches, as paths. */
const asked = (library: string): string[] =>
  performance
    .getEntriesByType('resource')
    .map(({ name }) => new URL(name).pathname)
    .filter((path) => path.startsWith(`/v1/libraries/${library}/branches/`));

describe('branch', () => {
  beforeEach(() => loadFrom(`${location.origin}/widget/dist/bundle/`));
  afterEach(() => {
    loadFrom(undefined);
    clearStage();
    stage.replaceChildren(stage.querySelector('h1')!);
  });
  const open = async (state: typeof aClosedAnswer, attributes: Record<string, string>) => {
    const library = aLibrary();
    const say = (body: unknown): Promise<void> => answer(library, body, 200, 202, { 'bel-air': BEL_AIR });
    await say(state(library));
    return { library, say, ...(await mount({ library, ...attributes })) };
  };

  it('branch: while nobody can chat, its phone stands in place of the library’s, and the rest stays the library’s', async () => {
    const mounted = await open(aClosedAnswer, { branch: 'bel-air' });
    equal(ways(mounted).length, 2);
    await until(() => ways(mounted)[0] === OF_BRANCH[0]);
    equal(ways(mounted), OF_BRANCH);
    const phone = mounted.tag.shadowRoot!.querySelector<HTMLAnchorElement>('[part=others] a')!;
    equal([phone.href, phone.part.value], ['tel:4105550199', 'other']);
    await audit(mounted.tag);
    equal(await writesOfAnIdleUpdate(mounted.tag), []);
    equal(asked(mounted.library).length, 1);
  });

  it('branch: one that the server does not know leaves the library’s own words, and the link works', async () => {
    const mounted = await open(aClosedAnswer, { branch: 'unheard-of' });
    await until(() => asked(mounted.library).length > 0);
    equal(ways(mounted), OF_LIBRARY);
    equal(mounted.link().href, 'https://own.example.org/chat');
  });

  for (const [what, said] of Object.entries({
    'no branch': undefined,
    'too many requests': 429,
    'that it is away': 503,
  }))
    it(`branch: where the server has said ${what}, it is asked ${said ? 'again' : 'no more'} at the next update`, async () => {
      const library = aLibrary();
      const say = (branch: unknown): Promise<void> =>
        answer(library, aClosedAnswer(library), 200, 202, { 'bel-air': branch });
      await say(said);
      const mounted = await mount({ library, branch: 'bel-air' });
      await until(() => asked(library).length === 1);
      await say(BEL_AIR);
      // The first answer may be read later than the browser lists its request.
      await until(() => {
        mounted.tag.requestUpdate();
        return said ? ways(mounted)[0] === OF_BRANCH[0] : mounted.tag.updateComplete;
      });
      if (!said) await writesOfAnIdleUpdate(mounted.tag);
      equal([asked(library).length, ways(mounted)], said ? [2, OF_BRANCH] : [1, OF_LIBRARY]);
    });

  it('branch: it is not asked for while somebody answers, nor by a tag without one', async () => {
    const answering = await open(anAnswer, { branch: 'bel-air' });
    const without = await open(aClosedAnswer, {});
    const closed = await open(aClosedAnswer, { branch: 'bel-air' });
    await until(() => ways(closed)[0] === OF_BRANCH[0]);
    equal([ways(answering), ways(without)], [[], OF_LIBRARY]);
    equal([asked(answering.library), asked(without.library)], [[], []]);
  });

  it('branch: what a person is about to use does not change', async () => {
    loadFrom(undefined);
    const mounted = await open(aClosedAnswer, { branch: 'bel-air' });
    mounted.tag.shadowRoot!.querySelector<HTMLAnchorElement>('[part=others] a')!.focus();
    loadFrom(`${location.origin}/widget/dist/bundle/`);
    mounted.tag.requestUpdate();
    await until(() => asked(mounted.library).length > 0);
    equal(ways(mounted), OF_LIBRARY);
    (document.activeElement as HTMLElement).blur();
    await until(() => ways(mounted)[0] === OF_BRANCH[0]);
  });

  it('branch: events name it, where it is an id', async () => {
    for (const [branch, sent] of [
      ['bel-air', 'bel-air'],
      ['Bel Air!', undefined],
    ] as const) {
      const { library } = await open(anAnswer, { branch, placement: 'header' });
      await until(async () => (await posted(library)).length > 0);
      for (const event of await posted(library)) equal(event['branch'], sent);
    }
  });
});
