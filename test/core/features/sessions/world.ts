import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Core, createCore } from '../../../../core/start/create-core.ts'
import { sessionCachePath } from '../../../../core/sessions/token-cache.ts'
import type { CorePorts, Incident } from '../../../../core/host/ports.ts'
import type { CoreEvent } from '../../../../shared/contract/events.ts'
import type { Call } from '../../../../shared/contract/index.ts'
import {
  type Organisation,
  type OrganisationOptions,
  startOrganisation,
} from '../../../fakes/organisation/organisation.ts'

/** A home whose profiles belong to a fake organisation, a core on it, and a browser that only follows links. */
export interface SessionsWorld {
  readonly home: string
  readonly organisation: Organisation
  readonly core: Core
  readonly call: Call
  /** The addresses that the browser got, and the texts of the pages where it ended. */
  readonly browser: { readonly opened: string[]; readonly pages: Promise<string>[] }
  readonly events: CoreEvent[]
  readonly incidents: Incident[]
  cached(key: string): Promise<Record<string, unknown>>
  putCached(key: string, fields: object): Promise<string>
  close(): Promise<void>
}

export const sessionsConfig = (startUrl: string): string => `[sso-session corp]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-west-1

[profile prod]
sso_session = corp
sso_account_id = 210987654321
sso_role_name = ReadOnly
region = eu-west-1

[profile deploy]
role_arn = arn:aws:iam::333344445555:role/path/Deploy
source_profile = dev
region = eu-west-1

[profile old]
sso_start_url = ${startUrl}
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Admin
region = eu-west-1

[profile keys]
region = eu-west-1
`

export async function openSessions(
  options: OrganisationOptions & {
    readonly ports?: Partial<CorePorts>
    readonly config?: string
    readonly env?: Readonly<Record<string, string>>
    /** Additional settings, for tests that need the fake's address. */
    readonly envOf?: (url: string) => Promise<Readonly<Record<string, string>>>
  } = {},
): Promise<SessionsWorld> {
  const home = await mkdtemp(join(tmpdir(), 'stackpass-sessions-'))
  const organisation = await startOrganisation({
    accounts: [
      { id: '123456789012', name: 'Development', roles: ['Admin'] },
      { id: '210987654321', name: 'Production', roles: ['ReadOnly'] },
    ],
    ...options,
  })
  await mkdir(join(home, '.aws'), { recursive: true })
  await writeFile(join(home, '.aws', 'config'), options.config ?? sessionsConfig(organisation.startUrl))
  const more = await options.envOf?.(organisation.url)
  const browser = { opened: [] as string[], pages: [] as Promise<string>[] }
  const incidents: Incident[] = []
  const events: CoreEvent[] = []
  const core = createCore({
    env: {
      HOME: home,
      STACKPASS_OPEN_BROWSER: '1',
      DISPLAY: ':0',
      ...organisation.env,
      ...options.env,
      ...more,
    },
    homeDir: home,
    platform: process.platform,
    host: 'desktop',
    version: '0.0.0',
    openLink: (url) => {
      browser.opened.push(url)
      // When the listener closes, its page is gone too.
      browser.pages.push(
        fetch(url)
          .then((answer) => answer.text())
          .catch(String),
      )
      return Promise.resolve(true)
    },
    onIncident: (incident) => incidents.push(incident),
    ...options.ports,
  })
  core.events.subscribe((event) => events.push(event))
  return {
    home,
    organisation,
    core,
    call: core.dispatch as Call,
    browser,
    events,
    incidents,
    cached: async (key) =>
      JSON.parse(await readFile(sessionCachePath(home, key), 'utf8')) as Record<string, unknown>,
    async putCached(key, fields) {
      const path = sessionCachePath(home, key)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, JSON.stringify(fields), { mode: 0o600 })
      return path
    },
    async close() {
      await core.close()
      await organisation.close()
      await rm(home, { recursive: true })
    },
  }
}
