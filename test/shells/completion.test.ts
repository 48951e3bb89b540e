import { spawnSync } from 'node:child_process'
import { access, chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tableOfCommands } from '../../cli/completion/completion-table.ts'
import type { CliContext } from '../../cli/context.ts'
import { encodeKeptProfiles } from '../../shared/domain/shells/completion/kept-profiles.ts'
import { completionText } from '../../shared/domain/shells/completion/text.ts'
import { until } from '../patience.ts'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyShellKind, type ShellHome } from './pty-shell.ts'

const silent = { out: () => undefined, err: () => undefined, columns: 80 }
const table = tableOfCommands({ terminal: silent, version: '0' } as unknown as CliContext)

/** Each with the beginning that is typed for it, in a way that every shell takes. */
const hostile: readonly (readonly [name: string, typed: string])[] = [
  ['we ird name', 'we'],
  [`quo'te"d`, 'quo'],
  ['sub$(touch pwned)', 'sub'],
  ['tick`touch pwned`', 'tick'],
  ['semi;touch pwned', 'semi'],
  ['pipe|touch pwned&', 'pipe'],
  ['star*?[x', 'star'],
  ['back\\slash', 'back'],
  ['bang!x', 'bang'],
  ['hash #x', 'hash'],
  ['colon:name', 'colon:n'],
  ['equal=name', 'equal=n'],
  ['at@name', 'at@n'],
  ['brace{a,b}', 'brace'],
  ['ünïcode', 'ünï'],
  ['日本', '日'],
]

const config = [
  ...hostile.map(([name]) => {
    const quote = name.includes('"') ? '' : '"'
    return `[profile ${quote}${name}${quote}]\nregion = eu-west-1\n`
  }),
  '[profile --leading]\n',
  '[profile zz\u001b]0;pwned\u0007cape]\n',
  '[profile zztwo\nlines]\n',
  '[profile prod-admin]\nsso_account_id = 111122223333\nsso_session = corp\n',
  '[profile prod-reader]\nrole_arn = arn:aws:iam::444455556666:role/Reader\n',
  '[sso-session corp]\nsso_start_url = https://x\n',
].join('')

let home: ShellHome
const got = () => path.join(home.folder, 'got')

beforeEach(async () => {
  home = await shellHome()
  await mkdir(path.join(home.folder, '.aws'))
  await writeFile(path.join(home.folder, '.aws', 'config'), config)
  await writeFile(
    path.join(home.folder, '.aws', 'credentials'),
    '[from-credentials]\naws_access_key_id = A\n',
  )
  const keptFile = path.join(home.folder, 'kept')
  const historyFolder = path.join(home.folder, "history's")
  await writeFile(
    keptFile,
    encodeKeptProfiles({
      groups: [['prod-admin', 'live']],
      productionGroups: new Set(['live']),
      accounts: [],
      accountNames: [['111122223333', 'acme-prod']],
    }),
  )
  await mkdir(historyFolder)
  await writeFile(path.join(historyFolder, '01795413427769509-af80da6d.json'), '{}')
  for (const shell of ptyShells) {
    const text = completionText(shell, { table, keptFile, historyFolder, aws: true })
    await writeFile(path.join(home.folder, `completion.${shell}`), text)
  }
  for (const name of ['stackpass', 'aws']) {
    const program = path.join(home.folder, 'bin', name)
    // It writes what it was started with: a file, because a terminal would change it.
    await writeFile(program, `#!/bin/sh\nprintf '%s\\0' "$@" >'${got()}.new'; mv '${got()}.new' '${got()}'\n`)
    await chmod(program, 0o755)
  }
})

afterEach(() => home.close())

/** Types a line with a TAB at its end, and Enter; returns the words that the program was started with. */
async function completed(shell: PtyShell, typed: string): Promise<string[]> {
  await rm(got(), { force: true })
  shell.type(`${typed}\t`)
  const text = await until(() =>
    readFile(got(), 'utf8').catch(() => {
      throw new Error(`${typed}: ${shell.output.slice(-600)}`)
    }),
  )
  return text.split('\0').slice(0, -1)
}

