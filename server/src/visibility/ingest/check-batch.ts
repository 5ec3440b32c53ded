// In:    a request's body and sender; the registry, now.
// Out:   a submission to count; a receipt where there is nothing to count; why the batch is refused; or that the library's
//        row for this server's own origin has to be loaded first.
// Never: an address, a user agent or the page's own words past this file.
import type { EventReceipt, RefusalReason } from '@askusnow/sdk/contract';
import { toPagePattern } from '@askusnow/sdk/page-pattern';
import { isNamed } from '../../cooperative/key-page.ts';
import type { RegisteredLibrary } from '../../cooperative/registered.ts';
import type { Registry } from '../../cooperative/registry.ts';
import type { FieldError } from '../../platform/http/problem.ts';
import { readBatch, type Dropped } from './batch.ts';
import { isBatchDay, type CivilHour } from './civil-hour.ts';
import { toCells } from './counts.ts';
import { isOlder, toDiagnoses, toOutdated } from './diagnoses.ts';
import type { Classify } from './event-class.ts';
import { isEmbedPage, type OwnOrigin } from './own-origin.ts';
import type { Sender } from './outcome.ts';
import { slotKey, type Slot } from './placement-admission.ts';
import type { Submission } from './record.ts';

export type CheckedBatch =
  | { submission: Submission; dropped: Dropped; count: number }
  | { receipt: EventReceipt }
  | { withoutOwnOrigin: RegisteredLibrary }
  /** `library`: the one that the batch names, where there is such a library. */
  | { refused: RefusalReason; library: RegisteredLibrary | undefined; errors?: FieldError[] };

export interface BatchCheckDeps {
  registry: Pick<Registry, 'library' | 'originOf' | 'pageWords'>;
  ownOrigin: Pick<OwnOrigin, 'origin' | 'of'>;
  classify: Classify;
  civilHours(zone: string, nowMs: number): CivilHour;
  /** Of the tag that this server serves. */
  version: string;
}

export function createBatchCheck({ registry, ownOrigin, classify, civilHours, version }: BatchCheckDeps) {
  return function checkBatch(body: string, sender: Sender, nowMs: number): CheckedBatch {
    const read = readBatch(body);
    if ('malformed' in read)
      return { refused: 'malformed-batch', library: registry.library(read.library), errors: read.malformed };
    const { batch, dropped } = read;
    const library = registry.library(batch.library);
    if (!library) return { refused: 'unknown-library', library };
    const page = toPagePattern(batch.page);
    // Our own page in a frame: it stands on a page that no browser names to us.
    const isFrame = sender.origin === ownOrigin.origin && isEmbedPage(page);
    const origin = registry.originOf(library, sender.origin) ?? (isFrame ? ownOrigin.of(library.id) : undefined);
    if (!origin && isFrame) return { withoutOwnOrigin: library };
    if (!origin) return { refused: 'origin-not-registered', library };
    if (!isBatchDay(batch.batch.slice(0, 8), nowMs)) return { refused: 'batch-day', library };
    const count = batch.events.length;
    // Not counted, nor metered by network. The tag sends nothing then; an old tag or another script may.
    if (sender.gpc) return { receipt: { accepted: 0, dropped: { ...dropped, gpc: count } } };
    const words = registry.pageWords();
    const pattern = isNamed(library.keyPages, page) ? page : words.collapse(page);
    const slot: Slot = {
      library_id: library.id,
      origin_id: origin.id,
      pattern,
      name: batch.placement,
      form: isFrame ? 'frame' : batch.form,
    };
    const classOf = classify(library.id, { ...sender, practice: batch.practice });
    const cells = toCells(batch.events, batch.viewport, classOf);
    const diagnoses = toDiagnoses(batch.events, classOf);
    if (isOlder(batch.widget, version)) diagnoses.push(...toOutdated(cells));
    const submission: Submission = {
      batch: batch.batch,
      slot,
      key: slotKey(slot),
      library,
      branch: library.branches.find(({ id }) => id === batch.branch)?.id ?? null,
      origin: origin.origin,
      isPublished: words.isPublished(pattern),
      widget: batch.widget,
      hour: civilHours(library.zone, nowMs),
      cells,
      diagnoses,
    };
    // Nothing to count: no placement is made of it, either.
    return count === 0 ? { receipt: { accepted: 0, dropped } } : { submission, dropped, count };
  };
}
