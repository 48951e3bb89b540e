import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listProcesses, readCim, readPs } from '../../../core/handouts/caller-elsewhere.ts'
import { climb, describeProcess, findCaller } from '../../../core/handouts/find-caller.ts'
import type { Running } from '../../../core/handouts/running.ts'
import { identityOf, isTyped, namesOf, programOf, runOf } from '../../../shared/domain/handouts/caller.ts'

const running = (
  pid: number,
  parent: number,
  words: readonly string[],
  more: Partial<Running> = {},
): Running => ({
  pid,
  parent,
  title: words[0]!.split('/').at(-1)!,
  words,
  executable: words[0]!,
  folder: '/src/infra',
  terminal: 'pts/3',
  startedAt: String(pid),
  ...more,
})

const treeOf = (...list: readonly Running[]) => {
  const all = new Map(list.map((one) => [one.pid, one]))
  return climb(list[0]!.pid, (pid) => all.get(pid))
}

const terminal = running(10, 1, ['/usr/bin/gnome-terminal-server'], { terminal: '' })
const init = running(1, 0, ['/usr/lib/systemd/systemd'])
const without = ({ terminal: _, ...rest }: Running): Running => rest
const zsh = running(20, 10, ['/usr/bin/zsh'])

describe('who wants credentials', () => {
  it('is the nearest program, behind the shells that only start it', () => {
    const caller = treeOf(
      running(50, 40, ['/bin/sh', '-c', 'stackpass credentials prod']),
      running(40, 30, ['/opt/terraform', 'apply', '-var', 'db_password=hunter2hunter2']),
      running(30, 20, ['/usr/bin/make', 'deploy']),
      zsh,
      terminal,
      init,
    )
    const program = programOf(caller)
    expect(program).toMatchObject({ name: 'terraform', executable: '/opt/terraform', folder: '/src/infra' })
    expect(program?.commandLine).not.toContain('hunter2')
    expect(namesOf(caller)).toEqual(['systemd', 'gnome-terminal-server', 'zsh', 'make', 'terraform', 'sh'])
    expect(runOf(caller)).toMatchObject({ pid: 30, name: 'make' })
    expect(isTyped(caller)).toBe(false)
  })

  it('is the person where it was typed in a shell of a terminal', () => {
    expect(isTyped(treeOf(zsh, terminal, init))).toBe(true)
    expect(isTyped(treeOf(running(30, 20, ['/bin/bash', '-i']), zsh, terminal, init))).toBe(true)
  })

  it.each([
    ['a shell that runs a command', treeOf(running(30, 20, ['/bin/bash', '-c', 'x']), zsh, terminal, init)],
    ['a script', treeOf(running(30, 20, ['/bin/bash', './deploy.sh']), zsh, terminal, init)],
    ['no terminal', treeOf(without(zsh), terminal, init)],
    [
      'a shell in the hands of another program',
      treeOf(running(30, 25, ['/bin/bash', '-i']), running(25, 20, ['/opt/agent']), zsh, terminal, init),
    ],
    [
      'a terminal that a program made for itself',
      treeOf(running(30, 25, ['/bin/bash']), running(25, 1, ['/usr/bin/script', '-q', '/dev/null']), init),
    ],
  ])('is not the person with %s', (_, caller) => {
    expect(isTyped(caller)).toBe(false)
  })

  it('tells scripts of one interpreter apart, and programs in the arguments', () => {
    const one = describeProcess(running(5, 1, ['/usr/bin/node', 'index.js']))
    const two = describeProcess(running(6, 1, ['/usr/bin/node', 'other.js']))
    const other = describeProcess(running(7, 1, ['/usr/bin/node', 'index.js'], { folder: '/tmp' }))
    const inline = (text: string) => describeProcess(running(8, 1, ['/usr/bin/python3', '-c', text]))
    const ids = [one, two, other, inline('a'), inline('b')].map(identityOf)
    expect(new Set(ids).size).toBe(5)
    expect(one).toMatchObject({ name: 'index.js', script: '/src/infra/index.js' })
    expect(identityOf(describeProcess(running(9, 1, ['/usr/bin/node', '/src/infra/index.js'])))).toBe(ids[0])
  })

  it('is known by the file that runs, whatever it calls itself', () => {
    const liar = describeProcess(
      running(5, 1, ['/opt/terraform', 'apply'], { executable: '/tmp/evil', title: 'terraform' }),
    )
    expect(liar).toMatchObject({ name: 'evil', executable: '/tmp/evil' })
  })

  it('hides nothing of a name and makes none too long', () => {
    const described = describeProcess(
      running(5, 1, [`/tmp/terra\u202Eform\u200B`, 'x'.repeat(5_000)], { folder: `/a\n${'b'.repeat(999)}` }),
    )
    expect(described.name).toBe('terra⟨U+202E⟩form⟨U+200B⟩')
    expect(described.commandLine!.length).toBeLessThanOrEqual(300)
    expect(described.folder).toMatch(/^\/a␊b/)
  })

  it('ends at a parent that is its own, and after so many steps', () => {
    expect(climb(5, (pid) => running(pid, pid, ['/bin/x'])).tree).toHaveLength(1)
    expect(climb(5, (pid) => running(pid, pid + 1, ['/bin/x'])).tree).toHaveLength(20)
    expect(climb(5, () => undefined)).toEqual({ tree: [], known: false })
  })
})

