import { audit } from './axe.js';
import {
  aClosedAnswer,
  aLibrary,
  anAnswer,
  answer,
  clearStage,
  equal,
  type Mounted,
  mount,
  mountWith,
  ok,
  ownChat,
  posted,
  stage,
  statewideChat,
  until,
} from './harness.js';
import type { Availability } from '@askusnow/sdk';

const OWN = 'https://own.example.org/chat';

const statewide = (library: string): Availability => {
  const [local] = aClosedAnswer(library).tiers;
  const chat = { url: statewideChat };
  const open: [string, string][] = [
    [new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 3_600_000).toISOString()],
  ];
  return anAnswer(library, {
    tier: 'statewide',
    chat,
    tiers: [local!, { tier: 'statewide', state: 'available', evidence: 'scheduled', chat, open }],
  });
};

/** Row of the table in the design: what the server says → where the link leads, and the tone. */
const TABLE: [string, (library: string) => unknown, number, string, string][] = [
  ['the own desk answers', anAnswer, 200, ownChat, 'open'],
  ['the statewide desk answers', statewide, 200, statewideChat, 'open'],
  ['the desk is busy', (id) => anAnswer(id, { state: 'busy' }), 200, ownChat, 'busy'],
  ['a tier answers without an address', (id) => anAnswer(id, { chat: null }), 200, OWN, 'open'],
  ['nobody answers', aClosedAnswer, 200, OWN, 'closed'],
  ['the server does not know', (id) => anAnswer(id, { state: 'unknown', tier: null, chat: null }), 200, OWN, 'unknown'],
  ['the answer has expired', (id) => anAnswer(id, { validUntil: '2026-01-01T00:00:00.000Z' }), 200, OWN, 'unknown'],
  ['the answer is not JSON', () => '<html>', 200, OWN, 'unknown'],
  ['the server fails', () => ({}), 500, OWN, 'unknown'],
  ['there is no such library', () => ({}), 404, OWN, 'unknown'],
  ['the address is http', (id) => anAnswer(id, { chat: { url: 'http://chat.example.org/' } }), 200, OWN, 'unknown'],
  ['the address is script', (id) => anAnswer(id, { chat: { url: 'javascript:alert(1)' } }), 200, OWN, 'unknown'],
  ['no browser knows the zone', (id) => anAnswer(id, { zone: 'America/Atlantis' }), 200, ownChat, 'open'],
];

