import { chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Account } from '../../../build/electron/test-account.mjs'

/** A home folder of its own for one test, with real AWS files in it. */
export interface Home {
  readonly path: string
  /** Environment of a process that lives in this home: no AWS variable of the machine reaches it. */
  readonly env: Readonly<Record<string, string>>
  /** Who works in it, if not we ourselves. */
  readonly owner: Account | undefined
  /** Writes files by their path below the home folder, such as `.aws/config`; folders are made. */
  writeFiles(files: Readonly<Record<string, string>>): Promise<void>
  readFile(path: string): Promise<string>
  exists(path: string): Promise<boolean>
  /** Permission bits, such as 0o600. */
  mode(path: string): Promise<number>
  /** Removes a file or a folder with all in it. */
  removeFile(path: string): Promise<void>
  remove(): Promise<void>
}

/** `env` comes on top of the environment that every home has. */
export async function createHome(
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
  owner?: Account,
): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'stackpass-home-'))
  const give = async (made: string) => {
    if (owner !== undefined) await chown(made, owner.uid, owner.gid)
  }
  await give(path)
  const home: Home = {
    path,
    env: {
      HOME: path,
      USERPROFILE: path,
      PATH: process.env['PATH'] ?? '',
      TZ: 'UTC',
      NO_COLOR: '1',
      // Should anything ask for instance metadata or the network, it must fail at once and be seen.
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
      ...env,
    },
    owner,
    async writeFiles(more) {
      for (const [name, text] of Object.entries(more)) {
        const file = join(path, name)
        const parents = dirname(name)
          .split('/')
          .map((_, index, parts) => parts.slice(0, index + 1).join('/'))
        for (const parent of parents) {
          await mkdir(join(path, parent), { recursive: true, mode: 0o700 })
          await give(join(path, parent))
        }
        await writeFile(file, text, { mode: 0o600 })
        await give(file)
      }
    },
    readFile: (name) => readFile(join(path, name), 'utf8'),
    exists: (name) =>
      stat(join(path, name)).then(
        () => true,
        () => false,
      ),
    mode: async (name) => (await stat(join(path, name))).mode & 0o777,
    removeFile: (name) => rm(join(path, name), { recursive: true }),
    // A host that is just ending may still write its history.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  }
  await home.writeFiles(files)
  return home
}

/** Three profiles: keys, a session, a role on top of the first. The keys are the examples of the AWS documentation. */
export const threeProfiles: Readonly<Record<string, string>> = {
  '.aws/credentials': `# kept as it is
[dev]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[staging]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY
aws_session_token = AQoDYXdzEJr1K8EXAMPLETOKEN
`,
  '.aws/config': `[profile dev]
region = eu-west-1   

[profile staging]
region = us-east-1

[profile prod-admin]
role_arn = arn:aws:iam::123456789012:role/Admin
source_profile = dev
region = eu-central-1
`,
}

/** `count` profiles with keys, for pages that must stay quick. */
export function manyProfiles(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `team-${String(index).padStart(5, '0')}`)
  return {
    '.aws/credentials': names
      .map(
        (name) =>
          `[${name}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n`,
      )
      .join('\n'),
    '.aws/config': names.map((name) => `[profile ${name}]\nregion = eu-west-1\n`).join('\n'),
  }
}
