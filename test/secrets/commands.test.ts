import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { withSandbox } from '../cli/command/with-sandbox.ts'
import { plant } from './places.ts'
import { shapes } from './shapes.ts'

const at = withSandbox()

/** One use of every command, those that only look first. `serve`, `call` and `mcp` are hosts, which are looked at apart. */
const commands: readonly string[][] = [
  ['profiles', 'list'],
  ...['default', 'command', 'role', 'login', 'twice', 'broken'].map((name) => ['profiles', 'show', name]),
  ['problems'],
  ['doctor'],
  ['doctor', '--fix', '--dry-run'],
  ['doctor', '--self'],
  ['env', 'role'],
  ['verify', 'command', 'broken', 'role', 'instance'],
  ['credentials', 'broken'],
  ['exec', 'broken', '--', 'true'],
  ['allow', 'list'],
  ['allow', 'use', 'broken', 'node'],
  ['log'],
  ['log', '--json'],
  ['allow', 'broken'],
  ['allow', 'revoke', 'broken'],
  ['settings', 'get'],
  ['stacks', 'list'],
  ['stacks', 'show', '--stack', 'dev'],
  ['stacks', 'problems'],
  ['stacks', 'set-profile', 'role', '--stack', 'dev', '--dry-run'],
  ['stacks', 'set', 'app:note', 'x', '--stack', 'dev', '--dry-run'],
  ['stacks', 'unset', 'aws:httpProxy', '--stack', 'dev', '--dry-run'],
  ['stacks', 'add-environment', 'x/y', '--stack', 'dev', '--dry-run'],
  ['stacks', 'remove-environment', 'x/y', '--stack', 'dev', '--dry-run'],
  ['stacks', 'pin-account', '--stack', 'dev', '--dry-run'],
  ['stacks', 'snippet', 'esc-static-config'],
  ['sessions'],
  ['login', 'role'],
  ['login', '--session', 'corp'],
  ['login', '--new', 'fresh', '--region', 'eu-west-1', '--dry-run'],
  ['login', 'login', '--remote'],
  ['logout'],
  ['logout', '--all'],
  ['console', 'broken'],
  ['session', 'broken', '--dry-run'],
  ['agent', 'run', '--fence', '--profile', 'broken', '--', 'true'],
  ['agent', 'run', '--fence', '--profile', 'default', '--', 'true'],
  ['agent', 'serve', '--profile', 'broken'],
  ['agent', 'list'],
  ['agent', 'end', '0'],
  ['agent', 'settings'],
  ['agent', 'settings', 'codex'],
  ['agent', 'role', 'dev', '--principal', 'arn:aws:iam::111122223333:root'],
  ['vault', 'status'],
  ['vault', 'list'],
  ['vault', 'move', 'default', '--dry-run'],
  ['vault', 'move', '--all', '--store', 'pass', '--yes'],
  ['vault', 'take-out', 'default', '--dry-run'],
  ['vault', 'unlock'],
  ['vault', 'lock'],
  ['unlock'],
  ['lock'],
  ['keys', 'status'],
  ['keys', 'rotate', 'default', '--dry-run'],
  ['keys', 'rotate', 'role', '--yes'],
  ['keys', 'resume'],
  ['keys', 'finish', 'default', '--yes'],
  ['keys', 'undo', 'default', '--yes'],
  ['sso', 'populate', '--dry-run'],
  ['sso', 'connect', 'http://not-a-portal', '--dry-run'],
  ['shell-init', 'bash'],
  ['completion', 'bash'],
  ['whoami'],
  ['whoami', '--json'],
  ['folder', 'list'],
  ['folder', 'set', 'role', '/tmp'],
  ['completion', 'zsh', '--install', '--dry-run'],
  ['shell-init', 'bash', '--install', '--dry-run'],
  ['pin', 'role'],
  ['unpin'],
  ['home'],
  ['bridge', 'status'],
  ['bridge', 'pointer', 'on', '--dry-run'],
  ['bridge', 'mirror', 'on', '--dry-run'],
  ['bridge', 'gui', 'on', '--dry-run'],
  ['bridge', 'twin', 'role', '--dry-run'],
  ['profiles', 'set', 'default', 'region', 'eu-west-1'],
  ['profiles', 'unset', 'default', 'note'],
  ['profiles', 'add', 'fresh', 'region', 'eu-west-1'],
  ['profiles', 'rename', 'role', 'role2', '--dry-run'],
  ['profiles', 'duplicate', 'command', 'command2', '--dry-run'],
  ['profiles', 'default', 'twice', '--dry-run'],
  ['profiles', 'import', '--dry-run'],
  ['profiles', 'delete', 'twice', '--dry-run'],
  ['use', 'role'],
  ['current'],
  ['use', '--clear'],
  ['history', 'list'],
  ['history', 'purge', '--all', '--dry-run'],
  ['history', 'undo', '--dry-run'],
  ['history', 'undo'],
]

