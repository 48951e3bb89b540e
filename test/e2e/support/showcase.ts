import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import {
  checkedProfiles,
  files,
  identities,
  organisation as portal,
  roles,
  settings,
} from '../../../build/screenshot-home.mjs'
import { federationRoutes, type ConsoleVisit } from '../../fakes/organisation/federation.ts'
import { startOrganisation, type Organisation } from '../../fakes/organisation/organisation.ts'
import { createHome, type Home } from './home.ts'
import { startLoopback } from './hosts.ts'
import { catchLinks, opensLinks } from './link-catcher.ts'
import type { RunningHost } from './running-host.ts'

/** The home of the pictures with its page, and a double in the place of AWS: all that Stackpass shows is somewhere in it. */
export interface Showcase extends RunningHost {
  readonly home: Home
  readonly organisation: Organisation
  readonly visits: readonly ConsoleVisit[]
  /** Opens in a tab what the browser of the system was given. */
  follow(): Promise<Page>
}

export interface ShowcaseOptions {
  /** Files instead of those of the pictures; then nothing is verified, no group made, and no folder of stacks known. */
  readonly files?: Readonly<Record<string, string>>
  /** Files beside them. */
  readonly moreFiles?: Readonly<Record<string, string>>
  /** What stands at the end of the config file. */
  readonly moreConfig?: string
}

/** Starts it. Its profiles are verified and its stacks known; what was not asked for is as in a home just found. */
export async function startShowcase(browser: Browser, options: ShowcaseOptions = {}): Promise<Showcase> {
  const visits: ConsoleVisit[] = []
  const organisation = await startOrganisation({
    ...portal,
    sts: { identities, roles },
    knobs: { deviceInterval: 1, warm: false },
    routes: [federationRoutes(visits)],
  })
  const own = options.files ?? files(Date.now())
  const config = `${own['.aws/config'] ?? ''}${options.moreConfig ?? ''}`
  const home = await createHome(
    { ...own, ...options.moreFiles, '.aws/config': config },
    {
      ...organisation.env,
      AWS_ENDPOINT_URL_STS: organisation.url,
      STACKPASS_FEDERATION_URL: `${organisation.url}/federation`,
      ...opensLinks,
    },
  )
  const stackpass =
    options.files === undefined
      ? { ...settings, theme: 'system', stackFolders: [join(home.path, 'code')] }
      : { theme: 'system' }
  await home.writeFiles({ '.config/stackpass/settings.json': JSON.stringify(stackpass) })
  const links = await catchLinks(home)
  const running = await startLoopback({ ...home, env: links.env }, browser)
  if (options.files === undefined) {
    // Stacks go by what Pulumi would use.
    for (const as of ['pulumi', 'awsCli']) {
      const reply = await running.call('verify.run', {
        runId: `showcase-${as}`,
        profiles: checkedProfiles,
        as,
      })
      if (!reply.ok) throw new Error(reply.error.message)
    }
  }
  return {
    ...running,
    home,
    organisation,
    visits,
    follow: async () => (await links.follow(running.page.context())).tab,
    async stop() {
      await running.stop()
      await organisation.close()
      await home.remove()
    },
  }
}
