import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

describe('usage', () => {
  it.each([
    [[]],
    [['nonsense']],
    [['profiles']],
    [['profiles', 'set', 'dev', 'region']],
    [['profiles', 'set', 'dev', 'region', 'x', 'output']],
    [['profiles', 'list', '--no-such-option']],
    [['profiles', 'list', 'too', 'many']],
    [['profiles', 'set', 'dev', 'a', 'b', '--section', 'nonsense']],
    [['profiles', 'set', 'dev', 'a', '-', 'b', '-']],
    [['verify']],
    [['verify', 'dev', '--all']],
    [['verify', '--all', '--concurrency', '99']],
    [['env', 'dev', '--shell', 'ksh']],
    [['use']],
    [['use', 'dev', '--clear']],
    [['settings', 'get', 'nonsense']],
    [['settings', 'set', 'nonsense', '1']],
    [['settings', 'set', 'constructor', '1', '--dry-run']],
    [['serve', '--port', 'http']],
    [['history', 'list', '--limit', '0']],
  ])('%j ends with 2 and tells why on standard error', async (args) => {
    const before = await at.sandbox.picture()
    const { code, stdout, stderr } = await at.sandbox.run(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toBe('')
    expect(await at.sandbox.picture()).toEqual(before)
  })

  it.each([
    [['--help']],
    [['profiles', '--help']],
    [['profiles', 'set', '--help']],
    [['history', 'undo', '--help']],
    [['help']],
    [['help', 'profiles']],
    [['profiles', 'help', 'set']],
  ])('%j prints help and ends with 0', async (args) => {
    const { code, stdout, stderr } = await at.sandbox.run(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Usage: stackpass')
  })

  it('has --json and examples in the help of every command', async () => {
    const { Command } = await import('commander')
    const { defineProfiles } = await import('../../../cli/program/define-profiles.ts')
    const others = await import('../../../cli/program/define-others.ts')
    const program = new Command('stackpass').enablePositionalOptions()
    const shells = await import('../../../cli/program/define-shells.ts')
    const { defineStacks } = await import('../../../cli/program/define-stacks.ts')
    const definition = { context: {} as never, end: () => Promise.resolve() }
    const definers = [defineProfiles, defineStacks, ...Object.values(others), ...Object.values(shells)]
    for (const define of definers) define(program, definition)
    const leaves = program.commands.flatMap((command) =>
      command.commands.length > 0 ? [...command.commands] : [command],
    )
    expect(leaves.length).toBeGreaterThan(20)
    for (const command of leaves) {
      let help = ''
      command.configureOutput({ writeOut: (text) => (help += text) })
      command.outputHelp()
      expect(help, command.name()).toContain('Examples:\n  stackpass ')
      expect(help, command.name()).toContain('--json')
    }
  })

  it('prints the version', async () => {
    const { code, stdout } = await at.sandbox.run(['--version'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('files in a bad state', () => {
  it('lists nothing and says how to begin where there is no ~/.aws', async () => {
    await rm(join(at.sandbox.home, '.aws'), { recursive: true })
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'list'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
    expect(stderr).toContain('stackpass profiles add')
    expect(await at.sandbox.picture()).toEqual([])
  })

  it('creates the first profile in a home without ~/.aws', async () => {
    await rm(join(at.sandbox.home, '.aws'), { recursive: true })
    expect((await at.sandbox.run(['profiles', 'add', 'first', 'region', 'eu-west-1'])).code).toBe(0)
    expect(await at.sandbox.read('config')).toBe('[profile first]\nregion = eu-west-1\n')
  })

  it('works in a home that does not exist', async () => {
    const home = join(at.sandbox.home, 'gone')
    const { code } = await at.sandbox.run(['profiles', 'list'], { env: { HOME: home, USERPROFILE: home } })
    expect(code).toBe(0)
  })

  it('lists what is readable when the other file is not, and ends with 1', async () => {
    await rm(join(at.sandbox.home, '.aws', 'credentials'))
    await mkdir(join(at.sandbox.home, '.aws', 'credentials'))
    const { code, stdout, stderr } = await at.sandbox.run(['profiles', 'list'])
    expect(code).toBe(1)
    expect(stdout).toContain('dev')
    expect(stderr).toContain('FileNotRegular')
    expect((await at.sandbox.run(['problems'])).code).toBe(1)
  })

  it('lists a broken file as far as it goes, with line and reason, and ends with 1', async () => {
    await at.sandbox.write('config', '[default]\nregion = us-east-1\n[profile broken\nregion = eu-west-1\n')
    const list = await at.sandbox.run(['profiles', 'list'])
    expect(list.stdout).toContain('default')
    const { code, stdout } = await at.sandbox.run(['problems'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^~\/\.aws\/config:3: error \w+: /m)
    expect(stdout).toContain('  Why: ')
  })

  it('says that nothing is wrong when nothing is', async () => {
    await at.sandbox.write('config', '[default]\nregion = us-east-1\n')
    const { code, stdout } = await at.sandbox.run(['problems'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'No problems found.\n' })
  })

  it('refuses to write where the state folder cannot be, and leaves the file alone', async () => {
    await writeFile(join(at.sandbox.home, 'a-file'), '')
    const before = await at.sandbox.read('config')
    const { code, stderr } = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-1'], {
      env: { STACKPASS_HOME: join(at.sandbox.home, 'a-file', 'inside') },
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Error (?!Internal)\w+:/m)
    expect(await at.sandbox.read('config')).toBe(before)
  })

  it('says that there is no project, in a folder that was removed meanwhile', async () => {
    const gone = join(at.sandbox.home, 'gone')
    await mkdir(gone)
    const script = `cd '${gone}' && rmdir '${gone}' && exec '${process.execPath}' '${at.entry}' stacks show`
    const child = spawn('sh', ['-c', script], { env: at.sandbox.environment })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    expect({ code, coded: stderr.startsWith('Error ProjectNotFound:') }).toEqual({ code: 1, coded: true })
  })

  it('refuses to write where ~/.aws is a file', async () => {
    await rm(join(at.sandbox.home, '.aws'), { recursive: true })
    await writeFile(join(at.sandbox.home, '.aws'), 'not a folder')
    const { code, stderr } = await at.sandbox.run(['profiles', 'add', 'x', 'region', 'us-west-1'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/^Error (?!Internal)\w+:/m)
  })
})

describe('questions', () => {
  it.each([[['bridge', 'pointer', 'on']], [['shell-init', 'bash', '--install']], [['bridge', 'gui', 'on']]])(
    '%j is refused with a code where nobody can be asked',
    async (args) => {
      const before = await at.sandbox.picture()
      const child = spawn(process.execPath, [at.entry, ...args, '--json'], {
        env: at.sandbox.environment,
        // A separate session has no terminal, whatever the tests run on.
        detached: true,
      })
      let stdout = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
      child.stderr.resume()
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
      expect(code).toBe(1)
      const { error } = JSON.parse(stdout) as { error: { code: string } }
      expect(['ConfirmationNeeded', 'NotSupportedHere']).toContain(error.code)
      expect(await at.sandbox.picture()).toEqual(before)
    },
  )
})

describe('output', () => {
  it('makes control characters in names harmless', async () => {
    await at.sandbox.write(
      'config',
      '[profile "\u001b[31mred\u0007"]\nregion = eu-west-1\n[profile \u202egnp]\n',
    )
    for (const args of [['profiles', 'list'], ['problems'], ['profiles', 'show', '\u001b[31mred\u0007']]) {
      const { stdout, stderr } = await at.sandbox.run(args)
      expect(stdout + stderr).not.toMatch(/[\u001b\u0007\u202e]/)
    }
  })

  it('keeps characters that a terminal obeys out of JSON, which still says the same', async () => {
    const name = 'a\u009b31m\u202eb\u007f'
    await at.sandbox.write('config', `[profile "${name}"]\nregion = eu-west-1\n`)
    const { stdout } = await at.sandbox.run(['profiles', 'list', '--json'])
    expect(stdout).not.toMatch(/[\u007f-\u009f\u202e]/)
    const listed = JSON.parse(stdout) as { value: { profiles: { name: string }[] } }
    expect(listed.value.profiles.map((profile) => profile.name)).toContain(name)
  })

  it('makes the words of a wrong command line harmless', async () => {
    for (const args of [
      ['\u001b[31mx'],
      ['profiles', 'list', '--\u009b2J'],
      ['env', 'dev', '--shell', '\u0007'],
    ]) {
      const { code, stderr } = await at.sandbox.run(args)
      expect(code).toBe(2)
      expect(stderr).not.toMatch(/[\u001b\u0007\u009b]/)
    }
  })

  it('aligns by display width', async () => {
    await at.sandbox.write(
      'config',
      '[profile 日本語]\nregion = ap-northeast-1\n[profile ascii]\nregion = eu-west-1\n',
    )
    const { stdout } = await at.sandbox.run(['profiles', 'list'])
    expect(stdout.split('\n').slice(1, 3)).toEqual([
      '日本語   incomplete  ap-northeast-1  1 warning',
      'ascii    incomplete  eu-west-1',
    ])
  })

  it.each(['constructor', '__proto__', 'toString'])('treats %s as a name like any other', async (name) => {
    const added = await at.sandbox.run(['profiles', 'add', name, 'region', 'eu-west-1'])
    const listed = await at.sandbox.run(['profiles', 'list', '--names'])
    if (added.code === 0) expect(listed.stdout.split('\n')).toContain(name)
    else expect(added.stderr).toContain('InvalidProfileName')
  })

  it.runIf(existsSync('/dev/full'))('says so and ends with 1 when its output cannot be written', async () => {
    const script = `exec '${process.execPath}' '${at.entry}' profiles list >/dev/full`
    const child = spawn('sh', ['-c', script], { env: at.sandbox.environment })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Error WriteFailed: The output could not be written.\n  Why:   The system answered ENOSPC.\n',
    })
  })

  it('ends quietly when its reader goes away', async () => {
    const sections = Array.from({ length: 20_000 }, (_, index) => `[profile p${index}]\nregion = eu-west-1\n`)
    await at.sandbox.write('config', sections.join(''))
    const child = spawn(process.execPath, [at.entry, 'profiles', 'list'], { env: at.sandbox.environment })
    let stderr = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.stdout.once('data', () => child.stdout.destroy())
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})