/** Hosts of the methods, what is asked for a secret, what prints none, and what is run below with the id of an entry. */
const apart = new Set([
  'serve',
  'call',
  'mcp',
  'profiles reveal',
  'settings set',
  'history show',
  'history restore',
])

it('every command has its line here', async () => {
  const names = new Set(commands.flatMap(([first = '', second = '']) => [first, `${first} ${second}`]))
  const missing: string[] = []
  const visit = async (path: readonly string[]): Promise<void> => {
    const { stdout } = await at.sandbox.run([...path, '--help'])
    const list = stdout.split(/^Commands:\n/m)[1]?.split(/\n\n/)[0] ?? ''
    for (const [, name = ''] of list.matchAll(/^ {2}([a-z][\w-]*)/gm)) {
      const whole = [...path, name].join(' ')
      if (apart.has(whole) || name === 'help') continue
      if (!names.has(whole)) missing.push(whole)
      if (path.length === 0 && /^(?:profiles|stacks|history|settings|bridge|allow|sso|keys)$/.test(name))
        await visit([name])
    }
  }
  await visit([])
  expect(missing).toEqual([])
})

it.each(shapes.filter((_, index) => [0, 3].includes(index)))(
  '$name comes out of no command',
  { timeout: 600_000 },
  async (shape) => {
    const planted = plant(shape)
    const { home } = at.sandbox
    const write = async (path: string, text: string, mode = 0o600): Promise<void> => {
      await mkdir(dirname(join(home, path)), { recursive: true, mode: 0o700 })
      await writeFile(join(home, path), text, { mode })
    }
    await write('creds.sh', planted.script, 0o700)
    await write('.aws/config', planted.config.replace('CREDS_SCRIPT', join(home, 'creds.sh')))
    await write('.aws/credentials', planted.credentials)
    await write('.bashrc', planted.rc)
    await write('code/app/Pulumi.yaml', planted.project)
    await write('code/app/Pulumi.dev.yaml', planted.stack)
    await write('code/app/Pulumi.broken.yaml', planted.brokenStack)
    const leaks: string[] = []
    const refused: string[] = []
    const env = { ...planted.environment, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9', SHELL: '/bin/bash' }
    const look = async (each: readonly (readonly string[])[]): Promise<void> => {
      for (const args of each) {
        for (const words of [args, [...args, '--json']]) {
          if (args[0] === 'exec' && words !== args) continue
          const ran = await at.sandbox.run(words, {
            cwd: join(home, 'code', 'app'),
            stdin: args.includes('import') ? planted.paste : '',
            env,
          })
          // A command that was not understood says nothing of what it would show.
          if (ran.code === 2) refused.push(`${words.join(' ')}: ${ran.stderr}`)
          for (const text of [ran.stdout, ran.stderr]) {
            const found = text.indexOf(shape.secret)
            if (found >= 0)
              leaks.push(`${words.join(' ')}: ${text.slice(Math.max(0, found - 120), found + 20)}`)
          }
        }
      }
    }
    const made = await at.sandbox.run(['profiles', 'set', 'command', 'api_key', `${shape.secret}0`], { env })
    expect(made.code, made.stderr).toBe(0)
    const listed = JSON.parse((await at.sandbox.run(['history', 'list', '--json'])).stdout) as {
      readonly value: { readonly entries: readonly { readonly id: string }[] }
    }
    const id = listed.value.entries[0]!.id
    const ofEntry = [
      ['history', 'show', id],
      ['history', 'restore', id, '--dry-run'],
    ]
    await look([...ofEntry, ...commands])
    await write('.aws/config', planted.config + planted.damage)
    await look([['profiles', 'show', 'default'], ['problems'], ['profiles', 'set', 'default', 'region', 'x']])
    const log = await readFile(join(home, '.local/state/stackpass/incidents.log'), 'utf8').catch(() => '')
    if (log.includes(shape.secret)) leaks.push('the log')
    expect(leaks).toEqual([])
    expect(refused).toEqual([])
  },
)
