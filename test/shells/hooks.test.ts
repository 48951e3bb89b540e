import { access, chmod, mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PtyShell, ptyShells, shellHome, whyNot, type PtyOptions, type ShellHome } from './pty-shell.ts'

let home: ShellHome
let shells: PtyShell[]

beforeEach(async () => {
  home = await shellHome()
  shells = []
})

afterEach(async () => {
  await Promise.all(shells.map((shell) => shell.close()))
  await home.close()
})

const hostileNames = [
  '$(touch HACKED)',
  '`touch HACKED`',
  "'; touch HACKED; '",
  '"; touch HACKED; "',
  '(touch HACKED)',
  '$HOME ~ * ?',
  ' two  blanks ',
  'back\\slash \\n \\',
  '!! !$ ^a^b',
  '-n',
  '%s%n',
  '=ls',
  'end',
  'profile=x',
  '漢字 é 🙂',
  '${IFS}',
  '{a,b}',
  '<(touch HACKED)',
]

for (const kind of ptyShells) {
  const reason = whyNot(kind)
  describe.skipIf(reason !== undefined)(reason === undefined ? kind : `${kind}: skipped, ${reason}`, () => {
    async function open(options?: PtyOptions): Promise<PtyShell> {
      const shell = new PtyShell(kind, home, options)
      shells.push(shell)
      await shell.load()
      return shell
    }

    it('leaves word that it has run, once and in a folder of ours only', async () => {
      const word = `${home.stateFile}-hook-ran`
      const first = await open()
      await first.environment('AWS_PROFILE')
      await expect(access(word)).rejects.toMatchObject({ code: 'ENOENT' })
      await home.use({ profile: 'dev' })
      // This shell was there before the folder.
      expect(await first.environment('AWS_PROFILE')).toBe('dev')
      expect(await readFile(word, 'utf8')).toBe('')
      // It says so once; the next one says so again, with a time of its own.
      const long = new Date('2020-01-01')
      await utimes(word, long, long)
      await first.environment('AWS_PROFILE')
      expect((await stat(word)).mtime).toEqual(long)
      await (await open()).environment('AWS_PROFILE')
      expect((await stat(word)).mtimeMs).toBeGreaterThan(long.getTime())
      await writeFile(word, 'kept')
      await (await open()).environment('AWS_PROFILE')
      expect(await readFile(word, 'utf8')).toBe('kept')
    })

    it('tells `use` that this shell has the hook, and no other command', async () => {
      const program = path.join(home.folder, 'bin', 'stackpass')
      await mkdir(path.dirname(program), { recursive: true })
      await writeFile(program, '#!/bin/sh\nprintf "%s=%s " "$1" "${STACKPASS_HOOK-}"\n', { mode: 0o755 })
      const shell = await open()
      expect(await shell.run('stackpass use dev')).toBe('use=1 ')
      expect(await shell.run('stackpass exec dev')).toBe('exec= ')
      expect(await shell.environment('STACKPASS_HOOK')).toBe('')
    })

    it('names the files of the chosen home of Windows (WSL), takes them back, and leaves those set by hand', async () => {
      const windows = "/mnt/c/Users/ada's $(touch HACKED) home"
      const files = ['STACKPASS_AWS_HOME', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']
      await home.use({ profile: 'dev', windowsHome: windows })
      const [shell, byHand] = await Promise.all([open(), open()])
      await byHand.environment('AWS_PROFILE')
      const values = async (of: PtyShell) => {
        const found: string[] = []
        for (const name of files) found.push(await of.environment(name))
        return found
      }
      expect(await values(shell)).toEqual([windows, `${windows}/.aws/config`, `${windows}/.aws/credentials`])
      await byHand.setByHand('AWS_CONFIG_FILE', '/mine')
      // No profile is active, which the state of `stackpass home` says.
      await home.use({ windowsHome: '/mnt/d/Users/ada' })
      expect((await values(shell))[1]).toBe('/mnt/d/Users/ada/.aws/config')
      await home.use({ profile: 'dev' })
      expect(await values(shell)).toEqual(['', '', ''])
      expect(await values(byHand)).toEqual(['', '/mine', ''])
      await home.use({ profile: 'win', windowsHome: windows })
      expect(await values(byHand)).toEqual(['', '/mine', ''])
      await expect(access(path.join(home.folder, 'HACKED'))).rejects.toMatchObject({ code: 'ENOENT' })
    })

    it('switches five open shells at their next prompt, and leaves the pinned ones', async () => {
      await home.use({ profile: 'dev', expires: 1_900_000_000 })
      const [first, second, byHand, onPurpose, last] = await Promise.all([
        open(),
        open(),
        open(),
        open(),
        open(),
      ])
      for (const shell of shells) expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      expect(await first.environment('STACKPASS_PROFILE')).toBe('dev')
      expect(await first.environment('STACKPASS_EXPIRATION')).toBe('1900000000')
      expect(await first.environment('STACKPASS_PINNED')).toBe('')
      await byHand.setByHand('AWS_PROFILE', 'mine')
      await onPurpose.run('stackpass pin other')
      expect(await first.environment('STACKPASS_PRODUCTION')).toBe('')
      await home.use({ profile: 'prod', production: true })
      for (const shell of [first, second, last]) expect(await shell.environment('AWS_PROFILE')).toBe('prod')
      expect(await first.environment('STACKPASS_EXPIRATION')).toBe('')
      for (const shell of [first, second, last])
        expect(await shell.environment('STACKPASS_PRODUCTION')).toBe('1')
      expect(await onPurpose.environment('STACKPASS_PRODUCTION')).toBe('')
      for (const [shell, name] of [
        [byHand, 'mine'],
        [onPurpose, 'other'],
      ] as const) {
        expect(await shell.environment('AWS_PROFILE')).toBe(name)
        expect(await shell.environment('STACKPASS_PROFILE')).toBe(name)
        expect(await shell.environment('STACKPASS_PINNED')).toBe('1')
        expect(shell.said(`stackpass: this shell is pinned to ${name}`)).toBe(1)
        await shell.run('stackpass unpin')
        expect(await shell.environment('AWS_PROFILE')).toBe('prod')
        expect(await shell.environment('STACKPASS_PINNED')).toBe('')
        expect(await shell.environment('STACKPASS_PRODUCTION')).toBe('1')
      }
      expect(first.said('stackpass:')).toBe(0)
      await home.use({})
      for (const shell of shells) {
        expect(await shell.environment('AWS_PROFILE')).toBe('')
        expect(await shell.run('env')).not.toMatch(/^AWS_PROFILE=|^STACKPASS_/m)
      }
    })

    it('carries any profile name and evaluates none', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      for (const name of hostileNames) {
        await home.use({ profile: name, region: name, exportRegion: true })
        expect(await shell.environment('AWS_PROFILE')).toBe(name)
        expect(await shell.environment('AWS_REGION')).toBe(name)
        expect(await shell.ask('$STACKPASS_PROFILE')).toBe(name)
      }
      await shell.setByHand('AWS_PROFILE', 'mine')
      await home.use({ profile: '$(touch HACKED)' })
      expect(await shell.environment('AWS_PROFILE')).toBe('mine')
      expect(shell.said('the active profile is <(touch HACKED)')).toBe(1)
      await expect(access(path.join(home.folder, 'HACKED'))).rejects.toThrow()
    })

    it('keeps the exit status of the last command', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      const status = kind === 'fish' ? '$status' : '$?'
      for (const profile of ['dev', 'prod']) {
        await home.use({ profile })
        shell.type("sh -c 'exit 7'")
        expect(await shell.run(`printf '%s' ${status}`)).toBe('7')
        shell.type('true')
        expect(await shell.run(`printf '%s' ${status}`)).toBe('0')
      }
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
    })

    it('unpins by itself when the value comes back, and takes an unset by hand for a pin', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      await shell.setByHand('AWS_PROFILE', 'from-direnv')
      await home.use({ profile: 'prod' })
      expect(await shell.environment('AWS_PROFILE')).toBe('from-direnv')
      await shell.setByHand('AWS_PROFILE', 'dev')
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
      await shell.unsetByHand('AWS_PROFILE')
      expect(await shell.environment('AWS_PROFILE')).toBe('')
      await home.use({ profile: 'dev' })
      expect(await shell.environment('AWS_PROFILE')).toBe('')
      expect(shell.said('pinned to no profile')).toBe(1)
    })

    it('takes a value from outside for pinned, and one from a parent with the hook for its own', async () => {
      await home.use({ profile: 'dev' })
      const foreign = await open({ env: { AWS_PROFILE: 'rc-file' } })
      expect(await foreign.environment('AWS_PROFILE')).toBe('rc-file')
      const child = await open({
        env: { AWS_PROFILE: 'old', STACKPASS_PROFILE: 'old', AWS_REGION: 'r', STACKPASS_REGION: 'r' },
      })
      expect(await child.environment('AWS_PROFILE')).toBe('dev')
      expect(await child.environment('AWS_REGION')).toBe('')
      const pinned = await open({
        env: { AWS_PROFILE: 'old', STACKPASS_PROFILE: 'old', STACKPASS_PINNED: '1' },
      })
      expect(await pinned.environment('AWS_PROFILE')).toBe('old')
    })

    it('sets the region only when asked, never over one set by hand, and not for a pinned profile', async () => {
      await home.use({ profile: 'dev', region: 'eu-west-1' })
      const shell = await open()
      const byHand = await open({ env: { AWS_REGION: 'mars-1' } })
      expect(await shell.environment('AWS_REGION')).toBe('')
      await home.use({ profile: 'dev', region: 'eu-west-1', exportRegion: true })
      expect(await shell.environment('AWS_REGION')).toBe('eu-west-1')
      expect(await shell.environment('AWS_DEFAULT_REGION')).toBe('eu-west-1')
      expect(await byHand.environment('AWS_REGION')).toBe('mars-1')
      expect(await byHand.environment('AWS_DEFAULT_REGION')).toBe('eu-west-1')
      await shell.run('stackpass pin other')
      expect(await shell.environment('AWS_REGION')).toBe('')
      await shell.run('stackpass unpin')
      expect(await shell.environment('AWS_REGION')).toBe('eu-west-1')
      await home.use({ profile: 'dev' })
      expect(await shell.environment('AWS_DEFAULT_REGION')).toBe('')
      expect(await byHand.environment('AWS_REGION')).toBe('mars-1')
    })

    it('leaves the shell alone when the state file is missing, half written, of another version or unreadable', async () => {
      const shell = await open()
      expect(await shell.environment('AWS_PROFILE')).toBe('')
      await home.use({ profile: 'dev' })
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      const whole = await readFile(home.stateFile, 'utf8')
      for (const text of [
        '',
        '\n',
        'stackpass-state 1 x',
        'stackpass-state 1 x\nprofile=ev',
        'stackpass-state 1 x\nprofile=evil\n',
        'stackpass-state 9 x\nprofile=evil\nend\n',
        'profile=evil\nend\n',
        '\0\0\n',
      ]) {
        await writeFile(home.stateFile, text)
        expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      }
      await rm(home.stateFile)
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      await mkdir(home.stateFile)
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      await rm(home.stateFile, { recursive: true })
      await writeFile(home.stateFile, whole.replace('profile=dev', 'profile=prod').replace(' 1 ', ' 1 b'))
      await chmod(home.stateFile, 0o600)
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
      expect(shell.output).not.toMatch(/no such file|warning|error|unbound|not found/i)
    })

    it('may be loaded many times', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      await shell.setByHand('AWS_PROFILE', 'mine')
      for (let time = 0; time < 3; time += 1) await shell.load()
      expect(await shell.environment('AWS_PROFILE')).toBe('mine')
      expect(shell.said('pinned to mine')).toBe(1)
      await shell.run('stackpass unpin')
      await shell.load()
      await home.use({ profile: 'prod' })
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
      if (kind === 'bash')
        expect((await shell.ask('$PROMPT_COMMAND')).match(/_stackpass_hook/g)).toHaveLength(1)
      if (kind === 'zsh') expect(await shell.ask('$precmd_functions')).toBe('_stackpass_sync')
      if (kind === 'fish') {
        const handlers = 'functions --handlers | string match -- "*__stackpass_sync*" | count'
        expect(await shell.run(handlers)).toBe('1\n')
      }
    })

    it('says once that keys in the shell beat the profile', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      await shell.setByHand('AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE')
      await shell.setByHand('AWS_DEFAULT_PROFILE', 'elsewhere')
      for (let time = 0; time < 3; time += 1) await shell.environment('AWS_PROFILE')
      await home.use({ profile: 'prod' })
      expect(await shell.environment('AWS_PROFILE')).toBe('prod')
      expect(shell.said('stackpass: AWS_ACCESS_KEY_ID is set in this shell')).toBe(1)
      expect(shell.said('stackpass: AWS_DEFAULT_PROFILE is set in this shell')).toBe(1)
      expect(shell.output.split('AWS_ACCESS_KEY_ID is set')[1]).not.toContain('AKIAIOSFODNN7EXAMPLE')
    })

    it('hands every other command to the real program, and pins only names that it knows', async () => {
      await home.use({ profile: 'dev' })
      const shell = await open()
      expect(await shell.run('stackpass profiles list --json')).toBe('real: profiles list --json\n')
      expect(await shell.run("stackpass 'a b' ''")).toBe('real: a b \n')
      expect(await shell.run('stackpass')).toBe('real: \n')
      expect(await shell.run('stackpass pin --help')).toBe('real: pin --help\n')
      await shell.run('stackpass pin unknown')
      expect(await shell.environment('AWS_PROFILE')).toBe('dev')
      expect(shell.said('no such profile')).toBe(1)
      await shell.run("stackpass pin 'two words'")
      expect(await shell.environment('AWS_PROFILE')).toBe('two words')
      expect(shell.said('; the active profile is dev')).toBe(0)
      expect(await shell.run('stackpass use prod')).toBe('real: use prod\n')
      await shell.environment('AWS_PROFILE')
      expect(shell.said('pinned to two words; the active profile is dev')).toBe(1)
    })
  })
}
