// In:    what was typed into the form, and its faults; what was set up.
// Out:   the set-up pages: whole documents that need no script.
// Never: contains unescaped text.
import { copyField } from '../platform/http/copy-field.ts';
import { htmlPage } from '../platform/http/html-page.ts';
import { escapeHtml } from '../platform/http/html.ts';
import { messages } from './set-up-messages.ts';
import { DESK_TIERS, type SetUpFault, type SetUpField, type SetUpTexts } from './set-up.ts';

/** The script preselects the time zone, and shows the copy button. */
const HEAD = `
    <link rel="stylesheet" href="/dashboard/assets/get.css">
    <script type="module" src="/dashboard/assets/set-up.js"></script>`;

const paragraph = (text: string): string => `<p>${text}</p>`;

/** `byMail`: this server can confirm an address. */
export function setUpPage(
  token: string,
  texts: SetUpTexts,
  faults: readonly SetUpFault[],
  { byMail }: { byMail: boolean },
): string {
  const field = (name: SetUpField, label: string, { hint = '', more = '' } = {}): string => {
    const fault = faults.find((each) => each.field === name);
    const described = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
    const invalid = fault ? ' aria-invalid="true"' : '';
    return `<div><label>${label}<input name="${name}" value="${escapeHtml(texts[name])}" maxlength="500"${more}${invalid}${
      described && ` aria-describedby="${described}"`
    }></label>${hint && `<p class="small soft" id="${name}-hint">${hint}</p>`}${
      fault ? `<p class="fault" id="${name}-fault">${escapeHtml(fault.message)}</p>` : ''
    }</div>`;
  };
  const chosen = texts.desk === 'statewide' ? 'statewide' : 'local';
  const desk = DESK_TIERS.map(
    (tier) =>
      `<label class="tick"><input type="radio" name="desk" value="${tier}"${tier === chosen ? ' checked' : ''}>${messages.desk[tier]}</label>`,
  );
  const url = ' inputmode="url" spellcheck="false" autocapitalize="none"';
  return htmlPage(
    messages.title,
    `<p>${messages.intro}</p>
${faults.length === 0 ? '' : `<p class="fault" role="alert">${messages.faulty(faults.length)}</p>`}
<form class="set-up" method="post" action="/set-up/${escapeHtml(token)}">
<div class="get-form">
${field('cooperative', messages.cooperative, { hint: messages.cooperativeHint, more: ' required' })}
${field('zone', messages.zone, { hint: messages.zoneHint, more: ' required spellcheck="false" autocapitalize="none"' })}
</div>
<fieldset><legend>${messages.firstLibrary}</legend>
<div class="get-form">
${field('library', messages.library, { more: ' required' })}
${field('site', messages.site, { hint: messages.siteHint, more: url })}
${field('chat', messages.chat, { hint: messages.chatHint, more: url })}
${field('phone', messages.phone, { hint: messages.otherWays })}
${field('form', messages.form, { more: url })}
</div></fieldset>
<fieldset><legend>${messages.firstDesk}</legend>
${desk.join('\n')}
<div class="get-form">
${field('deskName', messages.deskName)}
</div></fieldset>
${byMail ? `<div class="get-form">${field('email', messages.email, { hint: messages.emailHint, more: ' type="email" autocomplete="email"' })}</div>` : ''}
<p class="small soft">${messages.worksOnce}</p>
<button class="button primary" type="submit">${messages.setUp}</button>
</form>`,
    { wide: true, head: HEAD },
  );
}

/** `library`: the one that was set up. */
export function donePage(cooperative: string, library: { id: string; name: string; tag: string }): string {
  return htmlPage(
    escapeHtml(messages.done(cooperative)),
    `<p>${messages.signedIn}</p>
<section aria-labelledby="paste"><h2 id="paste">${messages.paste}</h2>
${copyField('tag', escapeHtml(messages.tagFor(library.name)), library.tag)}
<p><a href="/get?library=${library.id}">${messages.moreForms}</a></p></section>
<section aria-labelledby="next"><h2 id="next">${messages.next}</h2>
<p><a class="button primary" href="/dashboard/-/partners">${messages.addLibrary}</a></p>
<ul>
<li><a href="/dashboard/${library.id}/hours">${messages.setHours}</a></li>
<li><a href="/dashboard/-/accounts">${messages.invite}</a></li>
<li><a href="/dashboard">${messages.toPages}</a></li>
</ul></section>`,
    { wide: true, head: HEAD },
  );
}

const command = paragraph(`<code>${messages.command}</code>`);
const howToGetOne = paragraph(messages.newLink) + command;

export const notYetPage = (): string => htmlPage(messages.notYet, paragraph(messages.notYetWhy) + howToGetOne);
export const unknownSetUpPage = (): string => htmlPage(messages.unknown, paragraph(messages.unknownWhy) + howToGetOne);
export const isSetUpPage = (): string =>
  htmlPage(
    messages.isSetUp,
    `<p><a href="/sign-in">${messages.toSignIn}</a></p>${paragraph(messages.newCoordinator)}${command}`,
  );
export const busySetUpPage = (): string => htmlPage(messages.busy, paragraph(messages.busyWhy));
export const crossSiteSetUpPage = (): string => htmlPage(messages.crossSite, paragraph(messages.crossSiteWhy));
