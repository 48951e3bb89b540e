import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PtyShell, shellHome, whyNot, type PtyShellKind, type ShellHome } from './pty-shell.ts'
import { until } from '../patience.ts'

let home: ShellHome
let shells: PtyShell[]

beforeEach(async () => {
  home = await shellHome()
  shells = []
  await home.use({ profile: 'dev' })
})

afterEach(async () => {
  await Promise.all(shells.map((shell) => shell.close()))
  await home.close()
})

function start(kind: PtyShellKind): PtyShell {
  const shell = new PtyShell(kind, home)
  shells.push(shell)
  return shell
}

async function follows(shell: PtyShell): Promise<void> {
  await home.use({ profile: 'other' })
  expect(await shell.environment('AWS_PROFILE')).toBe('other')
}

const noBash = whyNot('bash')
describe.skipIf(noBash !== undefined)(
  noBash === undefined ? 'bash beside others' : `skipped, ${noBash}`,
  () => {
    it.each([
      ['a string', `PROMPT_COMMAND='seen=$?:$AWS_PROFILE'`],
      ['a string that ends in a separator', `PROMPT_COMMAND='seen=$?:$AWS_PROFILE; '`],
      ['an array', `PROMPT_COMMAND=('seen=$?:$AWS_PROFILE' 'second=$?:$AWS_PROFILE')`],
      ['an array without a first element', `PROMPT_COMMAND=([3]='seen=$?:$AWS_PROFILE')`],
    ])('keeps PROMPT_COMMAND, %s, and shows it the status and the new profile', async (_label, set) => {
      const shell = start('bash')
      shell.type(set)
      await shell.load()
      await home.use({ profile: 'prod' })
      shell.type('(exit 7)')
      expect(await shell.run(`printf '%s' "$seen"`)).toBe('7:prod')
      if (set.includes('second')) expect(await shell.ask('$second')).toBe('0:prod')
      await follows(shell)
    })

    it('keeps $? in PS1 and $_', async () => {
      const shell = start('bash')
      await shell.load()
      shell.type(`PS1='<$?>'`)
      shell.type('(exit 9)')
      shell.type(': last-word')
      expect(await shell.run(`printf '%s' "$_"`)).toBe('last-word')
      // What the shell answers comes through a file; what the terminal shows may come later.
      await until(() => expect(shell.said('<9>')).toBeGreaterThan(0))
    })

    it('lives with set -e and set -u, also when the last status was not 0', async () => {
      const shell = start('bash')
      shell.type('set -eu')
      await shell.load()
      shell.type('(exit 5) && true')
      expect(await shell.run(`printf '%s' $?`)).toBe('5')
      await follows(shell)
      await shell.setByHand('AWS_PROFILE', 'mine')
      shell.type('(exit 5) && true')
      await shell.unsetByHand('AWS_PROFILE')
      await shell.run('stackpass unpin')
      expect(await shell.environment('AWS_PROFILE')).toBe('other')
      await home.use({})
      expect(await shell.environment('AWS_PROFILE')).toBe('')
      expect(shell.output).not.toContain('unbound')
    })

    it('lives with an alias of its own name, an ERR trap, noclobber, posix mode and a strange IFS', async () => {
      const shell = start('bash')
      shell.type("alias stackpass='stackpass --json'")
      shell.type("trap 'printf TRAPPED' ERR; set -C; set -o posix; set -E; IFS=1p")
      await shell.load()
      await follows(shell)
      expect(shell.output.replaceAll("'printf TRAPPED'", '')).not.toContain('TRAPPED')
    })

    it('goes into the list of bash-preexec where that is loaded', async () => {
      const shell = start('bash')
      shell.type('bash_preexec_imported=defined; precmd_functions=(mine); mine() { seen="$?:$AWS_PROFILE"; }')
      await shell.load()
      await shell.load()
      expect(await shell.ask('${precmd_functions[*]} $PROMPT_COMMAND')).toBe('_stackpass_sync mine ')
    })

    it('lets a directory tool have its way, and follows again afterwards', async () => {
      const shell = start('bash')
      // What direnv does: its own PROMPT_COMMAND in front, a value on entering a folder, the old one back on leaving.
      const tool = path.join(home.folder, 'tool.bash')
      await writeFile(
        tool,
        `_tool() { local status=$?; if [[ $PWD == /tmp ]]; then [[ -n "\${_old+x}" ]] || { _old="$AWS_PROFILE"; export AWS_PROFILE=from-folder; }; elif [[ -n "\${_old+x}" ]]; then export AWS_PROFILE="$_old"; unset _old; fi; return $status; }\n` +
          `PROMPT_COMMAND="_tool;$PROMPT_COMMAND"\n`,
      )
      await shell.load()
      await shell.run(`. ${tool}`)
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      shell.type('cd /tmp')
      expect(await shell.environment('AWS_PROFILE')).toBe('from-folder')
      await home.use({ profile: 'prod' })
      expect(await shell.environment('AWS_PROFILE')).toBe('from-folder')
      shell.type('cd /')
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
    })
  },
)

