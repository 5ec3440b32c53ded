// In:    a library, or the cooperative's list of them.
// Out:   the pages that a plain link shows where it cannot lead to a chat; a page to print.
// Never: contains unescaped text.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { messages } from './messages.ts';

/** The list of a nation would be no help. */
const MAX_LISTED = 200;

export function unknownLibraryPage({ librariesByName }: Pick<Registry, 'librariesByName'>): string {
  const live = librariesByName().filter((library) => library.live);
  const list = live.map(({ id, name }) => `<li><a href="/go/${escapeHtml(id)}">${escapeHtml(name)}</a></li>`).join('');
  const known = live.length === 0 || live.length > MAX_LISTED ? '' : `<p>${messages.chooseLibrary}</p><ul>${list}</ul>`;
  return htmlPage(messages.unknownLibrary, `<p>${messages.unknownLibraryWhy}</p>${known}`);
}

export function noAddressPage({ name, fallback }: RegisteredLibrary): string {
  const { phone, tel } = fallback;
  const call =
    phone === undefined || tel === undefined
      ? messages.askAtLibrary
      : `${messages.callLibrary} <a href="tel:${escapeHtml(tel)}">${escapeHtml(phone)}</a>`;
  return htmlPage(escapeHtml(name), `<p>${messages.noChat} ${call}</p>`);
}

/** A page to print: the QR code, the words, the address. Null: its own address is not right. */
export function posterPage(
  { name }: RegisteredLibrary,
  poster: { label: string; address: string; picture: string } | null,
  errors: readonly FieldError[],
): string {
  const head = '\n    <link rel="stylesheet" href="/dashboard/assets/poster.css">';
  if (poster === null) {
    const list = errors.map(
      ({ field, message }) => `<li><code>${escapeHtml(field)}</code> ${escapeHtml(message)}</li>`,
    );
    return htmlPage(messages.posterFault, `<ul>${list.join('')}</ul>`);
  }
  const { label, address, picture } = poster;
  return htmlPage(
    escapeHtml(label),
    `<div class="poster"><p class="library">${escapeHtml(name)}</p>
<img src="${escapeHtml(picture)}" alt="${escapeHtml(messages.qrOf(address))}" width="320" height="320">
<p class="scan">${messages.scan}</p>
<p>${messages.orGoTo}<br><span class="address">${escapeHtml(address.replace(/^https?:\/\//, ''))}</span></p></div>`,
    { head, wide: true },
  );
}