describe('macOS and Windows', () => {
  it('reads what ps tells', async () => {
    const asked: (readonly string[])[] = []
    const list =
      '  501   499 ttys003  Fri Nov 27 18:02:11 2026     /Applications/My App.app/Contents/MacOS/My App\n  499     1 ??       Fri Nov 27 08:00:00 2026     /sbin/launchd\n'
    const words = '  501 /Applications/My App.app/Contents/MacOS/My App --flag value\n  499 /sbin/launchd\n'
    const found = await listProcesses('darwin', {}, (file, args) => {
      asked.push([file, ...args])
      return Promise.resolve(args.includes('pid=,args=') ? words : list)
    })
    expect(asked.map(([file]) => file)).toEqual(['/bin/ps', '/bin/ps'])
    expect(found.get(501)).toEqual({
      pid: 501,
      parent: 499,
      title: '/Applications/My App.app/Contents/MacOS/My App',
      words: ['/Applications/My App.app/Contents/MacOS/My App', '--flag', 'value'],
      executable: '/Applications/My App.app/Contents/MacOS/My App',
      terminal: 'ttys003',
      startedAt: 'Fri Nov 27 18:02:11 2026',
    })
    expect(found.get(499)?.terminal).toBeUndefined()
    expect(readPs('nonsense\n', '').size).toBe(0)
  })

  it('reads what CIM tells, and believes no parent that is younger', () => {
    const found = readCim(
      JSON.stringify([
        {
          ProcessId: 7,
          ParentProcessId: 3,
          Name: 'terraform.exe',
          ExecutablePath: String.raw`C:\bin\terraform.exe`,
          CommandLine: String.raw`"C:\bin\terraform.exe" apply`,
          Started: '2026-11-27T18:00:00Z',
        },
        {
          ProcessId: 3,
          ParentProcessId: 7,
          Name: 'late.exe',
          ExecutablePath: null,
          Started: '2026-11-27T19:00:00Z',
        },
      ]),
    )
    expect(found.get(7)).toMatchObject({ parent: 0, words: [String.raw`C:\bin\terraform.exe`, 'apply'] })
    expect(found.get(3)).toMatchObject({ parent: 7, words: [] })
  })

  it('knows nobody where the system does not answer', async () => {
    expect((await listProcesses('darwin', {}, () => Promise.reject(new Error('late')))).size).toBe(0)
    expect((await listProcesses('win32', {}, () => Promise.resolve('no JSON'))).size).toBe(0)
  })
})

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  let home: string
  let child: ChildProcess | undefined
  beforeEach(() => (home = realpathSync(mkdtempSync(join(tmpdir(), 'stackpass-caller-')))))
  afterEach(async () => {
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    rmSync(home, { recursive: true, force: true })
  })

  it('finds a program that calls itself another one, by the file that runs', async () => {
    const file = join(home, 'evil')
    copyFileSync('/bin/sleep', file)
    chmodSync(file, 0o755)
    child = spawn(file, ['60'], { argv0: 'terraform', cwd: home, stdio: 'ignore' })
    await once(child, 'spawn')
    const { tree } = await findCaller({ platform: 'linux', env: {} }, child.pid)
    expect(tree[0]).toMatchObject({
      pid: child.pid,
      name: 'evil',
      executable: file,
      folder: home,
      part: 'program',
    })
    expect(tree[1]).toMatchObject({ pid: process.pid })
    expect(tree.length).toBeGreaterThan(1)
  })

  it('masks what stands in the arguments', async () => {
    writeFileSync(join(home, 'x.js'), 'setTimeout(() => {}, 60_000)')
    child = spawn(process.execPath, [join(home, 'x.js'), '--password', 'hunter2hunter2'], { stdio: 'ignore' })
    await once(child, 'spawn')
    const { tree } = await findCaller({ platform: 'linux', env: {} }, child.pid)
    expect(tree[0]).toMatchObject({ name: 'x.js', script: join(home, 'x.js') })
    expect(tree[0]?.commandLine).toContain('--password')
    expect(JSON.stringify(tree)).not.toContain('hunter2')
  })

  it('knows nobody behind a process that has ended', async () => {
    expect(await findCaller({ platform: 'linux', env: {} }, 2 ** 22 + 5)).toEqual({ tree: [], known: false })
  })
})
