// In:    the topics of the cooperative's file.
// Out:   the topics of every library's policy pages.
import type { PolicyTopic } from '@askusnow/sdk/contract';
import type { Registry } from './registry.ts';

const DEFAULT_TOPICS: readonly PolicyTopic[] = [
  { id: 'library-cards', name: 'Library cards' },
  { id: 'borrowing', name: 'Borrowing and renewals' },
  { id: 'fines', name: 'Fines and fees' },
  { id: 'holds', name: 'Holds and interlibrary loan' },
  { id: 'computers', name: 'Printing and computers' },
  { id: 'meeting-rooms', name: 'Meeting rooms' },
  { id: 'e-books', name: 'E-books and databases' },
  { id: 'homework', name: 'Homework help' },
  { id: 'local-history', name: 'Local history' },
  { id: 'comments', name: 'Complaints and comments' },
];

export const topicsOf = (registry: Pick<Registry, 'policyTopics'>): readonly PolicyTopic[] =>
  registry.policyTopics() ?? DEFAULT_TOPICS;
