// In:    what was handed over.
// Out:   the page of the link: what to paste, how, and a part that follows the state.
// Never: needs an account, or a script for what is to be pasted; contains unescaped text.
import type { HandedOver } from '@askusnow/sdk/contract';
import { copyField } from '../../platform/http/copy-field.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import { dayFormat } from '../../platform/time/clock-text.ts';
import { widgetText } from '../doctor/page/messages.ts';
import { evidenceHtml, stepsHtml } from '../snippets/recipe-evidence.ts';
import { fillRecipe, recipeOf, RECIPES, type Recipe } from '../snippets/recipes.ts';
import { messages } from './messages.ts';

const dayOf = (instant: string, zone: string): string => dayFormat(zone, { weekday: 'long' }).format(new Date(instant));

/** A mail program opens with it; the link itself is not in it, since it is for one webmaster. */
const mailTo = ({ name, handOver, snippets, policy, otherWidgets }: HandedOver): string => {
  const body = [
    messages.asks(name),
    handOver.page,
    '',
    snippets.tag.tag,
    ...(otherWidgets.length === 0 ? [] : ['', `${messages.takeOut}:`, ...otherWidgets.map(widgetText)]),
    '',
    `${messages.policy}: ${messages.policyNote}`,
    ...policy,
  ].join('\r\n');
  const query = `subject=${encodeURIComponent(messages.mailSubject(name))}&body=${encodeURIComponent(body)}`;
  return `mailto:?${query}`;
};

export function handOverPage(handedOver: HandedOver, zone: string): string {
  const { name, handOver, snippets, policy } = handedOver;
  const asked = handOver.platform === null ? undefined : recipeOf(handOver.platform);
  const recipes = asked === undefined ? [recipeOf('wordpress')!, RECIPES[0]!] : [asked];
  const how = recipes.map((recipe) => howTo(recipe, handedOver, asked !== undefined)).join('\n');
  const page = escapeHtml(handOver.page);
  const pinned =
    handedOver.pinned === null
      ? ''
      : `<details><summary>${messages.pin}</summary>
${copyField('pinned', messages.pinNote, handedOver.pinned)}
<p>${messages.pinMeaning}</p></details>
`;
  return htmlPage(
    messages.title,
    `<p>${escapeHtml(messages.asks(name))}<br><strong><a href="${page}">${page}</a></strong></p>
<hand-over-state><p slot="script">${messages.needsScript}</p>
<section aria-labelledby="paste"><h2 id="paste">${messages.paste}</h2>
${copyField('tag', messages.pasteTag, snippets.tag.tag, 'button primary')}
<p class="screen-only"><a href="${escapeHtml(mailTo(handedOver))}">${messages.mail}</a></p>
${takeOut(handedOver)}${how}
<p class="small">${messages.howElsewhere} <a href="/get">${messages.getPage}</a>.</p></section></hand-over-state>
<section aria-labelledby="limits"><h2 id="limits">${messages.limits}</h2>
<details><summary>${messages.strict}</summary>
${copyField('strict', messages.strictTag, snippets.tag.strictTag)}
${copyField('rule', messages.styleLine, snippets.tag.styleRule)}</details>
<details><summary>${messages.policy}</summary>
${copyField('policy', messages.policyNote, policy.join('\n'))}</details>
${pinned}<details><summary>${messages.noScripts}</summary>
${copyField('frame', messages.frame, snippets.frame)}
${copyField('badge', messages.badge, snippets.badge)}
${copyField('link', messages.link, snippets.link)}</details></section>
<details><summary>${messages.about}</summary>
<p>${messages.noAccount} ${escapeHtml(messages.until(dayOf(handOver.expiresAt, zone)))}</p>
<p>${messages.pasteNote}</p></details>`,
    {
      wide: true,
      head: `
    <link rel="stylesheet" href="/dashboard/assets/get.css">
    <script type="module" src="/dashboard/assets/hand-over.js"></script>`,
    },
  );
}

/** How the tag gets into one kind of site. */
function howTo(
  { name, steps, code, pastes, evidence }: Recipe,
  { handOver, snippets }: HandedOver,
  isOpen: boolean,
): string {
  const facts = { script: scriptIn(snippets.tag.tag), placement: handOver.placement };
  const texts = [
    ...(code === undefined ? [] : [copyField('code', messages.code, fillRecipe(code, facts))]),
    ...(pastes.includes('tagManager') ? [copyField('tag-manager', messages.tagManager, snippets.tagManager)] : []),
  ];
  return `<details${isOpen ? ' open' : ''}><summary>${escapeHtml(messages.how(name))}</summary>
${stepsHtml({ steps }, facts)}
<p class="evidence">${evidenceHtml(evidence)}</p>
${texts.join('')}</details>`;
}

/** What the tag replaces, where a reading of the page has found it. */
function takeOut({ otherWidgets }: HandedOver): string {
  if (otherWidgets.length === 0) return '';
  const items = otherWidgets.map((widget) => `<li>${escapeHtml(widgetText(widget))}</li>`);
  return `<h3>${messages.takeOut}</h3>
<p>${messages.takeOutNote}</p>
<ul>${items.join('')}</ul>
`;
}

/** The recipes name the address of the script: that of the tag. */
const scriptIn = (tag: string): string => /src="([^"]*)"/.exec(tag)?.[1] ?? '';

export const endedPage = (): string => htmlPage(messages.ended, `<p>${messages.endedText}</p>`);
