// In:    a presence source from the file, and its reply.
// Out:   the request to send, and the reply's meaning: a state, or a fault, which is no sample.
// Never: reports somebody unless the reply says so in its format; sends the request itself; repeats text of a reply,
//        which may name people.
import type { PresenceSource } from '@askusnow/sdk/contract';
import type { EgressReply } from '../../platform/egress/egress.ts';
import type { SampledState } from './sample.ts';

export interface ReadingFault {
  /** Stable; the egress's own error codes come in addition. */
  code: 'refused' | 'wrong-content-type' | 'unreadable' | 'unknown-value';
  detail: string;
}

/** `libraries`: those whose operators are there, where the source names operators and the desk's settings know them. */
export type Reading = { state: SampledState; libraries?: readonly string[] } | { fault: ReadingFault };

/** The adapter of one kind of source. Pure. */
export interface Adapter<Source extends PresenceSource = PresenceSource> {
  ask(source: Source): { url: string; headers?: Record<string, string> };
  read(reply: EgressReply, source: Source): Reading;
}

export type SourceOf<Kind extends PresenceSource['kind']> = Extract<PresenceSource, { kind: Kind }>;

/** More than any reply has; a longer one is refused. */
export const MAX_REPLY_BYTES = 64 * 1024;
