// What the panel of scripts says.
import type { Script } from '@askusnow/sdk';
import { languageName } from './language-name.js';

export const messages = {
  heading: 'Scripts',
  what: 'Texts to copy into a chat',
  none: 'No script yet.',
  textOf: (name: string): string => `Text of ${name}`,
  add: 'Add a script',
  removed: (name: string): string => `${name} removed.`,
  removeAsk: (name: string): string => `Remove ${name}? Its text is lost.`,
  topic: 'Topic (optional)',
  language: 'Language (optional), like es for Spanish',
  forAll: 'For all libraries',
  saved: (name: string): string => `${name} saved.`,
} as const;

/** "For all libraries · Printing · Spanish" */
export function scriptNote({ library, topic, language }: Pick<Script, 'library' | 'topic' | 'language'>): string {
  const parts = [
    library === null ? messages.forAll : 'This library',
    topic,
    language === null ? null : languageName(language),
  ];
  return parts.filter((part) => part !== null && part !== undefined).join(' · ');
}
