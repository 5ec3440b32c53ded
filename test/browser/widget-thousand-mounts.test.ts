import { audit } from './axe.js';
import { aLibrary, anAnswer, answer, clearStage, equal, mountWith, ok, stage, until } from './harness.js';

describe('a thousand mounts', () => {
  afterEach(clearStage);

  it('a thousand mounts: passes the audit', async () => {
    await mountWith(anAnswer);
    await audit(stage);
  });

  it('a thousand mounts: leave nothing behind', async () => {
    const library = aLibrary();
    await answer(library, anAnswer(library));
    // The same module that the tag uses: the runner serves the compiled files from the root.
    const address = new URL('/widget/dist/page-timer.js', location.href).href;
    const clock = (await import(address)) as { openDeadlineCount(): number };
    const before = clock.openDeadlineCount();
    for (let turn = 0; turn < 1000; turn++) {
      const tag = document.createElement('ask-us-now');
      tag.setAttribute('library', library);
      tag.innerHTML = '<a href="https://own.example.org/">Ask</a>';
      stage.append(tag);
      if (turn % 100 === 0) await tag.updateComplete;
      tag.remove();
    }
    await until(() => clock.openDeadlineCount() <= before);
    equal(stage.querySelectorAll('ask-us-now').length, 0);
  });

  it('a thousand mounts: share one timer and one connection', async () => {
    const asked = performance.getEntriesByType('resource').length;
    const library = aLibrary();
    await answer(library, anAnswer(library));
    for (let count = 0; count < 50; count++) {
      const tag = document.createElement('ask-us-now');
      tag.setAttribute('library', library);
      tag.innerHTML = '<a href="https://own.example.org/">Ask</a>';
      stage.append(tag);
    }
    await until(() =>
      [...stage.querySelectorAll('ask-us-now')].every((tag) => tag.shadowRoot?.querySelector('[data-tone=open]')),
    );
    const requests = performance
      .getEntriesByType('resource')
      .slice(asked)
      .filter(({ name }) => name.includes(library) && name.includes('/v1/'));
    ok(requests.length <= 2, `${requests.length} requests`);
  });
});
