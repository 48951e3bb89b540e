import type { Prompt, Session, SignIn } from '../../../shared/contract/models.ts'

const minute = 60_000
const at = (now: number, minutes: number) => new Date(now + minutes * minute).toISOString()

const accounts = ['111122223333', '222233334444', '444455556666', '999900001111']
const roles = ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess']

function profilesOf(count: number, prefix: string, state: Session['state']): Session['profiles'] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${prefix}-${String(index).padStart(2, '0')}`,
    account: accounts[index % accounts.length] ?? '111122223333',
    role: roles[index % roles.length] ?? 'ReadOnlyAccess',
    state,
  }))
}

export const mfaSerial = 'arn:aws:iam::777788889999:mfa/ana'

/** The sessions of an ordinary day: one of each state. */
export function fewSessions(now: number): Session[] {
  const works = { kind: 'works', until: at(now, 60), renews: { last: at(now, 420) } } as const
  return [
    {
      id: 'sso:acme',
      kind: 'identity-center',
      name: 'acme',
      startUrl: 'https://acme.awsapps.com/start',
      region: 'eu-west-1',
      partition: 'aws',
      user: 'ana@acme.example',
      state: works,
      method: 'browser',
      profiles: [
        { name: 'data-prod', account: '111122223333', role: 'DataAdmin', state: works },
        { name: 'dev-sandbox', account: '444455556666', role: 'PowerUserAccess', state: works },
        {
          name: 'prod-admin',
          account: '111122223333',
          role: 'Administrator',
          state: { kind: 'needsPermission', why: 'Identity Center denies you this role.' },
        },
        ...profilesOf(15, 'payments-eu-central-1-prod-readonly', works),
      ],
      mixes: { production: ['prod'], others: ['sandbox'] },
    },
    {
      id: 'sso:globex',
      kind: 'identity-center',
      name: 'globex',
      startUrl: 'https://globex.awsapps.com/start',
      region: 'eu-central-1',
      partition: 'aws',
      state: { kind: 'signIn' },
      method: 'device',
      profiles: profilesOf(11, 'globex', { kind: 'signIn' }),
    },
    {
      id: `mfa:${mfaSerial}`,
      kind: 'mfa',
      name: 'acme-hub',
      user: 'IAM user ana',
      state: { kind: 'needsCode', serial: mfaSerial },
      profiles: profilesOf(7, 'hub', { kind: 'needsCode', serial: mfaSerial }),
    },
    {
      id: 'login:arn:aws:iam::333344445555:user/ana',
      kind: 'login',
      name: 'ana',
      region: 'us-east-1',
      user: 'IAM user ana',
      state: { kind: 'works', until: at(now, 24) },
      method: 'browser',
      profiles: profilesOf(2, 'login', { kind: 'works', until: at(now, 24) }),
    },
    {
      id: 'sso:acme-gov',
      kind: 'identity-center',
      name: 'acme-gov',
      startUrl: 'https://start.us-gov-home.awsapps.com/directory/acme',
      region: 'us-gov-west-1',
      partition: 'aws-us-gov',
      state: { kind: 'signIn', endedAt: at(now, -300) },
      method: 'browser',
      profiles: profilesOf(3, 'gov', { kind: 'signIn', endedAt: at(now, -300) }),
    },
  ]
}

/** A sign-in with a code that waits. */
export function deviceSignIn(now: number): SignIn {
  return {
    signInId: 'device-1',
    session: 'sso:globex',
    name: 'globex',
    method: 'device',
    startedAt: at(now, -0.3),
    endsAt: at(now, 9.7),
    state: {
      kind: 'waiting',
      userCode: 'WDJB-MJHT',
      address: 'https://device.sso.eu-central-1.amazonaws.com/?user_code=WDJB-MJHT',
      opened: false,
    },
  }
}

/** A question for a code that a check of this window asks. */
export function codePrompt(now: number): Prompt {
  return {
    promptId: 'p1',
    kind: 'mfa',
    profile: 'prod-billing',
    serial: mfaSerial,
    purpose: 'the role arn:aws:iam::111122223333:role/BillingAdmin',
    serves: 7,
    asker: { kind: 'page' },
    endsAt: at(now, 1.72),
    state: 'open',
  }
}
