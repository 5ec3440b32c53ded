import { html, nothing, type TemplateResult } from 'lit';
import MarkdownIt, { type Token } from 'markdown-it';

/** A part of a text that is found and copied by itself: a paragraph, a heading, an item of a list, a table. */
export interface Block {
  shown: TemplateResult;
  /** For the clipboard and for search: words without marks. */
  plain: string;
}

/** A part of a page's text, with the lines that it was written as. */
export interface SourceBlock extends Block {
  source: string;
}

interface Node {
  token: Token;
  children: Node[];
}

const SAFE_LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/** HTML is text, and a picture is none: it would be loaded from elsewhere. */
const parser = new MarkdownIt({ html: false, linkify: false }).disable('image');
parser.validateLink = (address) => SAFE_LINK.test(address);
/** A text cannot have these, but an entity such as `&#x202e;` can bring them, and a copy would take them into a chat. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
parser.core.ruler.push('without_direction_controls', ({ tokens }) => {
  for (const token of tokens.flatMap(({ children }) => children ?? []))
    token.content = token.content.replace(DIRECTION_CONTROLS, '');
});

/** The parser's list of opening and closing tokens, as a tree. */
function treeOf(tokens: readonly Token[]): Node[] {
  const root: Node[] = [];
  const open = [root];
  for (const token of tokens) {
    if (token.nesting === -1) {
      open.pop();
      continue;
    }
    const node = { token, children: treeOf(token.children ?? []) };
    open.at(-1)!.push(node);
    if (token.nesting === 1) open.push(node.children);
  }
  return root;
}

const showAll = (nodes: readonly Node[]): TemplateResult => html`${nodes.map(show)}`;

function show({ token, children }: Node): TemplateResult | string {
  const inner = (): TemplateResult => showAll(children);
  switch (token.type) {
    case 'inline':
      return inner();
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return html`<br />`;
    case 'strong_open':
      return html`<strong>${inner()}</strong>`;
    case 'em_open':
      return html`<em>${inner()}</em>`;
    case 's_open':
      return html`<s>${inner()}</s>`;
    case 'code_inline':
      return html`<code>${token.content}</code>`;
    case 'link_open':
      return html`<a href=${token.attrGet('href') ?? nothing} target="_blank" rel="noopener noreferrer">${inner()}</a>`;
    case 'paragraph_open':
      return token.hidden ? inner() : html`<p>${inner()}</p>`;
    case 'heading_open':
      return html`<h3>${inner()}</h3>`;
    case 'bullet_list_open':
      return html`<ul>
        ${inner()}
      </ul>`;
    case 'ordered_list_open':
      return html`<ol start=${token.attrGet('start') ?? nothing}>
        ${inner()}
      </ol>`;
    case 'list_item_open':
      return html`<li>${inner()}</li>`;
    case 'blockquote_open':
      return html`<blockquote>${inner()}</blockquote>`;
    case 'fence':
    case 'code_block':
      return html`<pre>${token.content}</pre>`;
    case 'table_open':
      return html`<table>
        ${inner()}
      </table>`;
    case 'thead_open':
      return html`<thead>
        ${inner()}
      </thead>`;
    case 'tbody_open':
      return html`<tbody>
        ${inner()}
      </tbody>`;
    case 'tr_open':
      return html`<tr>
        ${inner()}
      </tr>`;
    case 'th_open':
      return html`<th scope="col">${inner()}</th>`;
    case 'td_open':
      return html`<td>${inner()}</td>`;
    default:
      return token.content;
  }
}

const plainAll = (nodes: readonly Node[], between = ''): string => nodes.map(plainOf).join(between);

function plainOf({ token, children }: Node): string {
  switch (token.type) {
    case 'softbreak':
      return ' ';
    case 'hardbreak':
      return '\n';
    case 'link_open': {
      const words = plainAll(children);
      const address = String(token.attrGet('href') ?? '').replace(/^(?:mailto|tel):/i, '');
      return words === address ? words : `${words} (${address})`;
    }
    case 'list_item_open':
      return `- ${plainAll(children, '\n')}`;
    case 'bullet_list_open':
    case 'ordered_list_open':
    case 'blockquote_open':
    case 'table_open':
    case 'thead_open':
    case 'tbody_open':
      return plainAll(children, '\n');
    case 'tr_open':
      return plainAll(children, ' | ');
    case 'fence':
    case 'code_block':
      return token.content.trimEnd();
    default:
      return children.length > 0 ? plainAll(children) : token.content;
  }
}

/** Whole lines, without empty ones at the end. */
const sourceOf = ({ token }: Node, lines: readonly string[]): string =>
  lines
    .slice(...(token.map ?? [0, 0]))
    .join('\n')
    .trimEnd();

/** A list is as many blocks as it has items, each with its own mark or number. */
function listBlocks({ token, children }: Node, lines: readonly string[]): SourceBlock[] {
  const first = Number(token.attrGet('start') ?? 1);
  return children.map((item, index) => ({
    shown:
      token.type === 'bullet_list_open'
        ? html`<ul>
            ${show(item)}
          </ul>`
        : html`<ol start=${first + index}>
            ${show(item)}
          </ol>`,
    plain: plainAll(item.children, '\n'),
    source: sourceOf(item, lines),
  }));
}

export function blocksOf(markdown: string): SourceBlock[] {
  const lines = markdown.split(/\r\n?|\n/);
  return treeOf(parser.parse(markdown, {})).flatMap((node) => {
    const { type } = node.token;
    if (type === 'hr') return [];
    if (type === 'bullet_list_open' || type === 'ordered_list_open') return listBlocks(node, lines);
    return [{ shown: html`${show(node)}`, plain: plainOf(node), source: sourceOf(node, lines) }];
  });
}

export const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Every word, in any order. */
export const hasWords = (text: string, words: readonly string[]): boolean => {
  const lower = text.toLowerCase();
  return words.every((word) => lower.includes(word));
};
