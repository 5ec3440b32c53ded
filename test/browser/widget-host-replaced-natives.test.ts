import { audit } from './axe.js';
import {
  aClosedAnswer,
  anAnswer,
  clearStage,
  equal,
  mountWith,
  ok,
  posted,
  stage,
  until,
  writesOfAnIdleUpdate,
} from './harness.js';

const faults: string[] = [];
window.addEventListener('error', (event) => faults.push(event.message));
window.addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));

describe('a host that replaces what browsers bring', () => {
  afterEach(clearStage);

  it('replaced natives: passes the audit', async () => {
    await mountWith(anAnswer);
    await audit(stage);
  });

  it('replaced natives: sent events stay correct, and the page gets no error', async () => {
    const kept = [JSON.stringify, Array.from, window.fetch, window.setTimeout] as const;
    const prototype = Array.prototype as unknown as Record<string, unknown>;
    const everything = Object.prototype as unknown as Record<string, unknown>;
    const { library, link } = await mountWith((id) => {
      const body = JSON.stringify(anAnswer(id));
      // As Prototype.js and its like do it, and worse.
      prototype['toJSON'] = () => 'bent';
      everything['each'] = () => undefined;
      JSON.stringify = () => '"bent"';
      Array.from = (() => []) as never;
      return JSON.parse(body) as unknown;
    }).catch(async () => {
      // The edge got invalid data from the replaced JSON; the link still has its own target.
      const tag = stage.querySelector('ask-us-now')!;
      return { library: tag.library!, link: () => tag.shadowRoot!.querySelector<HTMLAnchorElement>('a[part=link]')! };
    });
    window.fetch = () => Promise.reject(new Error('the host says no'));
    window.setTimeout = (() => 0) as never;
    ok(link().hasAttribute('href'));
    const started = performance.now();
    while (performance.now() - started < 50) await Promise.resolve();
    [JSON.stringify, Array.from, window.fetch, window.setTimeout] = kept;
    delete prototype['toJSON'];
    delete everything['each'];
    await until(async () => (await posted(library)).some(({ kind }) => kind === 'impression'));
    const [first] = await posted(library);
    equal([first!.kind, first!.placement, faults], ['impression', 'unnamed', []]);
  });

  it('replaced natives: does not bend the hours where an old date library has replaced Date.parse', async () => {
    const kept = Date.parse;
    // As Datejs does it: an object, or null where it does not understand.
    Date.parse = (() => null) as never;
    try {
      const { status } = await mountWith(anAnswer);
      ok(status().startsWith('Open until'), status());
    } finally {
      Date.parse = kept;
    }
  });

  // Where the page emulates shadow trees, what the tag writes into its own is a change of the page, which updates the tag again.
  it('replaced natives: an update that changes nothing writes nothing, so that no page with emulated shadow trees hangs', async () => {
    for (const body of [anAnswer, aClosedAnswer]) equal(await writesOfAnIdleUpdate((await mountWith(body)).tag), []);
    const scripted = await mountWith(anAnswer, {}, '<a href="#ask" onclick="return false">Ask</a>');
    equal(await writesOfAnIdleUpdate(scripted.tag), []);
  });

  it('replaced natives: may name its forms after what browsers bring', async () => {
    const form = document.createElement('form');
    form.innerHTML = '<input name="createElement"><input name="addEventListener">';
    const image = document.createElement('img');
    for (const name of ['createElement', 'hasFocus', 'visibilityState']) {
      const clobber = image.cloneNode() as HTMLImageElement;
      clobber.name = name;
      form.append(clobber);
    }
    stage.append(form);
    const { status } = await mountWith(anAnswer);
    form.remove();
    ok(status().startsWith('Open until'));
    equal(faults, []);
  });
});
