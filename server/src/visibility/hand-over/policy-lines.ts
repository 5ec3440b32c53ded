// In:    this server's address.
// Out:   what a site with a content security policy has to add.
// Never: loosens more than the tag needs.

export const policyLines = (publicUrl: string): string[] => {
  const { origin } = new URL(publicUrl);
  return [`script-src ${origin}`, `connect-src ${origin}`];
};
