import { existsSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { exampleKey, exampleSecret } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

interface Told {
  readonly value: {
    readonly groups: readonly {
      readonly title: string
      readonly facts: readonly { readonly name: string; readonly value: string; readonly wrong?: string }[]
    }[]
    readonly wrong: readonly string[]
  }
}

/** A folder of programs, and an environment whose PATH is that folder and that of Node. */
async function programs(texts: Readonly<Record<string, string>>) {
  const folder = join(at.sandbox.home, 'programs')
  await mkdir(folder)
  for (const [name, text] of Object.entries(texts))
    await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  return { PATH: `${folder}:/usr/bin:/bin` }
}

async function facts(env: Record<string, string>) {
  const { code, stdout } = await at.sandbox.run(['doctor', '--self', '--json'], { env })
  const { groups, wrong } = (JSON.parse(stdout) as Told).value
  const values = new Map(groups.flatMap((group) => group.facts.map(({ name, value }) => [name, value])))
  return { code, wrong, values, stdout }
}

describe('doctor --self', () => {
  it('says how it is installed and set up, writes nothing and ends with 0 where all is well', async () => {
    const env = await programs({
      aws: 'echo aws-cli/2.32.1 Python/3.13; echo more',
      pulumi: '[ "$1 $PULUMI_SKIP_UPDATE_CHECK" = "version true" ] && echo v3.200.0',
    })
    const before = await at.sandbox.picture()
    const { code, stdout, stderr } = await at.sandbox.run(['doctor', '--self'], { env })
    expect(await at.sandbox.picture()).toEqual(before)
    expect(stderr).toBe('')
    expect(stdout).toContain(`  node            ${process.versions.node}  (`)
    expect(stdout).toContain('  aws             aws-cli/2.32.1 Python/3.13  (~/programs/aws)\n')
    expect(stdout).toContain('  pulumi          v3.200.0  (~/programs/pulumi)\n')
    expect(stdout).toContain('  profiles        2 profiles, ')
    expect(stdout).toContain('  active profile  none\n')
    expect(stdout).toContain('  state           ~/.local/state/stackpass  not there yet\n')
    // The tests bundle only the command; the page is the clone's, if it was built.
    const isBuilt = existsSync(fileURLToPath(new URL('../../../dist/renderer/index.html', import.meta.url)))
    expect(stdout.split('\n\n').at(-1)).toBe(
      isBuilt
        ? 'Everything is in order.\n'
        : 'Not in order\n  The page was not built or not installed. Install again.\n',
    )
    expect(code).toBe(isBuilt ? 0 : 1)
  })

  it('names neither keys, profiles, the user nor the value of a variable', async () => {
    const env = await programs({ aws: `echo "aws-cli/2 ${exampleSecret}"` })
    await at.sandbox.write('config', '[profile acme-merger]\nregion = eu-west-1\n')
    await at.sandbox.run(['use', 'acme-merger', '--yes'])
    const secret = 'IQoJb3JpZ2luX2VjEXAMPLETOKEN'
    const more = { AWS_SESSION_TOKEN: secret, AWS_PROFILE: 'acme-merger', HTTPS_PROXY: 'http://me:pw@proxy' }
    for (const args of [
      ['doctor', '--self'],
      ['doctor', '--self', '--json'],
    ]) {
      const { stdout, stderr } = await at.sandbox.run(args, { env: { ...env, ...more } })
      for (const word of [exampleKey, exampleSecret, secret, 'acme-merger', 'me:pw', at.sandbox.home])
        expect(stdout + stderr).not.toContain(word)
      expect(stdout).toContain('AWS_PROFILE AWS_SESSION_TOKEN HTTPS_PROXY')
    }
  })

  it('says what is not as it should be, and what to do', async () => {
    const { PATH } = await programs({ stackpass: 'echo 9.9.9', aws: 'exit 3' })
    await at.sandbox.run(['use', 'dev', '--yes'])
    await chmod(join(at.sandbox.home, '.local/state/stackpass'), 0o755)
    await mkdir(join(at.sandbox.home, '.config/stackpass'), { recursive: true, mode: 0o700 })
    await writeFile(join(at.sandbox.home, '.config/stackpass/settings.json'), '{ broken', { mode: 0o600 })
    const { code, wrong, values } = await facts({ PATH: `${PATH}:relative/bin` })
    expect(code).toBe(1)
    expect(values.get('on the PATH')).toBe('~/programs/stackpass, of an unknown version')
    for (const text of [
      /^Shells and profiles start ~\/programs\/stackpass, which is not this Stackpass/,
      /^~\/programs\/aws --version did not answer\. Run it yourself to see why\.$/,
      /^PATH names relative folders/,
      /^Other users can read ~\/.local\/state\/stackpass\. Run `chmod 700 ~\/\.local\/state\/stackpass`\.$/,
      /^~\/\.config\/stackpass\/settings\.json cannot be read as JSON, so the defaults apply\./,
    ])
      expect(wrong).toContainEqual(expect.stringMatching(text))
  })

  it('lists what an uninstallation leaves', async () => {
    await at.sandbox.run(['use', 'dev', '--yes'])
    await at.sandbox.run(['shell-init', 'bash', '--install', '--yes'])
    const { values } = await facts({})
    expect(values.get('hook')).toBe(
      'bash (~/.bashrc, `shell-init bash --remove`); no shell has started with it yet',
    )
    expect(values.get('state')).toBe('~/.local/state/stackpass  0700')
    expect(values.get('active profile')).toBe('one')
  })

  it.each([[['--fix']], [['--dry-run']]])('does not go with %s', async (more) => {
    const { code, stdout, stderr } = await at.sandbox.run(['doctor', '--self', ...more])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('--self cannot be combined with --fix or --dry-run.')
  })
})
