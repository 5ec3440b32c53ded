// Bad input of every kind at every route of the workspace: refused by field or kept as text, and never a fault of the server.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import * as contract from '@askusnow/sdk/contract';
import type { Problem } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { csvPathsOf, placesOf, type OpenApi, type Place } from '../../support/app/openapi-input.ts';

/** The tags of the workspace's routes: of the APIs that they serve, and of routes that reply with text. */
const WORKSPACE = new Set(
  globSync('server/src/workspace/**/*.ts').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const apis = contract as unknown as Record<string, Record<string, { tag: string }>>;
    return [
      ...[...source.matchAll(/\b(\w+Api)\.(\w+)/g)].map(([, api, endpoint]) => apis[api!]![endpoint!]!.tag),
      ...[...source.matchAll(/\btags(?: =|:) \['([a-z-]+)'\]/g)].map(([, tag]) => tag!),
    ];
  }),
);

/** No database stores the first three; an instant of another kind, and a text that no person types, are refused, too. */
const REFUSED: Record<string, (place: Place) => string | null> = {
  'U+0000': () => 'a\u0000b',
  'a control character': () => 'a\u001bb',
  // An address cannot carry one.
  'a lone surrogate': ({ where }) => (where === 'query' ? null : 'a\ud800b'),
  // Nothing keeps what is searched for.
  'a right-to-left override': ({ where }) => (where === 'query' ? null : 'a\u202egnp.exe'),
  'too long': ({ maxLength }) => (maxLength === undefined || maxLength > 30_000 ? null : 'a'.repeat(maxLength + 1)),
};
/** Kept as text, or refused by its field. */
const EITHER: Record<string, string> = {
  'a formula': '=HYPERLINK("https://elsewhere.example","Open")',
  HTML: '<img src=x onerror=alert(1)><script>alert(2)</script>',
  'an instant of another zone': '2026-12-01T10:00:00+02:00',
  'an impossible day': '2026-02-30',
  'another zone': 'Mars/Olympus',
  nothing: '',
  blanks: '   ',
};

withApp({ now: '2026-11-24T15:00:00.000Z' }).describe('bad input', (on) => {
  let cookies: string[];
  let document: OpenApi;
  let places: Place[];
  before(async () => {
    cookies = [await on.app.signIn('liaison', ['harford']), await on.app.signIn('coordinator')];
    document = (await (await fetch(`${on.app.url}/openapi.json`)).json()) as OpenApi;
    places = placesOf(document, ({ tags }) => tags.some((tag) => WORKSPACE.has(tag)));
  });

  const send = async (place: Place, value: unknown, cookie: string) => {
    const { method, path, body } = place.with(value);
    const reply = await fetch(`${on.app.url}/v1/${path}`, {
      method,
      headers: {
        cookie,
        origin: on.app.config.publicUrl,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const isProblem = (reply.headers.get('content-type') ?? '').includes('problem');
    return { status: reply.status, problem: isProblem ? (JSON.parse(text) as Problem) : null };
  };
  /** As the one of the two who may. */
  const answer = async (place: Place, value: unknown) => {
    const first = await send(place, value, cookies[0]!);
    return first.status === 403 ? send(place, value, cookies[1]!) : first;
  };

  test('bad input: the walk reaches the texts of the workspace', () => {
    const fields = new Set(places.map(({ operation, field }) => `${operation} ${field}`));
    for (const known of [
      'POST /v1/follow-ups reference',
      'POST /v1/follow-ups/lists text',
      'POST /v1/announcements text',
      'PUT /v1/libraries/{library}/policies/{topic} owner',
      'POST /v1/libraries/{library}/contacts phone',
      'POST /v1/libraries/{library}/scripts name',
      'POST /v1/libraries/{library}/training name',
    ])
      assert.ok(fields.has(known), `${known} is not among ${[...fields].join('\n')}`);
  });

  for (const [what, textFor] of Object.entries(REFUSED))
    test(`bad input: ${what} is refused by its field, at each route that takes text`, async () => {
      const wrong: string[] = [];
      for (const place of places) {
        const text = place.kind === 'text' ? textFor(place) : null;
        if (text === null) continue;
        const { status, problem } = await answer(place, text);
        const named = problem?.errors?.map(({ field }) => field) ?? [];
        if (status !== 422 || !named.includes(place.field))
          wrong.push(`${place.operation} ${place.field}: ${status} ${problem?.code} ${named.join(' ')}`);
      }
      assert.deepEqual(wrong, []);
    });

  for (const [what, text] of Object.entries(EITHER))
    test(`bad input: ${what} is kept as text or refused by a field, and no fault of the server`, async () => {
      const wrong: string[] = [];
      for (const place of places.filter(({ kind }) => kind === 'text')) {
        const { status, problem } = await answer(place, text);
        const isNamed = status !== 422 || (problem?.errors ?? []).some(({ field }) => field !== '');
        if (status >= 500 || !isNamed) wrong.push(`${place.operation} ${place.field}: ${status} ${problem?.code}`);
      }
      assert.deepEqual(wrong, []);
    });

  test('bad input: a list of 50,000 is refused, and no fault of the server', async () => {
    const wrong: string[] = [];
    for (const place of places.filter(({ kind }) => kind === 'list')) {
      const { status, problem } = await answer(place, 50_000);
      if (status < 400 || status >= 500) wrong.push(`${place.operation} ${place.field}: ${status} ${problem?.code}`);
    }
    assert.deepEqual(wrong, []);
  });

  test('bad input: a formula comes back as text in every CSV file', async () => {
    const FORMULA_CELL = /(?:^|,|\n)"?[=+@\t]/;
    const paths = csvPathsOf(document, { library: 'harford', queue: 'harford-desk' });
    assert.ok(paths.length >= 4, paths.join());
    let escaped = 0;
    for (const path of paths)
      for (const cookie of cookies) {
        const reply = await fetch(`${on.app.url}/v1/${path}`, { headers: { cookie } });
        if (!reply.ok) continue;
        const text = (await reply.text()).replace(/^\uFEFF/, '');
        assert.doesNotMatch(text, FORMULA_CELL, path);
        escaped += text.includes(`'=`) ? 1 : 0;
      }
    assert.ok(escaped >= 2, 'the library’s own name is a formula');
  });
});
