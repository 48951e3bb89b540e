import { execFileSync, spawnSync } from 'node:child_process'
import { link, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sampleConfig } from './sandbox.ts'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const said = (why: string): string => `~/.aws/config is written in place, not atomically, because ${why}`
const after = 'was written in place'
const canMount = process.platform === 'linux' && spawnSync('unshare', ['-m', 'true']).status === 0

describe('a file that cannot be replaced as a whole', () => {
  it.runIf(canMount)('is written in place where it is mounted on its own, as in a container', async () => {
    const file = join(at.sandbox.home, '.aws', 'config')
    const real = join(at.sandbox.home, 'real')
    await rename(file, real)
    await writeFile(file, '', { mode: 0o600 })
    const script = 'mount --bind "$1" "$2" && exec "$3" "$4" profiles set dev region us-west-2 2>&1'
    const words = ['-c', script, 'sh', real, file, process.execPath, at.entry]
    const text = execFileSync('unshare', ['-m', 'sh', ...words], {
      env: at.sandbox.environment,
      encoding: 'utf8',
    })
    expect(text).toContain(said('it is a mount point'))
    // It does not repeat what the plan said.
    expect(text).not.toContain(after)
    expect(execFileSync('cat', [real], { encoding: 'utf8' })).toBe(
      sampleConfig.replace('region = eu-west-1 ', 'region = us-west-2 '),
    )
    expect(await at.sandbox.read('config')).toBe('')
  })

  it('says nothing where it was replaced', async () => {
    const written = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-2'])
    expect(written).toMatchObject({ code: 0, stderr: '' })
  })

  it('is written in place where it has a second name', async () => {
    await link(join(at.sandbox.home, '.aws', 'config'), join(at.sandbox.home, 'second'))
    const written = await at.sandbox.run(['profiles', 'set', 'dev', 'region', 'us-west-2'])
    expect(written.stderr).toContain(said('other names lead to the same file'))
  })

  it('is refused where the setting says never, and written in place where it says always', async () => {
    const { run, read, home } = at.sandbox
    await run(['settings', 'set', 'writeInPlace', 'always'])
    const always = await run(['profiles', 'set', 'dev', 'region', 'us-west-2'])
    expect(always.stderr).toContain(said('the setting writeInPlace says so'))
    await run(['settings', 'set', 'writeInPlace', 'never'])
    await link(join(home, '.aws', 'config'), join(home, 'second'))
    const before = await read('config')
    const never = await run(['profiles', 'set', 'dev', 'region', 'us-east-1'])
    expect(never.code).toBe(1)
    expect(never.stderr).toContain('only writing in place was possible')
    expect(await read('config')).toBe(before)
  })
})
