import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createAwsFiles } from '../../../../core/aws/aws-files.ts'
import { createCredentialCache } from '../../../../core/credentials/cache.ts'
import { createGuards } from '../../../../core/features/guards/guards.ts'
import { sessionCachePath } from '../../../../core/sessions/token-cache.ts'
import { readPortAtOnce } from '../../../../core/state/own-files.ts'
import { stackpassPaths } from '../../../../core/state/paths.ts'
import { readUserFile } from '../../../../core/system/read-user-file.ts'
import type { ActiveState } from '../../../../shared/contract/models.ts'
import { coreHome, type CoreHome } from '../bridges/core-home.ts'

const start = Date.parse('2026-05-01T10:00:00Z')
let at = new Date(start)
const now = () => at
const inMinutes = (minutes: number) => new Date(start + minutes * 60_000).toISOString()
const portal = (name: string) => `https://${name}.awsapps.com/start`
const names = ['a1', 'a2', 'b', 'quiet'] as const

let home: CoreHome
afterEach(() => home.close())

/** Profiles of portals that cannot renew: two of one portal, one of another, and one that nobody uses. */
async function open(more: object = {}): Promise<void> {
  at = new Date(start)
  const config = names.map(
    (name) =>
      `[profile ${name}]\nsso_start_url = ${portal(name.charAt(0))}\nsso_region = eu-west-1\nsso_account_id = 123456789012\nsso_role_name = Admin\nregion = eu-west-1\n`,
  )
  home = await coreHome({ config: config.join('') }, { now })
  await mkdir(home.own('config'), { recursive: true })
  await writeFile(home.own('config', 'settings.json'), JSON.stringify(more))
  for (const [name, minutes] of [
    ['a', 60],
    ['b', 90],
    ['q', 60.5],
  ] as const) {
    const file = sessionCachePath(home.folder, portal(name))
    await mkdir(dirname(file), { recursive: true })
    await writeFile(
      file,
      JSON.stringify({ startUrl: portal(name), accessToken: `token-${name}`, expiresAt: inMinutes(minutes) }),
    )
  }
}

const paths = () => stackpassPaths({ STACKPASS_HOME: home.own() }, 'linux', home.folder)

async function handOut(profile: string, untilMinutes: number): Promise<void> {
  const cache = createCredentialCache(paths())
  await cache.write(
    {
      version: 1,
      profile,
      salt: 'salt',
      fingerprint: 'fingerprint',
      accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: 'EXAMPLETOKEN',
      expiresAt: Date.parse(inMinutes(untilMinutes)),
    },
    await cache.turn(),
  )
}

/** The notices within two hours, each with its minute. */
async function told(active: ActiveState = { known: true }): Promise<string[]> {
  const notices: string[] = []
  const ports = { env: {}, homeDir: home.folder, platform: 'linux', host: 'cli', version: '0' } as const
  const guards = createGuards(
    {
      ports: {
        ...ports,
        notify: ({ title }) =>
          notices.push(`${String(Math.round((at.getTime() - start) / 60_000))}: ${title}`),
      },
      paths: paths(),
      aws: createAwsFiles(
        { read: (path, options) => readUserFile(readPortAtOnce, path, options) },
        { ...ports, env: { HOME: home.folder } },
      ),
      now,
      events: { emit: () => undefined, subscribe: () => () => undefined },
    },
    () => Promise.resolve(active),
  )
  for (let tick = 0; tick < 480; tick++) {
    at = new Date(at.getTime() + 15_000)
    await guards.tick()
  }
  await guards.close()
  return notices
}

it('tells once for each session whose credentials are in use, and nothing of what nobody uses', async () => {
  await open()
  expect(await told()).toEqual([])
  at = new Date(start)
  await handOut('a1', 120)
  await handOut('a2', 120)
  await handOut('b', 120)
  expect(await told()).toEqual([
    '50: The sign-in of a1 ends in 10 minutes',
    '80: The sign-in of b ends in 10 minutes',
  ])
})

it('takes for in use only what still works, and says what the active profile shares once', async () => {
  await open()
  await handOut('b', 79)
  await handOut('a2', 120)
  expect(await told({ known: true, profile: 'a1', expiresAt: inMinutes(60) })).toEqual([
    '50: The sign-in of a1 ends in 10 minutes',
  ])
})

it('tells nothing where notices are switched off', async () => {
  await open({ notifyExpiry: false })
  await handOut('a1', 120)
  expect(await told()).toEqual([])
})
