import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAndRead } from '../../core/system/read-file.ts'
import { nodeFilePort } from '../../core/system/node-file-port.ts'
import { renameOver } from '../../core/system/rename-over.ts'
import { ownCommand } from '../../shared/domain/aws/own-command.ts'
import { createTabClient, tradeAddress } from '../fakes/tab-client.ts'

const command = fileURLToPath(new URL('../../bin/stackpass.cjs', import.meta.url))
const keys =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\r\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\r\n'
const config = '[profile dev]\r\nregion = eu-west-1\r\n'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-windows-'))
  await mkdir(join(home, '.aws'))
  await writeFile(join(home, '.aws', 'credentials'), `[dev]\r\n${keys}`)
  await writeFile(join(home, '.aws', 'config'), config)
})
afterEach(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))

const environment = () => ({
  SYSTEMROOT: process.env['SYSTEMROOT'],
  PATH: process.env['PATH'],
  PATHEXT: process.env['PATHEXT'],
  TEMP: tmpdir(),
  USERPROFILE: home,
  APPDATA: join(home, 'AppData', 'Roaming'),
  LOCALAPPDATA: join(home, 'AppData', 'Local'),
  NODE_SKIP_PLATFORM_CHECK: '1',
})

/** The built command as a process of its own. */
function run(args: readonly string[], more: Readonly<Record<string, string>> = {}, cwd = home) {
  const child = spawnSync(process.execPath, [command, ...args], {
    cwd,
    env: { ...environment(), ...more },
    encoding: 'utf8',
    timeout: 240_000,
  })
  return { code: child.status, stdout: child.stdout, stderr: child.stderr }
}
const awsFile = (name: 'config' | 'credentials') => readFile(join(home, '.aws', name), 'utf8')