describe('the link', () => {
  afterEach(clearStage);

  it('link: passes the audit while it is unknown', async () => {
    const library = aLibrary();
    await answer(library, {}, 500);
    await mount({ library });
    await audit(stage);
  });

  for (const [when, body, status, href, tone] of TABLE) {
    it(`link: leads to ${new URL(href).pathname} when ${when}`, async () => {
      const library = aLibrary();
      await answer(library, body(library), status);
      let mounted: Mounted;
      if (tone === 'quiet') {
        const tag = document.createElement('ask-us-now');
        tag.setAttribute('library', library);
        tag.innerHTML = `<a href="${OWN}">Ask</a>`;
        stage.append(tag);
        const link = await until(() => tag.shadowRoot?.querySelector<HTMLAnchorElement>('a[href]'));
        await new Promise((resolve) => setTimeout(resolve, 500));
        equal([link.href, tag.shadowRoot!.querySelector('[part=status]')!.textContent], [OWN, '']);
        return;
      } else mounted = await mount({ library });
      equal(
        [mounted.link().href, mounted.tag.shadowRoot!.querySelector('[part=box]')!.getAttribute('data-tone')],
        [href, tone],
      );
    });
  }

  it('link: stays where it is while pinned', async () => {
    const { link, status } = await mountWith(anAnswer, { pinned: '' });
    equal(link().href, OWN);
    ok(status().startsWith('Open until'));
  });

  it('link: follows the answer where a framework has written pinned="false"', async () => {
    const { link } = await mountWith(anAnswer, { pinned: 'false' });
    equal(link().href, ownChat);
  });

  it('link: says when the own desk is back while another answers', async () => {
    const { name } = await mountWith(statewide);
    ok(
      /^Ask a librarian\. Librarians statewide can chat until \d{1,2}(:\d\d)? [AP]M\. Ours are back (at \d{1,2}(:\d\d)? [AP]M|tomorrow)\.$/.test(
        name(),
      ),
      name(),
    );
  });

  it('link: does not move while it has the focus, and moves when it is left', async () => {
    const { tag, link, library } = await mountWith(anAnswer);
    link().focus();
    await answer(library, statewide(library));
    await until(() => tag.shadowRoot!.querySelector('[part=status]')!.textContent.includes('statewide'));
    equal(link().href, ownChat);
    link().blur();
    await until(() => link().href === statewideChat);
  });

  it('link: leads a Spanish page to the tier that answers in Spanish, once the focus is elsewhere', async () => {
    const both = (library: string): Availability => {
      const answer = anAnswer(library);
      const [farther] = statewide(library).tiers.slice(-1);
      return { ...answer, tiers: [answer.tiers[0]!, { ...farther!, state: 'available' }], byLanguage: { es: 1 } };
    };
    const { tag, link } = await mountWith(both);
    link().focus();
    tag.lang = 'es';
    await until(() => tag.shadowRoot!.querySelector('[part=status]')!.textContent.includes('estado'));
    equal(link().href, ownChat);
    link().blur();
    await until(() => link().href === statewideChat);
  });

  it('link: does not move between pointerdown and click', async () => {
    const { tag, link, library } = await mountWith(anAnswer);
    const press = (): void =>
      void link().dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    await answer(library, statewide(library));
    while (!tag.shadowRoot!.querySelector('[part=status]')!.textContent.includes('statewide')) {
      press();
      equal(link().href, ownChat);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    equal(link().href, ownChat);
    await until(() => link().href === statewideChat);
  });

  it('link: follows the link inside when the webmaster changes it', async () => {
    const { link, anchor, name } = await mountWith(aClosedAnswer);
    anchor!.href = 'https://own.example.org/moved';
    anchor!.textContent = 'Chat with us';
    await until(() => link().href === 'https://own.example.org/moved');
    ok(name().startsWith('Chat with us. Chat opens at'), name());
  });

  it('link: leaves a link with a script of its own to the webmaster, and says what is known beside it', async () => {
    const inner = '<a href="#" onclick="return false">Ask</a><span style="display:inline-block;width:9em"></span>';
    for (const variant of ['card', 'link']) {
      const { tag, anchor, name } = await mountWith(anAnswer, { variant }, inner);
      const slot = tag.shadowRoot!.querySelector('slot')!;
      equal(slot.assignedElements().includes(anchor!), true);
      ok(anchor!.getBoundingClientRect().height > 0, 'it is on the page');
      ok(/^open until/i.test(name()), name());
      // In a card it has our look; in running text the page's, and the room that the page has kept for the status is the status's own.
      if (variant === 'card') equal(getComputedStyle(anchor!).cursor, 'pointer');
      else equal(tag.querySelector('span')!.getBoundingClientRect().width, 0);
    }
  });

  it('link: leads to the chat of the answer when nothing is inside', async () => {
    const { link } = await mountWith(anAnswer, {}, '');
    equal([link().href, link().textContent.startsWith('Ask a librarian. Open until')], [ownChat, true]);
  });

  it('link: takes no link but its own, and hides nothing else that is inside', async () => {
    const swallowed: [string, string][] = [
      ['<p>Read <a href="/policy">our policy</a> first</p>', 'the page that follows a self-closing tag'],
      ['<a href="/home">Home</a> <a href="/hours">Hours</a>', 'the site’s links'],
      ['Or write to us: <a href="mailto:ask@example.org">ask@example.org</a>', 'running text'],
      ['<form><input></form><a href="/search">Search</a>', 'a form'],
      ['<p>Opening hours</p>', 'text without a link'],
    ];
    for (const [inner, what] of swallowed) {
      const { tag, link, name } = await mountWith(anAnswer, {}, inner);
      equal(link().href, ownChat, what);
      ok(name().startsWith('Ask a librarian. Open until'), name());
      for (const node of tag.children) {
        ok(node.getBoundingClientRect().height > 0, what);
        // What makes a scripted link as large as the tag is for that link alone.
        equal(getComputedStyle(node, '::after').content, 'none', what);
      }
    }
    for (const inner of [
      '<p><strong><a href="https://own.example.org/chat">Chat with us</a></strong><br></p>',
      '<a href="https://own.example.org/chat"><img alt="Chat with us"></a><img alt="">',
    ]) {
      const { tag, name } = await mountWith(anAnswer, {}, inner);
      ok(name().startsWith('Chat with us. '), name());
      equal(tag.querySelector('a')!.getBoundingClientRect().height, 0, inner);
    }
  });

  it('link: offers the other ways while nobody can chat, and only then', async () => {
    const closed = await mountWith(aClosedAnswer);
    const others = [...closed.tag.shadowRoot!.querySelectorAll<HTMLAnchorElement>('[part=other]')].map(
      ({ href, textContent }) => [href, textContent],
    );
    equal(others, [
      ['tel:4105550100', 'Call 410-555-0100'],
      ['https://library.example.org/ask', 'Send a question'],
    ]);
    const open = await mountWith(anAnswer);
    equal(open.tag.shadowRoot!.querySelectorAll('[part=other]').length, 0);
  });

  it('link: announces a change to screen readers, and neither the first answer nor a poll', async () => {
    const { tag, library } = await mountWith(anAnswer);
    const news = (): string => tag.shadowRoot!.querySelector('[role=status]')!.textContent;
    equal(news(), '');
    const before = (await posted(library)).length;
    ok(before >= 0);
    await answer(library, statewide(library));
    await until(() => news().includes('Librarians statewide'));
  });

  describe('the announcement of a change', () => {
    const news = ({ tag }: Mounted): string => tag.shadowRoot!.querySelector('[role=status]')!.textContent;
    /** A tag that has announced a change. */
    const announced = async (): Promise<Mounted & { library: string }> => {
      const mounted = await mountWith(anAnswer);
      await answer(mounted.library, statewide(mounted.library));
      await until(() => news(mounted).includes('Librarians statewide'));
      return mounted;
    };
    /** Resolves when the browser has told its observers, the tag's own first, that the tag is off the screen. */
    const offScreen = (tag: HTMLElement): Promise<void> =>
      new Promise((resolve) => {
        const observer = new IntersectionObserver(([entry]) => {
          if (entry!.isIntersecting) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(tag);
      });
    afterEach(() => {
      stage.style.paddingTop = '';
      document.documentElement.lang = 'en';
    });

    it('announcement: is gone when the desk has closed while the tag was off the screen', async () => {
      const mounted = await announced();
      stage.style.paddingTop = '300vh';
      await offScreen(mounted.tag);
      await answer(mounted.library, aClosedAnswer(mounted.library));
      await until(() => mounted.status().includes('opens'));
      equal(news(mounted), '');
    });

    it('announcement: is gone when the same state is said in other words, in another language, or not at all', async () => {
      const reworded = await announced();
      const later = statewide(reworded.library);
      later.tiers[1]!.open = [
        [new Date(Date.now() - 3_600_000).toISOString(), new Date(Date.now() + 9_000_000).toISOString()],
      ];
      const before = reworded.status();
      await answer(reworded.library, later);
      await until(() => reworded.status() !== before);
      equal(news(reworded), '');

      const translated = await announced();
      document.documentElement.lang = 'es';
      await until(() => translated.status().startsWith('Bibliotecarios'));
      equal(news(translated), '');
      document.documentElement.lang = 'en';

      const silenced = await announced();
      silenced.tag.setAttribute('status', 'none');
      await until(() => silenced.status() === '');
      equal(news(silenced), '');
    });

    it('announcement: stays as long as it is what the tag shows', async () => {
      const mounted = await announced();
      mounted.tag.requestUpdate();
      await mounted.tag.updateComplete;
      equal(news(mounted), mounted.status());
    });
  });
});
