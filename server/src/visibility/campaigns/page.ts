// In:    a campaign.
// Out:   a page to look at and to print: link and poster, follows by day, what changed.
// Never: a form, a script, or unescaped text.
import type { Campaign } from '@askusnow/sdk/contract';
import { copyField } from '../../platform/http/copy-field.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { dayBars } from './day-bars.ts';
import { dayText, messages } from './messages.ts';

const HEAD = `
    <link rel="stylesheet" href="/dashboard/assets/get.css">
    <link rel="stylesheet" href="/dashboard/assets/campaign.css">
    <script type="module" src="/dashboard/assets/get.js"></script>`;

/** Of this server, whatever address the reader has opened it by. */
const ownPath = (address: string): string => escapeHtml(new URL(address).pathname + new URL(address).search);

const linkSection = ({ address, qr, poster }: Campaign): string => `
<section aria-labelledby="link"><h2 id="link">${messages.link}</h2>
<p>${messages.linkNote}</p>
${copyField('address', messages.address, address)}
<p><img class="qr" src="${ownPath(qr)}" alt="${escapeHtml(messages.qrOf(address))}" width="200" height="200"></p>
<p class="screen-only"><a class="button" href="${ownPath(poster)}">${messages.poster}</a>
<a class="button" href="${ownPath(qr)}">${messages.qrAlone}</a></p></section>`;

function followSection({ state, from, follows, byDay }: Campaign): string {
  const head = `<section aria-labelledby="follows"><h2 id="follows">${messages.follows}</h2>`;
  if (state === 'planned') return `${head}\n<p>${messages.planned(from)}</p></section>`;
  const most = byDay.reduce((best, day) => (day.follows > best.follows ? day : best));
  const days = byDay.map((day) => ({ date: day.date, count: day.follows }));
  const summary = most.follows === 0 ? messages.chartNone : messages.chart(most.follows, most.date);
  const rows = byDay.map(
    ({ date, follows: count }) => `<tr><th scope="row">${dayText(date)}</th><td>${count}</td></tr>`,
  );
  return `${head}
<p>${messages.total(follows, state)}</p>
<figure class="days"><figcaption>${messages.most(most.follows)}</figcaption>
${dayBars(days, summary)}
<p class="ends" aria-hidden="true"><span>${dayText(byDay[0]!.date)}</span> <span>${dayText(byDay.at(-1)!.date)}</span></p></figure>
<details><summary>${messages.asTable}</summary>
<table><thead><tr><th scope="col">${messages.day}</th><th scope="col">${messages.followed}</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></details></section>`;
}

const changeSection = ({ changes }: Campaign): string => `
<section aria-labelledby="changed"><h2 id="changed">${messages.changed}</h2>
${
  changes === null
    ? `<p>${messages.notYet}</p>`
    : `<p>${messages.changedNote}</p>
<dl><dt>${messages.clicks}</dt><dd>${escapeHtml(changes.clicks.sentence)}</dd>
<dt>${messages.links}</dt><dd>${escapeHtml(changes.follows.sentence)}</dd></dl>`
}</section>`;

export function campaignPage(campaign: Campaign, library: string): string {
  const { name, note, from, to, linkEndsOn } = campaign;
  return htmlPage(
    escapeHtml(name),
    `<p><strong>${messages.span(from, to)}</strong>. ${escapeHtml(messages.by(library))}</p>
${note === null ? '' : `<p class="note">${escapeHtml(note)}</p>`}
${linkSection(campaign)}
${followSection(campaign)}
${changeSection(campaign)}
${linkEndsOn === null ? '' : `<p class="evidence">${messages.readOnly(linkEndsOn)}</p>`}`,
    { wide: true, head: HEAD },
  );
}

export const endedPage = (): string => htmlPage(messages.ended, `<p>${messages.endedText}</p>`);
