import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { startOrganisation } from '../../fakes/organisation/organisation.ts'
import { findAwsClis, findBotocore } from '../find-peers.ts'
import { type Command, runProcess } from '../processes.ts'
import type { Row } from '../types.ts'
import { projectRoot, type Workspace } from '../workspace.ts'

const children = join(projectRoot, 'test', 'bench', 'children')

async function bundle(folder: string): Promise<string> {
  const build = await rolldown({
    input: join(children, 'sign-in-ours.ts'),
    platform: 'node',
    transform: { define: { __filename: 'import.meta.filename' } },
  })
  await build.write({ dir: join(folder, 'sign-in'), entryFileNames: 'sign-in-ours.mjs', format: 'esm' })
  await build.close()
  return join(folder, 'sign-in', 'sign-in-ours.mjs')
}

async function measured(command: Command): Promise<number> {
  const { stdout } = await runProcess(command)
  return (JSON.parse(stdout) as { milliseconds: number }).milliseconds
}

/** A sign-in with the browser, from the click to the token in the cache. */
export async function signInRow(workspace: Workspace, repetitions: number): Promise<Row> {
  const home = await workspace.home('sign-in', 1)
  const organisation = await startOrganisation()
  const { startUrl } = organisation
  await writeFile(
    home.configFile,
    `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = eu-west-1\n`,
  )
  const env = { ...home.env, ...organisation.env, STACKPASS_HOME: join(home.folder, 'own') }
  const program = await bundle(workspace.folder)
  const botocore = findBotocore()
  const hasVersion2 = findAwsClis().some(({ major }) => major >= 2)
  return {
    id: 'sign-in',
    what: 'sign in to IAM Identity Center, register to token, against the double',
    unit: 'ms',
    repetitions,
    ours: {
      name: 'stackpass sessions.signIn',
      async measure() {
        // Always a first sign-in: no client is registered.
        await rm(env.STACKPASS_HOME, { recursive: true, force: true })
        return measured({ file: process.execPath, args: [program], env })
      },
    },
    peers: botocore
      ? [
          {
            name: 'botocore',
            measure: () =>
              measured({
                file: botocore.python,
                args: [join(children, 'sign_in_botocore.py'), startUrl],
                env,
              }),
          },
        ]
      : [],
    absent: [
      ...(botocore ? [] : [{ name: 'botocore', why: 'no Python with botocore was found' }]),
      {
        name: 'aws sso login',
        why: hasVersion2
          ? 'the browser that it opens is not driven here'
          : 'only version 2 has it, which no package registry carries and which is not on this machine',
      },
    ],
    note: `In a new process each time, without its start; the clients of the SDKs are loaded within. The browser has a session and comes back at once. botocore stands for \`aws sso login\`: version 2 carries a copy of that code.${botocore ? ` The botocore is ${botocore.name.slice(9)}.` : ''}`,
    close: () => organisation.close(),
  }
}
