import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()
const broken = '[c]\nregion = us-east-2\n\n[profile d]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n'
const config = () => readFile(join(at.sandbox.home, '.aws', 'config'), 'utf8')

describe('problems', () => {
  it('names what can be repaired, repairs it in one change, and says what is left', async () => {
    await at.sandbox.write('config', broken)
    const listed = await at.sandbox.run(['problems'])
    expect(listed.code).toBe(1)
    expect(listed.stdout).toContain('1 of them can be repaired')

    const shown = await at.sandbox.run(['problems', '--fix', '--dry-run'])
    expect(shown.code).toBe(0)
    expect(shown.stdout).toContain('+ 1  [profile c]')
    expect(await config()).toBe(broken)

    const mended = await at.sandbox.run(['problems', '--fix'])
    expect(mended.code).toBe(0)
    expect(mended.stderr).toContain('Left without a repair: 1 error')
    expect(await config()).toBe(broken.replace('[c]', '[profile c]'))

    const again = await at.sandbox.run(['problems', '--fix', '--json'])
    expect(again.code).toBe(1)
    expect(JSON.parse(again.stdout)).toMatchObject({ ok: false, error: { code: 'NothingToChange' } })
  })

  it('says first that the AWS CLI reads nothing of a file, for which line, and what mends it', async () => {
    await at.sandbox.write('config', '[profile a]\nregion = eu-west-1\nno separator\n')
    const said =
      /^The AWS CLI reads nothing in ~\/\.aws\/config, for line 3: no profile works in it until that is fixed. `stackpass problems --fix` repairs it/
    const listed = await at.sandbox.run(['problems'])
    expect(listed.stdout).toMatch(said)
    expect((await at.sandbox.run(['profiles', 'list', '--problems'])).stderr).toMatch(
      /Note: The AWS CLI reads nothing in/,
    )
    await at.sandbox.run(['problems', '--fix'])
    expect((await at.sandbox.run(['problems'])).stdout).not.toContain('reads nothing')
  })

  it('takes --dry-run together with --fix only', async () => {
    expect((await at.sandbox.run(['problems', '--dry-run'])).code).toBe(2)
  })
})
