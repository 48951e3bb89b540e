import type { ProfileSummary } from '../../../shared/contract/models.ts'

export type ProfileKind = ProfileSummary['kind']

/** The name of each kind in the list. */
export const kindLabels: Readonly<Record<ProfileKind, string>> = {
  keys: 'Keys',
  session: 'Session',
  role: 'Role',
  sso: 'SSO',
  process: 'Process',
  'web-identity': 'Web identity',
  login: 'Login',
  incomplete: 'Incomplete',
}

export const kinds = Object.keys(kindLabels) as readonly ProfileKind[]
