import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { type Plugin, rollup } from 'rollup';

/** The plugin's types describe a CommonJS module, which it is not. */
const minifying = terser as unknown as (options: object) => Plugin;

/** What a page downloads that imports so much of the SDK and nothing else. */
async function bundle(names: string): Promise<string> {
  const entry = {
    name: 'entry',
    resolveId: (id: string) => (id === 'entry' ? id : null),
    load: (id: string) => (id === 'entry' ? `export { ${names} } from '@askusnow/sdk';` : null),
  };
  const minify = minifying({ module: true, ecma: 2022, compress: { passes: 3 } });
  const built = await rollup({ input: 'entry', plugins: [entry, nodeResolve({ rootDir: process.cwd() }), minify] });
  const { output } = await built.generate({ format: 'es' });
  return output[0].code;
}
const brotliBytes = (code: string): number => brotliCompressSync(code).length;

const PARTS: [names: string, limitBytes: number][] = [
  ['toPagePattern', 450],
  ['sharedWatcher', 2_000],
  ['sharedWatcher, createEventSender, toPagePattern', 2_950],
  ['createClient', 4_400],
];

for (const [names, limitBytes] of PARTS) {
  test(`SDK size: a page that imports ${names} downloads at most ${limitBytes} bytes of brotli, none of them zod's`, async (t) => {
    const code = await bundle(names);
    t.diagnostic(`${names}: ${brotliBytes(code)} bytes`);
    assert.ok(brotliBytes(code) <= limitBytes, `${brotliBytes(code)} bytes`);
    assert.doesNotMatch(code, /zod/i);
  });
}

test('SDK size: what counts and watches brings nothing of the management with it', async () => {
  const code = await bundle('sharedWatcher, createEventSender, toPagePattern');
  assert.doesNotMatch(code, /v1\/session|closed-until|ProblemError/);
  assert.match(await bundle('createClient'), /v1\/session/);
});
