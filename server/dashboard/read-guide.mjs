// Reads docs/guide into the chapters that the dashboard shows. The guide has few forms, so that it needs no Markdown library:
// `# title`, `## heading`, paragraphs, `- ` and `1. ` lists; **words of a screen**, and [links](03-hours.md) to other chapters.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const slugOf = (name) => name.replace(/^(?:\.\.\/)?\d+-|\.md$/g, '');

function toSpans(text, where) {
  return text.split(/(\*\*[^*]+\*\*|\[[^\]]+\]\([^)]+\))/).flatMap((part) => {
    const [, words, to] = /^\[([^\]]+)\]\(((?:\.\.\/)?\d\d-[a-z-]+\.md)\)$/.exec(part) ?? [];
    if (to !== undefined) return [{ text: words, to: slugOf(to) }];
    const [, screen] = /^\*\*(.+)\*\*$/.exec(part) ?? [];
    if (screen !== undefined) return [{ text: screen, isScreen: true }];
    if (/[*_`<>[\]|]/.test(part)) throw new Error(`${where}: the guide has no such form: ${part}`);
    return part === '' ? [] : [{ text: part }];
  });
}

function toBlock(text, where) {
  const lines = text.split('\n');
  const heading = /^## (.+)$/.exec(text);
  if (heading !== null) return { kind: 'heading', items: [toSpans(heading[1], where)] };
  const marks = [
    ['list', /^- /],
    ['steps', /^\d\. /],
  ];
  for (const [kind, mark] of marks) {
    if (!mark.test(text)) continue;
    const items = [];
    for (const line of lines) {
      if (mark.test(line)) items.push(line.replace(mark, ''));
      else items.push(`${items.pop()} ${line.trim()}`);
    }
    return { kind, items: items.map((item) => toSpans(item, where)) };
  }
  return { kind: 'paragraph', items: [toSpans(lines.join(' '), where)] };
}

/** The chapters that only coordinators see, before the others. */
export const readCoordinatorGuide = () => readGuide('docs/guide/coordinator');

export function readGuide(folder = 'docs/guide') {
  const names = readdirSync(folder)
    .filter((name) => /^\d\d-.+\.md$/.test(name))
    .sort();
  return names.map((name) => {
    const [title, ...blocks] = readFileSync(join(folder, name), 'utf8')
      .trim()
      .split(/\n{2,}/);
    if (!title?.startsWith('# ')) throw new Error(`${name}: begins with no title`);
    return { slug: slugOf(name), title: title.slice(2), blocks: blocks.map((block) => toBlock(block, name)) };
  });
}
