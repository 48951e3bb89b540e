import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { onTerminal } from '../command/on-terminal.ts'
import { withSandbox } from '../command/with-sandbox.ts'
import { runWithoutTerminal } from '../command/without-terminal.ts'

const at = withSandbox()

const before = 'config:\n  aws:profile: old\n'
const after = 'config:\n  aws:profile: default\n'

let real: string
let set: string[]

/** A project whose stack file is a link out of it. */
beforeEach(() => {
  const project = join(at.sandbox.home, 'code', 'api')
  mkdirSync(project, { recursive: true })
  mkdirSync(join(at.sandbox.home, 'elsewhere'))
  real = join(at.sandbox.home, 'elsewhere', 'shared.yaml')
  writeFileSync(join(project, 'Pulumi.yaml'), 'name: api\nruntime: go\n')
  writeFileSync(real, before)
  symlinkSync(real, join(project, 'Pulumi.dev.yaml'))
  set = ['stacks', 'set-profile', 'default', '--project', project, '--stack', 'dev']
})

const content = () => readFileSync(real, 'utf8')

describe('a stack file that is a link out of its project', () => {
  it.each([[[]], [['--yes']], [['--json']], [['--yes', '--json']], [['--dry-run']]])(
    'is refused by its code where nobody can be asked: %j',
    async (more) => {
      const { code, stdout, stderr } = await runWithoutTerminal(at, [...set, ...more])
      expect(code).toBe(1)
      expect(stdout + stderr).toContain('FileOutside')
      expect(stdout + stderr).toContain('~/elsewhere/shared.yaml')
      expect(content()).toBe(before)
    },
  )

  it('is asked about by its real name, and --yes is no answer to that', async () => {
    for (const more of [[], ['--yes']]) {
      const { code, text } = await onTerminal(at, [...set, ...more], {}, 'Write there?', 'n\n')
      expect(text).toMatch(/~\/elsewhere\/shared\.yaml.* Write there\? \[y\/N\]/s)
      expect({ code, content: content() }).toEqual({ code: 1, content: before })
    }
    const { code } = await onTerminal(at, set, {}, 'Write there?', 'y\n')
    expect({ code, content: content() }).toEqual({ code: 0, content: after })
  })

  it('is written with --follow-links, and called by its real name', async () => {
    const dry = await runWithoutTerminal(at, [...set, '--follow-links', '--dry-run'])
    expect(dry.code).toBe(0)
    expect(dry.stdout + dry.stderr).toContain('~/code/api/Pulumi.dev.yaml → ~/elsewhere/shared.yaml')
    expect(content()).toBe(before)
    const ran = await runWithoutTerminal(at, [...set, '--follow-links'])
    expect(ran).toMatchObject({ code: 0 })
    expect(ran.stdout + ran.stderr).toContain('~/elsewhere/shared.yaml')
    expect(content()).toBe(after)
  })
})
