import { endpointOf } from './states.js';

const HREF = 'https://chat.example.org/harford';
const LABEL = 'Ask a librarian';
/** The address of a server, where the page that pastes the tag has its own. */
const SERVER = 'https://ask.example.org';

type Attributes = [name: string, value: string][];

const escape = (text: string): string => text.replace(/[&"<]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The attributes that are set: a box that is ticked has no value, and a field that is empty is not said. */
const attributesIn = (form: HTMLFormElement): Attributes =>
  [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-attribute]')].flatMap((field): Attributes => {
    const value = 'checked' in field && field.type === 'checkbox' ? (field.checked ? ' ' : '') : field.value;
    return value === '' ? [] : [[field.dataset['attribute']!, value.trim()]];
  });

function tagOf(attributes: Attributes, state: string): HTMLElement {
  const tag = document.createElement('ask-us-now');
  for (const [name, value] of attributes) tag.setAttribute(name, value);
  tag.setAttribute('endpoint', endpointOf(state));
  const link = document.createElement('a');
  link.href = HREF;
  link.textContent = LABEL;
  tag.append(link);
  return tag;
}

const codeOf = (attributes: Attributes): string => {
  const server = attributes.find(([name]) => name === 'endpoint')?.[1] ?? SERVER;
  const words = attributes.map(([name, value]) => (value === '' ? ` ${name}` : ` ${name}="${escape(value)}"`));
  return `<script type="module" src="${escape(server)}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
<ask-us-now${words.join('')}><a href="${HREF}">${LABEL}</a></ask-us-now>`;
};

/** The tag and the code follow the form. A new tag each time: a page has its tag from the start. */
export function followForm(form: HTMLFormElement): void {
  const stage = document.getElementById('stage')!;
  const code = document.getElementById('code') as HTMLTextAreaElement;
  const copy = document.getElementById('copy') as HTMLButtonElement;
  const show = (): void => {
    const attributes = attributesIn(form);
    const { state, theme } = Object.fromEntries(new FormData(form)) as Record<string, string>;
    stage.className = `panel ${theme}`;
    stage.replaceChildren(tagOf(attributes, state!));
    code.value = codeOf(attributes);
    copy.textContent = 'Copy';
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  copy.addEventListener('click', () => {
    code.select();
    void navigator.clipboard?.writeText(code.value).then(() => (copy.textContent = 'Copied'));
  });
  show();
}
