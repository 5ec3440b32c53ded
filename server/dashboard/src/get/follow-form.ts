import { Debounce } from '../logic/debounce.js';
import { showCopyButtons } from './copy-buttons.js';

/** By XMLHttpRequest, which reads a document without a script: a text may not be made HTML here (Trusted Types). */
function readDocument(address: string, done: (page: Document) => void): XMLHttpRequest {
  const request = new XMLHttpRequest();
  request.responseType = 'document';
  request.onload = () => request.responseXML && done(request.responseXML);
  request.open('GET', address);
  request.send();
  return request;
}

function showFaults(form: HTMLFormElement, fresh: Document): void {
  for (const fault of form.querySelectorAll('.fault')) fault.remove();
  for (const fault of fresh.querySelectorAll<HTMLElement>('.get-form .fault')) {
    const name = fault.parentElement?.querySelector<HTMLInputElement>('[name]')?.name;
    if (name) labelOf(form, name)?.append(document.importNode(fault, true));
  }
}

const labelOf = (form: ParentNode | null, name: string): Element | null | undefined =>
  form?.querySelector(`[name=${name}]`)?.closest('label');

/** Each library has branches of its own. */
function showBranches(form: HTMLFormElement, fresh: Document): void {
  labelOf(form, 'branch')?.remove();
  const branches = labelOf(fresh.querySelector('.get-form'), 'branch');
  if (branches) labelOf(form, 'library')?.after(document.importNode(branches, true));
}

/** What was opened stays open. */
function showResult(fresh: Document): void {
  const [old, result] = [document.getElementById('result'), fresh.getElementById('result')];
  if (!old || !result) return;
  const opened = [...old.querySelectorAll('details[open]')].map(({ id }) => id);
  const shown = document.importNode(result, true);
  for (const each of shown.querySelectorAll('details')) each.open = opened.includes(each.id) && each.id !== '';
  for (const colours of document.head.querySelectorAll('link[href^="/embed/"]')) colours.remove();
  for (const colours of fresh.head.querySelectorAll('link[href^="/embed/"]'))
    document.head.append(document.importNode(colours, true));
  old.replaceWith(shown);
  showCopyButtons();
}

/** The preview and the text to copy follow the form while it is filled in. */
export function followForm(onShown: () => void): void {
  const form = document.querySelector<HTMLFormElement>('.get-form');
  if (!form) return;
  const typing = new Debounce();
  let request: XMLHttpRequest | undefined;
  const read = (field: string): void => {
    request?.abort();
    const address = `/get?${new URLSearchParams([...new FormData(form)].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))}`;
    request = readDocument(address, (fresh) => {
      history.replaceState(null, '', address);
      if (field === 'library') showBranches(form, fresh);
      showFaults(form, fresh);
      showResult(fresh);
      onShown();
    });
  };
  form.addEventListener('input', ({ target }) => {
    typing.cancel();
    const { name } = target as HTMLInputElement;
    typing.run(() => read(name));
  });
}
