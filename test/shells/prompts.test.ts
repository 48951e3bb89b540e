import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyShellKind } from './pty-shell.ts'

const docs = readFileSync(fileURLToPath(new URL('../../docs/ACTIVE-PROFILE.md', import.meta.url)), 'utf8')

/** The line of the documents that shows the profile in the prompt of a shell. */
function documented(kind: PtyShellKind): string {
  const block = docs.split(`\`\`\`${kind}\n`)[1]?.split('\n```')[0]
  if (block === undefined) throw new Error(`no prompt for ${kind} in the documents`)
  return block
}

/** What the documents warn of: text of the name becomes part of the prompt before the shell expands the prompt. */
const dangerous: ReadonlyMap<PtyShellKind, string> = new Map([
  ['bash', `PROMPT_COMMAND="$PROMPT_COMMAND"$'\\n''PS1="$STACKPASS_PROFILE \\$ "'`],
  ['zsh', `setopt prompt_subst; precmd_functions+=(unsafe); unsafe() { PROMPT="$STACKPASS_PROFILE > "; }`],
])

async function ranBy(kind: PtyShellKind, prompt: string): Promise<boolean> {
  const home = await shellHome()
  const shell = new PtyShell(kind, home)
  try {
    const trace = path.join(home.folder, 'ran')
    await shell.load()
    shell.type(prompt.replaceAll('\n', kind === 'fish' ? '; ' : '\n'))
    await home.use({ profile: `x$(touch ${trace})\`touch ${trace}\`` })
    for (let round = 0; round < 3; round += 1) shell.type('')
    expect(await shell.environment('STACKPASS_PROFILE')).toContain('touch')
    return existsSync(trace)
  } finally {
    await shell.close()
    await home.close()
  }
}

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(
    `the prompt of ${kind}${reason === undefined ? '' : `: skipped, ${reason}`}`,
    () => {
      it('as documented runs nothing that stands in the name of a profile', async () => {
        expect(await ranBy(kind, documented(kind))).toBe(false)
      })

      it.skipIf(!dangerous.has(kind))(
        'that puts the name into its own text does, as the documents warn',
        async () => {
          expect(await ranBy(kind, dangerous.get(kind)!)).toBe(true)
        },
      )
    },
  )
}
