import type { Contact, PolicyPage, Script } from '@askusnow/sdk';
import { html, type TemplateResult } from 'lit';
import { messages as contactMessages } from '../i18n/contacts.js';
import { messages, ownerText, reviewedText, reviewText } from '../i18n/policies.js';
import { messages as scriptMessages, scriptNote } from '../i18n/scripts.js';
import { blocksOf, hasWords, wordsOf, type Block } from './markdown.js';

/** A part of a section that is found and copied by itself. */
export interface ReadBlock extends Block {
  /** Shown above the block, found, and not copied. */
  title: { id?: string; name: string; note: string } | null;
}

/** A topic, the scripts or the contacts. */
export interface Section {
  id: string;
  name: string;
  note: TemplateResult | string;
  blocks: ReadBlock[];
  /** The page that the section is; null: it is none. */
  page: PolicyPage | null;
}

const topicSection = (page: PolicyPage): Section => ({
  id: `topic-${page.topic}`,
  name: page.name,
  note: html`<details class="small">
    <summary>${page.reviewedOn === null ? messages.neverReviewed : reviewedText(page)}</summary>
    <p>${reviewText(page)} ${page.owner === null ? null : ownerText(page.owner)}</p>
  </details>`,
  blocks: blocksOf(page.text).map((block) => ({ ...block, title: null })),
  page,
});

const scriptBlock = (script: Script): ReadBlock => ({
  title: { name: script.name, note: scriptNote(script) },
  shown: html`<p class="script" dir="auto">${script.text}</p>`,
  plain: script.text,
});

/** Copied whole: a patron is given the name with the number. */
function contactBlock(contact: Contact, zone: string): ReadBlock {
  const { id, name, phone, email, page, note, verifiedAt, isDue } = contact;
  const lines = [phone, email, page, note].filter((line) => line !== null);
  return {
    title: {
      id: `contact-${id}`,
      name,
      note: isDue ? contactMessages.due : contactMessages.verified(verifiedAt, zone),
    },
    shown: html`${lines.map((line) => html`<p dir="auto">${line}</p>`)}`,
    plain: [name, ...lines].join('\n'),
  };
}

export const readingSections = (
  pages: readonly PolicyPage[],
  scripts: readonly Script[],
  { contacts, zone }: { contacts: readonly Contact[]; zone: string },
): Section[] => [
  ...pages.map(topicSection),
  {
    id: 'scripts',
    name: scriptMessages.heading,
    note: scriptMessages.what,
    blocks: scripts.map(scriptBlock),
    page: null,
  },
  {
    id: 'contacts',
    name: contactMessages.heading,
    note: contactMessages.what,
    blocks: contacts.map((contact) => contactBlock(contact, zone)),
    page: null,
  },
];

/** With those of the blocks that have all words. A word in a section's name finds all of it. */
export function findIn(sections: readonly Section[], typed: string): Section[] {
  const words = wordsOf(typed);
  return sections
    .map((section) => ({
      ...section,
      blocks: section.blocks.filter(({ plain, title }) =>
        hasWords(`${section.name} ${title?.name ?? ''} ${title?.note ?? ''} ${plain}`, words),
      ),
    }))
    .filter(({ blocks }) => blocks.length > 0);
}
