// In:    a library, or the cooperative's list of them.
// Out:   the pages that a plain link shows where it cannot lead to a chat.
// Never: repeats text of the request.
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import { htmlPage } from '../../platform/http/html-page.ts';
import { escapeHtml } from '../../platform/http/html.ts';
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
  const phone = fallback.phone;
  const call =
    phone === undefined
      ? messages.askAtLibrary
      : `${messages.callLibrary} <a href="tel:${escapeHtml(phone.replace(/[^+\d]/g, ''))}">${escapeHtml(phone)}</a>`;
  return htmlPage(escapeHtml(name), `<p>${messages.noChat} ${call}</p>`);
}
