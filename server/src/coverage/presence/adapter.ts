// In:    a presence source as the file has it, and what was answered there.
// Out:   what to ask, and what the answer says: a state, or a fault, which is no sample.
// Never: says that somebody is there unless the answer says so in the words of its format; asks by itself; repeats
//        anything of an answer's text, which may name people.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { EgressReply } from '../../platform/egress/egress.ts';
import type { SampledState } from './sample.ts';

export interface ReadingFault {
  /** Stable; names of the egress's own faults are beside these. */
  code: 'refused' | 'wrong-content-type' | 'unreadable' | 'unknown-value';
  detail: string;
}

export type Reading = { state: SampledState } | { fault: ReadingFault };

/** One kind of source. Pure. */
export interface Adapter<Source extends PresenceSource = PresenceSource> {
  ask(source: Source): { url: string; headers?: Record<string, string> };
  read(reply: EgressReply, source: Source): Reading;
}

export type SourceOf<Kind extends PresenceSource['kind']> = Extract<PresenceSource, { kind: Kind }>;

/** More than any of them ever says; what is longer is not read. */
export const MAX_REPLY_BYTES = 64 * 1024;
