import type { Session } from '@askusnow/sdk';

let session: Session | undefined;

/** The app sets it before it renders a page: one document has one session. */
export const setReader = (signedIn: Session): void => void (session = signedIn);

/**
 * Whether the reader may change anything but their own account; parts show no button or form for a change that the
 * server would refuse. What a single desk or request allows its own answer says (`editable`, `mayAsk`, `may`).
 */
export const readerMayChange = (): boolean => session?.mayChange ?? false;

/** Whether the reader may change what is of all libraries. */
export const readerMayChangeAll = (): boolean => session?.role === 'coordinator';

/** Whether the reader answers chats: a viewer does not. */
export const readerAnswersChats = (): boolean => readerMayChange() || session?.role === 'provider';

/** The libraries that the reader may see, by name. */
export const readerLibraries = (): Session['libraries'] => session?.libraries ?? [];

/** The libraries that the reader's account is of; none of the coordinator's. */
export const readerWorksFor = (): Session['worksFor'] => session?.worksFor ?? [];
