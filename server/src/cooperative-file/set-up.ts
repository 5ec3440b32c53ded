// In:    the texts of the set-up page's form.
// Out:   what they register, or every fault by the form's field.
// Never: has rules of its own for what is registered: those of the cooperative's file hold.
import { emailSchema } from '@askusnow/sdk/contract';
import { idOfName } from '../cooperative/id-of-name.ts';
import type { FieldError } from '../platform/http/problem.ts';
import { Refusal } from '../platform/refusal.ts';
import { cooperativeFacts, toRegisteredCooperative, toRegisteredDesk, toRegisteredLibrary } from './registration.ts';
import type { FirstRegistration } from './registration-store.ts';
import { messages } from './set-up-messages.ts';

export const SET_UP_FIELDS = [
  ...(['cooperative', 'zone', 'library', 'site', 'chat', 'phone', 'form'] as const),
  ...(['desk', 'deskName', 'email'] as const),
] as const;
export type SetUpField = (typeof SET_UP_FIELDS)[number];
/** Trimmed; '' is not said. */
export type SetUpTexts = Readonly<Record<SetUpField, string>>;
export type SetUpFault = FieldError & { field: SetUpField };

export interface SetUp {
  registration: FirstRegistration;
  email: string | null;
}

/** Whose desk it is: of the library's own people, or of all libraries. */
export const DESK_TIERS = ['local', 'statewide'] as const;
/** Leaves room in an id for "-desk". */
const DESK_ID_MAX = 35;

/** The fields of the form, by the paths of a registration. */
type Fields = Readonly<Record<string, SetUpField>>;

export function readSetUp(texts: SetUpTexts): SetUp | { faults: SetUpFault[] } {
  const { zone, site, chat, phone, form } = texts;
  const faults: SetUpFault[] = [];
  const check = <T>(fields: Fields, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const { field: path, message } of error.more.errors ?? []) {
        const field = fields[path.replace('registration.', '')] ?? fields[''];
        if (field !== undefined) faults.push({ field, message });
      }
      return undefined;
    }
  };

  const cooperative = check({ '': 'cooperative' }, () =>
    toRegisteredCooperative(cooperativeFacts({ name: texts.cooperative }), []),
  );

  const tier = DESK_TIERS.find((each) => each === texts.desk) ?? 'local';
  const id = idOfName(texts.library, 'library');
  const deskId = tier === 'local' ? `${id.slice(0, DESK_ID_MAX)}-desk` : tier;
  const name = texts.deskName === '' && texts.library !== '' ? messages.deskNames[tier](texts.library) : texts.deskName;
  // The zone is one field: its fault is the library's.
  const deskFields: Fields = texts.library === '' ? {} : { name: 'deskName' };
  const desk = check(deskFields, () =>
    toRegisteredDesk(
      deskId,
      { name, tier, zone },
      { libraries: new Set(), shared: [], languages: [], egressAllow: [] },
    ),
  );

  const library = check(
    {
      ...{ name: 'library', zone: 'zone', 'origins.0': 'site', [`queues.${tier}.chat`]: 'chat' },
      ...{ 'fallback.phone': 'phone', 'fallback.form': 'form' },
    },
    () =>
      toRegisteredLibrary(
        id,
        {
          ...{ name: texts.library, zone, live: false, keyPages: [] },
          origins: site === '' ? [] : [site],
          queues: { [tier]: { queue: deskId, ...(chat !== '' && { chat }) } },
          fallback: { ...(phone !== '' && { phone }), ...(form !== '' && { form }) },
        },
        [{ id: deskId, tier }],
      ),
  );

  // The tag that the page ends with is a plain link to one of these.
  if (chat === '' && form === '') faults.push({ field: 'chat', message: messages.noAddress });
  if (texts.email !== '' && !emailSchema.safeParse(texts.email).success)
    faults.push({ field: 'email', message: messages.emailFault });
  if (!cooperative || !desk || !library || faults.length > 0) return { faults };
  return { registration: { cooperative, desk, library }, email: texts.email === '' ? null : texts.email };
}
