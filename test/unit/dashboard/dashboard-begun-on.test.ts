import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BegunOn } from '../../../server/dashboard/src/ui/begun-on.ts';

interface Draft {
  begin(): void;
  refuse(): void;
  hostUpdate(): void;
  readonly value: number;
}

/** A page, and a server that refuses a save that does not name the latest revision. */
function pageWith(draftOn: (shown: () => number) => Draft) {
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
      if (draft.value === server.revision) return 'saved';
      draft.refuse();
      draft.hostUpdate();
      return 'refused';
    },
  };
}

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const begunOn = (shown: () => number): BegunOn<number> => new BegunOn(host, shown);

/** What the press does that comes a moment after the page has shown a colleague's save. */
function firstPress(draftOn: (shown: () => number) => Draft): 'saved' | 'refused' {
  const { draft, colleagueSaves, shows, press } = pageWith(draftOn);
  draft.begin();
  colleagueSaves();
  shows();
  return press();
}

test('begun on: a save that came while the writer typed is refused once, then replaced', () => {
  const { draft, colleagueSaves, shows, press } = pageWith(begunOn);
  draft.begin();
  colleagueSaves();
  shows();
  assert.equal(press(), 'refused');
  assert.equal(press(), 'saved');
});

test('begun on: a refusal that comes before the page shows the other save adopts it once it is shown', () => {
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

test('begun on: what has changed is known until the end, and a new draft begins on what is shown', () => {
  const { draft, colleagueSaves, shows, press } = pageWith(begunOn);
  const begun = draft as BegunOn<number>;
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

test('begun on: mutant: a save that names what the page shows replaces words that nobody has read', () => {
  const live = (shown: () => number): Draft => ({
    begin: () => undefined,
    refuse: () => undefined,
    hostUpdate: () => undefined,
    get value() {
      return shown();
    },
  });
  assert.equal(firstPress(live), 'saved');
  assert.equal(firstPress(begunOn), 'refused');
});