async function open(kind: PtyShellKind): Promise<PtyShell> {
  const shell = new PtyShell(kind, home)
  const load = kind === 'fish' ? 'source' : '.'
  await shell.run(`${load} ${path.join(home.folder, `completion.${kind}`)}`)
  return shell
}

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(reason === undefined ? kind : `${kind}: skipped, ${reason}`, () => {
    it('completes commands, options and every kind of word', async () => {
      const shell = await open(kind)
      try {
        expect(await completed(shell, 'stackpass prof')).toEqual(['profiles'])
        expect(await completed(shell, 'stackpass profiles li')).toEqual(['profiles', 'list'])
        expect(await completed(shell, 'stackpass profiles list --disa')).toEqual([
          'profiles',
          'list',
          '--disagree',
        ])
        expect(await completed(shell, 'stackpass use prod-ad')).toEqual(['use', 'prod-admin'])
        expect(await completed(shell, 'stackpass use from-')).toEqual(['use', 'from-credentials'])
        expect(await completed(shell, 'stackpass login --session co')).toEqual(['login', '--session', 'corp'])
        expect(await completed(shell, 'stackpass console --region eu-north')).toEqual([
          'console',
          '--region',
          'eu-north-1',
        ])
        expect(await completed(shell, 'stackpass history show 0179')).toEqual([
          'history',
          'show',
          '01795413427769509-af80da6d',
        ])
        expect(await completed(shell, 'stackpass verify prod-admin prod-re')).toEqual([
          'verify',
          'prod-admin',
          'prod-reader',
        ])
        expect(await completed(shell, 'stackpass profiles list --group li')).toEqual([
          'profiles',
          'list',
          '--group',
          'live',
        ])
        expect(await completed(shell, 'stackpass profiles list --kind web')).toEqual([
          'profiles',
          'list',
          '--kind',
          'web-identity',
        ])
        expect(await completed(shell, 'stackpass settings set terminalCo')).toEqual([
          'settings',
          'set',
          'terminalColour',
        ])
        expect(await completed(shell, 'stackpass settings set terminalColour li')).toEqual([
          'settings',
          'set',
          'terminalColour',
          'light',
        ])
        for (const [typed, ...expected] of [
          ['prod-admin region eu-north', 'prod-admin', 'region', 'eu-north-1'],
          ['prod-admin region=eu-north', 'prod-admin', 'region=eu-north-1'],
          [
            'prod-admin region=eu-west-1 sso_region eu-north',
            'prod-admin',
            'region=eu-west-1',
            'sso_region',
            'eu-north-1',
          ],
          ['prod-admin region eu-west-1 outp', 'prod-admin', 'region', 'eu-west-1', 'output'],
          ['prod-admin output yaml-', 'prod-admin', 'output', 'yaml-stream'],
          ['prod-reader source_profile prod-ad', 'prod-reader', 'source_profile', 'prod-admin'],
          ['prod-admin sso_session=co', 'prod-admin', 'sso_session=corp'],
          ['prod-reader credential_source Ec2', 'prod-reader', 'credential_source', 'Ec2InstanceMetadata'],
        ])
          expect(await completed(shell, `stackpass profiles set ${typed}`)).toEqual([
            'profiles',
            'set',
            ...expected,
          ])
        expect(await completed(shell, 'stackpass stacks set aws:skipMeta')).toEqual([
          'stacks',
          'set',
          'aws:skipMetadataApiCheck',
        ])
        expect(await completed(shell, 'stackpass help exit')).toEqual(['help', 'exit-codes'])
        expect(await completed(shell, 'stackpass completion pow')).toEqual(['completion', 'powershell'])
        expect(await completed(shell, 'aws s3 ls --profile prod-re')).toEqual([
          's3',
          'ls',
          '--profile',
          'prod-reader',
        ])
        await mkdir(path.join(home.folder, 'bin', 'below'))
        await writeFile(path.join(home.folder, 'bin', 'Pulumi.yaml'), 'name: x\n')
        await writeFile(path.join(home.folder, 'bin', 'Pulumi.staging.yaml'), '')
        await shell.run('cd bin/below')
        expect(await completed(shell, 'stackpass stacks show --stack sta')).toEqual([
          'stacks',
          'show',
          '--stack',
          'staging',
        ])
      } finally {
        await shell.close()
      }
    })

    it('inserts hostile names as one word that is only ever data', async () => {
      const shell = await open(kind)
      try {
        for (const [name, typed] of hostile)
          expect(await completed(shell, `stackpass use ${typed}`), name).toEqual(['use', name])
        // Behind a quote that is open already. fish and zsh close it; bash does too.
        expect(await completed(shell, `stackpass use 'we ir`)).toEqual(['use', 'we ird name'])
        expect(await completed(shell, `stackpass use "sub`)).toEqual(['use', 'sub$(touch pwned)'])
        // One that a command would take for an option is not offered, nor what a terminal would obey.
        expect(await completed(shell, 'stackpass use --lead')).toEqual(['use', '--lead'])
        expect(await completed(shell, 'stackpass use zz')).toEqual(['use', 'zz'])
        await expect(access(path.join(home.folder, 'pwned'))).rejects.toThrow()
        expect(shell.output).not.toContain('\u001b]0;pwned')
      } finally {
        await shell.close()
      }
    })

    it('shows group and account where the shell shows them, and writes nothing', async () => {
      const shell = await open(kind)
      try {
        await shell.run('true')
        const before = await readdir(home.folder, { recursive: true })
        const told = /live \(production\), 111122223333 acme-prod/
        if (kind === 'fish') {
          // What it shows below the line, as it says itself: a terminal without a cursor has no room for that.
          const shown = await shell.run('complete -C "stackpass use prod-"')
          expect(shown).toMatch(told)
          expect(shown).toContain('prod-reader\t444455556666')
        } else {
          shell.press('stackpass use prod-\t\t')
          await until(() => expect(shell.output).toContain('prod-reader'))
          if (kind === 'zsh') expect(shell.output).toMatch(told)
        }
        shell.press('\u0003')
        const after = await readdir(home.folder, { recursive: true })
        // The answers of this test itself, and what the program wrote when Enter started it.
        const own = /answer-|^got/
        expect(after.filter((name) => !own.test(name))).toEqual(before.filter((name) => !own.test(name)))
      } finally {
        await shell.close()
      }
    })
  })
}

describe.skipIf(whyNot('bash') !== undefined)('what completion never waits for', () => {
  it('a pipe in the place of a shared file', async () => {
    const shell = await open('bash')
    try {
      await rm(path.join(home.folder, '.aws', 'config'))
      expect(spawnSync('mkfifo', [path.join(home.folder, '.aws', 'config')]).status).toBe(0)
      expect(await completed(shell, 'stackpass use from-')).toEqual(['use', 'from-credentials'])
    } finally {
      await shell.close()
    }
  })
})
