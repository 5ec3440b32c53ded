// In:    a kind of presence source.
// Out:   its adapter; null for desks that send heartbeats.
// Never: knows a vendor's format.
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
