import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../../../patience.ts'
import { openHome, secretInFile } from '../../home.ts'

/** A folder for PATH with stand-ins for programs: shell scripts by name. They record what they saw in `$OUT`. */
function programs(scripts: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'stackpass-terminals-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  for (const [name, body] of Object.entries({
    ...scripts,
    shell: 'env -0 > "$OUT.part"; mv "$OUT.part" "$OUT"',
  }))
    writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
  const out = join(folder, 'seen')
  const seen = async (): Promise<ReadonlyMap<string, string>> => {
    await until(() => expect(existsSync(out)).toBe(true))
    return new Map(
      readFileSync(out, 'utf8')
        .split('\0')
        .filter((line) => line !== '')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    )
  }
  return { folder, bin, out, seen, shell: join(bin, 'shell') }
}

const hostile = `it's $(touch pwned) "x" %PATH% ünï`
const files = {
  config: `[profile dev]\nregion = us-east-1\n\n[profile bare]\noutput = json\n`,
  credentials: `[dev]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = ${secretInFile}\n\n[${hostile}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n`,
}
/** What a shell that follows the active profile leaves in the environment of its programs. */
const inherited = {
  AWS_PROFILE: 'other',
  STACKPASS_PROFILE: 'other',
  AWS_REGION: 'ap-south-1',
  AWS_DEFAULT_REGION: 'mine-1',
  STACKPASS_REGION: 'ap-south-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: secretInFile,
}

function onLinux(place: ReturnType<typeof programs>, more: Readonly<Record<string, string>> = {}) {
  return openHome(
    {
      env: {
        ...inherited,
        PATH: `${place.bin}:/usr/bin:/bin`,
        DISPLAY: ':0',
        SHELL: place.shell,
        OUT: place.out,
        ...more,
      },
    },
    files,
  ).core
}

describe('terminals.open', () => {
  it('starts the terminal with the profile in its environment, pinned, and without the keys that would beat it', async () => {
    const place = programs({ 'x-terminal-emulator': 'shift; exec "$@"' })
    const core = onLinux(place)
    const reply = await core.dispatch('terminals.open', { profile: 'dev' })
    expect(reply).toEqual({ ok: true, value: { program: 'x-terminal-emulator' } })
    const seen = await place.seen()
    expect(seen.get('AWS_PROFILE')).toBe('dev')
    expect(seen.get('STACKPASS_PINNED')).toBe('1')
    expect(seen.get('STACKPASS_PROFILE')).toBe('dev')
    expect([seen.get('AWS_REGION'), seen.get('STACKPASS_REGION')]).toEqual(['us-east-1', 'us-east-1'])
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_DEFAULT_PROFILE'])
      expect(seen.has(name), name).toBe(false)
  })

  it('gives the variables to the command too, for a window that a server with another environment opens', async () => {
    const place = programs({
      // Such a server gets only the words of the command.
      'x-terminal-emulator':
        'shift; printf "%s\\n" "$@" > "$OUT.words"; exec env -i PATH="$PATH" OUT="$OUT" AWS_PROFILE=old AWS_SECRET_ACCESS_KEY=old "$@"',
    })
    const core = onLinux(place)
    expect(await core.dispatch('terminals.open', { profile: hostile })).toEqual({
      ok: true,
      value: { program: 'x-terminal-emulator' },
    })
    const seen = await place.seen()
    expect(seen.get('AWS_PROFILE')).toBe(hostile)
    expect(seen.get('STACKPASS_PINNED')).toBe('1')
    expect(seen.has('AWS_SECRET_ACCESS_KEY')).toBe(false)
    expect(readFileSync(`${place.out}.words`, 'utf8')).not.toContain(secretInFile)
    expect(existsSync('pwned')).toBe(false)
  })

  it('takes the region of the other profile away, and leaves what the user set', async () => {
    const place = programs({ 'x-terminal-emulator': 'shift; exec "$@"' })
    await onLinux(place).dispatch('terminals.open', { profile: 'bare' })
    const seen = await place.seen()
    expect(seen.get('AWS_PROFILE')).toBe('bare')
    expect(seen.has('AWS_REGION')).toBe(false)
    expect(seen.has('STACKPASS_REGION')).toBe(false)
    expect(seen.get('AWS_DEFAULT_REGION')).toBe('mine-1')
  })

  it('says which terminals it looked for when there is none', async () => {
    const place = programs({})
    const core = onLinux(place, { PATH: `${place.bin}:.:relative` })
    const reply = await core.dispatch('terminals.open', { profile: 'dev' })
    expect(reply).toMatchObject({
      ok: false,
      error: {
        code: 'TerminalUnavailable',
        message: 'No terminal program was found.',
        reason: expect.stringMatching(
          /x-terminal-emulator, gnome-terminal, konsole, .* and xterm on the PATH/,
        ) as string,
        remedy: expect.stringContaining('Install one of them') as string,
      },
    })
  })

  it('says that there is no screen, and that a terminal did not start', async () => {
    const place = programs({ xterm: 'exit 0' })
    const blind = await onLinux(place, { DISPLAY: '' }).dispatch('terminals.open', { profile: 'dev' })
    expect(blind).toMatchObject({
      error: { code: 'TerminalUnavailable', reason: expect.stringContaining('DISPLAY') as string },
    })
    rmSync(join(place.bin, 'xterm'))
    mkdirSync(join(place.bin, 'xterm'), { mode: 0o755 })
    const folder = await onLinux(place, { PATH: place.bin }).dispatch('terminals.open', { profile: 'dev' })
    expect(folder).toMatchObject({ error: { code: 'TerminalUnavailable' } })
  })

  it('does not start anything for a profile that is not there', async () => {
    const place = programs({ 'x-terminal-emulator': 'touch "$OUT"' })
    const reply = await onLinux(place).dispatch('terminals.open', { profile: 'nobody' })
    expect(reply).toMatchObject({ error: { code: 'ProfileNotFound' } })
    expect(existsSync(place.out)).toBe(false)
  })

  it('hands Terminal on macOS a script of its own that sets the variables, is private, and removes itself', async () => {
    const place = programs({ open: 'printf "%s\\n" "$@" > "$OUT.part"; mv "$OUT.part" "$OUT"' })
    const { core } = openHome(
      {
        platform: 'darwin',
        env: {
          PATH: `${place.bin}:/usr/bin:/bin`,
          OUT: place.out,
          STACKPASS_HOME: join(place.folder, 'own'),
        },
      },
      files,
    )
    expect(await core.dispatch('terminals.open', { profile: hostile })).toEqual({
      ok: true,
      value: { program: 'Terminal' },
    })
    await until(() => expect(existsSync(place.out)).toBe(true))
    const [flag, app, script = ''] = readFileSync(place.out, 'utf8').trim().split('\n')
    expect([flag, app]).toEqual(['-a', 'Terminal'])
    expect(statSync(script).mode & 0o777).toBe(0o700)
    rmSync(place.out)
    execFileSync(script, {
      env: { ...inherited, PATH: '/usr/bin:/bin', HOME: place.folder, SHELL: place.shell, OUT: place.out },
    })
    const seen = await place.seen()
    expect(seen.get('AWS_PROFILE')).toBe(hostile)
    expect(seen.get('STACKPASS_PINNED')).toBe('1')
    expect(seen.has('AWS_ACCESS_KEY_ID')).toBe(false)
    expect(readdirSync(join(script, '..'))).toEqual([])
  })
})