describe.runIf(process.platform === 'win32')('files on Windows', () => {
  it('are renamed over as soon as the program that holds them lets go', async () => {
    const [file, next] = [join(home, 'file'), join(home, 'next')]
    await writeFile(file, 'old')
    await writeFile(next, 'new')
    const held = await open(file, 'r')
    let refused = 0
    const rename = async (from: string, to: string): Promise<void> => {
      try {
        await nodeFilePort.rename(from, to)
      } catch (error) {
        // Windows may not refuse it; where it does, the other program is done by the second time.
        if (++refused === 2) await held.close()
        throw error
      }
    }
    await renameOver({ rename }, next, file)
    expect(await readFile(file, 'utf8')).toBe('new')
    if (refused < 2) await held.close()
  })

  it('are opened again when another program is just replacing them', async () => {
    const file = join(home, 'file')
    await writeFile(file, 'text')
    let refused = 0
    const busy: typeof nodeFilePort.open = async (...args) => {
      if (++refused < 4)
        throw Object.assign(new Error('busy'), { code: refused % 2 === 0 ? 'EBUSY' : 'EPERM' })
      return nodeFilePort.open(...args)
    }
    const read = await openAndRead({ ...nodeFilePort, open: busy }, file, 'file')
    await read?.handle.close()
    expect(Buffer.from(read!.bytes).toString()).toBe('text')
  })

  it('keep their carriage returns, through set, history and undo, in folders as long as they come', async () => {
    const deep = join(home, ...Array.from({ length: 12 }, () => 'a folder whose name has 40 letters in it'))
    expect(deep.length).toBeGreaterThan(400)
    await mkdir(deep, { recursive: true })
    // Wine says nothing of the real name of a path so long (differences.mjs), so the user's own file lies less deep there.
    const isWine = 'WINEPREFIX' in process.env
    const folder = isWine ? join(home, '.aws') : deep
    await writeFile(join(folder, 'config'), config)
    const at = { AWS_CONFIG_FILE: join(folder, 'config'), STACKPASS_HOME: join(deep, 'own') }
    expect(run(['profiles', 'set', 'dev', 'output', 'json'], at)).toMatchObject({ code: 0, stderr: '' })
    expect(await readFile(join(folder, 'config'), 'utf8')).toBe(`${config}output = json\r\n`)
    expect(run(['history', 'undo'], at)).toMatchObject({ code: 0 })
    expect(await readFile(join(folder, 'config'), 'utf8')).toBe(config)
  })

  it('are one, in whatever case and by whichever form of the path they are named', async () => {
    const plain = join(home, '.aws', 'config')
    const names = [plain.toUpperCase(), plain.replaceAll('\\', '/'), win32.toNamespacedPath(plain)]
    for (const [index, name] of names.entries()) {
      const set = run(['profiles', 'set', 'dev', 'note', `text${index}`], { AWS_CONFIG_FILE: name })
      expect({ name, ...set }).toMatchObject({ code: 0, stderr: '' })
      expect(await awsFile('config')).toContain(`note = text${index}\r\n`)
    }
    expect(await readdir(join(home, '.aws'))).toHaveLength(2)
  })

  it('have no mode that could be too wide, and a read-only mark that counts', async () => {
    expect(run(['doctor'])).toEqual({ code: 0, stdout: 'No problems found.\n', stderr: '' })
    await chmod(join(home, '.aws', 'config'), 0o444)
    const refused = run(['profiles', 'set', 'dev', 'output', 'json'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Error FileReadOnly: ~\\.aws\\config is read-only.')
    expect(await awsFile('config')).toBe(config)
    await chmod(join(home, '.aws', 'config'), 0o666)
  })

  it('on a server that does not answer are an error with a reason, and nothing is made in their place', async () => {
    const before = await readdir(home)
    for (const path of ['\\\\server.invalid\\share\\config', '\\\\?\\UNC\\server.invalid\\share\\config']) {
      const refused = run(['profiles', 'set', 'x', 'region', 'eu-west-1'], { AWS_CONFIG_FILE: path })
      expect({ path, ...refused }).toMatchObject({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(/^Error (?!Internal)[A-Z]\w+: /) as string,
      })
    }
    expect((await readdir(home)).filter((each) => !before.includes(each) && each !== 'AppData')).toEqual([])
  })

  it.each(['NUL', 'con', 'COM1', 'nul.txt', 'aux .config'])('are no devices: %s is refused', async (name) => {
    const before = await readdir(home)
    const refused = run(['profiles', 'set', 'x', 'region', 'eu-west-1'], { AWS_CONFIG_FILE: name })
    expect(refused.code).toBe(1)
    expect(refused.stderr).toMatch(/Error FileNotRegular: .* is not a regular file\./)
    expect(refused.stderr).toContain('There is a device in its place.')
    expect((await readdir(home)).filter((each) => !before.includes(each))).toEqual([])
  })

  it('of PowerShell 5, in UTF-16 with a mark, are refused by name, and one with a mark in UTF-8 is read', async () => {
    const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(config, 'utf16le')])
    await writeFile(join(home, '.aws', 'config'), marked)
    const refused = run(['profiles', 'set', 'dev', 'output', 'json'])
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain('Error UnsupportedEncoding')
    expect(await readFile(join(home, '.aws', 'config'))).toEqual(marked)
    await writeFile(join(home, '.aws', 'config'), `\uFEFF${config}`)
    expect(run(['profiles', 'list', '--names']).stdout).toContain('dev')
  })

  it('take eight writers at once, and a kill in the middle of writes', async () => {
    const start = (index: number, round: number) =>
      spawn(process.execPath, [command, 'profiles', 'set', 'dev', `key_${index}`, `value${round}`], {
        env: environment(),
        stdio: 'ignore',
      })
    const writers = Array.from({ length: 8 }, (_, index) => start(index, 0))
    expect(await Promise.all(writers.map(async (each) => (await once(each, 'exit'))[0]))).toEqual(
      Array(8).fill(0),
    )
    const text = await awsFile('config')
    for (const index of writers.keys()) expect(text).toContain(`key_${index} = value0\r\n`)
    for (let round = 1; round <= 4; round++) {
      const killed = start(round, round)
      const ended = once(killed, 'exit')
      // At another moment of its run each time.
      const spun = start(7, round)
      if (round % 2 === 0) await once(spun, 'exit')
      killed.kill('SIGKILL')
      await ended
      if (spun.exitCode === null) await once(spun, 'exit')
      const now = await awsFile('config')
      expect(now.startsWith(config)).toBe(true)
      expect(now.split('\r\n').filter((line) => line.startsWith('key_'))).toHaveLength(8)
      expect(now).toContain(`key_7 = value${round}\r\n`)
    }
    expect(await readdir(join(home, '.aws'))).toEqual(['config', 'credentials'])
  })
})

