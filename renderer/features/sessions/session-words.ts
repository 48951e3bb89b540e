import type { Prompt, Session, SignIn } from '../../../shared/contract/models.ts'
import { endsSoon, wantsSignIn } from '../../app/access-state.ts'
import { plural } from '../../ui/plural.ts'

export const kindWords: Readonly<Record<Session['kind'], string>> = {
  'identity-center': 'Identity Center',
  legacy: 'Identity Center, per profile',
  login: 'aws login',
  mfa: 'MFA',
}

const partitionWords = new Map([
  ['aws-us-gov', 'GovCloud'],
  ['aws-cn', 'China'],
  ['aws-eusc', 'EU Sovereign'],
])

/** Who signs in, and for how many profiles. */
export function whoAndWhat(session: Session): string {
  const { kind, user, profiles, partition = '' } = session
  const count = profiles.length
  if (session.unwritten === true)
    return [user, 'not in the files yet'].filter((part) => part !== undefined).join(', ')
  if (kind === 'mfa') {
    const asking = count === 1 ? '1 profile asks for its code' : `${count} profiles ask for its code`
    return user === undefined ? asking : `${user}, ${asking}`
  }
  const accounts = new Set(profiles.flatMap(({ account }) => account ?? [])).size
  const counted =
    count === 0
      ? 'no profile uses it'
      : accounts === 0
        ? plural(count, 'profile')
        : `${plural(count, 'profile')} in ${plural(accounts, 'account')}`
  return [user, partitionWords.get(partition), counted].filter((part) => part !== undefined).join(', ')
}

/** The next step for a session, according to the state in its row. */
export type NextStep = 'cancel' | 'signIn' | 'signInAgain' | 'signOut' | 'useCode' | 'askCode' | 'show'

export const stepWords: Readonly<Record<NextStep, string>> = {
  cancel: 'Cancel',
  signIn: 'Sign in',
  signInAgain: 'Sign in again',
  signOut: 'Sign out',
  useCode: 'Use code',
  askCode: 'Enter code',
  show: 'Show profile',
}

export function nextStep(
  session: Pick<Session, 'kind' | 'state' | 'profiles'>,
  waiting: SignIn | undefined,
  prompt: Prompt | undefined,
  now: number,
): NextStep {
  if (waiting?.state.kind === 'waiting') return 'cancel'
  if (prompt !== undefined) return 'useCode'
  const { kind, state } = session
  const over = wantsSignIn(state, now)
  if (kind === 'mfa' && (over || state.kind === 'needsCode')) return 'askCode'
  if (over || state.kind === 'unknown') return 'signIn'
  if (endsSoon(state, now)) return kind === 'mfa' ? 'askCode' : 'signInAgain'
  if (state.kind === 'works') return 'signOut'
  if (state.kind === 'broken' && session.profiles.length > 0) return 'show'
  return state.kind === 'needsCode' ? 'askCode' : 'signInAgain'
}
