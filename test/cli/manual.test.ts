import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { buildProgram } from '../../cli/program/build-program.ts'
import { manPage } from '../../cli/manual/man-page.ts'
import { topics, topicText } from '../../cli/manual/topics.ts'
import type { CliContext } from '../../cli/context.ts'
import { verifyFailureCodes } from '../../shared/domain/checks/failure-codes.ts'

const silent = { out: () => undefined, err: () => undefined, columns: 80 }
const context = { terminal: silent, version: '1.2.3' } as unknown as CliContext
const page = manPage(buildProgram({ context, end: () => Promise.resolve() }), '1.2.3')
const hasGroff = spawnSync('groff', ['--version']).status === 0

describe('the man page', () => {
  it('has every command that the help has', () => {
    for (const command of ['profiles list', 'use', 'stacks set\\-profile', 'completion', 'history undo'])
      expect(page).toContain(`.SS stackpass ${command}`)
  })

  it.skipIf(!hasGroff)('is read by groff without a word', () => {
    const ran = spawnSync('groff', ['-man', '-Tutf8', '-ww'], { input: page, encoding: 'utf8' })
    expect(ran.stderr).toBe('')
    expect(ran.stdout.replaceAll(/.\u0008|\u001b\[[0-9;]*m/gu, '')).toContain('stackpass profiles list')
  })
})

describe('help TOPIC', () => {
  it('has the words and the code of each failure', () => {
    const states = topicText('states', topics.get('states')!)
    for (const code of verifyFailureCodes) expect(states).toContain(code)
  })

  it('hides no command', () => {
    const names = buildProgram({ context, end: () => Promise.resolve() }).commands.flatMap((command) => [
      command.name(),
      ...command.aliases(),
    ])
    expect([...topics.keys(), 'man'].filter((name) => names.includes(name))).toEqual([])
  })
})