describe.runIf(process.platform === 'win32')('programs on Windows', () => {
  it('are never taken from the current folder', async () => {
    const folder = join(home, 'repository')
    await mkdir(folder)
    const cmd = join(process.env['SYSTEMROOT'] ?? 'C:\\windows', 'System32', 'cmd.exe')
    for (const name of ['pulumi.cmd', 'aws.cmd', 'stackpass.cmd', 'node.cmd', 'setx.cmd'])
      await writeFile(join(folder, name), `@echo off\r\necho ran> "${join(home, 'ran')}"\r\n`)
    expect(existsSync(cmd)).toBe(true)
    run(['doctor', '--self'], {}, folder)
    run(['use', 'dev', '--yes'], {}, folder)
    run(['bridge', 'gui', 'on', '--yes'], {}, folder)
    expect(existsSync(join(home, 'ran'))).toBe(false)
  })

  it('get hostile names as one argument each, through the script that npm makes of the command', async () => {
    const shim = join(home, 'stackpass.cmd')
    await writeFile(shim, `@ECHO off\r\n"${process.execPath}" "${command}" %*\r\n`)
    const carried = [
      'with blank',
      'a&b',
      'a|b',
      'a<b>c',
      '(a)',
      "it's",
      'a,b',
      'a=b',
      'é',
      '-n',
      '%PATH',
      'a^b',
      'a!b',
    ]
    const sections = carried.map((name, at) => `[profile "${name}"]\r\nregion = eu-test-${at}\r\n`)
    await writeFile(join(home, '.aws', 'config'), sections.join(''))
    const refused: string[] = []
    for (const [at, name] of carried.entries()) {
      const made = ownCommand({ active: false, profile: name }, { platform: 'win32', program: shim })
      if (!made.ok) {
        expect(made.error.code).toBe('InvalidValue')
        refused.push(name)
        continue
      }
      // As SDKs on Windows start a credential_process: through cmd, with the line as it stands in the file.
      const line = made.value.replace(' credentials ', ' profiles show ')
      const child = spawnSync('cmd.exe', ['/d', '/s', '/c', `"${line}"`], {
        env: environment(),
        encoding: 'utf8',
        windowsVerbatimArguments: true,
      })
      expect({ name, stdout: child.stdout, stderr: child.stderr }).toMatchObject({
        stdout: expect.stringContaining(`eu-test-${at}`) as string,
        stderr: '',
      })
    }
    // cmd has no spelling of these that its scripts take as it is.
    expect(refused).toEqual(['%PATH', 'a^b', 'a!b'])
  })

  it('that start later get the active profile by setx, which writes the registry', () => {
    const query = () =>
      spawnSync('reg', ['query', 'HKCU\\Environment', '/v', 'AWS_PROFILE'], { encoding: 'utf8' }).stdout
    expect(run(['use', 'dev', '--yes'])).toMatchObject({ code: 0 })
    expect(run(['bridge', 'gui', 'on', '--yes'])).toMatchObject({ code: 0 })
    expect(query()).toMatch(/AWS_PROFILE\s+REG_SZ\s+dev/)
    expect(run(['bridge', 'gui', 'off', '--yes'])).toMatchObject({ code: 0 })
    expect(query()).not.toContain('dev')
  })

  it('reach the page of `serve` on the loopback address', async () => {
    const child = spawn(process.execPath, [command, 'serve', '--no-open'], { env: environment(), cwd: home })
    const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
    const url = new URL(line.trim())
    expect(await (await fetch(url.origin)).text()).toContain('<title>Stackpass</title>')
    const tab = await createTabClient(url.origin, (await tradeAddress(url.href)) ?? '')
    expect(await tab.call('app.snapshot')).toMatchObject({
      ok: true,
      value: { platform: 'win32', list: { profiles: [{ name: 'dev' }] } },
    })
    const planned = (await tab.call('edits.plan', {
      operations: [{ type: 'setKey', profile: 'dev', key: 'output', value: 'json' }],
    })) as { ok: boolean }
    expect(planned.ok).toBe(true)
    child.kill()
    await once(child, 'exit')
  })
})

it.runIf(process.platform === 'win32')(
  'our own files are made where Windows keeps those of a user alone',
  async () => {
    run(['use', 'dev', '--yes'])
    const state = join(home, 'AppData', 'Local', 'Stackpass', 'state', 'active')
    expect(await readFile(state, 'utf8')).toContain('profile=dev')
    expect((await stat(state)).isFile()).toBe(true)
  },
)
