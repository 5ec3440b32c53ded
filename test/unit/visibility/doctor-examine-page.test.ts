import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examinePage } from '../../../server/src/visibility/doctor/page/examine-page.ts';
import { readPage } from '../../../server/src/visibility/doctor/page/read-page.ts';
import type { PageReport } from '../../../server/src/visibility/doctor/page/report.ts';
import {
  DOCTOR_PAGES,
  EXPECTED,
  HEX,
  LINK,
  pageOf,
  SCRIPT,
  TAG,
  type DoctorPage,
} from '../../support/data/doctor-pages.ts';

const examine = ({
  html,
  status = 200,
  headers = {},
}: Pick<DoctorPage, 'html' | 'status' | 'headers'>): Promise<PageReport> =>
  examinePage(
    {
      url: 'https://www.library.example/',
      response: { status, headers: { 'content-type': 'text/html', ...headers } },
      html,
    },
    EXPECTED,
  );
const codesOf = ({ findings }: PageReport): string[] => findings.map(({ code }) => code);

for (const page of DOCTOR_PAGES) {
  test(`doctor: ${page.name}: ${page.state}, ${page.findings.join(', ') || 'nothing wrong'}`, async () => {
    const report = await examine(page);
    assert.deepEqual(
      { state: report.state, findings: codesOf(report) },
      { state: page.state, findings: page.findings },
    );
  });
}

test('doctor: each entry point has its form, library, name and line', async () => {
  const html = pageOf(`\n${SCRIPT}\n${TAG}\n<iframe src="https://ask.example.org/embed/cecil"></iframe>`);
  assert.deepEqual((await examine({ html })).entries, [
    { form: 'tag', library: 'harford', placement: 'header', line: 3 },
    { form: 'frame', library: 'cecil', placement: null, line: 4 },
  ]);
});

test('doctor: a relative address is resolved against the page’s base', async () => {
  const script = SCRIPT.replace('https://ask.example.org/', '');
  const html = pageOf(script + TAG, '<base href="https://ask.example.org/">');
  assert.deepEqual(codesOf(await examine({ html })), []);
});

test('doctor: a snippet in a comment, noscript, template, textarea and once plainly: one tag is there', async () => {
  const hidden = ['noscript', 'template', 'textarea'].map((name) => `<${name}>${TAG}</${name}>`).join('');
  const { elements } = readPage(pageOf(`<!-- ${TAG} -->${hidden}${SCRIPT}${TAG}`));
  assert.equal(elements.filter(({ name }) => name === 'ask-us-now').length, 1);
});

test('doctor: another widget is named with the lines of its elements, to their end tags', async () => {
  const html = pageOf(
    `\n${SCRIPT}${TAG}\n<div id="libchat_${HEX}">\n<a href="https://chat.vendor.example/load_chat.php?hash=${HEX}">Chat</a>\n</div>\n<script src="https://answers.library.example/load_chat.php?hash=${HEX}">\n</script>`,
  );
  assert.deepEqual((await examine({ html })).widgets, [
    {
      name: 'LibChat',
      places: [
        { element: 'div', line: 3, lastLine: 5 },
        { element: 'script', line: 6, lastLine: 7 },
      ],
    },
  ]);
});

test('doctor: of another widget around our tag, or without an end tag, one line is named', async () => {
  const around = pageOf(`\n<div id="libchat_${HEX}">\n${SCRIPT}${TAG}\n</div>`);
  const unclosed = pageOf(`\n<div class="libraryh3lp" jid="made-up">\n<p>Events</p>\n`);
  for (const html of [around, unclosed])
    assert.deepEqual(
      (await examine({ html })).widgets.map(({ places }) => places),
      [[{ element: 'div', line: 2, lastLine: 2 }]],
    );
});

test('doctor: mutant: every link to a vendor, taken for its widget, is the tag’s own link, too', async () => {
  const chat = 'https://us.libraryh3lp.com/chat/made-up@chat.libraryh3lp.com';
  const tag = pageOf(SCRIPT + TAG.replace('https://chat.example.org/harford', chat));
  const naive = (html: string): boolean =>
    readPage(html).elements.some(({ attributes }) => attributes.get('href') === chat);
  assert.equal(naive(tag), true);
  assert.deepEqual((await examine({ html: tag })).widgets, []);
  assert.equal((await examine({ html: pageOf(`${SCRIPT}${TAG}<a href="${chat}">Chat</a>`) })).widgets.length, 1);
});

test('doctor: mutant: a search for the tag in the source finds it where browsers see none', async () => {
  const naive = (html: string): boolean => html.includes('<ask-us-now');
  const commented = pageOf(`<!-- ${SCRIPT}${TAG} -->`);
  assert.equal(naive(commented), true);
  assert.equal((await examine({ html: commented })).state, 'absent');
});

test('doctor: mutant: a page that was refused, taken as read, is called absent', async () => {
  const refused = { html: pageOf('<h1>Are you human?</h1>'), status: 403 };
  assert.equal((await examine({ html: refused.html })).state, 'absent');
  assert.equal((await examine(refused)).state, 'blocked');
});

test('doctor: an empty page, a success without a page and a challenge are never called absent', async () => {
  for (const [page, state] of [
    [{ html: '' }, 'unreachable'],
    [{ html: ' \n' }, 'unreachable'],
    [{ html: '', status: 204 }, 'unreachable'],
    [{ html: pageOf(''), status: 202, headers: { 'x-amzn-waf-action': 'challenge' } }, 'blocked'],
    [{ html: pageOf(''), status: 202 }, 'absent'],
  ] as const)
    assert.equal((await examine(page)).state, state, JSON.stringify(page));
});

test('doctor: 10,000 tags, 100,000 nested elements and unclosed markup end in a report', async () => {
  const tags = await examine({ html: pageOf(SCRIPT + TAG.repeat(10_000)) });
  assert.deepEqual([tags.state, codesOf(tags), tags.entries.length], ['found', ['two-tags'], 50]);
  const nested = await examine({ html: pageOf(`${'<div>'.repeat(100_000)}${SCRIPT}${TAG}`) });
  assert.equal(nested.state, 'found');
  const boxes = await examine({ html: pageOf('<div class="needs-js">'.repeat(100_000)) });
  assert.deepEqual([boxes.state, codesOf(boxes)], ['absent', ['other-widget', 'tag-absent']]);
  const unclosed = await examine({ html: `<p>${'a '.repeat(500)}<ask-us-now library="harford"` });
  assert.equal(unclosed.state, 'absent');
});

test('doctor: pasted source has no response, and is examined the same', async () => {
  const page = { url: 'https://www.library.example/', response: null, html: pageOf(SCRIPT + TAG) };
  assert.equal((await examinePage(page, EXPECTED)).state, 'found');
  assert.equal((await examinePage({ ...page, html: pageOf(LINK) }, EXPECTED)).state, 'absent');
});
