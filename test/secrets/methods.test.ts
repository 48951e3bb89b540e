import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contract, type MethodName } from '../../shared/contract/index.ts'
import { openHome, type TestHome } from '../core/home.ts'
import { methodInputs, type Subjects } from './method-inputs.ts'
import { plant, type Planted } from './places.ts'
import { shapes, type Shape } from './shapes.ts'

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function openPlanted(planted: Planted): TestHome & { readonly folder: string; readonly project: string } {
  const home = openHome(
    {
      env: {},
      askConsent: () => Promise.resolve({ kind: 'yes', where: 'terminal' }),
      askMfa: () => Promise.resolve(undefined),
      runVector: () => Promise.resolve(),
    },
    planted,
  )
  return { ...home, folder: join(home.home, 'code'), project: join(home.home, 'code', 'app') }
}

/** The words around a secret in an answer, to tell where it came from. */
function around(answer: string, secret: string): string {
  const at = answer.indexOf(secret)
  return answer.slice(Math.max(0, at - 160), at + 20)
}

async function open(shape: Shape) {
  const planted = plant(shape)
  const { home, core, folder, project } = openPlanted(planted)
  const leaks: string[] = []
  const asked = new Set<string>()
  const ask = async (method: string, input: unknown): Promise<Record<string, unknown> | undefined> => {
    asked.add(method)
    const reply = await core.dispatch(method, input)
    const answer = JSON.stringify(reply)
    if (answer.includes(shape.secret)) leaks.push(`${method}: ${around(answer, shape.secret)}`)
    return reply.ok ? (reply.value as Record<string, unknown>) : undefined
  }
  return { home, core, folder, project, planted, leaks, asked, ask }
}

describe('a planted secret comes out of no method', () => {
  it.each(
    shapes.flatMap((shape) => [
      { ...shape, damaged: false },
      { ...shape, damaged: true },
    ]),
  )('$name, damaged: $damaged', async (shape) => {
    const { home, core, folder, project, planted, leaks, asked, ask } = await open(shape)
    const script = join(home, 'creds.sh')
    write(script, planted.script)
    chmodSync(script, 0o755)
    const config = planted.config.replace('CREDS_SCRIPT', script)
    write(join(home, '.aws', 'config'), shape.damaged ? config + planted.damage : config)
    write(join(home, '.bashrc'), planted.rc)
    write(join(home, '.zshrc'), planted.rc)
    write(join(project, 'Pulumi.yaml'), planted.project)
    write(join(project, 'Pulumi.dev.yaml'), planted.stack)
    write(join(project, 'Pulumi.broken.yaml'), planted.brokenStack)
    const written = await ask('edits.plan', {
      operations: [{ type: 'set', profile: 'command', key: 'api_key', value: `${shape.secret}1` }],
    })
    const applied = await ask('edits.apply', { planId: written?.['planId'] })
    expect(applied === undefined).toBe(shape.damaged)
    await ask('stacks.addFolder', { folder })
    const plan = await ask('edits.plan', {
      operations: [{ type: 'set', profile: 'default', key: 'pwd', value: `${shape.secret}2` }],
    })
    const pasted = await ask('imports.parse', { text: planted.paste })
    const subjects: Subjects = {
      planId: String(plan?.['planId']),
      historyId: String(applied?.['historyId']),
      importId: String(pasted?.['importId']),
      project,
      folder,
      planted,
      shape,
    }
    // The program runs, and what it wrote is told.
    await ask('consent.request', { profile: 'broken' })
    const verified = JSON.stringify(
      await ask('verify.run', { runId: 'first', profiles: ['broken'], as: 'jsSdk' }),
    )
    expect(verified).toContain('was refused')
    for (const [method, inputs] of Object.entries(methodInputs) as [
      MethodName,
      (s: Subjects) => readonly unknown[],
    ][])
      for (const input of inputs(subjects)) await ask(method, input)
    expect(new Set(asked)).toEqual(new Set(Object.keys(contract)))
    const log = join(home, '.stackpass', 'state', 'incidents.log')
    if (existsSync(log) && readFileSync(log, 'utf8').includes(shape.secret)) leaks.push('the log')
    await core.close()
    expect(leaks).toEqual([])
  })
})
