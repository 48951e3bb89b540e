import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { onTerminal } from './on-terminal.ts'
import { exampleKey, exampleSecret } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'
import { runWithoutTerminal } from './without-terminal.ts'

const at = withSandbox()
const secret = 'correct-horse-battery'

async function prepare(): Promise<string> {
  const folder = join(at.sandbox.home, 'bin')
  const keys = join(folder, 'keys')
  await mkdir(folder)
  const answer = JSON.stringify({ Version: 1, AccessKeyId: exampleKey, SecretAccessKey: exampleSecret })
  await writeFile(keys, `#!/bin/sh\nprintf '%s' '${answer}'\n`)
  await chmod(keys, 0o755)
  await at.sandbox.write(
    'config',
    `[profile p]\ncredential_process = ${keys} --password ${secret}\n` +
      `[profile role]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = p\n` +
      `[profile hostile]\ncredential_process = ${keys} \u202etxt.exe ; true\n` +
      '[profile none]\nregion = eu-west-1\n',
  )
  return keys
}

const withoutTerminal = (args: readonly string[]) => runWithoutTerminal(at, args)
const yes = (args: readonly string[]) => onTerminal(at, args, {}, 'Run it', 'y\n')

describe('a role whose codes and whose source come from programs', () => {
  it('has one asked about after the other, its own first', async () => {
    const keys = await prepare()
    const codes = join(at.sandbox.home, 'bin', 'codes')
    await copyFile(keys, codes)
    await appendFile(
      join(at.sandbox.home, '.aws', 'config'),
      `[profile coded]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = p\nmfa_serial = arn:aws:iam::111122223333:mfa/ana\nmfa_process = ${codes}\n`,
    )
    expect((await yes(['allow', 'coded'])).text).toContain(codes)
    expect((await yes(['allow', 'coded'])).text).toContain(keys)
    expect((await withoutTerminal(['allow', 'coded'])).stdout).toMatch(/allowed/i)
  })
})

