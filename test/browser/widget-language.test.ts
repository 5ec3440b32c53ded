import { audit } from './axe.js';
import { aClosedAnswer, anAnswer, clearStage, equal, mountWith, ok, stage, until } from './harness.js';

describe('the language of the status', () => {
  afterEach(() => {
    clearStage();
    document.documentElement.lang = 'en';
    stage.removeAttribute('lang');
  });

  it('status language: passes the audit in Spanish', async () => {
    await mountWith(aClosedAnswer, { lang: 'es' });
    await audit(stage);
  });

  it('status language: is English on an English page, whatever the browser speaks', async () => {
    const { status } = await mountWith(anAnswer);
    ok(status().startsWith('Open until'), status());
  });

  it("status language: is the tag's own first", async () => {
    document.documentElement.lang = 'en';
    const { status } = await mountWith(anAnswer, { lang: 'es' });
    await until(() => /^Abierto hasta las? \d/.test(status()));
  });

  it('status language: is that of the nearest ancestor, out of a shadow tree too', async () => {
    const frame = document.createElement('div');
    frame.lang = 'es-MX';
    const inner = frame.attachShadow({ mode: 'open' });
    stage.append(frame);
    const { tag, status } = await mountWith(anAnswer);
    inner.append(tag);
    await until(() => status().startsWith('Abierto'));
    frame.lang = 'en';
    await until(() => status().startsWith('Open'));
    frame.remove();
  });

  it('status language: follows a translator that changes the page', async () => {
    const { status } = await mountWith(anAnswer);
    document.documentElement.lang = 'es';
    await until(() => status().startsWith('Abierto'));
    document.documentElement.lang = 'en';
    await until(() => status().startsWith('Open'));
  });

  it('status language: English, with lang="en", on a page in an unsupported language', async () => {
    document.documentElement.lang = 'fr';
    const { tag, status } = await mountWith(anAnswer);
    equal(
      [status().startsWith('Open until'), tag.shadowRoot!.querySelector('[part=text]')!.getAttribute('lang')],
      [true, 'en-US'],
    );
  });
});
