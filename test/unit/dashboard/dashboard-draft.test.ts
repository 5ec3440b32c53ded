import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../../../server/dashboard/out/ui/draft.js';

interface Begun {
  begin(): void;
  refuse(): void;
  hostUpdate(): void;
  readonly revision: number;
}

/** A page, and a server that refuses a save that does not name the latest revision. */
function pageWith(draftOn: (shown: () => number) => Begun) {
  const server = { revision: 1 };
  let shown = 1;
  const draft = draftOn(() => shown);
  return {
    draft,
    colleagueSaves: () => void (server.revision += 1),
    shows: () => {
      shown = server.revision;
      draft.hostUpdate();
    },
    press: (): 'saved' | 'refused' => {
      if (draft.revision === server.revision) return 'saved';
      draft.refuse();
      draft.hostUpdate();
      return 'refused';
    },
  };
}

const host = Object.assign(new EventTarget(), {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
});
const begunOn = (shown: () => number): Draft<{ text: string }> =>
  new Draft(host, { words: () => ({ text: '' }), revision: shown, reread: () => undefined });

/** What the press does that comes a moment after the page has shown a colleague's save. */
function firstPress(draftOn: (shown: () => number) => Begun): 'saved' | 'refused' {
  const { draft, colleagueSaves, shows, press } = pageWith(draftOn);
  draft.begin();
  colleagueSaves();
  shows();
  return press();
}

test('draft: a save that came while the writer typed is refused once, then replaced', () => {
  const { draft, colleagueSaves, shows, press } = pageWith(begunOn);
  draft.begin();
  colleagueSaves();
  shows();
  assert.equal(press(), 'refused');
  assert.equal(press(), 'saved');
});

test('draft: a refusal that comes before the page shows the other save adopts it once it is shown', () => {
  const { draft, colleagueSaves, shows, press } = pageWith(begunOn);
  draft.begin();
  colleagueSaves();
  assert.equal(press(), 'refused');
  assert.equal(press(), 'refused', 'nothing else has been shown');
  shows();
  colleagueSaves();
  shows();
  assert.equal(press(), 'refused', 'the third save came after the refusal');
  assert.equal(press(), 'saved');
});

test('draft: what has changed is known until the end, and a new draft begins on what is shown', () => {
  const { draft, colleagueSaves, shows, press } = pageWith(begunOn);
  const begun = draft as Draft<{ text: string }>;
  colleagueSaves();
  shows();
  begun.begin();
  assert.equal(begun.hasChanged, false);
  colleagueSaves();
  shows();
  assert.equal(begun.hasChanged, true);
  assert.equal(press(), 'refused');
  assert.equal(begun.hasChanged, true);
  begun.end();
  assert.equal(begun.hasChanged, false);
  assert.equal(press(), 'saved');
});

test('draft: what is typed stays through a refusal, and a form that is opened keeps what it shows', () => {
  const stored = { text: 'as read' };
  const draft = new Draft(host, { words: () => ({ ...stored }), revision: () => 1, reread: () => undefined });
  stored.text = 'changed';
  assert.equal(draft.words.text, 'changed');
  draft.open();
  stored.text = 'changed again';
  assert.equal(draft.words.text, 'changed');
  draft.set({ text: 'typed' });
  draft.refuse();
  draft.hostUpdate();
  assert.equal(draft.words.text, 'typed');
  draft.end();
  assert.equal(draft.words.text, 'changed again');
});

test('draft: mutant: a save that names what the page shows replaces words that nobody has read', () => {
  const live = (shown: () => number): Begun => ({
    begin: () => undefined,
    refuse: () => undefined,
    hostUpdate: () => undefined,
    get revision() {
      return shown();
    },
  });
  assert.equal(firstPress(live), 'saved');
  assert.equal(firstPress(begunOn), 'refused');
});
