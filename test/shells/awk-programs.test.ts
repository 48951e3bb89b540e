import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionEngine } from '../../shared/domain/shells/completion/engine.ts'
import { patience } from '../patience.ts'

/**
 * What `awk` is on systems of users: mawk on Debian and Ubuntu, gawk on Fedora and Arch, busybox on Alpine, and the one of its
 * authors on macOS. They read one grammar in different ways: mawk takes `"a" f(b) "c" | getline` for `"a" f(b) ("c" | getline)`,
 * whose value never ends a loop. `npm test` installs them where it may.
 */
const programs: readonly (readonly [name: string, command: readonly [string, ...string[]]])[] = [
  ['mawk', ['mawk']],
  ['gawk', ['gawk']],
  ['busybox', ['busybox', 'awk']],
  ['the awk of its authors', ['original-awk']],
]

const table = [
  'command\t\tuse\tuse\tswitch',
  'argument\tuse\t1\tprofile',
  'command\t\tlogin\tlogin\tsign in',
  'option\tlogin\t--session\tsession\tthis one',
  'command\t\thistory\thistory\tchanges',
  'argument\thistory\t1\thistory',
  'command\t\tstacks\tstacks\tstacks of Pulumi',
  'option\tstacks\t--project\tfolder\tof this project',
  'option\tstacks\t--stack\tstack\tthis one',
  'option\tstacks\t--sort\t=name,account\tin this order',
].join('\n')

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackpass-awk-'))
  const write = async (name: string, text: string) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), text)
  }
  await write(
    'config',
    '\ufeff[default]\n[profile prod-admin]\nsso_account_id = 111122223333\n[profile "we ird"]\r\n[profile prod-role]\nrole_arn = arn:aws:iam::444455556666:role/R\n[sso-session corp]\n',
  )
  await write('credentials', '[plain]\naws_access_key_id = A\n[bad\u001bname]\n')
  await write(
    'kept',
    'stackpass-profiles 1\ngroup\tprod-admin\tlive\nname\t111122223333\tacme\naccount\tplain\t999988887777\n',
  )
  await write("it's/Pulumi.yaml", 'name: x\n')
  await write("it's/Pulumi.dev.yaml", '')
  await write("it's/Pulumi.it.yml", '')
  await write("history's/01795413427769509-af80da6d.json", '{}')
  await write("history's/01795413427769510-bf80da6d.json", '{}')
  await mkdir(path.join(folder, 'empty'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

for (const [name, [program, ...before]] of programs) {
  const missing = spawnSync('sh', ['-c', 'command -v "$0"', program]).status !== 0
  describe.skipIf(missing)(missing ? `skipped, no ${program} here` : name, () => {
    const ask = (words: readonly string[], cwd = 'empty') => {
      const { status, signal, stdout } = spawnSync(program, [...before, '--', completionEngine, ...words], {
        cwd: path.join(folder, cwd),
        encoding: 'utf8',
        // A program that never ends is what this looks for.
        timeout: patience.wait,
        env: {
          PATH: process.env['PATH'],
          LC_ALL: 'C',
          _stackpass_table: table,
          _stackpass_config: path.join(folder, 'config'),
          _stackpass_credentials: path.join(folder, 'credentials'),
          _stackpass_kept: path.join(folder, 'kept'),
          _stackpass_history: path.join(folder, "history's"),
        },
      })
      expect({ status, signal }).toEqual({ status: 0, signal: null })
      return stdout.split('\n').slice(0, -1)
    }

    it('finds profiles, with group and account', () => {
      expect(ask(['use', ''])).toEqual([
        'default\t',
        'prod-admin\tlive, 111122223333 acme',
        'we ird\t',
        'prod-role\t444455556666',
        'plain\t999988887777',
      ])
    })

    it('finds sessions, commands and the values of an option', () => {
      expect(ask(['login', '--session', ''])).toEqual(['corp\t'])
      expect(ask(['his'])).toContain('history\tchanges')
      expect(ask(['stacks', '--sort='])).toEqual(['--sort=name\t', '--sort=account\t'])
    })

    it('finds the entries of the history, the newest first, in a folder with a quote', () => {
      expect(ask(['history', ''])).toEqual(['01795413427769510-bf80da6d\t', '01795413427769509-af80da6d\t'])
    })

    it('finds stacks in a folder with a quote, and ends where there is no project', () => {
      expect(ask(['stacks', '--project', path.join(folder, "it's"), '--stack', ''])).toEqual([
        'dev\t',
        'it\t',
      ])
      expect(ask(['stacks', '--stack', ''], "it's")).toEqual(['dev\t', 'it\t'])
      expect(ask(['stacks', '--stack', ''])).toEqual([])
    })
  })
}
