// In:    what a person registers of one library or desk; the desks that there are.
// Out:   it as the cooperative's file has it, or every fault by its field.
// Never: has rules of its own: those of the file hold.
import type { CooperativeRegistration, DeskRegistration, LibraryRegistration, Tier } from '@askusnow/sdk/contract';
import type { FieldError } from '../platform/http/problem.ts';
import { invalid } from '../platform/refusal.ts';
import { crossFaults, operatorFaults } from './cross-check.ts';
import { issueFaults, shapeMessage } from './file.ts';
import { sourceFaults } from './presence-source.ts';
import { cooperativeFileSchema, type Cooperative, type CooperativeLibrary, type CooperativeQueue } from './schema.ts';
import type { DataPath } from './yaml-source.ts';

/** A file of one entry: what would be wrong with it there is wrong with it here. */
interface OneEntry {
  cooperative: { name: string; languages: readonly string[] };
  queues: unknown[];
  libraries: unknown[];
}

/** Undefined data: the file's own rules refuse it. */
function readFile(file: unknown): { data: Cooperative | undefined; faults: { path: DataPath; message: string }[] } {
  const { data, error } = cooperativeFileSchema.safeParse(file, { error: shapeMessage, reportInput: true });
  return { data, faults: (error?.issues ?? []).flatMap((issue) => issueFaults(issue, file)) };
}

/** What is registered of the cooperative; null: nothing yet. */
export function cooperativeFacts(head: Cooperative['cooperative'] | null): CooperativeRegistration {
  const {
    name,
    note = null,
    languages = [],
    escalation = null,
    urgent = null,
    policyTopics = [],
  } = head ?? { name: '' };
  const { afterClosingMin = null, pageWords = { hide: [], show: [] }, sharedHours = null, holidays = [] } = head ?? {};
  const shared = { sharedHours, holidays };
  return { name, note, languages, escalation, urgent, policyTopics, afterClosingMin, ...shared, pageWords };
}

/** What is registered of the cooperative, in the words of the file. */
const headOf = (registration: CooperativeRegistration) => {
  const { name, note, languages, escalation, urgent, policyTopics, afterClosingMin, pageWords } = registration;
  const { sharedHours, holidays } = registration;
  return {
    name,
    ...(note !== null && { note }),
    ...(languages.length > 0 && { languages }),
    ...(escalation && { escalation }),
    ...(urgent && { urgent }),
    ...(policyTopics.length > 0 && { policyTopics }),
    ...(afterClosingMin !== null && { afterClosingMin }),
    ...(sharedHours && { sharedHours }),
    ...(holidays.length > 0 && { holidays }),
    ...((pageWords.hide.length > 0 || pageWords.show.length > 0) && { pageWords }),
  };
};

/** `queues`: a desk may answer in a language that is turned on. Errors: Refusal 422. */
export function toRegisteredCooperative(
  registration: CooperativeRegistration,
  queues: CooperativeQueue[],
): Cooperative['cooperative'] {
  const file = { cooperative: headOf(registration), queues, libraries: [] };
  const { data, faults } = readFile(file);
  if (data) return data.cooperative;
  throw invalid(
    faults.map(({ path: [of, ...field], message }) =>
      of === 'cooperative'
        ? { field: ['registration', ...field].join('.'), message }
        : { field: 'registration.languages', message: 'should have those in which desks answer' },
    ),
  );
}

/** Errors: Refusal 422, with the fields of `registration`. */
function checkEntry(
  file: OneEntry,
  list: 'queues' | 'libraries',
  more: { path: DataPath; message: string }[],
): Cooperative {
  const { data, faults } = readFile(file);
  const errors = [...faults, ...more].flatMap(({ path: [of, at, ...field], message }): FieldError[] =>
    of === list && at === 0 ? [{ field: ['registration', ...field].join('.'), message }] : [],
  );
  if (errors.length > 0 || !data) throw invalid(errors);
  return data;
}

/** Errors: Refusal 422. */
export function toRegisteredLibrary(
  id: string,
  registration: LibraryRegistration,
  desks: readonly { id: string; tier: Tier }[],
): CooperativeLibrary {
  const file = { cooperative: { name: id, languages: [] }, queues: [], libraries: [{ id, ...registration }] };
  return checkEntry(file, 'libraries', crossFaults({ ...file, queues: desks })).libraries[0]!;
}

/** What desks are registered with: hours and shifts are changed elsewhere. */
export type DeskFacts = Omit<CooperativeQueue, keyof DeskSchedule>;
export type DeskSchedule = Pick<CooperativeQueue, 'hours' | 'shifts' | 'needed'>;

/** `libraries`: of the cooperative. `shared`: the other desks that libraries share. `languages`: those that the cooperative has turned on. Errors: Refusal 422. */
export function toRegisteredDesk(
  id: string,
  registration: DeskRegistration,
  {
    libraries,
    shared,
    languages,
    egressAllow,
  }: {
    libraries: ReadonlySet<string>;
    shared: readonly { id: string; tier: Tier }[];
    languages: readonly string[];
    egressAllow: readonly string[];
  },
): DeskFacts {
  const desk = { id, ...registration, hours: { weekly: null, seasons: [], exceptions: [] } };
  const file = { cooperative: { name: id, languages }, queues: [desk], libraries: [] };
  const ofTier = shared.find(({ tier }) => tier === registration.tier);
  const faults = [...sourceFaults(file, egressAllow), ...operatorFaults([desk], libraries)];
  if (ofTier !== undefined)
    faults.push({
      path: ['queues', 0, 'tier'],
      message: `there should be one ${registration.tier} desk; "${ofTier.id}" is one already`,
    });
  const { hours: _hours, shifts: _shifts, needed: _needed, ...facts } = checkEntry(file, 'queues', faults).queues[0]!;
  return facts;
}