const noZsh = whyNot('zsh')
describe.skipIf(noZsh !== undefined)(noZsh === undefined ? 'zsh beside others' : `skipped, ${noZsh}`, () => {
  it('keeps precmd and precmd_functions, and shows them the status; the latter see the new profile', async () => {
    const shell = start('zsh')
    const prompted = path.join(home.folder, 'prompted')
    shell.type(
      `precmd() { one="$?:$AWS_PROFILE" }; mine() { two="$?:$AWS_PROFILE"; print -r -- "$mark" >${prompted} }; precmd_functions+=(mine)`,
    )
    await shell.load()
    // The prompt behind this line was drawn before the change, and none is drawn until the next line.
    shell.type('mark=drawn')
    await until(async () => expect(await readFile(prompted, 'utf8')).toBe('drawn\n'))
    await home.use({ profile: 'prod' })
    shell.type('(exit 7)')
    // zsh runs the function called precmd before all others, so that one sees the change a prompt later.
    expect(await shell.run(`printf '%s' "$one $two"`)).toBe('7:dev 7:prod')
    expect(await shell.ask('$precmd_functions')).toBe('_stackpass_sync mine')
    await follows(shell)
  })

  it('works with options that change the language', async () => {
    const shell = start('zsh')
    shell.type(
      'setopt errexit nounset ksh_arrays sh_word_split glob_subst warn_create_global rc_quotes noclobber',
    )
    await shell.load()
    await shell.load()
    shell.type('(exit 5) && true')
    expect(await shell.run(`printf '%s' $?`)).toBe('5')
    await home.use({ profile: 'a * b' })
    expect(await shell.environment('AWS_PROFILE')).toBe('a * b')
    await shell.setByHand('AWS_PROFILE', 'mine')
    await shell.run('stackpass unpin')
    await follows(shell)
    expect(await shell.ask('${precmd_functions[@]}')).toBe('_stackpass_sync')
    expect(shell.output).not.toMatch(/created globally|parameter not set/)
  })

  it('lives with an alias of its own name, and keeps the prompt', async () => {
    const shell = start('zsh')
    shell.type("alias stackpass='stackpass --json'; setopt prompt_subst; PS1='<%?>'")
    await shell.load()
    shell.type('(exit 9)')
    await follows(shell)
    // What the shell answers comes through a file; what the terminal shows may come later.
    await until(() => expect(shell.said('<9>')).toBeGreaterThan(0))
  })
})

const noFish = whyNot('fish')
describe.skipIf(noFish !== undefined)(
  noFish === undefined ? 'fish beside others' : `skipped, ${noFish}`,
  () => {
    it('shows other prompt functions the status and the new profile', async () => {
      const shell = start('fish')
      shell.type('function fish_prompt; set -g seen "$status:$AWS_PROFILE"; echo "> "; end')
      await shell.load()
      await home.use({ profile: 'prod' })
      shell.type("sh -c 'exit 7'")
      expect(await shell.run(`printf '%s' "$seen"`)).toBe('7:prod')
      await follows(shell)
    })

    it('leaves a universal variable alone', async () => {
      const shell = start('fish')
      await shell.run('set -Ux AWS_PROFILE everywhere')
      await shell.load()
      await home.use({ profile: 'prod' })
      expect(await shell.environment('AWS_PROFILE')).toBe('everywhere')
      expect(await shell.run('set -Ue AWS_PROFILE')).toBe('')
    })
  },
)
