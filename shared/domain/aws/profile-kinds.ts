/** Where the credentials of a profile come from first. */
export const profileKinds = [
  'keys',
  'session',
  'role',
  'sso',
  'process',
  'web-identity',
  'login',
  'incomplete',
] as const

export type ProfileKind = (typeof profileKinds)[number]
