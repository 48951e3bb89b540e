import type { ProfileKind } from '../../shared/domain/aws/types.ts'

/** The kinds of profiles, for `--kind`. */
export const profileKinds = [
  'keys',
  'session',
  'role',
  'sso',
  'process',
  'web-identity',
  'login',
  'incomplete',
] as const satisfies readonly ProfileKind[]

/** What `profiles list --sort` takes. */
export const sortings = ['name', 'group', 'account', 'kind', 'state', 'recent'] as const