describe('without a terminal', () => {
  it('nothing can be allowed: not by standard input, not through the contract', async () => {
    await prepare()
    for (const args of [
      ['allow', 'p'],
      ['allow'],
      ['credentials', 'p'],
      ['exec', 'p', '--', 'true'],
      ['verify', 'p'],
    ]) {
      const ran = await withoutTerminal(args)
      expect({ args, code: ran.code }).toEqual({ args, code: 1 })
      expect(ran.stderr).toContain('stackpass allow p')
      expect(ran.stdout + ran.stderr).not.toContain(secret)
      expect(ran.stdout + ran.stderr).not.toMatch(/[0-9a-f]{64}/)
    }
    const forged = await at.sandbox.run(['call', 'verify.allowProcess'], {
      stdin: JSON.stringify({ profile: 'p', command: 'x' }),
    })
    expect(forged.stdout).toContain('UnknownMethod')
    for (const input of [
      { profile: 'p' },
      { profile: 'p', allowed: true },
      { profile: 'p', decision: 'allowed' },
    ]) {
      const child = spawn(process.execPath, [at.entry, 'call', 'consent.request'], {
        env: at.sandbox.environment,
        detached: true,
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      child.stdin.end(JSON.stringify(input))
      let text = ''
      child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
      await once(child, 'close')
      expect(text).toMatch(/ConsentUnavailable|BadInput/)
    }
    expect((await at.sandbox.run(['allow', 'list', '--json'])).stdout).toContain('"allowed": []')
  })

  it('a script repeats the fingerprint that a person was shown, of exactly these files', async () => {
    const keys = await prepare()
    const shown = (await yes(['allow', 'p'])).text
    const fingerprint = /--fingerprint ([0-9a-f]{64})/.exec(shown)?.[1] ?? ''
    expect((await withoutTerminal(['allow', 'revoke', 'p'])).code).toBe(0)

    const wrong = await withoutTerminal(['allow', 'p', '--fingerprint', 'f'.repeat(64)])
    expect(wrong).toMatchObject({ code: 1 })
    expect(wrong.stderr).toContain('ConsentUnavailable')
    expect(wrong.stdout + wrong.stderr).not.toContain(fingerprint)

    expect(await withoutTerminal(['allow', 'p', '--fingerprint', fingerprint])).toMatchObject({ code: 0 })
    const list = JSON.parse((await withoutTerminal(['allow', 'list', '--json'])).stdout) as unknown
    expect(list).toMatchObject({ value: { allowed: [{ profile: 'p', where: 'command', state: 'same' }] } })

    await withoutTerminal(['allow', 'revoke', 'p'])
    await appendFile(keys, '# other\n')
    expect(await withoutTerminal(['allow', 'p', '--fingerprint', fingerprint])).toMatchObject({ code: 1 })
  })
})

describe('on a terminal', () => {
  it('shows all of it, runs it once allowed, lists it and takes it back', async () => {
    const keys = await prepare()
    const asked = await yes(['allow', 'role'])
    expect(asked.code).toBe(0)
    expect(asked.text).toMatch(/profile +│ p\b/)
    expect(asked.text).toContain(`program   │ ${keys}`)
    expect(asked.text).not.toContain(secret)
    expect((await withoutTerminal(['credentials', 'p'])).stdout).toContain(exampleKey)

    const list = await withoutTerminal(['allow', 'list'])
    expect(list.stdout).toContain(keys)
    expect(list.stdout).toContain('as it was')
    expect(list.stdout).not.toContain(secret)

    await appendFile(keys, '# other\n')
    const changed = await withoutTerminal(['credentials', 'p'])
    expect(changed.stderr).toContain('Error ProcessChanged:')
    expect(changed.stderr).toContain('changed since you allowed it')
    expect((await withoutTerminal(['allow', 'list'])).stdout).toContain('changed')
    // Without a name: what waits and what changed, which is only this one.
    await at.sandbox.write('config', `[profile p]\ncredential_process = ${keys} --password ${secret}\n`)
    const again = await onTerminal(at, ['allow'], {}, 'Run it', 'y\n')
    expect(again.text).toMatch(/changed +│ .* changed since you allowed it/)

    expect((await withoutTerminal(['allow', 'revoke', 'p'])).stdout).toContain('Revoked 1 permission')
    expect((await withoutTerminal(['credentials', 'p'])).stderr).toContain('ProcessNotAllowed')
    expect((await withoutTerminal(['allow', 'revoke', 'p'])).stderr).toContain('NothingToChange')
  })

  it('undoes what the program gave, too: it is not handed out from the cache', async () => {
    const keys = await prepare()
    const Expiration = new Date(Date.now() + 3_600_000).toISOString()
    const answer = { Version: 1, AccessKeyId: exampleKey, SecretAccessKey: exampleSecret, Expiration }
    await writeFile(keys, `#!/bin/sh\nprintf '%s' '${JSON.stringify(answer)}'\n`)
    expect((await yes(['allow', 'p'])).code).toBe(0)
    expect((await withoutTerminal(['credentials', 'p'])).stdout).toContain(exampleKey)
    expect((await withoutTerminal(['allow', 'revoke', 'p'])).code).toBe(0)
    const after = await withoutTerminal(['credentials', 'p'])
    expect(after.stdout).not.toContain(exampleKey)
    expect(after.stderr).toContain('ProcessNotAllowed')
  })

  it('asks where the credentials are wanted, and goes on', async () => {
    await prepare()
    const given = await yes(['credentials', 'p'])
    expect(given.text).toContain(exampleKey)
    await withoutTerminal(['allow', 'revoke', '--all'])
    const ran = await yes(['exec', 'p', '--', 'sh', '-c', 'echo id $AWS_ACCESS_KEY_ID'])
    expect(ran.text).toContain(`id ${exampleKey}`)
  })

  it.each(['n\n', '\n', 'nein\n', '\u0004'])('takes %j for a no', async (typed) => {
    await prepare()
    expect((await onTerminal(at, ['allow', 'p'], {}, 'Run it', typed)).code).toBe(1)
    expect((await withoutTerminal(['credentials', 'p'])).stderr).toContain('ProcessNotAllowed')
  })

  it('does not take for an answer what was typed before the question', async () => {
    await prepare()
    const line = `sleep 1; '${process.execPath}' '${at.entry}' allow p; echo ended $?`
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      env: { ...at.sandbox.environment, TERM: 'xterm', SHELL: '/bin/sh' },
    })
    child.stdin.write('y\ny\ny\n')
    let text = ''
    let answered = false
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      text += part
      if (answered || !text.includes('Run it')) return
      answered = true
      child.stdin.write('n\n')
    })
    await once(child, 'close')
    expect(text).toContain('ended 1')
    expect((await withoutTerminal(['credentials', 'p'])).stderr).toContain('ProcessNotAllowed')
  })

  it('shows what would hide or reorder', async () => {
    await prepare()
    const { text } = await onTerminal(at, ['allow', 'hostile'], {}, 'Run it', 'n\n')
    expect(text).not.toContain('\u202e')
    expect(text).toContain('⟨U+202E⟩')
    expect(text).toContain('U+202E')
  })

  it('knows our own program by its file, not by its name', async () => {
    const own = join(at.sandbox.home, 'own')
    const other = join(at.sandbox.home, 'other')
    for (const folder of [own, other]) await mkdir(folder)
    await chmod(at.entry, 0o755)
    await symlink(at.entry, join(own, 'stackpass'))
    await copyFile(at.entry, join(other, 'stackpass'))
    await at.sandbox.write(
      'config',
      `[profile twin]\ncredential_process = ${own}/stackpass credentials p\n` +
        `[profile more]\ncredential_process = ${own}/stackpass credentials p; true\n` +
        `[profile copy]\ncredential_process = ${other}/stackpass credentials p\n`,
    )
    const list = JSON.parse((await withoutTerminal(['allow', 'list', '--json'])).stdout) as unknown
    expect(list).toMatchObject({
      value: { allowed: [], waiting: [{ profile: 'more' }, { profile: 'copy' }] },
    })
  })

  it('says what is wrong with a name', async () => {
    await prepare()
    expect((await withoutTerminal(['allow', 'nobody'])).stderr).toContain('ProfileNotFound')
    expect((await withoutTerminal(['allow', 'none'])).stderr).toContain('ProcessMissing')
    expect((await withoutTerminal(['allow', 'revoke'])).code).toBe(2)
    expect((await withoutTerminal(['allow', '--command', 'x'])).stderr).toContain('ProcessMissing')
    expect((await withoutTerminal(['allow', '--fingerprint', 'x'])).code).toBe(2)
  })

  it('allows by the exact text, and asks about nothing when a list is damaged', async () => {
    const keys = await prepare()
    expect((await yes(['allow', '--command', `${keys} --password ${secret}`])).code).toBe(0)
    const file = join(at.sandbox.home, '.local', 'state', 'stackpass', 'allowed-commands.json')
    await chmod(file, 0o666)
    // Whichever sees it first: the check of everything of ours, or the list itself.
    const open = await withoutTerminal(['credentials', 'p'])
    expect({ code: open.code, said: /FolderNotPrivate|AllowListUnsafe/.test(open.stderr) }).toEqual({
      code: 1,
      said: true,
    })
    await chmod(file, 0o600)
    expect(await readFile(file, 'utf8')).not.toContain(secret)
    await writeFile(file, 'garbage')
    for (const args of [
      ['credentials', 'p'],
      ['allow', 'list'],
      ['allow', 'p'],
      ['allow', 'revoke', 'p'],
    ])
      expect((await withoutTerminal(args)).stderr).toContain('Error AllowListUnsafe:')
    expect((await withoutTerminal(['allow', 'revoke', '--all'])).code).toBe(0)
    expect((await yes(['allow', 'p'])).code).toBe(0)
  })
})
