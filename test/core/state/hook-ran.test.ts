import { access, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hookRanFile } from '../../../shared/domain/shells/hook-ran.ts'
import { forgetHookRan, hookState } from '../../../core/state/hook-ran.ts'

let home: string
const paths = () => ({ activeStateFile: join(home, 'state', 'active') })
const ran = () => hookRanFile(paths().activeStateFile)

/** Writes a file that was changed at a minute of a day long ago. */
async function at(minute: number, path: string, text = ''): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  const when = new Date(Date.UTC(2020, 0, 1, 0, minute))
  await utimes(path, when, when)
}

const state = (env: Record<string, string> = {}) =>
  hookState(paths(), { env, homeDir: home, platform: 'linux' })

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stackpass-hook-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const block =
  '# >>> stackpass >>>\nif [ -r "$HOME/x/shells/hook.bash" ]; then . "$HOME/x/shells/hook.bash"; fi\n# <<< stackpass <<<\n'

describe('what is known of the hook', () => {
  it('no shell has started with it', async () => {
    await at(1, join(home, '.bashrc'), block)
    expect(await state()).toBe('never')
  })

  it.each([
    ['the block of ours', '.bashrc', `alias ll=ls\n${block}`],
    ['a line of the user', '.zshrc', 'eval "$(stackpass shell-init zsh)"\n'],
    ['fish', '.config/fish/conf.d/stackpass.fish', 'source "$HOME/x/hook.fish"\n'],
  ])('%s still stands in a file that was changed since', async (_, name, text) => {
    await at(1, ran())
    await at(2, join(home, name), text)
    expect(await state()).toBe('ran')
  })

  it.each([
    ['deleted', 'alias ll=ls\n'],
    ['commented out', '# eval "$(stackpass shell-init bash)"\n  #. ~/x/hook.bash\n'],
  ])('taken out by hand: %s', async (_, text) => {
    await at(1, join(home, '.bashrc'), block)
    await at(2, ran())
    expect(await state()).toBe('ran')
    await at(3, join(home, '.bashrc'), text)
    expect(await state()).toBe('gone')
  })

  it('a hook in a file that is not known here counts from the next start of a shell on', async () => {
    await at(1, ran())
    await at(2, join(home, '.bashrc'), '. ~/dotfiles/aws.sh\n')
    expect(await state()).toBe('gone')
    await at(3, ran())
    expect(await state()).toBe('ran')
  })

  it('the hook that runs this command says so itself, whatever the files say', async () => {
    expect(await state({ STACKPASS_HOOK: '1' })).toBe('ran')
    await at(1, ran())
    await at(2, join(home, '.bashrc'), 'alias ll=ls\n')
    expect(await state({ STACKPASS_HOOK: '1' })).toBe('ran')
    expect(await state({ STACKPASS_HOOK: '' })).toBe('gone')
  })

  it('after a removal the next shell that still has it says so again', async () => {
    await at(1, ran())
    forgetHookRan(paths())
    await expect(access(ran())).rejects.toThrow('ENOENT')
    expect(await state()).toBe('never')
  })

  it('ZDOTDIR is where zsh looks', async () => {
    await at(1, ran())
    await at(2, join(home, 'z', '.zshrc'), 'alias ll=ls\n')
    expect(await state()).toBe('ran')
    expect(await state({ ZDOTDIR: join(home, 'z') })).toBe('gone')
  })
})
