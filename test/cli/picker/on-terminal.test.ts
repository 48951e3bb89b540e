import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { until } from '../../patience.ts'
import { withSandbox } from '../command/with-sandbox.ts'

const missing = ['script', 'stty'].filter((program) => spawnSync(program, ['--version']).status !== 0)
const at = withSandbox()

interface Step {
  /** Typed once this is on the screen. */
  readonly shown: string
  readonly keys: string
}

/** Runs a line of sh on a terminal of 80 columns. */
async function play(line: string, steps: readonly Step[], env: Record<string, string> = {}) {
  const child = spawn('script', ['-qfec', `stty cols 80 rows 30; ${line}`, '/dev/null'], {
    env: { ...at.sandbox.environment, TERM: 'xterm', SHELL: '/bin/sh', ...env },
  })
  let text = ''
  let from = 0
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  const closed = once(child, 'close') as Promise<[number | null]>
  for (const { shown, keys } of steps) {
    await until(() => {
      const found = text.indexOf(shown, from)
      if (found < 0) throw new Error(`${shown} is not shown: ${text.slice(-500)}`)
      from = found + shown.length
    })
    child.stdin.write(keys)
  }
  const [code] = await closed
  return { code, text }
}

const stackpass = (args: string): string => `'${process.execPath}' '${at.entry}' ${args}`

describe.skipIf(missing.length > 0)(
  missing.length === 0 ? 'a picker on a terminal' : `skipped: ${missing.join()} not installed`,
  () => {
    it('uses what is chosen by letters', async () => {
      const { code, text } = await play(stackpass('use'), [
        { shown: 'Use in every open shell', keys: 'dev\r' },
      ])
      expect(code, text).toBe(0)
      expect((await at.sandbox.run(['current'])).stdout).toContain('dev')
    })

    it.each([
      ['Esc', '\u001b'],
      ['Ctrl C', '\u0003'],
    ])('%s leaves the terminal as it was, and nothing behind', async (_name, keys) => {
      const line = `stty -g >before; ${stackpass('use')}; echo "code $?"; stty -g >after; stty sane`
      const { text } = await play(`cd '${at.sandbox.home}'; ${line}`, [{ shown: 'Use in every', keys }])
      expect(text).toContain('code 130')
      const [before, after] = await Promise.all(
        ['before', 'after'].map((name) => readFile(join(at.sandbox.home, name), 'utf8')),
      )
      expect(after).toBe(before)
      // Hidden meanwhile, then shown again; its drawing is cleared.
      expect(text.lastIndexOf('\u001b[?25h')).toBeGreaterThan(text.lastIndexOf('\u001b[?25l'))
      expect(text).toMatch(/\u001b\[J\u001b\[\?25h\s*code 130/)
      expect((await at.sandbox.run(['current'])).stdout).toBe('No profile is active.\n')
    })

    it('gives a shell with credentials whose prompt says so', async () => {
      await mkdir(join(at.sandbox.home, 'bin'))
      for (const [shell, rc] of [
        ['bash', '.bashrc'],
        ['zsh', '.zshrc'],
      ] as const) {
        if (spawnSync(shell, ['--version']).status !== 0) continue
        await writeFile(join(at.sandbox.home, rc), 'OWN=mine\n')
        const program = spawnSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim()
        const { text } = await play(
          stackpass('exec'),
          [
            { shown: 'Shell with the credentials of', keys: 'default\r' },
            {
              shown: '(stackpass: default)',
              keys: 'echo "key=${AWS_ACCESS_KEY_ID%${AWS_ACCESS_KEY_ID#AKIA}} $OWN"\r',
            },
            { shown: 'key=AKIA mine', keys: 'exit\r' },
          ],
          { SHELL: program },
        )
        expect(text, shell).toContain('This shell has the credentials of default')
      }
    })

    it('chooses for stacks: what was used last stands first, production is named, and what is broken is last', async () => {
      await at.sandbox.write(
        'config',
        '[profile broken]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = nix\n' +
          '[profile live]\nregion = eu-west-1\n[profile dev]\nregion = eu-west-1\n',
      )
      const keys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n'
      await at.sandbox.write('credentials', `[live]\n${keys}[dev]\n${keys}`)
      const groups = JSON.stringify([{ name: 'prod', colour: 'red', production: true, rules: ['live'] }])
      expect((await at.sandbox.run(['settings', 'set', 'groups', groups])).code).toBe(0)
      expect((await at.sandbox.run(['use', 'dev'])).code).toBe(0)
      expect((await at.sandbox.run(['use', '--clear'])).code).toBe(0)
      const folder = join(at.sandbox.home, 'shop')
      await mkdir(folder)
      await writeFile(join(folder, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n')
      await writeFile(join(folder, 'Pulumi.one.yaml'), 'config:\n  aws:region: eu-west-1\n')
      const { code, text } = await play(
        `cd '${folder}'; ${stackpass('stacks set-profile --stack one --yes')}`,
        [{ shown: 'Set for these stacks', keys: '\r' }],
      )
      expect(code, text).toBe(0)
      const places = ['dev', 'live', 'broken'].map((name) =>
        text.indexOf(name, text.indexOf('Set for these')),
      )
      expect(places, text).toEqual([...places].sort((a, b) => a - b))
      expect(text).toMatch(/live.*production/)
      expect(await readFile(join(folder, 'Pulumi.one.yaml'), 'utf8')).toContain('aws:profile: dev')
    })

    it.each([
      ['console --print', 'Open the console of'],
      ['login', 'Sign in'],
    ])('%s asks which, and is left with Esc', async (line, shown) => {
      const portal = 'sso_region = eu-west-1\nsso_start_url = https://NAME.awsapps.com/start\n'
      await at.sandbox.write(
        'config',
        ['one', 'two']
          .map(
            (name) =>
              `[profile ${name}]\nsso_session = ${name}\nsso_account_id = 111122223333\nsso_role_name = Ops\n` +
              `[sso-session ${name}]\n${portal.replace('NAME', name)}`,
          )
          .join(''),
      )
      const { text } = await play(`${stackpass(line)}; echo "code $?"`, [{ shown, keys: '\u001b' }])
      expect(text).toContain('code 130')
    })

    it('is no picker without a terminal', async () => {
      for (const args of [['use'], ['exec'], ['exec', 'dev'], ['stacks', 'set-profile'], ['use', '--json']]) {
        const ran = await at.sandbox.run(args)
        expect(ran.code, args.join(' ')).toBe(2)
        expect(ran.stderr).toMatch(/^Usage: Give /)
      }
    })

    it('says what may have been meant', async () => {
      expect((await at.sandbox.run(['use', 'DEV'])).stderr).toContain('Did you mean "dev"?')
      expect((await at.sandbox.run(['settings', 'get', 'themee'])).stderr).toContain('Did you mean "theme"?')
    })
  },
)
