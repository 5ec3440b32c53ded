/**
 * Who may use a route: `anyone` · `registered-origin` pages of the library's origins, checked by ingest itself · `bearer`
 * a token in Authorization, checked by the route itself · `own-account` any account, about itself · `any-account` any
 * account, a provider's too: what those who answer chats need of every library; a `library` in the path must be one of
 * the cooperative, a `queue` one that libraries share · `any-person` those of `any-account`, without the accounts of desks ·
 * `signed-in` any account but a provider's · `own-library` the coordinator, or a liaison or viewer of
 * the `library` in the path · `own-queue` the coordinator, or a liaison or viewer of a library that uses the `queue` ·
 * `editable-queue` those of `own-queue` who may change it: only the coordinator changes a shared desk · `own-desk` those
 * of `own-queue`, or a desk account of that queue · `attended-desk` those of `own-desk` who may set the desk's status: for
 * a shared desk, its own accounts and the coordinator · `staff` coordinator, liaison or viewer · `coordinator`. To
 * everyone else a library's or queue's route does not exist (404). A provider has `own-account`, `any-account` and `any-person` alone,
 * and a viewer changes nothing but its own account (both 403).
 */
export const ACCESS = [
  'anyone',
  'registered-origin',
  'bearer',
  'own-account',
  'any-account',
  'any-person',
  'signed-in',
  'own-library',
  'own-queue',
  'editable-queue',
  'own-desk',
  'attended-desk',
  'staff',
  'coordinator',
] as const;
export type Access = (typeof ACCESS)[number];
