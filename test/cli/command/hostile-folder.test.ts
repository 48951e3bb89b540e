import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'
import { until } from '../../patience.ts'

const at = withSandbox()

/** Every program that Stackpass, or a program that it starts, calls by name. */
const names = [
  ...['sh', 'cp', 'env', 'getfattr', 'setfattr', 'xdg-open', 'gio', 'systemctl', 'pulumi', 'stackpass'],
  ...['node', 'x-terminal-emulator', 'xterm', 'tool', 'helper', 'sed', 'cat', 'uname'],
]

let repository: string
let env: Record<string, string>
let ran: () => string[]

function programIn(folder: string, name: string, body: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
}

beforeEach(() => {
  const { home } = at.sandbox
  repository = join(home, 'repository')
  const pwned = join(home, 'pwned')
  const honest = join(home, 'honest')
  for (const name of names) {
    for (const folder of ['.', 'bin', 'node_modules/.bin'])
      programIn(join(repository, folder), name, `echo "${folder}/${name}" >>'${pwned}'`)
  }
  // Stand-ins that call another program by its name, as xdg-open does.
  for (const name of ['xdg-open', 'systemctl', 'pulumi', 'x-terminal-emulator', 'tool'])
    programIn(honest, name, `echo ${name} >>'${join(home, 'honest-ran')}'; helper; exit 0`)
  env = {
    PATH: `.::bin:./node_modules/.bin:${honest}:/usr/bin:/bin:`,
    DISPLAY: ':0',
    SHELL: '/bin/sh',
  }
  ran = () =>
    existsSync(join(home, 'honest-ran'))
      ? readFileSync(join(home, 'honest-ran'), 'utf8').split('\n').filter(Boolean)
      : []
})

const hostileRan = (): string =>
  existsSync(join(at.sandbox.home, 'pwned')) ? readFileSync(join(at.sandbox.home, 'pwned'), 'utf8') : ''

describe('in the folder of a hostile repository, with a PATH that names it', () => {
  it('writing a file, switching on the GUI bridge, and setting a secret start none of its programs', async () => {
    writeFileSync(join(repository, 'Pulumi.yaml'), 'name: shop\nruntime: nodejs\n')
    writeFileSync(join(repository, 'Pulumi.dev.yaml'), 'config:\n  aws:region: us-east-1\n')
    const call = (method: string, input: object) =>
      at.sandbox.run(['call', method], { env, cwd: repository, stdin: JSON.stringify(input) })
    const replies = [
      await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-east-2'], { env, cwd: repository }),
      await at.sandbox.run(['bridge', 'gui', 'on', '--yes'], { env, cwd: repository }),
      await call('terminals.open', { profile: 'default' }),
      await call('stacks.setSecret', {
        project: repository,
        stack: 'dev',
        path: 'shop:token',
        value: 'EXAMPLE',
      }),
    ]
    expect(hostileRan()).toBe('')
    expect(replies.map(({ code, stdout, stderr }) => (code === 0 ? 0 : stdout + stderr))).toEqual([
      0, 0, 0, 0,
    ])
    expect(ran().toSorted()).toEqual(['pulumi', 'systemctl', 'x-terminal-emulator'])
    expect(await at.sandbox.read('config')).toContain('us-east-2')
  })

  it('exec takes a name from absolute folders only, and what names a folder as it stands', async () => {
    const named = await at.sandbox.run(['exec', 'default', '--', 'tool'], { env, cwd: repository })
    expect({ code: named.code, ran: ran() }).toEqual({ code: 0, ran: ['tool'] })
    const refused = await at.sandbox.run(['exec', 'default', '--', 'node'], {
      env: { ...env, PATH: '.:bin' },
      cwd: repository,
    })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Error BadInput: node could not be started.')
    expect(refused.stderr).toContain('./node')
    const wanted = await at.sandbox.run(['exec', 'default', '--', './bin/node'], { env, cwd: repository })
    expect(wanted.code).toBe(0)
  })

  it('opening the page starts the browser of the system', async () => {
    const child = spawn(process.execPath, [at.entry, 'serve', '--open'], {
      env: { ...at.sandbox.environment, ...env },
      cwd: repository,
    })
    try {
      await until(() => expect(ran()).toContain('xdg-open'))
    } finally {
      child.kill()
    }
    expect(hostileRan()).toBe('')
  })

  it('a hook names the command by its path, not by a name that the folder could take', async () => {
    const hook = await at.sandbox.run(['shell-init', 'bash'], { env, cwd: repository })
    expect(hook.code).toBe(0)
    expect(hook.stdout).toContain('stackpass.cjs')
  })
})
