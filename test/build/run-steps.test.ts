import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runSteps, type Ended } from '../../build/run-steps.mjs'
import { steps, type Step } from '../../build/steps.mjs'
import { patience } from '../patience.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackpass-steps-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** A step that says its name, does what `body` says, and says its name again. */
const step = (name: string, body = '', more: Partial<Step> = {}): Step => ({
  name,
  command: [
    process.execPath,
    '-e',
    `(async () => {
      const { existsSync, writeFileSync } = require('node:fs')
      const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
      const seen = async (file) => { while (!existsSync(file)) {
        if (performance.now() > ${String(patience.wait)}) process.exit(9)
        await sleep(5)
      } }
      console.log('${name} begins')
      writeFileSync('${name}', '')
      ${body}
      console.log('${name} ends')
    })()`,
  ],
  ...more,
})
const beside = { beside: true } as const

async function run(
  chosen: readonly Step[],
  cores = 2,
): Promise<{ readonly printed: string; readonly ended: readonly Ended[] }> {
  let printed = ''
  const ended: Ended[] = []
  await runSteps(
    chosen,
    { cwd: folder, env: process.env, cores, print: (text) => (printed += text) },
    (one) => Promise.resolve(void ended.push(one)),
  )
  return { printed, ended }
}

const namesOf = (ended: readonly Ended[]): string[] => ended.map((one) => one.step.name)

describe('steps of `npm test`', () => {
  it('run beside each other where they may, and the output of each stays whole', async () => {
    // Neither ends before the other has begun.
    const { printed } = await run([
      step('one', `await seen('two')`, beside),
      step('two', `await seen('one')`, beside),
    ])
    expect(printed).toContain('\n=== one ===\none begins\none ends\n')
    expect(printed).toContain('\n=== two ===\ntwo begins\ntwo ends\n')
  })

  it('run alone otherwise, after all before them and before all behind them', async () => {
    const isAbsent = (file: string) => `if (existsSync('${file}')) process.exit(3);`
    const { ended } = await run([
      step('one', isAbsent('alone'), beside),
      step('two', `await seen('one'); ${isAbsent('alone')}`, beside),
      step('alone', isAbsent('three')),
      step('three', '', beside),
    ])
    expect(namesOf(ended).slice(2)).toEqual(['alone', 'three'])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  })

  it('wait for those that they need', async () => {
    const { ended } = await run([
      step('slow', `await seen('quick'); writeFileSync('done', '')`, beside),
      step('needs', `if (!existsSync('done')) process.exit(3)`, { ...beside, after: ['slow'] }),
      step('quick', '', beside),
    ])
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0])
  })

  it('do not wait for one that is not among them', async () => {
    expect(namesOf((await run([step('needs', '', { ...beside, after: ['left out'] })])).ended)).toEqual([
      'needs',
    ])
  })

  it('run one after the other on one core', async () => {
    const { ended } = await run(
      [step('one', `if (existsSync('two')) process.exit(3)`, beside), step('two', '', beside)],
      1,
    )
    expect(ended.map(({ code }) => code)).toEqual([0, 0])
  })

  it('tell how each ended, also one that cannot be started', async () => {
    const { ended, printed } = await run([
      step('fails', 'process.exit(7)', beside),
      { name: 'missing', command: [join(folder, 'no such program')] },
    ])
    expect(ended.map(({ code }) => code)).toEqual([7, 127])
    expect(ended[1]?.output).toContain('ENOENT')
    expect(printed).toContain('=== missing ===')
  })

  it('stand behind those that they wait for', () => {
    for (const [index, { after = [] }] of steps.entries())
      for (const name of after) expect(steps.slice(0, index).map((one) => one.name)).toContain(name)
  })
})
