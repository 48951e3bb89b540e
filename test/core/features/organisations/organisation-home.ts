import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Applied } from '../../../../shared/contract/models.ts'
import type { Input, Output } from '../../../../shared/contract/index.ts'
import {
  startOrganisation,
  type Organisation,
  type OrganisationOptions,
} from '../../../fakes/organisation/organisation.ts'
import { must, openHome, type TestHome } from '../../home.ts'

export const startUrl = 'https://acme.awsapps.com/start'

export const sessionText = `[sso-session acme]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`

export const twoAccounts = [
  { id: '111122223333', name: 'acme-prod', roles: ['AdministratorAccess', 'ReadOnlyAccess'] },
  { id: '000000000042', name: 'acme dev', roles: ['AdministratorAccess'] },
]

export interface OrganisationHome extends TestHome {
  readonly organisation: Organisation
  text(): string
  signIn(session?: string): void
  list(refresh?: boolean): Promise<Output<'organisations.list'>>
  plan(more?: Partial<Input<'organisations.plan'>>): Promise<Output<'organisations.plan'>>
  /** Plans and writes; returns the items as `state name`. */
  populate(more?: Partial<Input<'organisations.plan'>>): Promise<string[]>
}

/** A core that is signed in to a session of a fake organisation. */
export async function openOrganisation(
  options: OrganisationOptions = {},
  { config = sessionText, isSignedIn = true } = {},
): Promise<OrganisationHome> {
  const organisation = await startOrganisation({ accounts: twoAccounts, startUrl, ...options })
  onTestFinished(() => organisation.close())
  const home = openHome({}, { config, credentials: '' }, organisation.env)
  const { core } = home
  const signIn = (session = 'acme'): void => {
    const folder = join(home.home, '.aws', 'sso', 'cache')
    mkdirSync(folder, { recursive: true })
    const name = createHash('sha1').update(session).digest('hex')
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(organisation.cached()), { mode: 0o600 })
  }
  if (isSignedIn) signIn()
  let run = 0
  const plan: OrganisationHome['plan'] = (more = {}) =>
    must(core, 'organisations.plan', {
      session: { session: 'acme' },
      template: { text: '{account}-{role:short}', case: 'lower', trim: ['acme'] },
      ...more,
    })
  return {
    ...home,
    organisation,
    text: () => readFileSync(home.config, 'utf8'),
    signIn,
    list: (refresh = true) =>
      must(core, 'organisations.list', { runId: `run-${run++}`, session: { session: 'acme' }, refresh }),
    plan,
    async populate(more) {
      const { items, plan: planned } = await plan(more)
      if (planned) await must<Applied>(core, 'edits.apply', { planId: planned.planId })
      return items.map(({ state, name }) => `${state} ${name}`)
    },
  }
}
