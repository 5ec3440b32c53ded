// A host that lists Trusted Types policies, or requires them, refuses what templates are made of: in every such page the
// patron has a link that is seen, named and followed. lit-html's templates, as the mutant uses them, are not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type SeenLink, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const LISTS: Record<string, { directive: string; script?: string }> = {
  'none listed': { directive: '' },
  'its own name only': { directive: 'trusted-types ask-us-now;' },
  'lit-html only': { directive: 'trusted-types lit-html;' },
  "'none'": { directive: "trusted-types 'none';" },
  'names that the host has used up': {
    directive: 'trusted-types ask-us-now lit-html;',
    script: '<script>for (const name of ["ask-us-now", "lit-html"]) trustedTypes.createPolicy(name, {});</script>',
  },
};
const CELLS = Object.entries(LISTS).flatMap(([list, { directive, script = '' }]) =>
  ['', "require-trusted-types-for 'script';"].map((requirement) => ({
    path: `/${encodeURIComponent(list)}${requirement && '/required'}`,
    name: `${list}${requirement && ', types required'}`,
    policy: directive + requirement,
    script,
    list,
  })),
);

/** The same tag as Lit's own way would have it: a template, which is `innerHTML`. */
async function bundleMutant(): Promise<string> {
  const entry = `import { html, render } from 'lit-html';
    customElements.define('ask-us-now', class extends HTMLElement {
      connectedCallback() {
        const { href, textContent } = this.querySelector('a');
        const root = this.attachShadow({ mode: 'open' });
        render(html\`<span part="box" data-tone="open"><a part="link" href=\${href}>\${textContent}</a></span>\`, root);
      }
    });`;
  const bundle = await rollup({
    input: 'mutant',
    plugins: [
      {
        name: 'mutant',
        resolveId: (id) => (id === 'mutant' ? `${process.cwd()}/mutant.js` : null),
        load: (id) => (id.endsWith('/mutant.js') ? entry : null),
      },
      nodeResolve({ exportConditions: ['production', 'browser'] }),
    ],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        const cell = CELLS.find((one) => one.path === path);
        return cell
          ? {
              html: aPage({ head: cell.script + aScript(server.url), body: aTag('/chat') }),
              headers: cell.policy ? { 'content-security-policy': cell.policy } : {},
            }
          : { html: CHAT_PAGE };
      });
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    /** Opens a cell's page; a script that failed has registered nothing by the time it has loaded. */
    const look = async (path: string): Promise<{ visit: Visit; link: SeenLink; faults: string[] }> => {
      const visit = await engine.visit();
      await visit.goto(host.url + path);
      const registered = await visit.see<boolean>('!!customElements.get("ask-us-now")');
      const link = registered ? await visit.settled() : await visit.link();
      const { errors, violations } = await visit.heard();
      return { visit, link, faults: [...errors, ...violations] };
    };

    for (const { path, name: cell } of CELLS) {
      test(`Trusted Types: the link is seen, named and followed where the host's policies are: ${cell}`, async () => {
        const { visit, link, faults } = await look(path);
        assert.deepEqual(faults, []);
        assert.ok(link.visible && link.ours);
        assert.match(link.name, /^Ask a librarian. Open until \d/);
        assert.equal(link.href, `${host.url}/chat/live`);
        await visit.click();
        await eventually(() => visit.url() === `${host.url}/chat/live`);
        await visit.close();
      });
    }

    test('Trusted Types: mutant: a tag made of templates breaks in every page that lists policies without it', async () => {
      const mutant = await bundleMutant();
      server.gives((_, response) => {
        response.writeHead(200, { 'content-type': 'text/javascript', 'access-control-allow-origin': '*' });
        response.end(mutant);
      });
      const broken: string[] = [];
      for (const { path, name: cell } of CELLS) {
        const { visit, link, faults } = await look(path);
        if (faults.length > 0 || !link.visible || !link.ours) broken.push(cell);
        await visit.close();
      }
      const unlisted = CELLS.filter(({ list }) => list !== 'none listed' && list !== 'lit-html only');
      assert.deepEqual(
        broken,
        unlisted.map((cell) => cell.name),
      );
    });
  });
}
