import { describe, expect, it } from 'vitest'
import { withSandbox } from './with-sandbox.ts'

const at = withSandbox()

const block = (inside: string): string =>
  `[profile mine]
region = us-east-1
# BEGIN ANSIBLE MANAGED BLOCK
${inside}# END ANSIBLE MANAGED BLOCK
`
const dev = '[profile team-dev]\nregion = eu-west-1\n'
const prod = '[profile team-prod]\nregion = eu-west-1\n'

describe('lines that Ansible manages', () => {
  it('keep both marks when a profile between them is deleted, and the command says who owns them', async () => {
    await at.sandbox.write('config', block(dev + prod))
    const deleted = await at.sandbox.run(['profiles', 'delete', 'team-prod'])
    expect(deleted.code).toBe(0)
    expect(deleted.stderr).toContain('Ansible manages lines 3 to 8. The next run of its playbook')
    expect(await at.sandbox.read('config')).toBe(block(dev))
  })

  it('are shown with a profile and among the problems', async () => {
    await at.sandbox.write('config', block(dev))
    const shown = await at.sandbox.run(['profiles', 'show', 'team-dev', '--json'])
    expect(JSON.parse(shown.stdout)).toMatchObject({
      value: { managed: [{ owner: 'Ansible', file: 'config', line: 3, endLine: 6 }] },
    })
    const other = await at.sandbox.run(['profiles', 'show', 'mine', '--json'])
    expect(JSON.parse(other.stdout)).not.toHaveProperty('value.managed')
    const listed = await at.sandbox.run(['problems'])
    expect(listed.code).toBe(0)
    expect(listed.stdout).toContain('info ManagedBlock: Ansible manages lines 3 to 6')
  })

  it('are a problem when one mark is missing', async () => {
    await at.sandbox.write('config', block(dev).replace('# BEGIN ANSIBLE MANAGED BLOCK\n', ''))
    const listed = await at.sandbox.run(['problems'])
    expect(listed.stdout).toContain('config:5: warning HalfManagedBlock')
  })
})
