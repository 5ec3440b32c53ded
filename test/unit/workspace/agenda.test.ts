// The agenda as Markdown: what people typed stays words in it, and what they may do with a topic.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import MarkdownIt from 'markdown-it';
import { PROPOSAL_STATES, type Meeting } from '@askusnow/sdk/contract';
import { toAgenda } from '../../../server/src/workspace/meetings/agenda.ts';
import { mayMove } from '../../../server/src/workspace/meetings/machine.ts';
import { toMarkdown, toParagraphs, toPlace } from '../../../server/src/workspace/meetings/markdown.ts';
import { daysUntil, startMsOf, whenText } from '../../../server/src/workspace/meetings/when.ts';

/** A renderer that believes everything: HTML and tables are on. */
const renderer = new MarkdownIt({ html: true });
const unescapedHtml = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');

const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[click](javascript:alert(1))',
  '![x](https://evil.example/x.png)',
  '# A heading',
  '- a list',
  '12. a list',
  '+ a list',
  '> a quotation',
  '**bold** _word_ ~~gone~~ `code`',
  '| a | b |',
  '--- ',
  '=== ',
  'a & b &copy; &#60;b&#62;',
  String.raw`a \ b \<b> \\`,
  '<https://evil.example>',
  '[a]: https://evil.example',
  '$x^2$',
];

const meeting: Meeting = {
  id: 1,
  date: '2026-12-08',
  time: '10:00',
  zone: 'America/New_York',
  startsAt: '2026-12-08T15:00:00.000Z',
  place: 'Main branch <b>',
  revision: 1,
};

const agendaOf = (title: string, detail = ''): string =>
  toAgenda({
    meeting,
    topics: [{ title, detail, by: 'Harford liaison', library: 'Harford' }],
    open: [],
    visits: [{ date: '2026-12-10', library: 'Cecil' }],
    since: '2026-10-13',
    items: [
      {
        kind: 'training',
        library: { id: 'harford', name: 'Harford' },
        on: '2026-11-03',
        text: '1 training session, 4 participants in all',
        path: '/dashboard/harford/training',
      },
    ],
    publicUrl: 'https://ask.example',
  });

const MARKED = /<(?:script|img|a|em|s|code|table|hr|blockquote|b)\b/;

test('agenda: a title and a detail with Markdown or HTML show as typed, in a renderer that believes everything', () => {
  const plain = renderer.render(agendaOf('Holiday hours', 'One line')).replace(/<a href="https:\/\/ask[^>]*>/g, '');
  const shapeOf = (html: string): string[] =>
    html.replaceAll(/<a href="https:\/\/ask[^>]*>/g, '').match(/<\/?[a-z0-9]+/g)!;
  for (const text of HOSTILE) {
    const words = text.trim().replaceAll(/\s+/g, ' ');
    const html = renderer.render(agendaOf(text, text));
    assert.deepEqual(shapeOf(html), shapeOf(plain), text);
    assert.ok(
      unescapedHtml(html).includes(`<strong>${words}</strong> (proposed by Harford liaison for Harford)`),
      html,
    );
    assert.ok(unescapedHtml(html).includes(`<p>${words}</p>`), html);
  }
});

test('agenda: mutant: words that are not escaped become marks, links and HTML', () => {
  const broken = HOSTILE.filter((text) => MARKED.test(renderer.render(`- **${text}**\n\n  ${text}`)));
  assert.ok(broken.length >= 8, String(broken.length));
  for (const text of HOSTILE)
    assert.doesNotMatch(renderer.render(`- **${toMarkdown(text)}**\n\n  ${toParagraphs(text).join('\n\n  ')}`), MARKED);
});

test('agenda: has its place, topics, site visits and what happened, with a link to the page', () => {
  assert.equal(
    agendaOf('Holiday hours', 'Who answers on Dec. 24?\n\n\tAnd on the 31st?'),
    `# Statewide meeting, Tuesday, December 8, 2026, 10 AM EST

Where: Main branch &lt;b&gt;

## Topics

- **Holiday hours** (proposed by Harford liaison for Harford)

  Who answers on Dec. 24?

  And on the 31st?

## Site visits

- December 10, 2026: Cecil

## What happened since October 13, 2026

### Training

- November 3, 2026: Harford: 1 training session, 4 participants in all ([page](https://ask.example/dashboard/harford/training))
`,
  );
});

test('agenda: the address of an online meeting leads where it was typed, and the words beside it stay words', () => {
  const address = 'https://zoom.example/j/123?pwd=a_b_c~d&x=*1*';
  const html = renderer.render(toPlace(`Room *2* or ${address} <b>`));
  assert.equal(/href="([^"]*)"/.exec(html)![1]!.replaceAll('&amp;', '&'), address);
  assert.ok(unescapedHtml(html).includes('<p>Room *2* or <a '), html);
  for (const text of HOSTILE.filter((each) => !/https?:/.test(each)))
    assert.doesNotMatch(renderer.render(toPlace(text)), MARKED, text);
  assert.doesNotMatch(renderer.render(toPlace('https://x.example/"><script>alert(1)</script>')), MARKED);
});

test('agenda: a meeting is at its zone’s clock, across a change of clocks', () => {
  assert.equal(new Date(startMsOf(meeting)).toISOString(), meeting.startsAt);
  assert.equal(whenText({ ...meeting, date: '2026-07-07', time: '09:30' }), 'Tuesday, July 7, 2026, 9:30 AM EDT');
  assert.equal(daysUntil(meeting, Date.parse('2026-12-02T04:59:00.000Z')), 7);
  assert.equal(daysUntil(meeting, Date.parse('2026-12-09T04:59:00.000Z')), 0);
  assert.equal(daysUntil(meeting, Date.parse('2026-12-09T05:00:00.000Z')), -1);
});

test('topics: the author withdraws and proposes again, the coordinator sets the agenda, and nobody else anything', () => {
  const steps = (who: { isOwn: boolean; isCoordinator: boolean }): string[] =>
    PROPOSAL_STATES.flatMap((from) =>
      PROPOSAL_STATES.filter((to) => mayMove(from, to, who)).map((to) => `${from} > ${to}`),
    );
  assert.deepEqual(steps({ isOwn: false, isCoordinator: false }), []);
  assert.deepEqual(steps({ isOwn: true, isCoordinator: false }), [
    'proposed > withdrawn',
    'on-agenda > withdrawn',
    'withdrawn > proposed',
  ]);
  assert.deepEqual(steps({ isOwn: false, isCoordinator: true }), [
    'proposed > on-agenda',
    'on-agenda > proposed',
    'on-agenda > on-agenda',
    'on-agenda > discussed',
    'discussed > on-agenda',
  ]);
});
