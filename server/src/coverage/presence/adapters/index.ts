// In:    a kind of presence source.
// Out:   how it is asked and read; null where a desk speaks by itself.
// Never: knows what any of them says.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { Adapter } from '../adapter.ts';
import { chatwoot } from './chatwoot.ts';
import { libanswers } from './libanswers.ts';
import { libchat } from './libchat.ts';
import { libraryh3lp } from './libraryh3lp.ts';
import { xmpp } from './xmpp.ts';

const ADAPTERS: Record<PresenceSource['kind'], Adapter | null> = {
  libraryh3lp,
  libanswers,
  libchat,
  chatwoot,
  xmpp,
  heartbeat: null,
};

export const adapterOf = (kind: PresenceSource['kind']): Adapter | null => ADAPTERS[kind];
