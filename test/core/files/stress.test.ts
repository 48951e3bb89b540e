import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listing, sandbox, setLine, value } from './sandbox.ts'

type Setup = Awaited<ReturnType<typeof sandbox>>

let script: string

beforeAll(async () => {
  // One file that Node starts in about 50 ms; the test starts hundreds of processes.
  const root = await mkdtemp(path.join(tmpdir(), 'stackpass-stress-'))
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'stress-child.ts'),
    platform: 'node',
  })
  script = path.join(root, 'child.mjs')
  await bundle.write({ file: script, format: 'esm', codeSplitting: false })
  await bundle.close()
})

afterAll(() => rm(path.dirname(script), { recursive: true, force: true }))

class Child {
  readonly process: ChildProcessWithoutNullStreams
  readonly ended: Promise<number | null>
  errors = ''
  private output = ''
  private wake: (() => void) | undefined

  constructor() {
    this.process = spawn(process.execPath, [script])
    this.process.stdout.on('data', (data: Buffer) => {
      this.output += data.toString()
      this.wake?.()
    })
    this.process.stderr.on('data', (data: Buffer) => (this.errors += data.toString()))
    this.process.stdin.on('error', () => undefined) // A killed child does not read.
    this.ended = new Promise((resolve) => this.process.once('exit', resolve))
  }

  async said(word: string): Promise<void> {
    while (!this.output.includes(word)) {
      if (this.process.exitCode !== null) throw new Error(`the child ended: ${this.errors}`)
      await Promise.race([new Promise<void>((resolve) => (this.wake = resolve)), this.ended])
    }
  }

  async order(setup: Setup, more: { mode: 'versions' | 'keys'; name: string; count: number }): Promise<void> {
    await this.said('ready')
    this.process.stdin.write(
      `${JSON.stringify({ file: setup.file, ...setup.options, maskers: undefined, ...more })}\n`,
    )
  }
}

describe('writers that are killed', () => {
  /** The default number; a release uses a thousand (`STACKPASS_STRESS_KILLS`), about a minute on two idle cores. */
  const kills = Number(process.env['STACKPASS_STRESS_KILLS'] ?? 300)
  /** At least this many, however long they take. */
  const fewest = 100
  // On a machine busy with other work it stops early and says how far it came.
  const budget = Number(process.env['STACKPASS_STRESS_SECONDS'] ?? 90) * 1000
  const lanes = 3
  // In memory if possible: this tests the order of the steps, and syncs cost nothing there.
  const fastFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

  it(`${kills} times kill -9 in the middle of writes: always the old or the new bytes`, async () => {
    const setups = await Promise.all(Array.from({ length: lanes }, () => sandbox({}, fastFolder)))
    let killed = 0
    const started = performance.now()
    const contents = new Set<string>()
    await Promise.all(
      setups.map(async (setup, lane) => {
        await writeFile(setup.file, `${'start '.repeat(40).trimEnd()}\n`.repeat(60), { mode: 0o640 })
        let next = new Child()
        for (
          let round = 0;
          killed < kills && (killed < fewest || performance.now() - started < budget);
          round++
        ) {
          const child = next
          await child.order(setup, { mode: 'versions', name: `${lane}.${round}`, count: 1_000_000 })
          next = new Child()
          await child.said('writing')
          await sleep(Math.random() * 12)
          child.process.kill('SIGKILL')
          await child.ended
          expect(child.errors).toBe('')
          killed++
          contents.add(await wholeVersion(setup.file))
        }
        next.process.kill('SIGKILL')
        await next.ended
      }),
    )
    if (killed < kills)
      console.warn(`only ${killed} of ${kills} kills in ${budget / 1000} s: the machine is busy`)
    expect(contents.size).toBeGreaterThan(killed * 0.9)
    for (const setup of setups) await afterTheKills(setup)
  })

  async function wholeVersion(file: string): Promise<string> {
    const text = await readFile(file, 'utf8')
    const words = text.split(/\s/)
    expect([text.endsWith('\n'), words.length]).toEqual([true, 60 * 40 + 1])
    expect(new Set(words.slice(0, -1)).size).toBe(1)
    return words[0]!
  }

  /** The next write cleans up, and the history is sound: every backup matches its name. */
  async function afterTheKills(setup: Setup): Promise<void> {
    value(await setup.files.apply(value(await setup.files.plan('after', [setLine(setup.file, 'a', '1')]))))
    expect((await stat(setup.file)).mode & 0o777).toBe(0o640)
    expect((await listing(setup.root)).filter((name) => !name.startsWith('state'))).toEqual(['file'])
    const blobs = path.join(setup.options.historyDir, 'blobs')
    for (const name of await readdir(blobs)) {
      expect(
        createHash('sha256')
          .update(await readFile(path.join(blobs, name)))
          .digest('hex'),
      ).toBe(name)
    }
    const [latest] = await setup.history.list()
    expect(latest).toMatchObject({ summary: 'after', canUndo: true })
    value(await setup.files.apply(value(await setup.history.planUndo(latest!.id))))
    await wholeVersion(setup.file)
  }
})

describe('many writers', () => {
  const keysOf = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}.${index}=x`)

  it('eight processes at once: no edit is lost', async () => {
    const setup = await sandbox()
    const names = Array.from({ length: 8 }, (_, index) => `w${index}`)
    const children = names.map(() => new Child())
    await Promise.all(
      children.map((child, index) => child.order(setup, { mode: 'keys', name: names[index]!, count: 25 })),
    )
    expect(await Promise.all(children.map((child) => child.ended))).toEqual(names.map(() => 0))
    const expected = names.flatMap((name) => keysOf(name, 25))
    expect((await readFile(setup.file, 'utf8')).split('\n').filter(Boolean).sort()).toEqual(expected.sort())
    expect((await listing(setup.root)).filter((name) => !name.startsWith('state'))).toEqual(['file'])
  })

  it('a foreign program that appends in place all the time: nothing of it or of ours is lost', async () => {
    const setup = await sandbox()
    await writeFile(setup.file, '')
    const children = ['w0', 'w1'].map((name) => ({ name, child: new Child() }))
    let over = false
    const lines: string[] = []
    const foreign = (async () => {
      while (!over) {
        const line = `foreign.${lines.length}=x`
        // At once, as programs do: a program that opens the file long before writing writes to a file that has been replaced.
        appendFileSync(setup.file, `${line}\n`)
        lines.push(line)
        // Slower and slower, so that our writes finish even if each collides with one of these.
        await sleep((5 + Math.random() * 40) * 1.03 ** lines.length)
      }
    })()
    await Promise.all(
      children.map(({ child, name }) => child.order(setup, { mode: 'keys', name, count: 20 })),
    )
    const codes = await Promise.all(children.map(({ child }) => child.ended))
    const meanwhile = lines.length
    over = true
    await foreign
    expect([codes, children.map(({ child }) => child.errors)]).toEqual([
      [0, 0],
      ['', ''],
    ])
    const expected = [...lines, ...keysOf('w0', 20), ...keysOf('w1', 20)]
    expect(meanwhile).toBeGreaterThan(3)
    const got = (await readFile(setup.file, 'utf8')).split('\n').filter(Boolean)
    expect(expected.filter((line) => !got.includes(line))).toEqual([])
    expect(got.length).toBe(expected.length)
  })
})
