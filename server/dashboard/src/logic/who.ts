// Who is scheduled, by name. Pure.
import type { SharedDesk, ShiftRule } from '@askusnow/sdk';

/** As it is registered; one that has left since by its id, which is all that is left of it. */
export const libraryName = (id: string, shared: SharedDesk | null): string =>
  shared?.libraries.find((each) => each.id === id)?.name ?? id;

/** "Reference desk", "Harford County Public Library", "Harford County Public Library, Evening" */
export const whoText = (
  { label, library }: { label?: ShiftRule['label'] | undefined; library?: string | null | undefined },
  shared: SharedDesk | null,
): string => [...(library ? [libraryName(library, shared)] : []), ...(label ? [label] : [])].join(', ');
