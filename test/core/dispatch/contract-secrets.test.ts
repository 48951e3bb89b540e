import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contract } from '../../../shared/contract/index.ts'
import { must, openHome, secretInFile, tokenInFile } from '../home.ts'

/** The methods that may return a secret; the test requests one from each. */
const mayReveal = new Set(['profiles.reveal', 'profiles.snippet', 'edits.reveal', 'credentials.get'])

describe('secrets and the contract', () => {
  it('no query answers with a secret', async () => {
    const { core } = openHome()
    const inputs: Readonly<Record<string, unknown>> = {
      'profiles.show': { name: 'session' },
      'shells.hook': { shell: 'bash' },
    }
    let asked = 0
    for (const [method, { kind }] of Object.entries(contract)) {
      if (kind !== 'query' || method.startsWith('stacks.') || method === 'history.show') continue
      const answer = JSON.stringify(await must(core, method, inputs[method] ?? {}))
      expect(answer, method).not.toContain(secretInFile)
      expect(answer, method).not.toContain(tokenInFile)
      asked++
    }
    expect(asked).toBeGreaterThan(8)
  })

  it('a plan, its diff and its history entry mask the old and the new secret, also in a comment', async () => {
    const { core, credentials } = openHome()
    const fresh = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
    const plan = await must<{ planId: string }>(core, 'edits.plan', {
      operations: [{ type: 'set', profile: 'default', key: 'aws_secret_access_key', value: fresh }],
    })
    const applied = await must<{ historyId: string }>(core, 'edits.apply', { planId: plan.planId })
    const shown = await must(core, 'history.show', { id: applied.historyId })
    for (const text of [JSON.stringify(plan), JSON.stringify(shown)]) {
      expect(text).not.toContain(secretInFile)
      expect(text).not.toContain(fresh)
    }
    expect(readFileSync(credentials, 'utf8')).toContain(`aws_secret_access_key = ${fresh}\n`)
  })

  it('a secret is answered when it is asked for by name, and only then', async () => {
    const { core } = openHome()
    expect(await must(core, 'profiles.reveal', { name: 'session', key: 'aws_session_token' })).toEqual({
      value: tokenInFile,
    })
    const quiet = await must<{ text: string }>(core, 'profiles.snippet', {
      name: 'session',
      format: 'bash',
      secrets: false,
    })
    expect(quiet.text).not.toContain(secretInFile)
    const loud = await must<{ text: string }>(core, 'profiles.snippet', {
      name: 'session',
      format: 'bash',
      secrets: true,
    })
    expect(loud.text).toContain(secretInFile)
    for (const method of mayReveal) expect(Object.keys(contract)).toContain(method)
    for (const method of mayReveal)
      expect(contract[method as keyof typeof contract].kind, method).toBe('command')
  })

  it('a value that the input schema refuses is not repeated in the error', async () => {
    const { core } = openHome()
    const reply = await core.dispatch('profiles.reveal', { name: 'default', key: 7, extra: secretInFile })
    expect(reply).toMatchObject({ ok: false, error: { code: 'BadInput' } })
    expect(JSON.stringify(reply)).not.toContain(secretInFile)
  })
})
